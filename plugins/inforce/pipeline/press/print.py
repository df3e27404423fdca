"""Printing: an edition and the files of its site become PDFs, a catalogue or a brochure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from typing import final

from msgspec import Struct, structs

from inforce.domain.editions.edition import Edition
from inforce.domain.editions.imprint import FORMAT, Imprint, imprints
from inforce.domain.editions.picked import nothing
from inforce.domain.editions.quotation import Quotation
from inforce.domain.errors import InforceError
from inforce.domain.paper import Stock
from inforce.domain.views.reading import Reading
from inforce.pipeline.press.catalogue_parts import set_catalogue
from inforce.readers.media import is_sound, media_path
from inforce.readers.wording import CldrWording
from inforce.renderers.qr import qr_svg
from inforce.renderers.typst.brochure import BrochureSeries, picture_keys
from inforce.renderers.typst.bulletin import bulletin, notices_of, picture_users
from inforce.renderers.typst.catalogue import (
    Selection,
    catalogue,
    code_key,
    picture_paths,
)
from inforce.renderers.typst.document import Leaf, Printable
from inforce.renderers.typst.engine import Standards
from inforce.renderers.typst.pictures import Flaw
from inforce.renderers.typst.quotation import code_addresses, quotation_paper
from inforce.renderers.typst.typesetting import Forme, Press, Source, Typeset

_BRAND = "site_config/brand.yaml"
_REASONS = {
    Flaw.MISSING: "is missing, or not the file that was approved",
    Flaw.UNKNOWN: "is no SVG, PNG, JPEG, GIF or WebP",
    Flaw.TOO_LARGE: "has more than 30 MB or 40 megapixels",
    Flaw.BROKEN: "is damaged",
}


class PrintProblem(Struct, frozen=True, kw_only=True):
    """What went into the PDF less well than it should: where, the products it concerns, why."""

    source: str
    items: tuple[str, ...]
    reason: str

    def __str__(self) -> str:
        concerned = f"{', '.join(self.items)}: " if self.items else ""
        source = f"{self.source} " if self.source else ""
        return f"{concerned}{source}{self.reason}"


class PrintResult(Struct, frozen=True, kw_only=True):
    """A PDF, how many products it shows and lists as withdrawn, and the problems met."""

    pdf: bytes
    products: int
    withdrawn: int
    problems: tuple[PrintProblem, ...]
    standards: Standards


class Sheet(Struct, frozen=True, kw_only=True):
    """A leaf that is ready to be printed; ``items`` are the products that it is about.

    ``gone`` says that it tells of one that can no longer be had, and of nothing else. ``users`` are
    the products that show each picture.
    """

    forme: Forme
    items: tuple[str, ...]
    gone: bool = False
    users: Mapping[str, tuple[str, ...]]


@final
class Printer:
    """Prints documents of one edition from the site at ``root``, with templates loaded once.

    ``words`` are those of each locale that is printed in. ``origin`` is the absolute address of
    the site's root, where readers of paper are led. Pages are those of ``stock``, by locale; of a
    locale that it leaves out, A4 for the screen. Raise InforceError where a template cannot be
    used.
    """

    def __init__(
        self,
        edition: Edition,
        words: Mapping[str, CldrWording],
        root: Path,
        origin: str = "",
        stock: Mapping[str, Stock] | None = None,
    ) -> None:
        self._edition = edition
        self._words = words
        self._root = root
        self._origin = origin
        self._stock = stock or {}
        own = root / "site_config"
        self._load = partial(Press, own / "typst", own / "fonts")
        self._press = self._load()
        self._series = cache(self._series_anew)
        self._file = cache(self._file_anew)

    def __enter__(self) -> Printer:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Remove what was staged."""
        self._press.close()

    def catalogue(self, locale: str, selection: Selection) -> PrintResult:
        """Return the catalogue of ``selection``.

        Raise InforceError where a family, brand or product is unknown, there is nothing to
        print, or a template is wrong.
        """
        selection.require(self._edition, "print")
        words = self._words[locale]
        stock = self._stock_of(locale)
        reading = Reading(self._edition, words)
        document = catalogue(reading, words.texts, selection, stock, self._origin)
        if not document.shown:
            raise InforceError(nothing(self._edition, "print"))
        users = picture_paths(document)
        imprint = structs.replace(
            self._imprint("catalogue", document, document.shown),
            families=selection.families,
            brands=selection.brands,
            products=selection.products,
            since=selection.since,
            form=selection.form.value,
            edition=self._edition.digest,
        )
        codes = {code_key(key): qr_svg(at).encode() for key, at in document.addresses.items()}
        pictures = {**self._pictures(document, users), **codes}
        whole = self._press.prepared(document, imprint, pictures)
        done = set_catalogue(whole, self._press, self._load)
        return PrintResult(
            pdf=done.pdf,
            products=document.edition.products,
            withdrawn=len(document.withdrawn),
            problems=tuple(_problems(done, self._edition, users)),
            standards=done.standards,
        )

    def brochure(self, locale: str, key: str) -> PrintResult:
        """Return the brochure of one product of the edition.

        Raise InforceError where a template is wrong.
        """
        return self.printed(self.brochure_sheet(locale, key))

    def bulletin(self, locale: str, number: str) -> PrintResult:
        """Return the bulletin of a notice.

        Raise InforceError where there is no such notice, or a template is wrong.
        """
        return self.printed(self.bulletin_sheet(locale, number))

    def bulletin_sheet(self, locale: str, number: str) -> Sheet:
        """Return the bulletin of a notice, ready to be printed.

        Raise InforceError where there is no such notice.
        """
        words = self._words[locale]
        notices = notices_of(self._edition, number)
        reading = Reading(self._edition, words)
        document = bulletin(notices, reading, words.texts, self._origin, self._stock_of(locale))
        items = tuple(key for notice in notices for key in notice.products)
        imprint = self._imprint("bulletin", document, items)
        users = picture_users(document)
        forme = self._forme(document, structs.replace(imprint, notice=number), users)
        return Sheet(forme=forme, items=items, users=users)

    def quotation(self, locale: str, quotation: Quotation) -> PrintResult:
        """Return the sheet of a quotation from this edition.

        Raise InforceError where a template is wrong.
        """
        words = self._words[locale]
        reading = Reading(self._edition, words)
        stock = self._stock_of(locale)
        paper = quotation_paper(quotation, reading, words.texts, self._origin, stock)
        imprint = structs.replace(
            self._imprint("quotation", paper, quotation.items), order=quotation.order
        )
        codes = {key: qr_svg(at).encode() for key, at in code_addresses(paper).items()}
        pictures = {**self._pictures(paper, {}), **codes}
        forme = self._press.prepared(paper, imprint, pictures)
        items = tuple(product.id for product in quotation.products)
        return self.printed(Sheet(forme=forme, items=items, users={}))

    def brochure_sheet(self, locale: str, key: str) -> Sheet:
        """Return the brochure of one product, ready to be printed."""
        product = self._edition.products[key]
        document = self._series(locale).brochure(product)
        users = dict.fromkeys(picture_keys(document), (key,))
        forme = self._forme(document, self._imprint("brochure", document, (key,)), users)
        return Sheet(forme=forme, items=(key,), gone=document.gone, users=users)

    def printed(self, sheet: Sheet) -> PrintResult:
        """Return the PDF of ``sheet``; raise InforceError where a template is wrong."""
        done = self._press.typeset(sheet.forme)
        return PrintResult(
            pdf=done.pdf,
            products=0 if sheet.gone else len(sheet.items),
            withdrawn=int(sheet.gone),
            problems=tuple(_problems(done, self._edition, sheet.users, sheet.items)),
            standards=done.standards,
        )

    def _forme(
        self, document: Leaf, imprint: Imprint, users: Mapping[str, tuple[str, ...]]
    ) -> Forme:
        """Return a leaf ready to be set, with the QR code that leads from it to the website."""
        code = {document.code: qr_svg(document.address).encode()} if document.code else {}
        return self._press.prepared(document, imprint, {**self._pictures(document, users), **code})

    def _imprint(self, kind: str, document: Printable, items: tuple[str, ...]) -> Imprint:
        edition = self._edition
        stock = self._stock_of(document.locale)
        return Imprint(
            format=FORMAT,
            kind=kind,
            site=document.brand.name.text,
            audience=edition.audience,
            locale=document.locale,
            as_of=document.day,
            preview=edition.preview,
            program="",
            source="",
            paper=stock.paper,
            profile=stock.profile,
            bleed=stock.bleed if stock.printed else None,
            items=imprints(edition, items),
        )

    def _series_anew(self, locale: str) -> BrochureSeries:
        words = self._words[locale]
        stock = self._stock_of(locale)
        return BrochureSeries(Reading(self._edition, words), words.texts, self._origin, stock)

    def _stock_of(self, locale: str) -> Stock:
        return self._stock.get(locale, Stock())

    def _pictures(
        self, document: Printable, users: Mapping[str, tuple[str, ...]]
    ) -> Mapping[str, Source]:
        """Return the file of each picture."""
        brand = (document.brand.logo, document.brand.logo_dark)
        logos = {logo: self._root / logo for logo in brand if logo}
        return {key: self._file(key) for key in users} | logos

    def _file_anew(self, key: str) -> Path:
        """Return the file of a picture; one whose bytes are not the approved ones has no file."""
        file = self._edition.files[key]
        path = media_path(self._root, file)
        return path if is_sound(path, file.fact) else self._root / "content" / "missing" / key


def _problems(
    done: Typeset,
    edition: Edition,
    users: Mapping[str, tuple[str, ...]],
    items: tuple[str, ...] = (),
) -> Iterator[PrintProblem]:
    """Yield what went less well; ``items`` are concerned by what concerns the whole document."""
    for key, flaw in done.flaws.items():
        file = edition.files.get(key)
        yield PrintProblem(
            source=f"content/{file.source}" if file is not None else key,
            items=users.get(key, (_BRAND,)),
            reason=f"{_REASONS[flaw]}; it is left out",
        )
    for remark in done.remarks:
        yield PrintProblem(source="", items=items, reason=remark)
    if done.missed:
        reason = f"this PDF does not keep to {done.missed}"
        yield PrintProblem(source="", items=items, reason=reason)
