"""The site's policy, its people, its brand and its waivers: one typed value each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum
from fnmatch import fnmatchcase

from msgspec import UNSET, Struct, UnsetType, field

from inforce.domain.interval import Interval
from inforce.domain.items.control import ChangeClass
from inforce.domain.items.offering import OfferingSource
from inforce.domain.paper import PrintColours, PrintPolicy
from inforce.domain.registers.register import Outcome
from inforce.domain.text import Text


class Severity(Enum):
    """How grave a finding is; ordered by ``rank``."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """0 for info, 1 for warning, 2 for error."""
        return list(Severity).index(self)


class Approval(Enum):
    """Whether outputs show issued revisions, or the working copy of a light site."""

    REQUIRED = "required"
    OFF = "off"


class _Setting(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A part of the configuration; an unknown key is an error."""


class Audience(_Setting, frozen=True, kw_only=True, omit_defaults=True):
    """A circle of readers; it sees its own and what the included audiences see."""

    includes: tuple[str, ...] = ()


class ReviewPolicy(_Setting, frozen=True, kw_only=True, omit_defaults=True):
    """The review interval, and how many days before and after the due date change the state.

    ``rubber_stamp`` reviews without a note of their own, by one person on one day, are a finding.
    ``note_required`` are the outcomes that take a note; ``checklist`` is what a reviewer goes
    through for each item; ``holidays`` are days on which nobody reviews.
    """

    every: Interval = Interval("P12M")
    due_soon: int = 30
    grace: int = 14
    rubber_stamp: int = 20
    note_required: tuple[Outcome, ...] = (Outcome.CHANGE_NEEDED, Outcome.WITHDRAW)
    checklist: tuple[Text, ...] = ()
    holidays: tuple[date, ...] = ()


class AnswerWithin(_Setting, frozen=True, kw_only=True, omit_defaults=True):
    """How long after it came in each kind of feedback is to be answered."""

    enquiry: Interval = Interval("P7D")
    complaint: Interval = Interval("P14D")
    correction: Interval = Interval("P14D")
    praise: Interval = Interval("P30D")


class FeedbackPolicy(_Setting, frozen=True, kw_only=True, omit_defaults=True):
    """When feedback is to be answered, and how many days late an answer is still a warning."""

    answer_within: AnswerWithin = AnswerWithin()
    grace: int = 14


class LinkPolicy(_Setting, frozen=True, kw_only=True, omit_defaults=True):
    """How links to other hosts are asked about (``inforce check --links``), and how they age.

    A good answer is kept for ``keep``. A failure is an error when it has lasted more than ``grace``
    days and was met on ``failures`` of them. ``ignore`` names what is not asked: a host, or a
    pattern of whole addresses. ``rate`` is the most requests a second to one host, ``timeout`` in
    seconds.
    """

    keep: Interval = Interval("P7D")
    grace: int = 14
    failures: int = 3
    ignore: tuple[str, ...] = ()
    rate: int = 10
    timeout: int = 30


class ApprovalTerm(
    _Setting, frozen=True, kw_only=True, omit_defaults=True, rename={"from_": "from"}
):
    """To which approvals a term of the approval policy applies, and what it asks of them.

    A condition left out holds for all. ``kind`` is ``product``, ``page`` or a kind of page;
    ``family`` means its descendants too; ``from_`` and ``until`` are the first and the last day of
    approval. No ``roles`` means the policy's ``approvers``.
    """

    kind: str | None = None
    family: str | None = None
    audience: str | None = None
    change: ChangeClass | None = None
    from_: date | None = None
    until: date | None = None
    roles: tuple[str, ...] = ()
    count: int = 1
    every_role: bool = False
    four_eyes: bool = True
    signed: bool = False


class LeadTime(_Setting, frozen=True, kw_only=True, omit_defaults=True):
    """How long before its days customers are told of an end or a change.

    ``last_order`` and ``last_delivery`` count from the announcement (J-STD-048), ``change`` from
    the approval of a new figure to its effective date (J-STD-046). None asks for nothing; what is
    not set is as the family above has it, or the site.
    """

    last_order: Interval | UnsetType | None = UNSET
    last_delivery: Interval | UnsetType | None = UNSET
    change: Interval | UnsetType | None = UNSET


class LeadTimes(LeadTime, frozen=True, kw_only=True, omit_defaults=True):
    """The lead times of the site, and of ``families`` that have others, descendants included."""

    last_order: Interval | None = Interval("P6M")
    last_delivery: Interval | None = Interval("P12M")
    change: Interval | None = None
    families: Mapping[str, LeadTime] = {}


class QuotationPolicy(_Setting, frozen=True, kw_only=True, omit_defaults=True):
    """What quotations take from the site.

    ``price`` is the attribute, in a currency, that prices are taken from, None for none. ``terms``
    are the controlled pages that apply, None for all of the kind ``terms``. ``valid_for`` is how
    long a quotation is good.
    """

    price: str | None = None
    terms: tuple[str, ...] | None = None
    valid_for: Interval = Interval("P30D")


