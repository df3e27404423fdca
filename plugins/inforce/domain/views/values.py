"""The values that views are made of. Renderers know these and nothing below them."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum

from msgspec import Struct

from inforce.domain.prose.reach import Stretch
from inforce.domain.prose.richtext import RichText
from inforce.domain.text import Phrase


class Day(Struct, frozen=True):
    """A date for machines (``iso``) and for readers (``text``)."""

    iso: str
    text: str


class Fact(Struct, frozen=True):
    """A label with what it says."""

    label: str
    value: str


class Converted(Struct, frozen=True):
    """The same in another system of units: ``system`` is ``metric`` or ``us``."""

    system: str
    text: str


class Cell(Struct, frozen=True, kw_only=True, cache_hash=True):
    """A value in words: ``text`` with its unit, the condition it holds under, what proves it.

    ``sort`` is the bare figure with its digits, empty for texts; ``lang`` as in ``Phrase``.
    ``converted`` is the text in the other system of units, None where both use the same unit.
    """

    text: str = ""
    condition: Phrase = Phrase("")
    evidence: str = ""
    sort: str = ""
    lang: str = ""
    converted: Converted | None = None


class SpecRow(Struct, frozen=True, kw_only=True):
    """One spec of a product."""

    key: str
    label: Phrase
    cell: Cell


class SpecGroup(Struct, frozen=True, kw_only=True):
    """Specs under one heading; ``label`` is empty for those without a group."""

    id: str
    label: Phrase
    rows: tuple[SpecRow, ...]


class Column(Struct, frozen=True, kw_only=True):
    """A column of a table; ``unit`` is its symbol, and cells then carry none.

    ``converted`` is the symbol that goes with the converted cells.
    """

    key: str
    label: Phrase
    unit: str = ""
    numeric: bool = False
    converted: Converted | None = None


class VariantRow(Struct, frozen=True, kw_only=True):
    """One orderable form; ``cells`` in the order of the columns."""

    order_code: str
    gtin: str
    cells: tuple[Cell, ...]


class VariantTable(Struct, frozen=True, kw_only=True):
    """The orderable forms of a product."""

    columns: tuple[Column, ...] = ()
    rows: tuple[VariantRow, ...] = ()
    gtins: bool = False


class CodeValue(Struct, frozen=True, kw_only=True):
    """What a segment of an order code can be, and what that means."""

    code: str
    text: Phrase


class KeyPart(Struct, frozen=True, kw_only=True):
    """A segment of an order code: what the example has there, its meaning and its values.

    A separator has an empty ``label`` and no values. ``more`` says how many values are left out,
    empty where none are.
    """

    code: str
    label: Phrase
    values: tuple[CodeValue, ...] = ()
    more: str = ""


class OrderingKey(Struct, frozen=True, kw_only=True):
    """How order codes are built: the ``example`` is its parts put together."""

    example: str
    lead: str
    parts: tuple[KeyPart, ...]


class FileLink(Struct, frozen=True, kw_only=True):
    """A published file: ``path`` from the site's root, its ``source`` below ``content/``."""

    path: str
    source: str
    name: str
    size: str


class Picture(Struct, frozen=True, kw_only=True):
    """A picture with its text alternative."""

    file: FileLink
    alt: Phrase


class DocumentRow(Struct, frozen=True, kw_only=True):
    """A document: a file for download, or a link elsewhere."""

    kind: str
    kind_label: str
    title: Phrase
    file: FileLink | None
    url: str
    language: str
    lang: str
    revision: str
    restricted: str


class CertificateRow(Struct, frozen=True, kw_only=True):
    """A certificate; ``expired`` on the edition's date."""

    id: str
    title: Phrase
    body: Phrase
    valid_from: Day | None
    valid_to: Day | None
    expired: bool
    file: FileLink | None


class WarningRow(Struct, frozen=True, kw_only=True):
    """A warning; ``level`` is danger, warning, caution or notice, ``signal`` the word for it."""

    level: str
    signal: str
    text: Phrase


class ProductRef(Struct, frozen=True, kw_only=True):
    """Another product, as a link."""

    id: str
    name: Phrase
    state: str
    state_label: str
    quantity: str = ""


class RelationGroup(Struct, frozen=True, kw_only=True):
    """Related products of one kind."""

    type: str
    label: str
    products: tuple[ProductRef, ...]


class Heir(Struct, frozen=True, kw_only=True):
    """A replacement: the product to use now, how well it fits, what was passed on the way."""

    product: ProductRef
    fit: str
    note: Phrase
    via: tuple[ProductRef, ...]


class RecallPart(Struct, frozen=True, kw_only=True):
    """One part of a recall: ``key`` names it for machines, such as ``hazard``.

    ``links`` is the text of the contact again, cut at what can be called or opened.
    """

    key: str
    label: str
    text: Phrase
    links: tuple[Stretch, ...] = ()


