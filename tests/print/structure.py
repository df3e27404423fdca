"""What is wrong with the structure of a PDF, told by another library than the one that makes it."""

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from typing import Any, TypeAlias

from pypdf import PdfReader
from pypdf.generic import ArrayObject, IndirectObject

Thing: TypeAlias = Any  # what pypdf gives is as it is in the file
_MCID = re.compile(rb"/MCID (\d+)")


def flaws(pdf: bytes) -> list[str]:
    """Return what is wrong with the tags, names, outline, links and metadata of ``pdf``."""
    reader = PdfReader(BytesIO(pdf))
    structure = _Structure(reader)
    return [
        *structure.flaws(),
        *_outline_flaws(reader),
        *_link_flaws(reader),
        *_metadata_flaws(reader),
    ]


def catalogue(reader: PdfReader) -> Thing:
    return reader.root_object


class _Structure:
    """The structure tree, walked once."""

    def __init__(self, reader: PdfReader) -> None:
        self.reader = reader
        self.root: Thing = catalogue(reader)["/StructTreeRoot"]
        self.content: dict[tuple[int, int], int] = {}  # page and MCID: element
        self.objects: dict[int, int] = {}  # annotation: element
        self.ids: dict[Thing, int] = {}
        self.tables: dict[int, int] = {}  # cell: its table
        self.heads: list[tuple[int, Thing]] = []
        self.levels: list[int] = []
        self.found: list[str] = []
        top = catalogue(reader).raw_get("/StructTreeRoot")
        for kid in self.root["/K"]:
            self._walk(kid, top, 0)

    def _walk(self, reference: IndirectObject, parent: IndirectObject, table: int) -> None:
        element: Thing = reference.get_object()
        number = reference.idnum
        if element.raw_get("/P") != parent:
            self.found.append(f"{element['/S']} {number} hangs under another parent")
        kind = element["/S"]
        table = number if kind == "/Table" else table
        if re.fullmatch(r"/H[1-6]", kind):
            self.levels.append(int(kind[2]))
        if "/ID" in element:
            if element["/ID"] in self.ids:
                self.found.append(f"id {element['/ID']!r} is there twice")
            self.ids[element["/ID"]] = number
        self.tables[number] = table
        for attributes in element.get("/A", ()):
            self.heads += [(number, head) for head in attributes.get("/Headers", ())]
        for kid in element.get("/K", ()):
            self._kid(kid, element, reference, table)

    def _kid(self, kid: Thing, element: Thing, reference: IndirectObject, table: int) -> None:
        if isinstance(kid, int):
            self._own((element.raw_get("/Pg").idnum, kid), reference)
        elif "/S" in kid.get_object():
            self._walk(kid, reference, table)
        elif kid.get_object()["/Type"] == "/OBJR":
            self.objects[kid.get_object().raw_get("/Obj").idnum] = reference.idnum
        else:
            marked = kid.get_object()
            page = marked.raw_get("/Pg") if "/Pg" in marked else element.raw_get("/Pg")
            self._own((page.idnum, marked["/MCID"]), reference)

    def _own(self, content: tuple[int, int], reference: IndirectObject) -> None:
        if content in self.content:
            self.found.append(f"content {content} has two elements")
        self.content[content] = reference.idnum

    def flaws(self) -> Iterator[str]:
        yield from self.found
        yield from self._parent_flaws()
        yield from self._id_flaws()
        if self.levels[0] != 1 or any(b > a + 1 for a, b in pairwise(self.levels)):
            yield f"headings skip a level: {self.levels}"

    def _parent_flaws(self) -> Iterator[str]:
        listed = list(entries(self.root["/ParentTree"], "/Nums"))
        numbers = [number for number, _ in listed]
        if numbers != sorted(set(numbers)) or self.root["/ParentTreeNextKey"] <= max(numbers):
            yield "the numbers of the tree of parents are not in order"
        parents = dict(listed)
        seen = set()
        for page in self.reader.pages:
            held: Thing = page
            marks = {int(mark) for mark in _MCID.findall(held.get_contents().get_data())}
            places = {(held.indirect_reference.idnum, mark) for mark in marks}
            seen |= places
            known: Thing = parents.pop(held.get("/StructParents"), ArrayObject()).get_object()
            told = {place: known[place[1]].idnum for place in places if place[1] < len(known)}
            if told != {place: self.content.get(place) for place in places}:
                yield f"content of page {page.page_number} has other parents"
            for link in annotations(page):
                owner: Thing = parents.pop(link.get_object().get("/StructParent"), None)
                if owner is None or owner.idnum != self.objects.get(link.idnum):
                    yield f"annotation {link.idnum} has another parent"
        if seen != set(self.content):
            yield f"content without an element or on no page: {seen ^ set(self.content)}"
        if parents:
            yield f"numbers of nothing: {sorted(parents)}"

    def _id_flaws(self) -> Iterator[str]:
        listed = list(entries(self.root.get("/IDTree", {}), "/Names"))
        if [name for name, _ in listed] != sorted({name for name, _ in listed}):
            yield "ids are not in order"
        if {name: element.idnum for name, element in listed} != self.ids:
            yield "the tree of ids knows others than the elements"
        for cell, head in self.heads:
            if self.tables.get(self.ids.get(head, 0)) != self.tables[cell]:
                yield f"a cell has the head {head!r} of another table"


