"""The difference of two contents, field by field: what customers would find changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum
from typing import TypeAlias, cast

from msgspec import Struct, structs

from inforce.domain.items.content import (
    Content,
    FamilyContent,
    FileFact,
    PageContent,
    ProductContent,
)
from inforce.domain.items.family import Attribute, AttributeType, Group
from inforce.domain.items.lifecycle import Lifecycle, Recall, Reinstatement, Replacement
from inforce.domain.items.matching import name, paired, reordered
from inforce.domain.items.passages import Passage, compared
from inforce.domain.items.product import (
    Certificate,
    Classification,
    Document,
    Evidence,
    Image,
    Product,
    Relation,
    SafetyWarning,
    Variant,
    Variants,
)
from inforce.domain.items.specs import Specs, Value
from inforce.domain.pointer import escape
from inforce.domain.text import Text

Entry: TypeAlias = (
    Variant
    | Document
    | Certificate
    | SafetyWarning
    | Image
    | Relation
    | Evidence
    | Classification
    | Replacement
    | Group
)
Owner: TypeAlias = Attribute | Entry
Datum: TypeAlias = (
    Text
    | Value
    | Passage
    | FileFact
    | Recall
    | Reinstatement
    | Owner
    | Enum
    | date
    | str
    | int
    | tuple[str, ...]
)


class DifferenceKind(Enum):
    """What happened to a field or an entry of a list."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    REORDERED = "reordered"


class Difference(Struct, frozen=True, kw_only=True):
    """One field that differs.

    ``pointer`` is the JSON Pointer into the item's file (the later one, for what was removed the
    earlier one); what the family adds stands below ``/family``, and the body of a page is ``""``.
    ``path`` is the same way with entries named by what they are instead of by place.
    ``before`` and ``after`` are the values, None where there was or is none; ``was`` and ``owner``
    the family's attribute, or the entry of a list, to which each of them belongs.
    """

    kind: DifferenceKind
    pointer: str
    path: tuple[str, ...]
    before: Datum | None = None
    after: Datum | None = None
    was: Owner | None = None
    owner: Owner | None = None

    @property
    def figure(self) -> bool:
        """Whether a figure, a unit, a choice or a flag differs, and not only words."""
        if isinstance(self.before, Value) or isinstance(self.after, Value):
            return _measure(self.before, self.was) != _measure(self.after, self.owner)
        return self.path[:1] == ("family",) and self.path[-1] == "unit"


class _Place(Struct, frozen=True):
    """Where a comparison stands: the pointers before and after, and the way in names."""

    old: str = ""
    new: str = ""
    path: tuple[str, ...] = ()
    was: Owner | None = None
    owner: Owner | None = None

    def at(self, key: str) -> _Place:
        token = f"/{escape(key)}"
        return _Place(self.old + token, self.new + token, (*self.path, key), self.was, self.owner)

    def entry(self, key: str, old: int | None, new: int | None) -> _Place:
        return _Place(f"{self.old}/{old}", f"{self.new}/{new}", (*self.path, key))

    def of(self, was: Owner | None, owner: Owner | None) -> _Place:
        return structs.replace(self, was=was, owner=owner)

    def found(
        self, kind: DifferenceKind, before: Datum | None = None, after: Datum | None = None
    ) -> Difference:
        return Difference(
            kind=kind,
            pointer=self.old if kind is DifferenceKind.REMOVED else self.new,
            path=self.path,
            before=before,
            after=after,
            was=self.was,
            owner=self.owner,
        )


class _Families(Struct, frozen=True):
    """The attributes by which the figures before and after are to be read."""

    before: Mapping[str, Attribute] = {}
    after: Mapping[str, Attribute] = {}


def differences(before: Content, after: Content) -> tuple[Difference, ...]:
    """Return all that differs between two contents, in the order of the model.

    Control data are left out: the result is empty exactly when the digests of what customers see
    are equal.
    """
    match before, after:
        case ProductContent(), ProductContent():
            return tuple(_products(before, after))
        case PageContent(), PageContent():
            return tuple(_pages(before, after))
        case _:
            return (_Place().found(DifferenceKind.CHANGED),)


def _pages(before: PageContent, after: PageContent) -> Iterator[Difference]:
    bare = Text("")
    yield from _fields(
        structs.replace(before.page, body=bare),
        structs.replace(after.page, body=bare),
        _Place(),
        _Families(),
    )
    for old, new in compared(before.page.body, after.page.body):
        shown = new or old
        locale, heading = ("", "") if shown is None else (shown.locale, shown.heading)
        yield from _leaf(old, new, _Place("", "", ("body", locale, heading)))
    yield from _files_beside(before, after)


def _files_beside(before: PageContent, after: PageContent) -> Iterator[Difference]:
    """Yield the files that are others now; what a new text brought or dropped is told by that."""
    same = before.page.body == after.page.body
    for path in dict.fromkeys([*before.files, *after.files]):
        old, new = before.files.get(path), after.files.get(path)
        if old != new and (same or None not in {old, new}):
            pointer = f"/files/{escape(path)}"
            yield from _leaf(old, new, _Place(pointer, pointer, ("files", path)))


def _products(before: ProductContent, after: ProductContent) -> Iterator[Difference]:
    was, now = before.family, after.family
    families = _Families(was.attributes, now.attributes)
    for found in _fields(before.product, after.product, _Place(), families):
        moved = found.path == ("family",)
        yield structs.replace(found, before=was.name, after=now.name) if moved else found
    yield from _replaced_files(before, after)
    yield from _family(before, after, families)


