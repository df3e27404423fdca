"""A strict reader for YAML: plain data with positions, or problems; never a crash.

The parser's events are walked here under caps on bytes, depth and nodes, before anything is built.
Anchors, aliases and tags are refused. Only JSON's numbers, ``true``, ``false`` and ``null`` are
typed, numbers keep their digits (int or Decimal), everything else is text: ``NO`` is no False,
``12:30:45`` no number, ``2026-01-31`` a text that the schema checks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Protocol, TypeAlias

import yaml
from msgspec import Struct
from yaml.events import (
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from inforce.domain.finding import Problem
from inforce.domain.pointer import escape

Data: TypeAlias = "dict[str, Data] | list[Data] | str | int | Decimal | bool | None"

_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?")
_CONSTANTS: Mapping[str, bool | None] = {"true": True, "false": False, "null": None, "": None}
_NUMBER_STARTS = frozenset("-0123456789")
_LONGEST_NUMBER = 40
_LARGEST_EXPONENT = 64


class Limits(Struct, frozen=True):
    """Caps on one file: bytes, nesting depth, and nodes (values and keys)."""

    octets: int = 4_000_000
    depth: int = 32
    nodes: int = 500_000


class EventParser(Protocol):
    """What a YAML parser must offer to stand in front."""

    def get_event(self) -> Event | None:
        """Return the next event, None after the last."""
        ...


class ParserMaker(Protocol):
    """Makes a parser for a text."""

    def __call__(self, text: str) -> EventParser:
        """Return a parser at the start of ``text``."""
        ...


def _pure_parser(text: str) -> EventParser:
    loader: EventParser = yaml.SafeLoader(text)
    return loader


def _c_parser(text: str) -> EventParser:
    loader: EventParser = yaml.CSafeLoader(text)
    return loader


PARSERS: Mapping[str, ParserMaker] = (
    {"libyaml": _c_parser, "python": _pure_parser}
    if yaml.__with_libyaml__
    else {"python": _pure_parser}
)
_FASTEST = next(iter(PARSERS.values()))


class Document(Struct, frozen=True):
    """What a file holds: its data (None where it could not be read) and the problems met."""

    data: Data
    problems: tuple[Problem, ...] = ()


class _RefusedError(Exception):
    """The walk met something that no part of the file can be trusted after."""

    def __init__(self, what: str, line: int, column: int) -> None:
        super().__init__(what)
        self.what = what
        self.line = line
        self.column = column


def read_yaml(
    octets: bytes, path: str, *, limits: Limits | None = None, parser: ParserMaker = _FASTEST
) -> Document:
    """Return the data in ``octets``, or the problems SCH001 (not readable) and SCH002 (doubles).

    ``path`` is what findings name. After SCH001 there are no data; a duplicate key keeps the first
    value.
    """
    walk = _Walk(limits or Limits(), positions=None)
    try:
        data = walk.document(_events(octets, walk.limits, parser))
    except _RefusedError as refusal:
        return Document(None, (_problem(refusal, path),))
    doubles = tuple(
        Problem(
            code="SCH002",
            path=path,
            pointer=pointer,
            facts={"key": key, "first": str(first)},
            line=line,
            column=column,
        )
        for pointer, key, first, line, column in walk.doubles
    )
    return Document(data, doubles)


def positions(octets: bytes) -> Mapping[str, tuple[int, int]]:
    """Return the line and column, from 1, of every value in a readable file, by JSON Pointer.

    A value in a map stands where its key stands. Empty for a file that cannot be read.
    """
    found: dict[str, tuple[int, int]] = {}
    walk = _Walk(Limits(), positions=found)
    try:
        walk.document(_events(octets, walk.limits, _FASTEST))
    except _RefusedError:
        return {}
    return found


def _problem(refusal: _RefusedError, path: str) -> Problem:
    return Problem(
        code="SCH001",
        path=path,
        facts={"problem": refusal.what},
        line=refusal.line,
        column=refusal.column,
    )


def _events(octets: bytes, limits: Limits, parser: ParserMaker) -> Iterator[Event]:
    if len(octets) > limits.octets:
        raise _RefusedError(f"file of {len(octets)} bytes; at most {limits.octets} are read", 1, 1)
    try:
        text = octets.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = octets.count(b"\n", 0, error.start) + 1
        raise _RefusedError("text is not UTF-8", line, 1) from error
    try:
        maker = parser(text)
        while (event := maker.get_event()) is not None:
            yield event
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (1, 1) if mark is None else (mark.line + 1, mark.column + 1)
        raise _RefusedError(error.problem or "not YAML", line, column) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise _RefusedError("a character that YAML does not allow", line, 1) from error


class _Walk:
    """One pass over the events of a file, on an explicit stack: depth costs no recursion."""

    def __init__(self, limits: Limits, positions: dict[str, tuple[int, int]] | None) -> None:
        self.limits = limits
        self.doubles: list[tuple[str, str, int, int, int]] = []
        self._positions = positions
        self._nodes = 0

    def document(self, events: Iterator[Event]) -> Data:
        """Return the data of the only document."""
        seen = False
        data: Data = None
        for event in events:
            if isinstance(event, DocumentStartEvent):
                if seen:
                    raise _refused("a second document in one file", event)
                seen = True
                data = self._tree(events)
        return data

    def _tree(self, events: Iterator[Event]) -> Data:
        stack: list[_Frame] = []
        for event in events:
            kind = type(event)
            if kind is ScalarEvent:
                self._check(event)
                frame = stack[-1] if stack else None
                if frame is not None and frame.expects_key:
                    self._key(frame, event)
                    continue
                value: Data = _scalar(event)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                self._check(event)
                self._open(stack, event, mapping=kind is MappingStartEvent)
                continue
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                value = stack.pop().data
            else:
                raise _refused("an alias (*name); write the value out", event)
            if not stack:
                return value
            self._add(stack[-1], value, event)
        return None

    def _check(self, event: Event) -> None:
        self._nodes += 1
        if self._nodes > self.limits.nodes:
            raise _refused(f"more than {self.limits.nodes} values", event)
        if event.anchor is not None:
            raise _refused(f"an anchor (&{event.anchor}); write the value out", event)
        if event.tag is not None:
            raise _refused(f"a tag ({event.tag})", event)

    def _open(self, stack: list[_Frame], event: Event, *, mapping: bool) -> None:
        if len(stack) >= self.limits.depth:
            raise _refused(f"nested deeper than {self.limits.depth} levels", event)
        pointer = ""
        if stack:
            parent = stack[-1]
            if parent.expects_key:
                raise _refused("a key that is not a text", event)
            pointer = parent.next_pointer() if self._positions is not None else ""
            if parent.is_list:
                self._note(pointer, event)
        else:
            self._note("", event)
        stack.append(_Frame({} if mapping else [], pointer))

    def _key(self, frame: _Frame, event: Event) -> None:
        key = event.value
        mark = event.start_mark
        if key in frame.lines:
            self.doubles.append(
                (frame.pointer, key, frame.lines[key], mark.line + 1, mark.column + 1)
            )
            frame.skip = True
        else:
            frame.lines[key] = mark.line + 1
        frame.key = key
        if self._positions is not None and not frame.skip:
            self._note(frame.next_pointer(), event)

    def _add(self, frame: _Frame, value: Data, event: Event) -> None:
        if isinstance(frame.data, list):
            if self._positions is not None and type(event) is ScalarEvent:
                self._note(frame.next_pointer(), event)
            frame.data.append(value)
            return
        if frame.key is not None and not frame.skip:
            frame.data[frame.key] = value
        frame.key, frame.skip = None, False

    def _note(self, pointer: str, event: Event) -> None:
        if self._positions is not None:
            mark = event.start_mark
            self._positions.setdefault(pointer, (mark.line + 1, mark.column + 1))


class _Frame:
    """A map or list that is still open."""

    __slots__ = ("data", "is_list", "key", "lines", "pointer", "skip")

    def __init__(self, data: dict[str, Data] | list[Data], pointer: str) -> None:
        self.data = data
        self.is_list = isinstance(data, list)
        self.pointer = pointer
        self.key: str | None = None
        self.skip = False
        self.lines: dict[str, int] = {}

    @property
    def expects_key(self) -> bool:
        return not self.is_list and self.key is None

    def next_pointer(self) -> str:
        """The pointer of the value that comes next."""
        token = str(len(self.data)) if self.key is None else escape(self.key)
        return f"{self.pointer}/{token}"


def _scalar(event: ScalarEvent) -> Data:
    text: str = event.value
    if not event.implicit[0]:  # quoted or a block: always text
        return text
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] in _NUMBER_STARTS and _NUMBER.fullmatch(text):
        return _number(text, event)
    return text


def _number(text: str, event: ScalarEvent) -> int | Decimal:
    if len(text) > _LONGEST_NUMBER:
        raise _refused(f"a number of {len(text)} characters; quote it if it is a text", event)
    if text.lstrip("-").isdigit():
        return int(text)
    figure = Decimal(text)
    if abs(figure.adjusted()) > _LARGEST_EXPONENT:
        raise _refused(f"the number {text} is beyond any physical quantity", event)
    return figure


def _refused(what: str, event: Event) -> _RefusedError:
    return _RefusedError(what, event.start_mark.line + 1, event.start_mark.column + 1)
