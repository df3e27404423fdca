"""The imprint: what an output says of itself, so that it can be held against the registers later.

It says no more than its audience was told: see ``docs/adr/0011-verification.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from msgspec import Struct

from inforce.domain.editions.edition import Edition, Stamp
from inforce.domain.editions.quotation import Order
from inforce.domain.paper import Paper, Profile, Stock

# The file of this name that every PDF carries.
NAME = "inforce.json"
FORMAT = 1


class ItemImprint(
    Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """One item in an output: its revision and the digests of what this audience was told.

    ``digest`` is of the revision, ``head`` of its whole history; a light site has neither revision
    nor history.
    """

    digest: str
    revision: int | None = None
    effective_from: date | None = None
    head: str | None = None


class Imprint(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What one document says of itself.

    ``kind`` is ``catalogue`` or another kind of document; ``families``, ``brands`` and ``products``
    say what was chosen of the edition, empty for all; ``notice`` is the number of a bulletin's,
    ``order`` what a quotation was asked for; ``since`` from which day on changes are listed, None
    for the usual year; ``form`` how products are shown. ``paper``, ``profile`` and ``bleed`` say
    what it was put on; nothing bleeds on a screen. ``program`` names what set it and ``source`` is
    the SHA-256 of all that it was set from: who has both sets the same bytes again.
    """

    format: int
    kind: str
    site: str
    audience: str
    locale: str
    as_of: date
    edition: str | None = None
    preview: bool
    program: str
    source: str
    families: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    notice: str = ""
    order: Order | None = None
    since: date | None = None
    form: str = "auto"
    paper: Paper = Paper.A4
    profile: Profile = Profile.SCREEN
    bleed: Decimal | None = None
    items: Mapping[str, ItemImprint]

    @property
    def stock(self) -> Stock:
        """What the document was put on."""
        return Stock(paper=self.paper, profile=self.profile, bleed=self.bleed or Decimal(0))


def imprints(edition: Edition, items: Iterable[str] | None = None) -> Mapping[str, ItemImprint]:
    """Return the imprint of each of ``items``, by id, or of all items of the edition."""
    wanted = sorted({*edition.products, *edition.pages} if items is None else items)
    return {key: _imprint(_stamp(edition, key)) for key in wanted}


def _stamp(edition: Edition, key: str) -> Stamp:
    page = edition.pages.get(key)
    return edition.products[key].stamp if page is None else page.stamp


def _imprint(stamp: Stamp) -> ItemImprint:
    return ItemImprint(
        digest=stamp.digest,
        revision=stamp.revision,
        effective_from=stamp.effective_from,
        head=stamp.head,
    )