class Demo(_Setting, frozen=True, kw_only=True, omit_defaults=True):
    """Settings of a demonstration site: ``as_of`` pins its date."""

    as_of: date | None = None


class Policy(_Setting, frozen=True, kw_only=True, omit_defaults=True, rename={"press": "print"}):
    """``site_config/policy.yaml``. The first of ``locales`` is the default one.

    ``brochures`` says whether the website gets a brochure of each product; by family, it holds for
    the families below too, and those that are not named have them. ``bulletins`` says whether it
    gets one of each notice.
    """

    approval: Approval = Approval.REQUIRED
    time_zone: str = "UTC"
    locales: tuple[str, ...] = ("en",)
    required_locales: tuple[str, ...] | None = None
    audiences: Mapping[str, Audience] = field(default_factory=lambda: {"public": Audience()})
    review: ReviewPolicy = ReviewPolicy()
    feedback: FeedbackPolicy = FeedbackPolicy()
    approvers: tuple[str, ...] = ("quality",)
    approvals: tuple[ApprovalTerm, ...] = ()
    lead_times: LeadTimes = LeadTimes()
    links: LinkPolicy = LinkPolicy()
    uncontrolled_pages: tuple[str, ...] = ("index",)
    severity: Mapping[str, Severity] = {}
    offering: OfferingSource | None = None
    brochures: bool | Mapping[str, bool] = True
    bulletins: bool = True
    press: PrintPolicy = PrintPolicy()
    quotation: QuotationPolicy = QuotationPolicy()
    demo: Demo = Demo()

    @property
    def default_locale(self) -> str:
        """The locale at the root of the site."""
        return self.locales[0]

    def needs_no_control(self, page: str) -> bool:
        """Whether a page may stand without control, by its path below the pages without ``.md``."""
        return any(fnmatchcase(page, pattern) for pattern in self.uncontrolled_pages)

    @property
    def needed_locales(self) -> tuple[str, ...]:
        """The locales in which every text must stand."""
        return self.locales if self.required_locales is None else self.required_locales

    @property
    def authorities(self) -> frozenset[str]:
        """The roles in which somebody may approve, whatever it is."""
        return frozenset(
            {*self.approvers, *(role for term in self.approvals for role in term.roles)}
        )

    def wants_brochure(self, family: str, ancestors: tuple[str, ...]) -> bool:
        """Whether products of ``family`` get one; ``ancestors`` are the family's, oldest first."""
        if isinstance(self.brochures, bool):
            return self.brochures
        named = (
            self.brochures[name]
            for name in (family, *reversed(ancestors))
            if name in self.brochures
        )
        return next(named, True)

    def sees(self, audience: str) -> frozenset[str]:
        """Return the audiences whose information ``audience`` may see, itself among them."""
        seen: set[str] = set()
        queue = [audience]
        while queue:
            name = queue.pop()
            if name not in seen:
                seen.add(name)
                queue.extend(self.audiences.get(name, Audience()).includes)
        return frozenset(seen)


class Role(_Setting, frozen=True, kw_only=True, omit_defaults=True):
    """A role; customers see roles, never people."""

    name: Text


class Person(_Setting, frozen=True, kw_only=True, omit_defaults=True, rename={"from_": "from"}):
    """A person with roles, from the first to the last day on which they hold."""

    name: Text
    roles: tuple[str, ...] = ()
    from_: date | None = None
    until: date | None = None

    def acts_on(self, day: date) -> bool:
        """Whether the person holds the roles on ``day``."""
        return (self.from_ is None or self.from_ <= day) and (
            self.until is None or day <= self.until
        )


class People(_Setting, frozen=True, kw_only=True, omit_defaults=True):
    """``site_config/people.yaml``."""

    roles: Mapping[str, Role] = {}
    people: Mapping[str, Person] = {}


class Colours(_Setting, frozen=True, kw_only=True, omit_defaults=True):
    """The brand's colours, as ``#rrggbb``."""

    primary: str = "#1f3a4d"
    accent: str = "#c2410c"
    ink: str = "#16232c"
    paper: str = "#ffffff"


class Contact(_Setting, frozen=True, kw_only=True, omit_defaults=True):
    """Where customers reach the maker.

    ``enquiry_form`` and ``correction_form`` are the addresses of forms elsewhere, with places for
    ``{item}``, ``{part}``, ``{revision}``, ``{page}`` and ``{locale}``; otherwise one writes mail.
    """

    email: str | None = None
    phone: str | None = None
    address: Text | None = None
    url: str | None = None
    enquiry_form: str | None = None
    correction_form: str | None = None


class Brand(_Setting, frozen=True, kw_only=True, omit_defaults=True):
    """``site_config/brand.yaml``; pictures are paths relative to the site."""

    name: Text = Text("")
    legal_name: Text | None = None
    tagline: Text | None = None
    colours: Colours = Colours()
    print_colours: PrintColours | None = None
    logo: str | None = None
    logo_dark: str | None = None
    contact: Contact = Contact()


class Waiver(_Setting, frozen=True, kw_only=True, omit_defaults=True):
    """A dated, approved exception to a rule for one item."""

    rule: str
    item: str
    until: date
    reason: str
    by: str
