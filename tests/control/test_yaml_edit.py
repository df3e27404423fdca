"""Edits of hand-written YAML: exactly what was asked, and no other line."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from datetime import date
from decimal import Decimal
from difflib import unified_diff
from pathlib import Path as FilePath
from random import Random
from typing import Any, TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inforce.control.yaml_edit import edited, file_data
from inforce.domain.errors import InforceError
from inforce.domain.yaml_text import to_yaml
from inforce.readers.yaml_reader import read_yaml


def merged(data: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``data`` with ``changes``: maps are merged, None takes a key away."""
    result = dict(data)
    for key, value in changes.items():
        if value is None:
            result.pop(key, None)
        elif isinstance(value, dict):
            old = result.get(key)
            result[key] = merged(old if isinstance(old, dict) else {}, value)
        else:
            result[key] = value
    return result


TABLE: dict[str, tuple[str, dict[str, Any], str]] = {
    "a comment behind the value": (
        "a: 1   # one\nb: 2\t# two\n",
        {"a": 3},
        "a: 3   # one\nb: 2\t# two\n",
    ),
    "quotes stay": (
        "a: 'x' # q\nb: \"y\"\nc: z\n",
        {"a": "it's", "b": 'say "so"', "c": "1"},
        'a: \'it\'\'s\' # q\nb: "say \\"so\\""\nc: "1"\n',
    ),
    "a figure keeps its digits": ("a: 1.0\n", {"a": Decimal("1.00")}, "a: 1.00\n"),
    "a date is plain": ("a: 2026-01-01\n", {"a": date(2026, 2, 1)}, "a: 2026-02-01\n"),
    "days stay without quotes": (
        "m: {a: 2026-01-01, b: '2026-01-02', c: 2026-02-30}\n",
        {"m": {"d": [date(2026, 3, 1), "x " * 40]}},
        (
            'm:\n  a: 2026-01-01\n  b: 2026-01-02\n  c: "2026-02-30"\n  d:\n    - 2026-03-01\n'
            f'    - "{"x " * 40}"\n'
        ),
    ),
    "quoted keys": ("'a b': 1\n\"c:\": 2\n", {"a b": 5, "c:": 6}, "'a b': 5\n\"c:\": 6\n"),
    "a new key after its neighbour": (
        "a:\n  x: 1 # x\n\n# about b\nb: 2\n",
        {"a": {"w": 2}},
        "a:\n  x: 1 # x\n  w: 2\n\n# about b\nb: 2\n",
    ),
    "no line break at the end": ("a: 1\nb: 2 # end", {"c": 3}, "a: 1\nb: 2 # end\nc: 3"),
    "windows": (
        "a: 1\r\nb: |\r\n  x\r\n",
        {"c": {"d": 1}},
        "a: 1\r\nb: |\r\n  x\r\nc:\r\n  d: 1\r\n",
    ),
    "four columns": (
        "m:\n    l:\n    - 1\nz: 1\n",
        {"k": {"o": [{"p": {"q": 1}}]}},
        "m:\n    l:\n    - 1\nz: 1\nk:\n    o:\n    - p:\n          q: 1\n",
    ),
    "a list in column four": (
        "l:\n    - 1 # one\n",
        {"l": [1, 2], "m": {"k": 1}},
        "l:\n    - 1 # one\n    - 2\nm:\n    k: 1\n",
    ),
    "an empty map gets parts": (
        "lifecycle: {}  # none yet\nb: 1\n",
        {"lifecycle": {"notice": "N 1", "reason": {"en": "a, b", "ru": "Да: нет"}}},
        'lifecycle: {notice: N 1, reason: {en: "a, b", ru: "Да: нет"}}  # none yet\nb: 1\n',
    ),
    "a map on a line outgrows it": (
        "m: {a: 1} # facts\nb: 1\n",
        {"m": {"reason": "long " * 20 + "end"}},
        f"m: # facts\n  a: 1\n  reason: >-\n    {'long ' * 18}long\n    long end\nb: 1\n",
    ),
    "a key without a value": (
        "control:   # later\n# about b\nb: 1\n",
        {"control": {"owner": "x"}},
        "control:   # later\n  owner: x\n# about b\nb: 1\n",
    ),
    "a flow map over several lines": (
        "m: {\n  a: 1,  # one\n  b: 2  # two\n}  # m\n",
        {"m": {"b": 3, "c": [1, "x"]}},
        "m: {\n  a: 1,  # one\n  b: 3, c: [1, x]  # two\n}  # m\n",
    ),
    "taken out of a flow map": (
        "m: { a: 1, b: 2, c: 3 }\n",
        {"m": {"a": None}},
        "m: { b: 2, c: 3 }\n",
    ),
    "taken out of the end of one": (
        "m: { a: 1, b: 2, c: 3 } # x\n",
        {"m": {"b": None, "c": None}},
        "m: { a: 1 } # x\n",
    ),
    "taken out of the end of a long one": (
        "m: {\n  a: 1,  # one\n  b: 2,  # two\n}\n",
        {"m": {"b": None}},
        "m: {\n  a: 1,  # one\n}\n",
    ),
    "a part taken out": (
        "a: 1\nm: # gone\n  b: |\n    x\n\n    y\n\n# of c\nc: 1\n",
        {"m": None},
        "a: 1\n\n# of c\nc: 1\n",
    ),
    "the first line taken out": ("a: 1 # a\nb: 2\n", {"a": None}, "b: 2\n"),
    "the last line taken out": ("a: 1\nb: 2", {"b": None}, "a: 1"),
    "one for another": ("a: 1\r\nb: 2\r\nc: 3", {"b": None, "d": 4}, "a: 1\r\nc: 3\r\nd: 4"),
    "kept breaks of a text": ("a: |+\n  x\n\nb: 1\n", {"c": 1}, "a: |+\n  x\n\nb: 1\nc: 1\n"),
    "after a text with kept breaks": (
        "b: 1\na: |+ # k\n  x\n\n",
        {"c": 1},
        "b: 1\na: |+ # k\n  x\n\nc: 1\n",
    ),
    "a text instead of a text": (
        "a: |  # text\n  x\n  y\nb: 1\n",
        {"a": "one\ntwo\n"},
        "a: |  # text\n  one\n  two\nb: 1\n",
    ),
    "a line instead of a text": ("a: >-\n  x\n  y\n\nb: 1\n", {"a": "z"}, "a: z\n\nb: 1\n"),
    "a value on the next line": (
        'a: # head\n  "x"\nb: 1\n',
        {"a": Decimal("1.50")},
        "a: 1.50 # head\nb: 1\n",
    ),
    "a map instead of a list": (
        "a:\n- 1\n- 2\nb: 1\n",
        {"a": {"k": 1}},
        "a:\n  k: 1\nb: 1\n",
    ),
    "an item of a list": (
        "l:\n  # first\n  - a: 1\n    b: 2 # two\n  # second\n  -   a: 3 - 4 # -\n  -\n  - z\n",
        {"l": [{"a": 1, "b": 3}, {"a": "3 - 4"}, None, "w"]},
        "l:\n  # first\n  - a: 1\n    b: 3 # two\n  # second\n  -   a: 3 - 4 # -\n  -\n  - w\n",
    ),
    "items in, items out": (
        "l:\n- a\n- b # b\n- c\n- d\n",
        {"l": ["a", "x", "w", "z", "d"]},
        "l:\n- a\n- x # b\n- w\n- z\n- d\n",
    ),
    "items out of the middle": ("l: [a, b, c, d]\n", {"l": ["a", "d"]}, "l: [a, d]\n"),
    "items before the first": ("l:\n  - b\n", {"l": ["a", "b"]}, "l:\n  - a\n  - b\n"),
    "items before the first of a flow list": ("l: [b] # l\n", {"l": ["a", "b"]}, "l: [a, b] # l\n"),
    "a list emptied": ("l:\n  - a\n  # more\nb: 1\n", {"l": []}, "l: []\n  # more\nb: 1\n"),
    "the first key of an item taken out": (
        "l:\n  - a: 1\n    b: 2\n  - c\n",
        {"l": [{"b": 2}, "c"]},
        "l:\n  - b: 2\n  - c\n",
    ),
    "the first two of an item, and another before it": (
        "l:\n  - - a: 1\n      b: 2 # b\n      c: 3\n",
        {"l": [[{"d": 4, "c": 3}]]},
        "l:\n  - - d: 4\n      c: 3\n",
    ),
    "the first of an item, with one before": (
        "l:\n  - a: 1\n    # b\n    b: 2\n",
        {"l": [{"d": 4, "b": 2}]},
        "l:\n  - b: 2\n    d: 4\n",
    ),
    "comments at the end": ("a: 1\n# one\n# two\n", {"b": 2}, "a: 1\nb: 2\n# one\n# two\n"),
    "the end of the document": ("---\na: 1\n...\n", {"b": 2}, "---\na: 1\nb: 2\n...\n"),
    "one flow map": (
        '{"a": 1, "b": {"c": 2}}',
        {"b": {"c": "x"}, "d": 1},
        '{"a": 1, "b": {"c": x}, d: 1}',
    ),
    "nothing": (
        "a: 1 # as it was\nb: 2026-01-01\n",
        {"a": 1, "b": date(2026, 1, 1)},
        "a: 1 # as it was\nb: 2026-01-01\n",
    ),
}


