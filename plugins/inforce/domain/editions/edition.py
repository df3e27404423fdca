"""An edition: all that one audience may see on one date. Every output renders this value."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum

from msgspec import Struct

from inforce.domain.items.content import PageContent, ProductContent, PublishedFile
from inforce.domain.items.control import ChangeClass
from inforce.domain.items.difference import Difference
from inforce.domain.items.family import Attribute
from inforce.domain.items.lifecycle import Fit, LifecycleState
from inforce.domain.items.ordering_code import Segment
from inforce.domain.items.product import PUBLIC, Relation
from inforce.domain.registers.register import Tier
from inforce.domain.site.policy import Brand
from inforce.domain.text import Text


class Stamp(Struct, frozen=True, kw_only=True):
    """What is printed of an item's control: revision, dates, and the audience's digest.

    ``head`` is the digest of all that this audience was told of it, revision by revision, up to
    this one. ``revision``, ``head`` and ``tier``, how the approval is known, are None on a light
    site and in a preview.
    """

    revision: int | None
    effective_from: date | None
    last_confirmed: date | None
    next_review: date | None
    digest: str
    head: str | None = None
    tier: Tier | None = None


class Step(Struct, frozen=True, kw_only=True):
    """One revision in the history of an item, in words for customers.

    ``follows`` is the revision that this audience saw before it, None for the first it saw, and
    ``changes`` what differs from that one; ``told_on`` the day on which all of it was public.
    """

    revision: int
    effective_from: date
    told_on: date
    change_class: ChangeClass
    summary: Text | None
    follows: int | None = None
    changes: tuple[Difference, ...] = ()


class PastRevision(Struct, frozen=True, kw_only=True):
    """A revision of a product that no longer holds, as its audience may read it today.

    It was in force from ``effective_from`` to ``until``, both included; ``content`` is what it said
    on the last day, without what a later revision keeps from the audience. ``changes`` is what
    differs from it in the product of today.
    """

    revision: int
    effective_from: date
    until: date
    content: ProductContent
    changes: tuple[Difference, ...] = ()


class ChangeNotice(Struct, frozen=True, kw_only=True):
    """What customers are told of a change: the step from one revision of an item to the next."""

    item: str
    step: Step


class Successor(Struct, frozen=True, kw_only=True):
    """Where a replacement leads: the product to use now, and the ones on the way to it.

    ``state`` is that product's; a chain that ends nowhere ends in its last known product.
    """

    product: str
    via: tuple[str, ...]
    fit: Fit
    note: Text | None
    state: LifecycleState


class Kin(Struct, frozen=True, kw_only=True):
    """What a product is to others, beyond what it states itself.

    ``named_by`` are the relations that lead to it, each with the product that states it;
    ``similar`` what can be looked at instead, the likest first.
    """

    named_by: tuple[Relation, ...] = ()
    similar: tuple[str, ...] = ()


class EditionProduct(Struct, frozen=True, kw_only=True):
    """A product as its audience sees it.

    ``past`` are the revisions before, oldest first; ``former_codes`` the order codes it had in
    them, or before the site knew it. ``origin`` is the SHA-256 of what decides ``content``, empty
    where that is not known.
    """

    content: ProductContent
    state: LifecycleState
    stamp: Stamp
    history: tuple[Step, ...] = ()
    past: tuple[PastRevision, ...] = ()
    former_codes: tuple[str, ...] = ()
    successors: tuple[Successor, ...] = ()
    predecessors: tuple[str, ...] = ()
    unapproved: bool = False
    origin: bytes = b""

    @property
    def id(self) -> str:
        """The product's permanent id."""
        return self.content.product.id

    def former_gtins(self) -> tuple[str, ...]:
        """Return the GTINs that it had in revisions before, and has no longer."""
        if not self.past:
            return ()
        had = {gtin for before in self.past for gtin in before.content.product.article_numbers()}
        return tuple(sorted(had.difference(self.content.product.article_numbers())))


class EditionPage(Struct, frozen=True, kw_only=True):
    """A controlled page as its audience sees it.

    Of one that is ``withdrawn`` the address is left, and what became of it, but not its text.
    """

    content: PageContent
    stamp: Stamp
    history: tuple[Step, ...] = ()
    unapproved: bool = False
    withdrawn: bool = False

    @property
    def id(self) -> str:
        """The page's permanent id."""
        return self.content.page.id


class EditionFamily(Struct, frozen=True, kw_only=True):
    """A family with at least one product in the edition.

    ``attributes`` are those its products show, in the family's order; ``ordering_code`` is how
    their order codes are built, as its file says on the day of the build.
    """

    id: str
    name: Text
    summary: Text | None
    image: PublishedFile | None
    lineage: tuple[str, ...]
    attributes: Mapping[str, Attribute]
    products: tuple[str, ...]
    ordering_code: tuple[Segment, ...] = ()


class NoticeKind(Enum):
    """What customers are told by a notice."""

    DISCONTINUANCE = "discontinuance"
    WITHDRAWAL = "withdrawal"
    RECALL = "recall"
    NOT_RECOMMENDED = "not_recommended"
    REINSTATEMENT = "reinstatement"


class Lifted(Struct, frozen=True):
    """What a notice was that holds no longer, and from which day customers had it."""

    kind: NoticeKind
    issued_on: date


class Notice(Struct, frozen=True, kw_only=True):
    """The products that leave, or come back, under one notice number.

    ``lifted`` is what the number stood for before they came back, as far as revisions tell.
    """

    number: str
    kind: NoticeKind
    issued_on: date
    products: tuple[str, ...]
    lifted: Lifted | None = None


class Edition(Struct, frozen=True, kw_only=True):
    """All that ``audience`` may see on ``as_of``; ``locales`` in site order, default first.

    ``products`` and ``pages`` are keyed and sorted by id; ``families`` by id. ``files`` holds
    every file that is published, by its path from the site's root; ``changes`` the steps that
    changed something this audience sees, newest first. ``kin`` holds by id how products stand to
    each other; ``dated`` the day on which what is told of a product last changed, of those named
    with it too, where any of it has a date, and not in a preview.
    ``preview`` says that working copies are shown.
    """

    as_of: date
    audience: str
    locales: tuple[str, ...]
    brand: Brand
    products: Mapping[str, EditionProduct] = {}
    pages: Mapping[str, EditionPage] = {}
    families: Mapping[str, EditionFamily] = {}
    notices: tuple[Notice, ...] = ()
    changes: tuple[ChangeNotice, ...] = ()
    kin: Mapping[str, Kin] = {}
    files: Mapping[str, PublishedFile] = {}
    dated: Mapping[str, date] = {}
    digest: str = ""
    preview: bool = False

    @property
    def public(self) -> bool:
        """Whether anyone may see it."""
        return self.audience == PUBLIC

    def paper_day(self, product: EditionProduct) -> date:
        """Return the day by which a paper on ``product`` is dated: its last change.

        Where none of it has a date, what holds on the edition's day is all that is known.
        """
        return self.dated.get(product.id, self.as_of)

    def current(self) -> tuple[EditionProduct, ...]:
        """Return the products that lists and catalogues show, by id."""
        return tuple(product for product in self.products.values() if not product.state.gone)

    def gone(self) -> tuple[EditionProduct, ...]:
        """Return the products of the withdrawn list, by id."""
        return tuple(product for product in self.products.values() if product.state.gone)
