"""The product pages of a catalogue as HTML: the same views that inforce's own templates set."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import font_roboto
from jinja2 import Environment, FileSystemLoader

from inforce.domain.paper import Stock
from inforce.domain.views.product import product_sheet
from inforce.domain.views.reading import Reading
from inforce.domain.views.values import ProductSheet, StampView
from inforce.readers.media import media_path
from inforce.renderers.typst.heights import product_height
from inforce.renderers.typst.page import page
from inforce.renderers.website.richtext import html

HERE = Path(__file__).parent
_FACES = {
    "Roboto-Regular": (400, "normal"),
    "Roboto-Italic": (400, "italic"),
    "Roboto-Medium": (500, "normal"),
    "Roboto-Bold": (700, "normal"),
}

_MARGINS = (27, 24)  # above and below, in mm
_SHARE = 0.45


def pages(reading: Reading, keys: tuple[str, ...], root: Path) -> str:
    """Return the pages of the products ``keys`` of the site at ``root``."""
    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["rich"] = html
    files = reading.edition.files.items()
    fonts = Path(font_roboto.__file__).parent / "files"
    return environment.get_template("beside.html").render(
        locale=reading.locale,
        brand=reading.phrase(reading.edition.brand.name),
        sheets=[product_sheet(reading.edition.products[key], reading) for key in keys],
        roomy=_roomy,
        pictures={path: media_path(root, file).as_uri() for path, file in files},
        faces=[((fonts / f"{name}.ttf").as_uri(), *face) for name, face in _FACES.items()],
        css=(HERE / "beside.css").as_uri(),
        say=reading.say,
        extras=lambda sheet: list(_extras(sheet, reading)),
        stamp=lambda stamp: list(_stamp(stamp, reading)),
    )


def _roomy(sheet: ProductSheet) -> bool:
    """Whether inforce sets it on a page of its own, by the rule of its ``family.typ``."""
    leaf = page(Stock())
    room = leaf.height - sum(_MARGINS)
    return product_height(sheet, [len(sheet.variants.rows)], leaf) >= _SHARE * room


def _extras(sheet: ProductSheet, reading: Reading) -> Iterator[tuple[str, list[str]]]:
    if sheet.certificates:
        told = [f"{row.id}, {row.title.text or row.body.text}" for row in sheet.certificates]
        yield reading.say("pdf.certificates"), told
    if sheet.documents:
        yield reading.say("pdf.documents"), [row.title.text for row in sheet.documents]
    for group in sheet.relations:
        yield group.label, [other.name.text for other in group.products]


def _stamp(stamp: StampView, reading: Reading) -> Iterator[str]:
    if stamp.revision:
        yield reading.say("pdf.stamp.revision", revision=stamp.revision)
    for key, day in (
        ("effective", stamp.effective_from),
        ("confirmed", stamp.last_confirmed),
        ("next_review", stamp.next_review),
    ):
        if day is not None:
            yield reading.say(f"pdf.stamp.{key}", day=day.text)
    yield reading.say("pdf.stamp.digest", digest=stamp.digest)
