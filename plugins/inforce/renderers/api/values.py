"""The documents of the static API. Their JSON Schemas are derived from these types."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from msgspec import Struct

from inforce.domain.registers.register import Tier

Words = str | dict[str, str]


class _Part(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A part of a document; what is not known is left out."""


class ApiStamp(_Part, frozen=True, kw_only=True, omit_defaults=True):
    """The control stamp. A light site has no revision and no approval.

    ``approval`` is ``signed`` where each approval is proved by a signature, else ``asserted``.
    """

    digest: str
    revision: int | None = None
    effective_from: date | None = None
    last_confirmed: date | None = None
    next_review: date | None = None
    approval: Tier | None = None


class ApiValue(_Part, frozen=True, kw_only=True, omit_defaults=True):
    """A value as approved: one of ``value``, ``min``/``max``, ``flag`` and ``text``."""

    value: Decimal | None = None
    min: Decimal | None = None
    max: Decimal | None = None
    flag: bool | None = None
    text: Words | None = None
    condition: Words | None = None
    evidence: str | None = None


class ApiAttribute(_Part, frozen=True, kw_only=True, omit_defaults=True):
    """What an attribute is called; ``unit`` is a UCUM or ISO 4217 code."""

    label: Words
    type: str
    unit: str | None = None
    group: str | None = None
    etim: str | None = None
    property: str | None = None


class ApiSegment(_Part, frozen=True, kw_only=True, omit_defaults=True):
    """A segment of order codes: a fixed ``text``, or what stands for the product or an attribute.

    ``codes`` gives the code of each value that the product is made in; a range is named
    ``0..16``, a product by its id.
    """

    text: str | None = None
    product: bool = False
    attribute: str | None = None
    label: Words | None = None
    codes: dict[str, str] = {}


class ApiFamily(_Part, frozen=True, kw_only=True, omit_defaults=True):
    """The family of a product; ``ordering_code`` is how the product's order codes are built."""

    id: str
    name: Words
    groups: dict[str, Words] = {}
    ordering_code: tuple[ApiSegment, ...] = ()


class ApiVariant(_Part, frozen=True, kw_only=True, omit_defaults=True):
    """An orderable form."""

    order_code: str
    gtin: str | None = None
    specs: dict[str, ApiValue] = {}


class ApiFile(_Part, frozen=True, kw_only=True, omit_defaults=True):
    """A published file: ``path`` from the site's root."""

    path: str
    sha256: str
    size: int


class ApiDocument(_Part, frozen=True, kw_only=True, omit_defaults=True):
    """A document: a file of the site or an address elsewhere."""

    kind: str
    title: Words
    file: ApiFile | None = None
    url: str | None = None
    lang: str | None = None
    revision: str | None = None


class ApiCertificate(_Part, frozen=True, kw_only=True, omit_defaults=True):
    """A certificate; ``valid_to`` is its last valid day."""

    id: str
    body: Words
    title: Words | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    file: ApiFile | None = None


class ApiWarning(_Part, frozen=True, kw_only=True):
    """A warning; ``level`` is danger, warning, caution or notice (ANSI Z535.6)."""

    level: str
    text: Words


class ApiImage(_Part, frozen=True, kw_only=True, omit_defaults=True):
    """A picture with its text alternative."""

    file: ApiFile
    alt: Words


class ApiRelation(_Part, frozen=True, kw_only=True, omit_defaults=True):
    """A related product."""

    type: str
    product: str
    quantity: int | None = None


class ApiSuccessor(_Part, frozen=True, kw_only=True, omit_defaults=True):
    """The product to use now, and those passed on the way to it."""

    product: str
    fit: str
    state: str
    via: tuple[str, ...] = ()
    note: Words | None = None


class ApiRecall(_Part, frozen=True, kw_only=True, omit_defaults=True):
    """A safety recall, with the parts that EU 2023/988, Art. 36 (2) asks for, in its order."""

    notice: str
    date: date
    affected: Words
    identify: Words
    sold: Words | None = None
    hazard: Words
    action: Words
    remedies: Words
    contact: Words


class ApiReinstatement(_Part, frozen=True, kw_only=True, omit_defaults=True):
    """The return to sale; ``lifts`` is the notice of the end or recall that holds no longer."""

    notice: str
    date: date
    reason: Words
    lifts: str | None = None


class ApiLifecycle(_Part, frozen=True, kw_only=True, omit_defaults=True):
    """What customers have been told of the product's life."""

    state: str
    available_from: date | None = None
    not_recommended_from: date | None = None
    announced_on: date | None = None
    last_order: date | None = None
    last_delivery: date | None = None
    support_until: date | None = None
    withdrawn_on: date | None = None
    notice: str | None = None
    reason: Words | None = None
    no_replacement: Words | None = None
    recall: ApiRecall | None = None
    reinstated: ApiReinstatement | None = None
    successors: tuple[ApiSuccessor, ...] = ()
    predecessors: tuple[str, ...] = ()


