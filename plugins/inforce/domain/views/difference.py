"""Differences in the reader's words: ``Maximum head: 30 m → 32 m``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from enum import Enum
from typing import TypeGuard

from msgspec import Struct

from inforce.domain.items.content import FileFact
from inforce.domain.items.difference import Datum, Difference, DifferenceKind, Owner
from inforce.domain.items.family import Attribute, AttributeType
from inforce.domain.items.lifecycle import Fit
from inforce.domain.items.passages import Passage
from inforce.domain.items.product import SafetyWarning, WarningLevel
from inforce.domain.items.specs import Value
from inforce.domain.text import Text
from inforce.domain.views.banner import DATES
from inforce.domain.views.entries import called, kind_of, said
from inforce.domain.views.excerpt import beginning, excerpts, unmarked
from inforce.domain.views.reading import Reading
from inforce.domain.views.values import ChangeRow

# More values than this in one line are counted instead of named.
_MOST = 20
_NOTHING = "—"
# How a value is told that no family says how to read: a record that was altered may have such.
_UNKNOWN = Attribute(label=Text(""), type=AttributeType.TEXT)
# Where the words for the values of an enumeration stand.
_SECTIONS: dict[type[Enum], str] = {Fit: "fit", WarningLevel: "warning"}
# What stands one step below these is a field of the item itself.
_FOLDERS = frozenset({"lifecycle", "recall"})
# Changes of these are seen in how a product is shown, and have no value worth telling.
_SHOWING = frozenset(
    {"type", "group", "digits", "required", "key", "level", "filterable", "comparable",
     "convertible", "etim", "property", "lineage", "by", "path", "kind"}
)  # fmt: skip
# What stands one step above a key that people chose, as in ``specs`` an attribute called ``type``.
_NAMED_BY_PEOPLE = frozenset({("specs",), ("attributes",), ("choices",)})


# What a page is filed under; who approves it needs to know, who reads it does not.
_FILING = frozenset({("kind",), ("covers",)})


def change_rows(
    changes: Iterable[Difference], reading: Reading, *, every_locale: bool = False
) -> tuple[ChangeRow, ...]:
    """Return what differs, a line for each, in the order of the model.

    A reader of one locale gets its texts, and learns of the others only that they were reworded;
    ``every_locale`` gives the texts of all, as those need who approve them.
    """
    teller = _Teller(reading, every_locale)
    told = tuple(changes) if every_locale else _relevant(tuple(changes), reading.locale)
    return tuple(_merged((row for one in told for row in teller.tell(one)), reading))


def _relevant(changes: tuple[Difference, ...], locale: str) -> tuple[Difference, ...]:
    """Leave out how a page is filed, and its translations where the reader's own text changed."""
    changes = tuple(one for one in changes if one.path not in _FILING)
    bodies = [one for one in changes if one.path[:1] == ("body",)]
    own = [one for one in bodies if one.path[1] in {"", locale}]
    return tuple(one for one in changes if one not in bodies or one in own or not own)


def _merged(rows: Iterable[ChangeRow], reading: Reading) -> Iterator[ChangeRow]:
    """Put rows together that tell the same of several values: part numbers that were added."""
    groups: dict[tuple[str, str, bool, bool, int], list[ChangeRow]] = {}
    for number, row in enumerate(rows):
        sides = bool(row.before), bool(row.after)
        key = (row.label, row.mark, *sides, number if all(sides) else -1)
        groups.setdefault(key, []).append(row)
    for (label, mark, *_), members in groups.items():
        yield ChangeRow(
            label=label,
            mark=mark,
            before=_listed([row.before for row in members], reading),
            after=_listed([row.after for row in members], reading),
        )


def _listed(values: list[str], reading: Reading) -> str:
    told = list(dict.fromkeys(value for value in values if value))
    rest = [reading.say("change.more", count=str(len(told) - _MOST))] if told[_MOST:] else []
    return ", ".join([*told[:_MOST], *rest])


