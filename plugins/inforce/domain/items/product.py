"""A product as its editors state it: facts once, everything derivable left out."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from enum import Enum

from msgspec import Struct

from inforce.domain.items.control import Control
from inforce.domain.items.lifecycle import UNDATED, Lifecycle, Recall
from inforce.domain.items.specs import Specs
from inforce.domain.text import Text

PUBLIC = "public"


class DocumentKind(Enum):
    """What a document is to the customer."""

    MANUAL = "manual"
    DATASHEET = "datasheet"
    DRAWING = "drawing"
    DECLARATION = "declaration"
    INSTALLATION = "installation"
    SAFETY = "safety"
    SOFTWARE = "software"
    PRICE_LIST = "price-list"
    BROCHURE = "brochure"
    OTHER = "other"


class RelationType(Enum):
    """How one product refers to another (the names of BMEcat's reference types)."""

    ACCESSORY = "accessory"
    SPAREPART = "sparepart"
    SIMILAR = "similar"
    CONSISTS_OF = "consists_of"
    MANDATORY = "mandatory"
    UPSELLING = "upselling"


class EvidenceKind(Enum):
    """What proves a claim."""

    TEST_REPORT = "test-report"
    CERTIFICATE = "certificate"
    REQUIREMENT = "requirement"
    CALCULATION = "calculation"


class WarningLevel(Enum):
    """How grave a warning is, by the signal words of ANSI Z535.6 and ISO 3864-2, gravest first.

    What is not avoided kills or maims (danger), may do so (warning), may hurt (caution), or does
    no harm to people (notice).
    """

    DANGER = "danger"
    WARNING = "warning"
    CAUTION = "caution"
    NOTICE = "notice"


class _Part(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A part of a product."""


class Variant(_Part, frozen=True, kw_only=True, omit_defaults=True):
    """One orderable form of a product; its specs are the family's variant-level attributes.

    ``former_codes`` are the order codes it had before the site knew it.
    """

    order_code: str
    gtin: str | None = None
    former_codes: tuple[str, ...] = ()
    specs: Specs = Specs({})
    audience: str = PUBLIC


class Variants(_Part, frozen=True, kw_only=True, omit_defaults=True):
    """The orderable forms, and the attributes that tell them apart."""

    by: tuple[str, ...] = ()
    items: tuple[Variant, ...] = ()


class Document(_Part, frozen=True, kw_only=True, omit_defaults=True):
    """A file for download (``file``, relative to ``content/``) or a link (``url``)."""

    kind: DocumentKind
    title: Text
    file: str | None = None
    url: str | None = None
    lang: str | None = None
    revision: str | None = None
    audience: str = PUBLIC


class Certificate(_Part, frozen=True, kw_only=True, omit_defaults=True):
    """A certificate; ``valid_to`` is its last valid day."""

    id: str
    body: Text
    title: Text | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    file: str | None = None
    audience: str = PUBLIC


class SafetyWarning(_Part, frozen=True, kw_only=True, omit_defaults=True):
    """What whoever handles the product must know; a warning is never for some readers alone."""

    text: Text
    level: WarningLevel = WarningLevel.WARNING


class Image(_Part, frozen=True, kw_only=True, omit_defaults=True):
    """A picture with its text alternative."""

    file: str
    alt: Text


class Relation(_Part, frozen=True, kw_only=True, omit_defaults=True):
    """A reference to another product."""

    type: RelationType
    product: str
    quantity: int | None = None


class Evidence(_Part, frozen=True, kw_only=True, omit_defaults=True):
    """What a figure rests on; ``valid_to`` is its last valid day."""

    id: str
    kind: EvidenceKind
    title: Text | None = None
    file: str | None = None
    valid_to: date | None = None
    audience: str = PUBLIC


class Classification(_Part, frozen=True, kw_only=True, omit_defaults=True):
    """A code in a public classification, such as ETIM or ECLASS."""

    system: str
    version: str
    code: str


class Product(_Part, frozen=True, kw_only=True, omit_defaults=True):
    """A product, as in ``content/products/<id>.yaml``."""

    id: str
    name: Text
    family: str
    former_ids: tuple[str, ...] = ()
    brand: Text | None = None
    order_code: str | None = None
    gtin: str | None = None
    former_codes: tuple[str, ...] = ()
    audience: str = PUBLIC
    summary: Text | None = None
    description: Text | None = None
    warnings: tuple[SafetyWarning, ...] = ()
    specs: Specs = Specs({})
    variants: Variants = Variants()
    documents: tuple[Document, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    images: tuple[Image, ...] = ()
    relations: tuple[Relation, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    classification: tuple[Classification, ...] = ()
    lifecycle: Lifecycle = UNDATED
    recall: Recall | None = None
    control: Control = Control()

    def files(self) -> Iterator[tuple[str, str]]:
        """Yield (pointer, path below ``content/``) for every file it refers to."""
        lists: tuple[tuple[str, tuple[Document | Certificate | Image | Evidence, ...]], ...] = (
            ("documents", self.documents),
            ("certificates", self.certificates),
            ("images", self.images),
            ("evidence", self.evidence),
        )
        for key, parts in lists:
            for index, part in enumerate(parts):
                if part.file is not None:
                    yield f"/{key}/{index}/file", part.file

    def attached(self) -> list[str]:
        """Return the path of every file it refers to, in the order of ``files``."""
        parts: tuple[Document | Certificate | Image | Evidence, ...]
        parts = (*self.documents, *self.certificates, *self.images, *self.evidence)
        return [part.file for part in parts if part.file is not None]

    def all_specs(self) -> tuple[Specs, ...]:
        """Return its specs, and those of each variant."""
        return (self.specs, *[variant.specs for variant in self.variants.items])

    def attribute_keys(self) -> frozenset[str]:
        """Return the key of each attribute of which it, or a variant, has a value."""
        keys = {*self.specs.keys()}
        for variant in self.variants.items:
            keys.update(variant.specs.keys())
        return frozenset(keys)

    def order_codes(self) -> list[str]:
        """Return the order codes of ``codes``."""
        codes = [variant.order_code for variant in self.variants.items]
        return codes if self.order_code is None else [self.order_code, *codes]

    def article_numbers(self) -> list[str]:
        """Return the GTINs of ``gtins``."""
        numbers = (self.gtin, *[variant.gtin for variant in self.variants.items])
        return [number for number in numbers if number is not None]

    def former_order_codes(self) -> list[str]:
        """Return the former order codes of ``older_codes``."""
        older = [code for variant in self.variants.items for code in variant.former_codes]
        return [*self.former_codes, *older]

    def codes(self) -> Iterator[tuple[str, str]]:
        """Yield (pointer, order code) for the product and each of its variants."""
        if self.order_code is not None:
            yield "/order_code", self.order_code
        for index, variant in enumerate(self.variants.items):
            yield f"/variants/items/{index}/order_code", variant.order_code

    def gtins(self) -> Iterator[tuple[str, str]]:
        """Yield (pointer, GTIN) for the product and each of its variants."""
        if self.gtin is not None:
            yield "/gtin", self.gtin
        for index, variant in enumerate(self.variants.items):
            if variant.gtin is not None:
                yield f"/variants/items/{index}/gtin", variant.gtin

    def older_codes(self) -> Iterator[tuple[str, str]]:
        """Yield (pointer, former order code) for the product and each of its variants."""
        for place, code in enumerate(self.former_codes):
            yield f"/former_codes/{place}", code
        for index, variant in enumerate(self.variants.items):
            for place, code in enumerate(variant.former_codes):
                yield f"/variants/items/{index}/former_codes/{place}", code


def order_codes_of(products: Collection[Product]) -> list[str]:
    """Return the order codes of all ``products``, those of their variants last.

    To ask each product for its own takes three times as long.
    """
    own = [one.order_code for one in products if one.order_code is not None]
    return own + [variant.order_code for one in products for variant in one.variants.items]


def former_codes_of(products: Collection[Product]) -> list[str]:
    """Return the former order codes of all ``products``, as ``order_codes_of`` does."""
    own = [code for one in products for code in one.former_codes]
    made = (variant for one in products for variant in one.variants.items if variant.former_codes)
    return own + [code for variant in made for code in variant.former_codes]