class ApiDifference(_Part, frozen=True, kw_only=True, omit_defaults=True):
    """A field that differs: ``pointer`` into the item's file, ``path`` with entries by their names.

    ``before`` and ``after`` have the form they have in the files, and are left out where there was
    or is nothing.
    """

    kind: str
    pointer: str
    path: tuple[str, ...]
    before: Any = None
    after: Any = None


class ApiRevision(_Part, frozen=True, kw_only=True, omit_defaults=True):
    """A revision up to the one in force; ``follows`` is the one it is compared with."""

    revision: int
    effective_from: date
    told_on: date
    change: str
    summary: Words | None = None
    follows: int | None = None
    differences: tuple[ApiDifference, ...] = ()


class ApiPdf(_Part, frozen=True, kw_only=True, omit_defaults=True):
    """The PDF of a product or a notice: its ``path`` stays the same.

    That of a product's revision is another name of it.

    ``dated`` is the day on which what it says last changed.
    """

    path: str
    dated: date
    size: int
    sha256: str
    revision_path: str | None = None


class ApiClass(_Part, frozen=True, kw_only=True, omit_defaults=True):
    """A code in a public classification."""

    system: str
    version: str
    code: str


class ApiPaper(_Part, frozen=True, kw_only=True, omit_defaults=True):
    """The page to which papers of one revision lead; the one in force has no ``until``."""

    revision: int
    effective_from: date
    url: str
    until: date | None = None


class ApiProduct(_Part, frozen=True, kw_only=True, omit_defaults=True):
    """``products/<id>.json``: all that the audience sees of a product."""

    id: str
    url: str
    name: Words
    family: ApiFamily
    lifecycle: ApiLifecycle
    stamp: ApiStamp
    unapproved: bool = False
    brand: Words | None = None
    order_code: str | None = None
    gtin: str | None = None
    summary: Words | None = None
    description: Words | None = None
    warnings: tuple[ApiWarning, ...] = ()
    attributes: dict[str, ApiAttribute] = {}
    specs: dict[str, ApiValue] = {}
    variants: tuple[ApiVariant, ...] = ()
    documents: tuple[ApiDocument, ...] = ()
    certificates: tuple[ApiCertificate, ...] = ()
    images: tuple[ApiImage, ...] = ()
    relations: tuple[ApiRelation, ...] = ()
    brochure: dict[str, ApiPdf] = {}
    classification: tuple[ApiClass, ...] = ()
    former_ids: tuple[str, ...] = ()
    former_codes: tuple[str, ...] = ()
    history: tuple[ApiRevision, ...] = ()
    revisions: tuple[ApiPaper, ...] = ()


class ApiEntry(_Part, frozen=True, kw_only=True, omit_defaults=True):
    """A product in the index; ``json`` is the path of its document from the site's root."""

    id: str
    name: Words
    family: str
    state: str
    digest: str
    url: str
    json: str
    revision: int | None = None
    codes: tuple[str, ...] = ()
    gtins: tuple[str, ...] = ()


class ApiProducts(Struct, frozen=True, kw_only=True):
    """``products.json``: every product of the edition, by id."""

    as_of: date
    audience: str
    products: tuple[ApiEntry, ...]


class ApiLifted(_Part, frozen=True, kw_only=True):
    """What a notice was before the products came back on sale."""

    kind: str
    issued_on: date


class ApiNotice(_Part, frozen=True, kw_only=True, omit_defaults=True):
    """A notice with the products it concerns, and its bulletin by locale."""

    number: str
    kind: str
    issued_on: date
    url: str
    products: tuple[str, ...]
    lifted: ApiLifted | None = None
    bulletin: dict[str, ApiPdf] = {}


class ApiChange(Struct, frozen=True, kw_only=True):
    """A change notice: the step of one item from one revision to the next."""

    item: str
    url: str
    step: ApiRevision


class ApiNotices(Struct, frozen=True, kw_only=True):
    """``notices.json``: notices of products that leave, and changes; each newest first."""

    as_of: date
    audience: str
    notices: tuple[ApiNotice, ...]
    changes: tuple[ApiChange, ...]


class ApiCounts(Struct, frozen=True, kw_only=True):
    """How much an edition holds."""

    products: int
    current: int
    withdrawn: int
    families: int
    pages: int
    notices: int


class ApiEdition(Struct, frozen=True, kw_only=True):
    """``edition.json``: what this output was made from.

    ``inventory`` is the SHA-256 of the list of all other files but the manifest, as ``sha256sum``
    prints it, sorted by path.
    """

    as_of: date
    audience: str
    digest: str
    inventory: str
    preview: bool
    locales: tuple[str, ...]
    counts: ApiCounts
