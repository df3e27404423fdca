"""The export: products of an edition, approved as they are, in the formats of other systems."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from inforce.domain.editions.edition import Edition, EditionFamily, EditionProduct
from inforce.domain.editions.picked import Picked, nothing
from inforce.domain.errors import InforceError
from inforce.domain.track import Track, silently
from inforce.domain.views.reading import Reading
from inforce.exchange.bmecat import bmecat_octets
from inforce.exchange.csv_table import csv_octets
from inforce.exchange.graph import graph_octets
from inforce.exchange.return_mapping import mapping_text
from inforce.exchange.table import Rows
from inforce.exchange.tabulation import Tabulation
from inforce.exchange.workbook import Colophon, workbook_octets


class Format(Enum):
    """What an export is written as."""

    CSV = "csv"
    XLSX = "xlsx"
    JSONLD = "jsonld"
    BMECAT = "bmecat"

    @property
    def tabular(self) -> bool:
        """Whether it has rows."""
        return self in {Format.CSV, Format.XLSX}


class Export(Struct, frozen=True, kw_only=True):
    """What to export, and how.

    What can no longer be had is exported where it is named itself, or with ``withdrawn``.
    ``price`` is the attribute that holds a price, or empty.
    """

    form: Format
    picked: Picked = Picked()
    withdrawn: bool = False
    rows: Rows = Rows.PRODUCT
    price: str = ""

    def takes(self, product: EditionProduct) -> bool:
        """Whether ``product``, of those picked, is exported in the state that it is in."""
        return self.withdrawn or not product.state.gone or product.id in self.picked.products


class Exported(Struct, frozen=True, kw_only=True):
    """An export: its bytes, how many products it holds, and the ids of those it cannot hold.

    ``mapping`` is by what a table is imported again, where there is such a way.
    """

    octets: bytes
    products: int
    left_out: tuple[str, ...] = ()
    mapping: str = ""


def export(
    wanted: Export, reading: Reading, origin: str, *, mapping: bool = False, track: Track = silently
) -> Exported:
    """Return what is ``wanted`` of the edition, in the words of its reader.

    ``origin`` is the absolute address of the website's root, or empty. ``mapping`` asks for the way
    back. Raise InforceError where something that is named is unknown, there is nothing to export,
    or it does not fit the format.
    """
    groups = _groups(wanted, reading.edition)
    products = [product for _, members in groups for product in members]
    match wanted.form:
        case Format.CSV:
            table = Tabulation(reading, origin, wanted.rows, worded=False).table(
                "", products, track
            )
            way_back = mapping_text(table, reading.locale) if mapping else ""
            return Exported(octets=csv_octets(table), products=len(products), mapping=way_back)
        case Format.XLSX:
            tabulation = Tabulation(reading, origin, wanted.rows, worded=True)
            tables = [
                tabulation.table(reading.phrase(family.name).text, members, track)
                for family, members in groups
            ]
            octets = workbook_octets(tables, _colophon(reading), track)
            return Exported(octets=octets, products=len(products))
        case Format.JSONLD:
            steps = track(products, "Exporting", len(products))
            return Exported(octets=graph_octets(steps, reading, origin), products=len(products))
        case Format.BMECAT:
            steps = track(products, "Exporting", len(products))
            octets, left_out = bmecat_octets(steps, reading, origin, wanted.price)
            kept = len(products) - len(left_out)
            return Exported(octets=octets, products=kept, left_out=left_out)


def _groups(wanted: Export, edition: Edition) -> list[tuple[EditionFamily, list[EditionProduct]]]:
    """Return the families that have products to export, with these; raise where none has."""
    wanted.picked.require(edition, "export")
    groups = [
        (family, [edition.products[key] for key in family.products])
        for family in wanted.picked.within(edition)
    ]
    if not groups:
        raise InforceError(nothing(edition, "export"))
    taken = [(family, [one for one in members if wanted.takes(one)]) for family, members in groups]
    filled = [(family, members) for family, members in taken if members]
    if not filled:
        raise InforceError(
            "nothing to export: all of it can no longer be had; --withdrawn exports that too"
        )
    return filled


def _colophon(reading: Reading) -> Colophon:
    edition = reading.edition
    day = reading.say("site.edition", day=reading.date(edition.as_of).text)
    told = (day, reading.reserved(edition.audience), edition.digest)
    return Colophon(
        title=reading.phrase(edition.brand.name).text,
        subject=" · ".join(part for part in told if part),
        day=edition.as_of,
    )