class RecallView(Struct, frozen=True, kw_only=True):
    """A recall, in the order of EU 2023/988, Art. 36 (2).

    ``product`` says which product it is; ``parts`` what is affected, the hazard, what to do, what
    is offered, whom to ask.
    """

    heading: str
    lead: str
    picture: Picture | None
    product: tuple[RecallPart, ...]
    parts: tuple[RecallPart, ...]
    share: str


class Banner(Struct, frozen=True, kw_only=True):
    """What stands above a product that is not simply on sale.

    ``state`` is the lifecycle state; ``tone`` is danger, ended, past, warning or note, which paper
    and website colour alike; ``action`` is what the reader should do; ``texts`` are reasons.
    """

    state: str
    tone: str
    heading: str
    lead: str
    action: str
    recall: RecallView | None
    texts: tuple[Phrase, ...]
    facts: tuple[Fact, ...]
    notice: str
    heirs: tuple[Heir, ...]
    no_replacement: Phrase


class StampView(Struct, frozen=True, kw_only=True):
    """The control stamp in words; ``revision`` and ``approval`` are empty on a light site."""

    revision: str
    effective_from: Day | None
    last_confirmed: Day | None
    next_review: Day | None
    digest: str
    approval: str = ""


class ChangeRow(Struct, frozen=True, kw_only=True):
    """One difference in words; ``mark`` says what happened where the values alone do not."""

    label: str
    mark: str = ""
    before: str = ""
    after: str = ""

    @property
    def text(self) -> str:
        """The whole line: ``Maximum head: 30 m → 32 m``."""
        values = " → ".join(side for side in (self.before, self.after) if side)
        said = " ".join(part for part in (self.mark, values) if part)
        return f"{self.label}: {said}" if said else self.label


class HistoryRow(Struct, frozen=True, kw_only=True):
    """One revision: its number, day, what its makers say of it and what differs.

    ``at`` is the address of its own page, empty where it has none.
    """

    revision: str
    day: Day
    summary: Phrase
    changes: tuple[ChangeRow, ...] = ()
    at: str = ""


class ChangeSheet(Struct, frozen=True, kw_only=True):
    """A change notice: a step of one item, told on ``day``.

    ``at`` is the address of the item, ``kind`` is product or page.
    """

    id: str
    name: Phrase
    kind: str
    at: str
    day: Day
    row: HistoryRow


class Card(Struct, frozen=True, kw_only=True, cache_hash=True):
    """A product in a list, with the first of its key figures."""

    product: ProductRef
    family: str
    summary: Phrase
    picture: Picture | None
    key_figures: tuple[SpecRow, ...]
    codes: tuple[str, ...]


class RelatedGroup(Struct, frozen=True, kw_only=True):
    """Relatives of one kind; ``more`` says how many are left out, empty where none are.

    They are ``counted`` where it is said of one of them how many of it are needed.

    Those that are ``pictured`` are chosen between, and shown with their key figures; of others the
    order codes are asked for.
    """

    type: str
    label: str
    products: tuple[Card, ...]
    more: str
    pictured: bool
    counted: bool


class ProductSheet(Struct, frozen=True, kw_only=True):
    """All that one reader sees of a product.

    ``line`` is what it replaced and what replaces it, itself among them, a stage after the other.
    """

    id: str
    name: Phrase
    brand: Phrase
    order_code: str
    gtin: str
    family: str
    family_name: Phrase
    state: str
    state_label: str
    banner: Banner | None
    stamp: StampView
    unapproved: bool
    summary: Phrase
    description: RichText
    warnings: tuple[WarningRow, ...]
    pictures: tuple[Picture, ...]
    key_figures: tuple[SpecRow, ...]
    groups: tuple[SpecGroup, ...]
    variants: VariantTable
    ordering: OrderingKey | None
    documents: tuple[DocumentRow, ...]
    certificates: tuple[CertificateRow, ...]
    relations: tuple[RelationGroup, ...]
    line: tuple[tuple[ProductRef, ...], ...]
    predecessors: tuple[ProductRef, ...]
    classification: tuple[Fact, ...]
    history: tuple[HistoryRow, ...]
    former_ids: tuple[str, ...]
    former_codes: tuple[str, ...]


class RevisionRow(Struct, frozen=True, kw_only=True):
    """A revision in the list of them; ``until`` is None for the one that is in force."""

    revision: str
    effective_from: Day
    until: Day | None
    summary: Phrase
    at: str