def entries(tree: Thing, kind: str) -> Iterator[tuple[Thing, Thing]]:
    for kid in tree.get("/Kids", ()):
        below = list(entries(kid.get_object(), kind))
        assert list(kid["/Limits"]) == [below[0][0], below[-1][0]]
        yield from below
    flat = list(tree.get(kind, ()))
    yield from zip(flat[::2], flat[1::2], strict=True)


def annotations(page: Thing) -> list[Thing]:
    return list(page.get("/Annots", ()))


def _outline_flaws(reader: PdfReader) -> Iterator[str]:
    pages = {page.indirect_reference.idnum for page in reader.pages if page.indirect_reference}
    todo: list[Thing] = [catalogue(reader).raw_get("/Outlines")]
    while todo:
        parent = todo.pop()
        items = _below(parent)
        seen = sum(1 + max(0, entry.get_object().get("/Count", 0)) for entry in items)
        if abs(parent.get_object().get("/Count", 0)) != seen:
            yield f"the outline counts {parent.get_object().get('/Count')} of {seen}"
        for before, entry in zip([None, *items], items, strict=False):
            held: Thing = entry.get_object()
            previous = held.raw_get("/Prev") if "/Prev" in held else None
            if held.raw_get("/Parent") != parent or previous != before:
                yield f"the entry {held['/Title']} hangs elsewhere"
            if held["/Dest"][0].idnum not in pages:
                yield f"the entry {held['/Title']} leads to no page"
        if items and parent.get_object().raw_get("/Last") != items[-1]:
            yield "the outline has another last entry"
        todo += items


def _below(parent: Thing) -> list[Thing]:
    items: list[Thing] = []
    held = parent.get_object()
    key = "/First"
    while key in held:
        items.append(held.raw_get(key))
        held, key = items[-1].get_object(), "/Next"
    return items


def _link_flaws(reader: PdfReader) -> Iterator[str]:
    pages = {page.indirect_reference.idnum for page in reader.pages if page.indirect_reference}
    if len(pages) != len(reader.pages):
        yield "a page is there twice"
    root: Thing = catalogue(reader)
    known = root.get("/Names", {})
    labels = [(_name(key), to) for key, to in entries(known.get("/Dests", {}), "/Names")]
    if [name for name, _ in labels] != sorted({name for name, _ in labels}):
        yield "labels are not in order"
    places = dict(labels)
    for page in reader.pages:
        for link in annotations(page):
            held = link.get_object()
            if "inforce-dest:" in str(held.get("/A")) + str(held.get("/Contents")):
                yield f"a link is left open: {held}"
            if "/Dest" not in held:
                continue
            target = held["/Dest"]
            place = target if isinstance(target, list) else places[_name(target)].get_object()
            if place[0].idnum not in pages:
                yield f"a link leads to no page: {held}"
            if not held.get("/Contents"):
                yield f"a link says nothing: {held}"


def _name(key: Thing) -> bytes:
    return bytes(key.original_bytes)


def _metadata_flaws(reader: PdfReader) -> Iterator[str]:
    root: Thing = catalogue(reader)
    told = root["/Metadata"].get_data().decode()
    for expected in (
        "<pdfaid:part>3</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
        f"<xmpTPg:NPages>{len(reader.pages)}</xmpTPg:NPages>",
        f">{reader.metadata.title if reader.metadata else ''}</rdf:li>",
    ):
        if expected not in told:
            yield f"the metadata does not say {expected}"
    named = root.get("/Names", {})
    files = {file.idnum for _, file in entries(named.get("/EmbeddedFiles", {}), "/Names")}
    if files != {file.idnum for file in root.get("/AF", ())}:
        yield "a file is not told of"
    if not (root["/MarkInfo"]["/Marked"] and root["/ViewerPreferences"]["/DisplayDocTitle"]):
        yield "the document is not marked"
    if len(root["/OutputIntents"]) != 1 or not root["/Lang"]:
        yield "colours or language are not told"