class _Teller(Struct, frozen=True):
    """Finds the words for one difference."""

    reading: Reading
    every_locale: bool

    def tell(self, one: Difference) -> Iterator[ChangeRow]:
        """Yield the rows of a difference."""
        label = self._label(one)
        if one.kind is DifferenceKind.REORDERED:
            yield ChangeRow(label=label, mark=self._say("reordered"))
        elif isinstance(one.before, Passage) or isinstance(one.after, Passage):
            yield from self._passage(one, label)
        elif _only_shows(one):
            yield ChangeRow(label=label, mark=self._say("shown_differently"))
        elif _is_text(one.before) and _is_text(one.after):
            yield from self._texts(one, one.before, one.after, label)
        else:
            yield self._values(one, label)

    def _say(self, key: str, **facts: str) -> str:
        return self.reading.say(f"change.{key}", **facts)

    def _label(self, one: Difference) -> str:
        owner = one.owner or one.was
        match owner:
            case Attribute():
                name = self.reading.phrase(owner.label).text
                return f"{one.path[2]}, {name}" if one.path[0] == "variants" else name
            case None:
                return self._field(one.path)
            case _:
                return (kind_of if _whole(one) else called)(owner, self.reading)

    def _field(self, path: tuple[str, ...]) -> str:
        match path:
            case ("lifecycle", key, *_) if key in DATES:
                return self.reading.say(f"date.{key}")
            case (folder, key, *_) if folder in _FOLDERS:
                return self._say(f"field.{'recalled_on' if key == 'date' else key}")
            case ("body", locale, heading):
                place = heading or self._say("field.body")
                own = not locale or (locale == self.reading.locale and not self.every_locale)
                return place if own else f"{place} ({self.reading.wording.language(locale)})"
            case ("files", file):
                return f"{self._say('field.files')}: {file.rpartition('/')[2]}"
            case (*above, "specs", key):  # no family knows it
                return ", ".join([*above[2:], key])
            case _:
                return self._say(f"field.{path[0] if path else 'item'}")

    def _values(self, one: Difference, label: str) -> ChangeRow:
        before, after = (
            self._value(one.before, one.was, one.path[-1]),
            self._value(one.after, one.owner, one.path[-1]),
        )
        if isinstance(one.before, FileFact) and isinstance(one.after, FileFact):
            sizes = ("", "") if before == after else (before, after)
            mark = self._say("file_replaced")
            return ChangeRow(label=label, mark=mark, before=sizes[0], after=sizes[1])
        if before == after and isinstance(one.before, Value) and isinstance(one.after, Value):
            proofs = one.before.evidence or _NOTHING, one.after.evidence or _NOTHING
            return ChangeRow(
                label=label, mark=self._say("part.evidence"), before=proofs[0], after=proofs[1]
            )
        return self._row(one, label, before, after)

    def _row(self, one: Difference, label: str, before: str, after: str) -> ChangeRow:
        part = self._part(one)
        if part:
            return ChangeRow(
                label=label, mark=part, before=before or _NOTHING, after=after or _NOTHING
            )
        mark = "" if one.kind is DifferenceKind.CHANGED else self._say(one.kind.value)
        return ChangeRow(label=label, mark=mark, before=before, after=after)

    def _part(self, one: Difference) -> str:
        """Return the word for the field of an entry or attribute, empty for the entry itself."""
        owned = one.owner or one.was
        if owned is None or _whole(one) or _named_by_people(one.path):
            return ""
        return "" if one.path[0] == "files" else self._say(f"part.{one.path[-1]}")

    def _texts(
        self, one: Difference, old: Text | None, new: Text | None, label: str
    ) -> Iterator[ChangeRow]:
        before, after = self.reading.phrase(old), self.reading.phrase(new)
        if old is None or new is None:
            yield self._row(one, label, beginning(before.text), beginning(after.text))
        elif self.every_locale or before == after:
            yield from self._locales(one, old, new, label)
        else:
            yield self._row(one, label, *excerpts(before.text, after.text))

    def _locales(self, one: Difference, old: Text, new: Text, label: str) -> Iterator[ChangeRow]:
        """Yield what changed in each locale: the texts, or only that they were reworded."""
        was, now = dict(old.items()), dict(new.items())
        for locale in dict.fromkeys([*was, *now]):
            if was.get(locale) != now.get(locale):
                language = self.reading.wording.language(locale) if locale else ""
                told = f"{label} ({language})" if language else label
                parts = excerpts(was.get(locale, ""), now.get(locale, ""))
                yield (
                    self._row(one, told, parts[0] or _NOTHING, parts[1] or _NOTHING)
                    if self.every_locale
                    else ChangeRow(label=told, mark=self._say("reworded"))
                )

    def _passage(self, one: Difference, label: str) -> Iterator[ChangeRow]:
        before, after = _passage(one.before), _passage(one.after)
        own = one.path[1] in {"", self.reading.locale}
        if before and after and (own or self.every_locale):
            old, new = excerpts(unmarked(before), unmarked(after))
            old, new = (old, new) if old != new else excerpts(before, after)
            yield ChangeRow(label=label, before=old, after=new)
        elif own or self.every_locale or not (before or after):
            mark = "reworded" if one.kind is DifferenceKind.CHANGED else one.kind.value
            yield ChangeRow(
                label=label,
                mark=self._say(mark),
                before=beginning(unmarked(before)),
                after=beginning(unmarked(after)),
            )
        else:
            whole = self._field(("body", one.path[1], ""))
            yield ChangeRow(label=whole, mark=self._say("reworded"))

    def _value(self, datum: Datum | None, owner: Owner | None, key: str) -> str:
        wording = self.reading.wording
        match datum:
            case Value():
                known = owner if isinstance(owner, Attribute) else _UNKNOWN
                return self._spec(datum, known)
            case FileFact():
                return wording.size(datum.size)
            case date():
                return wording.day(datum)
            case Struct():
                return said(datum, self.reading)
            case _:
                return self._bare(datum, key)

    def _bare(self, datum: object, key: str) -> str:
        match datum, key:
            case None, _:
                return ""
            case Fit() | WarningLevel(), _:
                return self.reading.say(f"{_SECTIONS[type(datum)]}.{datum.value}")
            case tuple(), _:
                return ", ".join(datum)
            case str(), "file":
                return datum.rpartition("/")[2]
            case str(), "unit":
                return self.reading.wording.unit(datum)
            case _:
                return str(getattr(datum, "value", datum))

    def _spec(self, value: Value, attribute: Attribute) -> str:
        cell = self.reading.cell(value, attribute)
        return f"{cell.text} ({cell.condition.text})" if cell.condition else cell.text


def _is_text(datum: Datum | None) -> TypeGuard[Text | None]:
    return datum is None or isinstance(datum, Text)


def _only_shows(one: Difference) -> bool:
    """Whether it is seen in how the item is shown alone; a warning's level says how grave it is."""
    if isinstance(one.owner or one.was, SafetyWarning) or _named_by_people(one.path):
        return False
    return not one.path or one.path[-1] in _SHOWING


def _named_by_people(path: tuple[str, ...]) -> bool:
    """Whether its last step is a key that people chose: it may be called as a field is."""
    return path[-2:-1] in _NAMED_BY_PEOPLE


def _whole(one: Difference) -> bool:
    """Whether it is the entry of a list itself that came or went, and not one of its fields."""
    side = one.before if one.after is None else one.after
    return side is not None and (side is one.owner or side is one.was)


def _passage(datum: Datum | None) -> str:
    return datum.text if isinstance(datum, Passage) else ""