class PaperSheet(Struct, frozen=True, kw_only=True):
    """What becomes of a paper that names one revision of a product: is it valid, what changed?

    ``verdict`` is current, superseded or, of a product that is gone, ended or outlived; ``heading``
    and ``lead`` say it. ``present`` is the revision in force. ``changes`` is what differs from it,
    ``steps`` the same revision by revision, newest first. ``said`` is what the paper said, None for
    the revision in force; what is no longer published is named there without a file.
    """

    id: str
    name: Phrase
    verdict: str
    heading: str
    lead: str
    row: RevisionRow
    present: RevisionRow
    banner: Banner | None
    changes: tuple[ChangeRow, ...] = ()
    steps: tuple[HistoryRow, ...] = ()
    said: ProductSheet | None = None


class ComparisonRow(Struct, frozen=True, kw_only=True):
    """A product in its family's comparison table."""

    product: ProductRef
    cells: tuple[Cell, ...]


class FamilySheet(Struct, frozen=True, kw_only=True):
    """A family: its products on sale, how they compare, and how their order codes are built."""

    id: str
    name: Phrase
    summary: Phrase
    picture: FileLink | None
    products: tuple[ProductRef, ...]
    columns: tuple[Column, ...]
    rows: tuple[ComparisonRow, ...]
    ordering: OrderingKey | None = None


class ChoiceCell(Struct, frozen=True, kw_only=True):
    """A value in a table to choose from, and the same for machines, empty for a text that is it."""

    cell: Cell
    plain: str

    @property
    def token(self) -> str:
        """What stands for the value where values are counted or looked for."""
        return self.plain or self.cell.text


class ChoiceRow(Struct, frozen=True, kw_only=True):
    """A product on sale with its part numbers; ``cells`` in the order of the columns."""

    product: ProductRef
    codes: tuple[str, ...]
    cells: tuple[ChoiceCell, ...]


class FacetKind(Enum):
    """How a family is narrowed by an attribute.

    A FIGURE lies between two bounds, a RANGE covers them; OPTIONS are chosen from; a TEXT contains
    what is looked for.
    """

    FIGURE = "figure"
    RANGE = "range"
    OPTIONS = "options"
    TEXT = "text"


class FacetOption(Struct, frozen=True, kw_only=True):
    """One answer, with the number of products that give it."""

    token: str
    label: Phrase
    count: int


class Facet(Struct, frozen=True, kw_only=True):
    """A question by which a family is narrowed.

    ``low`` and ``high`` are the ends of what its figures reach, in ``unit``; ``scale`` what turns
    them into the ``converted`` unit: they are multiplied by the one, then the other is added.
    """

    key: str
    label: Phrase
    kind: FacetKind
    unit: str = ""
    converted: Converted | None = None
    scale: tuple[Decimal, Decimal] | None = None
    low: str = ""
    high: str = ""
    options: tuple[FacetOption, ...] = ()


class ChoiceTable(Struct, frozen=True, kw_only=True):
    """The products of a family that are on sale, and what they are chosen by."""

    columns: tuple[Column, ...]
    facets: tuple[Facet, ...]
    rows: tuple[ChoiceRow, ...]


class WithdrawnRow(Struct, frozen=True, kw_only=True):
    """A product of the withdrawn list."""

    product: ProductRef
    family: str
    family_name: Phrase
    since: Day | None
    support_until: Day | None
    notice: str
    recall: RecallView | None
    codes: tuple[str, ...]
    heirs: tuple[Heir, ...]
    no_replacement: Phrase


class NoticeSheet(Struct, frozen=True, kw_only=True):
    """A notice with the products it concerns."""

    number: str
    kind: str
    kind_label: str
    issued_on: Day
    texts: tuple[Phrase, ...]
    products: tuple[NoticeRow, ...]


class NoticeRow(Struct, frozen=True, kw_only=True):
    """A product as its notice tells of it; ``recall`` is set where that is what the notice does."""

    product: ProductRef
    codes: tuple[str, ...]
    recall: RecallView | None
    banner: Banner


class QuotationRow(Struct, frozen=True, kw_only=True):
    """A line of a quotation: ``number`` counts from 1, ``facts`` tell the variant from others.

    ``price`` and ``amount`` are empty where it has none; ``remarks`` is what a buyer must know.
    """

    number: int
    code: str
    gtin: str
    product: ProductRef
    facts: tuple[Fact, ...]
    quantity: str
    price: str
    amount: str
    remarks: tuple[str, ...]


class QuotationSheet(Struct, frozen=True, kw_only=True):
    """What is offered to whom: ``number`` and ``recipient`` are empty where they are not known.

    ``priced`` says that a line has a price; ``total`` is empty where one has none.
    """

    number: str
    recipient: str
    until: Day
    rows: tuple[QuotationRow, ...]
    priced: bool
    total: str


class CodeRow(Struct, frozen=True, kw_only=True):
    """A part number and the product it belongs to."""

    code: str
    product: ProductRef
