"""Printing: an edition and the files of its site become PDF catalogues."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from inforce.domain.edition import Edition
from inforce.domain.errors import InforceError
from inforce.domain.imprint import FORMAT, Imprint, imprints
from inforce.domain.interface import Interface
from inforce.domain.nearest import Names
from inforce.domain.views.reading import Reading
from inforce.readers.media import is_sound, media_path
from inforce.readers.wording import CldrWording, wording
from inforce.renderers.typst.catalogue import (
    Selection,
    brands_of,
    catalogue,
    picture_paths,
)
from inforce.renderers.typst.document import Document
from inforce.renderers.typst.pictures import Flaw
from inforce.renderers.typst.typesetting import Sources, Typeset, typeset

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
        concerned = ", ".join(self.items)
        return f"{concerned}: {self.source} {self.reason}" if concerned else self.reason


class PrintResult(Struct, frozen=True, kw_only=True):
    """A PDF, how many products it shows and lists as withdrawn, and the problems met.

    ``archival`` says that it keeps to PDF/A-3a and PDF/UA-1.
    """

    pdf: bytes
    products: int
    withdrawn: int
    problems: tuple[PrintProblem, ...]
    archival: bool


def print_catalogue(
    edition: Edition, words: CldrWording, selection: Selection, root: Path
) -> PrintResult:
    """Return the catalogue of ``selection`` from the site at ``root``.

    Raise InforceError where a family or brand is unknown, there is nothing to print, or a template
    is wrong.
    """
    _require_families(edition, selection)
    _require_brands(edition, selection)
    document = catalogue(Reading(edition, words), words.texts, selection)
    if not document.shown:
        raise InforceError(_nothing(edition))
    users = picture_paths(document)
    sources = Sources(
        pictures=_pictures(edition, document, users, root),
        templates=root / "site_config" / "typst",
        fonts=root / "site_config" / "fonts",
    )
    done = typeset(document, _imprint(edition, document, selection), sources)
    return PrintResult(
        pdf=done.pdf,
        products=document.edition.products,
        withdrawn=len(document.withdrawn),
        problems=tuple(_problems(done, edition, users)),
        archival=done.archival,
    )


def print_catalogues(
    edition: Edition, own: Mapping[str, Interface], root: Path
) -> Iterator[tuple[str, PrintResult]]:
    """Yield (path from the site's root, complete catalogue) for each locale of the edition.

    ``own`` are the site's interface texts. An edition without products has no catalogue.
    """
    for locale in edition.locales if edition.products else ():
        result = print_catalogue(edition, wording(locale, own), Selection(), root)
        yield f"downloads/catalogue-{locale}.pdf", result


def _imprint(edition: Edition, document: Document, selection: Selection) -> Imprint:
    return Imprint(
        format=FORMAT,
        kind="catalogue",
        site=document.brand.name.text,
        audience=edition.audience,
        locale=document.locale,
        as_of=edition.as_of,
        edition=edition.digest,
        preview=edition.preview,
        program="",
        source="",
        families=selection.families,
        brands=selection.brands,
        since=selection.since,
        items=imprints(edition, document.shown),
    )


def _require_families(edition: Edition, selection: Selection) -> None:
    parents = (parent for family in edition.families.values() for parent in family.lineage)
    known = Names((*edition.families, *parents))
    for name in selection.families:
        if name not in known:
            if not known.known:
                raise InforceError(_nothing(edition))
            there = f"there are: {', '.join(sorted(known.known))}"
            hint = known.expected(name, there)
            raise InforceError(f"no family {name!r} in this edition; {hint}")


def _require_brands(edition: Edition, selection: Selection) -> None:
    if not selection.brands:
        return
    known = Names(brand for product in edition.products.values() for brand in brands_of(product))
    for name in selection.brands:
        if name not in known:
            hint = known.expected(name, "products say theirs in `brand`")
            raise InforceError(f"no product of the brand {name!r} in this edition; {hint}")


def _nothing(edition: Edition) -> str:
    return (
        f"nothing to print: no product is in force for the audience {edition.audience!r} "
        f"on {edition.as_of.isoformat()}; `inforce status` shows where each stands"
    )


def _pictures(
    edition: Edition, document: Document, users: Mapping[str, tuple[str, ...]], root: Path
) -> Mapping[str, Path]:
    """Return the file of each picture; one whose bytes are not the approved ones has no file."""
    found = {}
    for key in users:
        file = edition.files[key]
        path = media_path(root, file)
        found[key] = path if is_sound(path, file.fact) else root / "content" / "missing" / key
    brand = (document.brand.logo, document.brand.logo_dark)
    return found | {logo: root / logo for logo in brand if logo}


def _problems(
    done: Typeset, edition: Edition, users: Mapping[str, tuple[str, ...]]
) -> Iterator[PrintProblem]:
    for key, flaw in done.flaws.items():
        file = edition.files.get(key)
        yield PrintProblem(
            source=f"content/{file.source}" if file is not None else key,
            items=users.get(key, (_BRAND,)),
            reason=f"{_REASONS[flaw]}; it is left out",
        )
    for remark in done.remarks:
        yield PrintProblem(source="", items=(), reason=remark)
    if not done.archival:
        yield PrintProblem(
            source="", items=(), reason="this PDF does not keep to PDF/A-3a and PDF/UA-1"
        )