@pytest.mark.parametrize(("before", "changes", "after"), [*TABLE.values()], ids=[*TABLE])
def test_edits(before: str, changes: dict[str, Any], after: str) -> None:
    for mark in ("", "\ufeff"):
        octets = (mark + before).encode()
        wanted = merged(file_data(octets, "x.yaml"), changes)
        result = edited(octets, wanted, "x.yaml")
        assert result.decode() == mark + after
        assert edited(result, wanted, "x.yaml") == result


SITE = FilePath(__file__).parents[2] / "content"
FILES = [*(SITE / "products").rglob("*.yaml"), *(SITE / "pages").rglob("*.md")]


@pytest.mark.parametrize("file", FILES, ids=[file.name for file in FILES])
def test_the_files_of_the_example_site(file: FilePath) -> None:
    octets = file.read_bytes()
    data = file_data(octets, file.name)
    if "control" not in data:
        return
    said = {"class": "substantive", "summary": {"en": "Taken out", "ru": "Снято: да"}, "by": "x"}
    changes: dict[str, Any] = {"lifecycle": {"notice": "N 1"}, "control": {"change": said}}
    result = edited(octets, merged(data, changes), file.name)
    steps = list(unified_diff(octets.decode().splitlines(), result.decode().splitlines(), n=0))[2:]
    gone = [line for line in steps if line.startswith("-")]
    assert len(gone) <= 5
    assert all(word not in line for line in gone for word in ("specs", "name:", "#"))


