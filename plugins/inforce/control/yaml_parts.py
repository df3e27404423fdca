"""The parts of YAML data, old and wanted: which stay, which come, which go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TypeAlias, cast

import yaml
from msgspec import Struct

from inforce.domain.yaml_text import Plain

Name: TypeAlias = str | int
Group: TypeAlias = dict[Name, Plain]


class Part(Struct, frozen=True):
    """An entry of a map or an item of a list: where it begins, where its head ends, its value."""

    name: Name
    begin: int
    head: int
    node: yaml.Node
    old: Plain


def same(old: Plain, new: Plain) -> bool:
    """Whether both are the same data: of one type, with the same digits; a date is its text."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return old.keys() == new.keys() and all(same(old[key], new[key]) for key in old)
    if _is_list(old) and _is_list(new):
        before, after = cast("list[Plain]", old), cast("list[Plain]", new)
        return len(before) == len(after) and all(map(same, before, after))
    if isinstance(new, date):
        return same(old, new.isoformat())
    return type(old) is type(new) and str(old) == str(new)


def wanted_parts(old: Plain, new: Plain) -> Group:
    """Return the new parts by name, in their order; an item has the number of the old one."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return cast("Group", dict(new))
    if not (_is_list(old) and _is_list(new)):
        return {}
    before, after = cast("list[Plain]", old), cast("list[Plain]", new)
    shorter = min(len(before), len(after))
    pairs = list(zip(reversed(before[-shorter:]), reversed(after[-shorter:]), strict=False))
    start = next((i for i in range(shorter) if not same(before[i], after[i])), shorter)
    tail = next((i for i, pair in enumerate(pairs) if not same(*pair)), shorter)
    tail = min(tail, shorter - start)
    names = [*range(len(after))]
    for index in range(len(after)):
        if index >= len(after) - tail:
            names[index] = index - len(after) + len(before)
        elif index >= len(before) - tail:
            names[index] = len(before) + index
    return dict(zip(names, after, strict=True))


def additions(wanted: Group, known: Mapping[Name, Part]) -> Iterator[tuple[Part | None, Group]]:
    """Yield the new parts in groups, each with the old part that it comes after."""
    anchor: Part | None = None
    group: Group = {}
    for name, value in wanted.items():
        if name not in known:
            group[name] = value
            continue
        if group:
            yield anchor, group
        anchor, group = known[name], {}
    if group:
        yield anchor, group


def body_of(anchor: Part, group: Group) -> Plain:
    """Return new parts as the map or list that they are part of."""
    if isinstance(anchor.name, int):
        return [*group.values()]
    return {str(name): value for name, value in group.items()}


def _is_list(data: Plain) -> bool:
    return isinstance(data, Sequence) and not isinstance(data, str)
