"""The names of the places in a catalogue that its pages lead to."""

from __future__ import annotations

from collections.abc import Iterator

from inforce.renderers.typst.document import Document, FamilyPart


def product(key: str) -> str:
    """Return the place of a product's block or row, or of its row in the withdrawn list."""
    return f"product:{key}"


def family(key: str) -> str:
    """Return the place of a family's divider."""
    return f"family:{key}"


def lists(document: Document) -> Iterator[str]:
    """Yield the places of the lists at the end, as far as there are any, and of the last page."""
    if document.withdrawn:
        yield "withdrawn"
    if document.changes:
        yield "changes"
    if document.index:
        yield "index"
    yield "closing"


def on_pages(document: Document) -> Iterator[str]:
    """Yield the places on the pages of a part of a catalogue."""
    if document.part.body:
        for part in document.families:
            yield from _of_family(part)
    if document.part.back:
        for row in document.withdrawn:
            yield product(row.product.id)
        yield from lists(document)


def _of_family(part: FamilyPart) -> Iterator[str]:
    if not part.continued:
        yield family(part.sheet.id)
    for block in part.products:
        yield product(block.sheet.id)
    for table in part.listing:
        for line in table.lines:
            yield product(line.id)