def _fields(
    before: Struct, after: Struct, place: _Place, families: _Families
) -> Iterator[Difference]:
    for key in before.__struct_fields__:
        old, new, at = getattr(before, key), getattr(after, key), place.at(key)
        if isinstance(old, Specs):
            yield from _specs(old, new, at, families)
        elif isinstance(old, Variants):
            yield from _fields(old, new, at, families)
        elif key != "control" and old != new:
            yield from _value(old, new, at, families)
        elif _holds_specs(old):
            yield from _entries(old, new, at, families)


def _holds_specs(old: object) -> bool:
    """Whether equality cannot be trusted: 32 and 32.0 are equal figures, and print differently."""
    return isinstance(old, tuple) and any(isinstance(entry, Variant) for entry in old)


def _value(old: object, new: object, place: _Place, families: _Families) -> Iterator[Difference]:
    match old, new:
        case Mapping(), Mapping():
            for key in dict.fromkeys([*new, *old]):
                if old.get(key) != new.get(key):
                    yield from _leaf(old.get(key), new.get(key), place.at(key))
        case tuple(), tuple() if any(isinstance(entry, Struct) for entry in (*old, *new)):
            yield from _entries(old, new, place, families)
        case (Lifecycle(), Lifecycle()) | (Recall(), Recall()):
            yield from _fields(cast("Struct", old), cast("Struct", new), place, families)
        case _:
            yield from _leaf(cast("Datum | None", old), cast("Datum | None", new), place)


def _leaf(old: Datum | None, new: Datum | None, place: _Place) -> Iterator[Difference]:
    if old is None or old == ():
        yield place.found(DifferenceKind.ADDED, None, new)
    elif new is None or new == ():
        yield place.found(DifferenceKind.REMOVED, old, None)
    else:
        yield place.found(DifferenceKind.CHANGED, old, new)


def _entries(
    before: tuple[Struct, ...], after: tuple[Struct, ...], place: _Place, families: _Families
) -> Iterator[Difference]:
    pairs = paired(before, after)
    for old, new in pairs:
        was = None if old is None else cast("Entry", before[old])
        entry = None if new is None else cast("Entry", after[new])
        shown = cast("Entry", entry or was)
        at = place.entry(name(shown), old, new).of(was, entry)
        if was is not None and entry is not None:
            yield from _fields(was, entry, at, families)
        else:
            yield from _leaf(was, entry, at)
    if reordered(pairs):
        yield place.found(DifferenceKind.REORDERED)


def _specs(before: Specs, after: Specs, place: _Place, families: _Families) -> Iterator[Difference]:
    old, new = before.in_text(), after.in_text()
    for key in dict.fromkeys([*after, *before]):
        at = place.at(key).of(families.before.get(key), families.after.get(key))
        if old.get(key) != new.get(key):
            yield from _leaf(before.get(key), after.get(key), at)


def _replaced_files(before: ProductContent, after: ProductContent) -> Iterator[Difference]:
    """Yield the files that kept their name and not their bytes.

    A file that came or went with the part that names it is told by that part.
    """
    was_named = {path: pointer for pointer, path in before.product.files()}
    named = {path: pointer for pointer, path in after.product.files()}
    for path in dict.fromkeys([*before.files, *after.files]):
        old, new = before.files.get(path), after.files.get(path)
        if old != new and (path in was_named) is (path in named):
            pointer = named.get(path, f"/files/{escape(path)}")
            place = _Place(was_named.get(path, pointer), pointer, ("files", path))
            yield from _leaf(old, new, place.of(None, _naming(after.product, path)))


def _naming(product: Product, path: str) -> Owner | None:
    parts: tuple[Document | Certificate | Image | Evidence, ...] = (
        *product.documents,
        *product.certificates,
        *product.images,
        *product.evidence,
    )
    return next((part for part in parts if part.file == path), None)


def _family(
    before: ProductContent, after: ProductContent, families: _Families
) -> Iterator[Difference]:
    """Yield what the family changed in the reading of the product.

    What came or went with a spec or an attribute is told by that; so is a move to another family.
    """
    place, old, new = _Place().at("family"), before.family, after.family
    moved = before.product.family != after.product.family
    for key in () if moved else ("id", "name", "audience", "lineage"):
        was, now = getattr(old, key), getattr(new, key)
        if was != now:
            yield from _leaf(was, now, place.at(key))
    yield from _groups(old, new, place.at("groups"))
    used_before, used = before.product.attribute_keys(), after.product.attribute_keys()
    for key in dict.fromkeys([*families.after, *families.before]):
        at = place.at("attributes").at(key)
        declared, declares = families.before.get(key), families.after.get(key)
        if declared is not None and declares is not None:
            yield from _fields(declared, declares, at.of(declared, declares), families)
        elif (key in used_before) is (key in used):
            yield from _leaf(declared, declares, at.of(declared, declares))


def _groups(before: FamilyContent, after: FamilyContent, place: _Place) -> Iterator[Difference]:
    one_sided = _grouped(before) ^ _grouped(after)
    for found in _entries(before.groups, after.groups, place, _Families()):
        whole = found.kind in _WHOLE and isinstance(found.before or found.after, Group)
        if not (whole and found.path[-1] in one_sided):
            yield found


def _grouped(family: FamilyContent) -> frozenset[str]:
    return frozenset(attribute.group or "" for attribute in family.attributes.values())


def _measure(value: Datum | None, attribute: Owner | None) -> tuple[object, ...] | None:
    if not isinstance(value, Value):
        return None
    chosen = isinstance(attribute, Attribute) and attribute.type is AttributeType.CHOICE
    figures = (value.figure, value.minimum, value.maximum)
    return (*map(str, figures), value.flag, value.text if chosen else None)


_WHOLE = frozenset({DifferenceKind.ADDED, DifferenceKind.REMOVED})