def test_a_new_key_stands_where_it_is_wanted() -> None:
    octets = b"id: x\n\ncontrol: {owner: w}\n"
    wanted: dict[str, Any] = {
        "id": "x",
        "lifecycle": {"notice": "N1"},
        "control": {"change": {"by": "z"}, "owner": "w"},
    }
    assert edited(octets, wanted, "x.yaml") == (
        b"id: x\nlifecycle:\n  notice: N1\n\ncontrol: {change: {by: z}, owner: w}\n"
    )
    assert edited(b"l:\n- b: 1\n", {"l": [{"a": 0, "b": 1}]}, "x.yaml") == b"l:\n- b: 1\n  a: 0\n"
    assert edited(b"b: 1\n", {"a": 0, "b": 1}, "x.yaml") == b"a: 0\nb: 1\n"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_front_matter(end: str) -> None:
    page = "---\ntitle: Terms # t\ncontrol: {id: terms}\n---\n\n---\ntitle: text\n---\n".replace(
        "\n", end
    )
    data = file_data(page.encode(), "p.md")
    wanted = merged(data, {"control": {"change": {"by": "anna"}}})
    result = edited(page.encode(), wanted, "p.md").decode()
    assert result == page.replace("terms}", "terms, change: {by: anna}}")


REFUSED = [
    ("x.yaml", b"a: [\n", "x.yaml:2: this cannot be read"),
    ("x.yaml", b"a: 1\na: 2\n", "x.yaml:2: this cannot be read"),
    ("x.yaml", b"- a\n", "x.yaml:1: this holds no map"),
    ("x.yaml", b"a: \xff\n", "x.yaml:1: the text is not UTF-8"),
    ("p.md", b"no front matter\n", "p.md:1: the page has no front matter"),
    ("p.md", b"---\n---\n", "p.md:1: the page has no front matter"),
    ("p.md", b"---\ntitle: x\na: &b 1\n---\n", "p.md:3: this cannot be read"),
    ("x.yaml", b"b: 1\n? c\n: 2\n", "x.yaml:2: the change cannot be written"),
    ("p.md", b"---\nb: 1\nc: |\n  text", "p.md:1: the page has no front matter"),
    ("x.yaml", b"b: 1\nd: |\n  text", "x.yaml:1: the change cannot be written"),
    ("x.yaml", b"{}", "x.yaml:1: the change cannot be written"),
]


@pytest.mark.parametrize(("path", "octets", "words"), REFUSED)
def test_refusals_name_the_line(path: str, octets: bytes, words: str) -> None:
    with pytest.raises(InforceError) as refused:
        edited(octets, merged(file_data(octets, path), {"c": 1}), path)
    assert str(refused.value).startswith(words)


def test_what_cannot_be_proved_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inforce.control.yaml_splice._inline", lambda *_: "{")
    with pytest.raises(InforceError, match=r"x\.yaml:2: the change cannot be written"):
        edited(b"a: 1\nm: {b: 1}\n", {"a": 1, "m": {"b": 2}}, "x.yaml")


# Any document, any edit: lines that hold nothing of what changes stay.

KEYS = st.sampled_from(["a", "b", "cd", "e f", "имя", "n:", "1"])
TEXTS = st.sampled_from(["x", "yes", "Насос 12 м", "a, b", "# no", "it's", 'a "b"', "l1\nl2\n", ""])
SCALARS = st.one_of(TEXTS, st.integers(-5, 5), st.sampled_from([Decimal("1.50"), True, None]))
DATA = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=12,
)
DOCUMENTS = st.dictionaries(KEYS, DATA, min_size=2, max_size=4)
Tree: TypeAlias = Any  # plain data of any depth
Path = tuple[str | int, ...]
Tagged = tuple[str, Path]


