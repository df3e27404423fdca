"""One PDF out of several that Typst set as parts of one document, side by side.

It is PDF/A-3a and PDF/UA-1 as its parts are: it has one structure tree, one outline, one set of
labels, and the metadata of the first part. Typst lets no part link into another, so that such a
link is set to the address ``inforce-dest:LABEL`` and becomes an inner one here.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from hashlib import file_digest, sha256
from io import BytesIO
from pathlib import Path
from typing import final

import pikepdf
from msgspec import Struct
from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, Pdf, String

from inforce.renderers.typst.bookmarks import Bookmarks
from inforce.renderers.typst.engine import TypesettingError
from inforce.renderers.typst.tagging import Tags, tell_apart, without_placeholder
from inforce.renderers.typst.trees import name_tree, names, number_tree, numbers

SCHEME = "inforce-dest:"
_LABELS, _FILES = "/Dests", "/EmbeddedFiles"
_PAGES = re.compile(rb"(?<=<xmpTPg:NPages>)\d+")


class Place(Struct, frozen=True):
    """Where a label is, as ``locate(label).position()`` tells: the page of its part, and points."""

    page: int
    left: float
    top: float


class Part(Struct, frozen=True, kw_only=True):
    """A part as Typst set it, in a file, of which not all need be in memory.

    One that is ``continued`` goes on with the family of the part before. As Typst wants a heading
    of the first level before any other, it begins with one that is not seen:
    ``#place(heading(level: 1, hide[Pumps]))``. That heading is left out, and what hangs under it in
    the outline hangs under the family.

    ``places`` are those of the labels that links of other parts lead to and that stand at no
    heading: of these Typst writes nothing into the file.
    """

    file: Path
    continued: bool = False
    places: Mapping[str, Place] = {}


def bound(parts: Sequence[Part]) -> bytes:
    """Return the one PDF of ``parts``, in their order; the same parts give the same bytes.

    A label that several parts have leads into the first of them. Raise TypesettingError where a
    link leads to a label that no part has.
    """
    with pikepdf.open(parts[0].file) as pdf:
        volume = _Volume(pdf, parts[0].places)
        for part in parts[1:]:
            with pikepdf.open(part.file) as other:
                volume.add(other, part)
        volume.finish()
        _describe(pdf, parts)
        written = BytesIO()
        pdf.save(
            written,
            fix_metadata_version=False,
            object_stream_mode=ObjectStreamMode.generate,
            deterministic_id=True,
        )
        return written.getvalue()


@final
class _Volume:
    """The PDF of the first part, to which further parts are added."""

    def __init__(self, pdf: Pdf, places: Mapping[str, Place]) -> None:
        self._pdf = pdf
        self._parts = 1
        self._tagged = tell_apart(pdf, 0, 0)
        self._tags = Tags(pdf)
        self._bookmarks = Bookmarks(pdf)
        self._names: dict[str, dict[bytes, Object]] = {_LABELS: {}, _FILES: {}}
        self._page_labels: list[tuple[int, Object]] = []
        self._labelled = False
        self._take(pdf.Root, 0)
        self._mark(places, 0)

    def add(self, pdf: Pdf, part: Part) -> None:
        """Add ``pdf``, the open file of ``part``, which is changed for it but not written."""
        self._tagged = tell_apart(pdf, self._parts, self._tagged)
        self._parts += 1
        if part.continued:
            without_placeholder(pdf)
        first = len(self._pdf.pages)
        for page in pdf.pages:
            self._pdf.pages.append(page)
        root = self._pdf.copy_foreign(pdf.Root)
        self._tags.add(root)
        self._bookmarks.add(root, continued=part.continued)
        self._take(root, first)
        self._mark(part.places, first)

    def finish(self) -> None:
        """Write what all parts have in common."""
        self._tags.finish()
        self._bookmarks.finish()
        self._lead()
        root = self._pdf.Root
        root.Names = Dictionary(
            {kind: name_tree(sorted(known.items())) for kind, known in self._names.items() if known}
        )
        if self._names[_FILES]:
            root.AF = Array(file for _, file in sorted(self._names[_FILES].items()))
        if self._labelled:
            root.PageLabels = number_tree(self._page_labels)

    def _take(self, root: Object, first: int) -> None:
        """Take the names and the page labels of a part whose first page has the index ``first``."""
        for kind, known in self._names.items():
            for name, value in names(root.get("/Names", Dictionary()).get(kind)):
                known.setdefault(name, value)
        labels = list(numbers(root.get("/PageLabels")))
        self._labelled = self._labelled or bool(labels)
        for index, label in labels or [(0, Dictionary(S=Name.D, St=first + 1))]:
            self._page_labels.append((first + index, label))

    def _mark(self, places: Mapping[str, Place], first: int) -> None:
        """Take the labels of a part that stand at no heading."""
        for label, place in places.items():
            page = self._pdf.pages[first + place.page - 1]
            left, _, _, top = (float(edge) for edge in page.trimbox.as_list())
            at = (_figure(left + place.left), _figure(top - place.top))
            spot = Array([page.obj, Name.XYZ, *at, 0])
            self._names[_LABELS].setdefault(label.encode(), spot)

    def _lead(self) -> None:
        """Lead the links between parts to their labels, and say where they lead."""
        labels, titles = self._names[_LABELS], self._bookmarks.titles()
        for link, address in _links(self._pdf):
            label = address.removeprefix(SCHEME)
            place = labels.get(label.encode())
            if place is None:
                raise TypesettingError(f"a link leads to {label!r}, a label that no part has")
            del link["/A"]
            link.Dest = String(label.encode())
            if str(link.get("/Contents")) == address:
                link.Contents = String(titles.get(place.objgen, label))


def _figure(points: float) -> Decimal:
    return round(Decimal(points), 3)


def _links(pdf: Pdf) -> Iterator[tuple[Object, str]]:
    """Yield the links between parts with their addresses."""
    for page in pdf.pages:
        for link in page.obj.get("/Annots", ()):
            address = bytes(link.get("/A", Dictionary()).get("/URI", b""))
            if address.startswith(SCHEME.encode()):
                yield link, address.decode()


def _describe(pdf: Pdf, parts: Sequence[Part]) -> None:
    """Have the metadata of the first part tell the pages of all, and that this is another file."""
    whole = sha256()
    for part in parts:
        with part.file.open("rb") as file:
            whole.update(file_digest(file, "sha256").digest())
    named = b64encode(whole.digest()[:16])  # in the form in which Typst names a file
    metadata = pdf.Root.Metadata
    told = metadata.read_bytes().replace(bytes(pdf.trailer.ID[1]), named)
    metadata.write(_PAGES.sub(str(len(pdf.pages)).encode(), told))
