"""One structure tree out of those of the parts: what screen readers go by.

The elements of all parts become children of one document, in order. Each part numbers its pages and
names the heads of its tables from the same beginning, so that these are told apart before the parts
come together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import final

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from inforce.renderers.typst.trees import name_tree, names, number_tree, numbers

# Where pages, forms and annotations say under which number the tree of parents knows them.
_NUMBERED = {"/StructParents", "/StructParent"}
_HEADINGS = tuple(f"/H{level}" for level in range(1, 7))


@final
class Tags:
    """The structure tree of a PDF, to which those of further parts are added."""

    def __init__(self, pdf: Pdf) -> None:
        """Begin with the tree of ``pdf``."""
        self._pdf = pdf
        self._root = pdf.Root.StructTreeRoot
        self._document = _document(self._root)
        self._children = _kids(self._document)
        self._parents = list(numbers(self._root.ParentTree))
        self._ids = list(names(self._root.get("/IDTree")))

    def add(self, root: Object) -> None:
        """Add the tree of a part that was told apart; its catalogue was copied as ``root``."""
        tree = root.StructTreeRoot
        for child in _kids(_document(tree)):
            child.P = self._document
            self._children.append(child)
        for role, meaning in tree.get("/RoleMap", Dictionary()).items():
            if role not in self._root.RoleMap:
                self._root.RoleMap[role] = meaning
        self._parents += numbers(tree.ParentTree)
        self._ids += names(tree.get("/IDTree"))

    def finish(self) -> None:
        """Write the tree of all parts into the PDF."""
        self._document.K = Array(self._children)
        self._root.ParentTree = self._pdf.make_indirect(number_tree(self._parents))
        self._root.ParentTreeNextKey = next_number(self._parents)
        self._root.IDTree = self._pdf.make_indirect(name_tree(self._ids))


def tell_apart(part: Pdf, position: int, first: int) -> int:
    """Make the tags of ``part`` unlike those of all other parts.

    Its numbers begin with ``first``, its ids with ``position``. Return the number after its last.
    """
    prefix = f"{position:04d}."  # of one length, so that the names of all parts stay in order
    for thing in part.objects:
        if isinstance(thing, (Dictionary, Stream)):
            _tell_apart(thing, prefix, first)
    root = part.Root.StructTreeRoot
    parents = [(first + number, value) for number, value in numbers(root.ParentTree)]
    root.ParentTree = number_tree(parents)
    root.IDTree = name_tree(
        [(prefix.encode() + name, value) for name, value in names(root.get("/IDTree"))]
    )
    return max(first, next_number(parents))


def without_placeholder(part: Pdf) -> None:
    """Take the first heading of ``part`` out of its tags where nothing of it stands on the page."""
    for parent, place, element in _elements(_document(part.Root.StructTreeRoot)):
        if element.S in _HEADINGS:
            kids = _kids(parent)
            if not _kids(element):
                parent.K = Array(kids[:place] + kids[place + 1 :])
            return


def next_number(parents: Sequence[tuple[int, Object]]) -> int:
    """Return the number after the last of ``parents``."""
    return parents[-1][0] + 1 if parents else 0


def _tell_apart(thing: Object, prefix: str, first: int) -> None:
    keys = thing.keys()  # asked once: there are hundreds of thousands of things
    for key in keys & _NUMBERED:
        thing[key] = first + int(thing[key])
    if "/ID" in keys and thing.get("/Type") == Name.StructElem:
        thing.ID = _prefixed(thing.ID, prefix)
    if "/A" in keys:
        for attributes in _listed(thing.A):
            if isinstance(attributes, Dictionary) and "/Headers" in attributes:
                heads = [_prefixed(head, prefix) for head in attributes.Headers]
                attributes.Headers = Array(heads)


def _prefixed(name: Object, prefix: str) -> String:
    return String(prefix.encode() + bytes(name))


def _document(root: Object) -> Object:
    """Return the one element under the root, which Typst makes the document."""
    (document,) = _kids(root)
    return document


def _elements(parent: Object) -> Iterator[tuple[Object, int, Object]]:
    """Yield each element below ``parent`` in reading order, after its parent and its place."""
    for place, kid in enumerate(_kids(parent)):
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield parent, place, kid
            yield from _elements(kid)


def _kids(element: Object) -> list[Object]:
    return _listed(element.get("/K"))


def _listed(value: Object | None) -> list[Object]:
    """Return what may be one thing, several or none as a list."""
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]