def written(data: Tree, indent: str, path: Path, chance: Random) -> Iterator[Tagged]:
    """Yield the lines of a map or list in mixed styles, each with the path of what it holds."""
    parts = data.items() if isinstance(data, dict) else enumerate(data)
    for name, value in parts:
        here = (*path, name)
        if chance.random() < 0.2:
            yield f"{indent}# about {chance.randrange(99)}: - x", path
        head = f"{indent}{scalar(name, chance)}:" if isinstance(data, dict) else f"{indent}-"
        remark = chance.choice(["", "", " # remark", "  # - k: v"])
        if isinstance(value, dict | list) and value and chance.random() < 0.6:
            if isinstance(data, dict):
                yield head + remark, here
                yield from written(value, indent + "  ", here, chance)
            else:
                inner = [*written(value, indent + "  ", here, chance)]
                if inner[0][0].lstrip().startswith("#"):
                    yield head + remark, here
                else:
                    text, place = inner.pop(0)
                    yield f"{head} {text.removeprefix(indent + '  ')}", place
                yield from inner
        elif isinstance(value, str) and "\n" in value:
            yield f"{head} |{remark}", here
            for line in value.splitlines():
                yield f"{indent}    {line}", here
        else:
            yield f"{head} {flow(value, chance)}{remark}", here


def flow(value: Tree, chance: Random) -> str:
    """Return a value on one line."""
    if isinstance(value, dict):
        inner = ", ".join(f"{scalar(k, chance)}: {flow(v, chance)}" for k, v in value.items())
        return f"{{{inner}}}" if chance.random() < 0.5 else f"{{ {inner} }}"
    if isinstance(value, list):
        return f"[{', '.join(flow(item, chance) for item in value)}]"
    return scalar(value, chance)


def scalar(value: Tree, chance: Random) -> str:
    """Return a scalar, quoted one way or the other."""
    if not isinstance(value, str):
        return to_yaml(value).strip()
    plain = value.isalpha() and value != "yes"
    style = chance.choice(["plain", "single", "double"] if plain else ["single", "double"])
    if style == "plain":
        return value
    if style == "single" and "\n" not in value:
        return "'" + value.replace("'", "''") + "'"
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def places(data: Tree, path: Path = ()) -> Iterator[Path]:
    """Yield the path of every part."""
    parts = (
        data.items()
        if isinstance(data, dict)
        else enumerate(data)
        if isinstance(data, list)
        else ()
    )
    for name, value in parts:
        yield (*path, name)
        yield from places(value, (*path, name))


@given(
    data=DOCUMENTS,
    new=DATA,
    pick=st.integers(0, 999),
    end=st.sampled_from(["\n", "\r\n"]),
    chance=st.randoms(use_true_random=False),
    action=st.sampled_from(["set", "take", "add"]),
)
def test_any_edit_touches_only_its_lines(
    data: Tree, new: Tree, pick: int, end: str, chance: Random, action: str
) -> None:
    lines = [*written(data, "", (), chance)]
    octets = "".join(line + end for line, _ in lines).encode()
    assert read_yaml(octets, "x").data == data
    every = [*places(data)]
    place = every[pick % len(every)]
    wanted = deepcopy(data)
    parent = wanted
    for name in place[:-1]:
        parent = parent[name]
    _act(parent, place[-1], new, action)
    if not wanted:
        return
    result = edited(octets, wanted, "x.yaml")
    assert read_yaml(result, "x").data == read_yaml(to_yaml(wanted).encode(), "x").data
    left = iter(result.decode().split(end))
    moves_up = action == "take" and len(place) > 1 and isinstance(place[-2], int)
    around = place if isinstance(parent, dict) and not moves_up else place[:-1]
    for line, path in lines:
        if not _touches(path, around, place):
            assert line in left, (line, result.decode())


def _act(parent: Tree, name: Tree, new: Tree, action: str) -> None:
    if action == "set":
        parent[name] = new
    elif action == "take":
        del parent[name]
    elif isinstance(parent, dict):
        parent["new key"] = new
    else:
        parent.append(new)


def _touches(path: Path, around: Path, place: Path) -> bool:
    """Whether a line may change: it is part of what changes, or holds it, as a flow map does."""
    return bool(path) and (path[: len(around)] == around or path == place[: len(path)])
