"""A strict reader for YAML: plain data with positions, or problems; never a crash.

The parser's events are walked here under caps on bytes, depth and nodes, before anything is built.
Anchors, aliases and tags are refused. Only JSON's numbers, ``true``, ``false`` and ``null`` are
typed, numbers keep their digits (int or Decimal), everything else is text: ``NO`` is no False,
``12:30:45`` no number, ``2026-01-31`` a text that the schema checks.

Whichever parser is in front, the reference (libyaml where it is there) has the last word on what is
refused and reads alone what parsers are known to differ on: data and problems are the same.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from typing import Protocol, TypeAlias

import yaml
from msgspec import Struct
from yaml.events import (
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    ScalarEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from inforce.domain.pointer import escape
from inforce.domain.site.finding import Problem
from inforce.readers.yaml_refusal import refusal

Data: TypeAlias = "dict[str, Data] | list[Data] | str | int | Decimal | bool | None"

_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?", re.ASCII)
_CONTESTED = re.compile("[\t%]")  # parsers differ on tabs and on unknown directives
_SURROGATE = re.compile("[\ud800-\udfff]")
_BYTE_ORDER_MARK = "\ufeff"
NOT_UTF8 = "text is not UTF-8; save the file as UTF-8"
_PLAINLY = "write the value out, or put it into quotes"
_NO_CHARACTER = "an escape that is no character"
_CONSTANTS: Mapping[str, bool | None] = {"true": True, "false": False, "null": None, "": None}
_NUMBER_STARTS = frozenset("-0123456789")
_BOUNDS = frozenset({StreamStartEvent, DocumentEndEvent, StreamEndEvent})
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
_REFERENCE = next(iter(PARSERS.values()))


class Document(Struct, frozen=True):
    """What a file holds: its data (None where it could not be read) and the problems met."""

    data: Data
    problems: tuple[Problem, ...] = ()


class _Mark(Protocol):
    """A place in a text, counted from 0; both parsers have a class of their own for it."""

    line: int
    column: int


class _RefusedError(Exception):
    """The walk met something that no part of the file can be trusted after."""

    def __init__(self, what: str, line: int, column: int) -> None:
        super().__init__(what)
        self.what = what
        self.line = line
        self.column = column


class _UnusualError(Exception):
    """Something is to be refused or told: the walk with all its checks says what."""


class _TooManyError(_RefusedError):
    """The file is over its cap of nodes: reading it once more would only cost time."""


def read_yaml(
    octets: bytes, path: str, *, limits: Limits | None = None, parser: ParserMaker = _REFERENCE
) -> Document:
    """Return the data in ``octets``, or the problems SCH001 (not readable) and SCH002 (doubles).

    ``path`` is what findings name. After SCH001 there are no data; a duplicate key keeps the first
    value.
    """
    caps = limits or Limits()
    try:
        text = _text(octets, caps)
        if parser is _REFERENCE:
            with suppress(_UnusualError, yaml.YAMLError, ValueError):
                return Document(_usual(text, caps))
        walk = _walked(text, caps, parser, with_positions=False)
        if walk.doubles:
            walk = _walked(text, caps, parser, with_positions=True)
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
    return Document(walk.data, doubles)


def positions(octets: bytes, *, parser: ParserMaker = _REFERENCE) -> Mapping[str, tuple[int, int]]:
    """Return the line and column, from 1, of every value in a readable file, by JSON Pointer.

    A value in a map stands where its key stands. Empty for a file that cannot be read.
    """
    caps = Limits()
    try:
        return _walked(_text(octets, caps), caps, parser, with_positions=True).positions
    except _RefusedError:
        return {}


def unreadable(octets: bytes, path: str) -> tuple[Problem, ...]:
    """Return the problem with a file that is no YAML, in which anchors and tags may stand."""
    try:
        deque(_events(_text(octets, Limits()), _REFERENCE), maxlen=0)
    except _RefusedError as refusal:
        return (_problem(refusal, path),)
    return ()


def _problem(refusal: _RefusedError, path: str) -> Problem:
    return Problem(
        code="SCH001",
        path=path,
        facts={"problem": refusal.what},
        line=refusal.line,
        column=refusal.column,
    )


def _text(octets: bytes, limits: Limits) -> str:
    if len(octets) > limits.octets:
        raise _RefusedError(f"file of {len(octets)} bytes; at most {limits.octets} are read", 1, 1)
    try:
        text = octets.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = octets.count(b"\n", 0, error.start) + 1
        raise _RefusedError(NOT_UTF8, line, 1) from error
    if _BYTE_ORDER_MARK in text:
        line = text.count("\n", 0, text.index(_BYTE_ORDER_MARK)) + 1
        raise _RefusedError("a byte order mark inside the text", line, 1)
    return text


def _usual(text: str, limits: Limits) -> Data:  # noqa: C901, PLR0912 - see below
    """Return the data of a file in which all is as usual, as a walk returns them in twice the time.

    It is one loop, as a call for each value would take longer than all else it does. Raise
    _UnusualError, or what the parser raises, where a walk would refuse or tell something.
    """
    data: Data = None
    value: Data
    into: dict[str, Data] | list[Data] | None = None
    key: str | None = None
    outer: list[tuple[dict[str, Data] | list[Data] | None, str | None]] = []
    nodes = documents = 0
    most = limits.nodes
    for event in iter(_REFERENCE(text).get_event, None):
        if type(event) is ScalarEvent:
            nodes += 1
            value = event.value
            if event.anchor is not None or event.tag is not None or nodes > most:
                raise _UnusualError
            if event.style == '"' and _SURROGATE.search(event.value):
                raise _UnusualError
            if key is None and type(into) is dict:
                if value in into:
                    raise _UnusualError
                key = event.value
                continue
            if event.implicit[0]:
                value = _plain(event)
        elif isinstance(event, CollectionStartEvent):
            nodes += 1
            if event.anchor is not None or event.tag is not None or nodes > most:
                raise _UnusualError
            if len(outer) == limits.depth or (key is None and type(into) is dict):
                raise _UnusualError
            outer.append((into, key))
            into, key = {} if isinstance(event, MappingStartEvent) else [], None
            continue
        elif isinstance(event, CollectionEndEvent):
            value = into
            into, key = outer.pop()
        elif isinstance(event, DocumentStartEvent) and not documents:
            documents += 1
            continue
        elif type(event) in _BOUNDS:
            continue
        else:
            raise _UnusualError
        if type(into) is dict and key is not None:
            into[key] = value
            key = None
        elif type(into) is list:
            into.append(value)
        else:
            data = value
    return data


def _walked(text: str, limits: Limits, parser: ParserMaker, *, with_positions: bool) -> _Walk:
    """Return a finished walk; the reference parser has the last word on what is refused."""
    if parser is not _REFERENCE and not _CONTESTED.search(text):
        try:
            return _Walk(_events(text, parser), limits, with_positions=with_positions)
        except _TooManyError:
            raise
        except _RefusedError:
            pass  # the reference says why, or reads it after all
    return _Walk(_events(text, _REFERENCE), limits, with_positions=with_positions)


def _events(text: str, parser: ParserMaker) -> Iterator[Event]:
    event: Event | None = None
    try:
        maker = parser(text)
        while (following := maker.get_event()) is not None:
            event = following
            yield event
    except yaml.MarkedYAMLError as error:
        what, mark = refusal(error, text)
        raise _RefusedError(what, *_spot(mark)) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise _RefusedError("a character that YAML does not allow", line, 1) from error
    except ValueError as error:  # PyYAML's own parser on "\U00110000"
        line, _ = _spot(None if event is None else event.end_mark)
        raise _RefusedError(_NO_CHARACTER, line, 1) from error


class _Walk:
    """One pass over the events of a file, on an explicit stack: depth costs no recursion."""

    def __init__(self, events: Iterator[Event], limits: Limits, *, with_positions: bool) -> None:
        self.doubles: list[tuple[str, str, int, int, int]] = []
        self.positions: dict[str, tuple[int, int]] = {}
        self._limits = limits
        self._with_positions = with_positions
        self._nodes = 0
        self.data = self._document(events)

    def _document(self, events: Iterator[Event]) -> Data:
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
            if isinstance(event, ScalarEvent):
                self._check(event)
                frame = stack[-1] if stack else None
                if frame is not None and frame.expects_key:
                    self._key(frame, event)
                    continue
                value: Data = _scalar(event)
            elif isinstance(event, CollectionStartEvent):
                self._check(event)
                self._open(stack, event, mapping=isinstance(event, MappingStartEvent))
                continue
            elif isinstance(event, CollectionEndEvent):
                value = stack.pop().data
            else:
                raise _refused(f"an alias (*name); {_PLAINLY}", event)
            if not stack:
                return value
            self._add(stack[-1], value, event)
        return None

    def _check(self, event: ScalarEvent | CollectionStartEvent) -> None:
        self._nodes += 1
        if self._nodes > self._limits.nodes:
            raise _TooManyError(f"more than {self._limits.nodes} values", *_place(event))
        if event.anchor is not None:
            raise _refused(f"an anchor (&{event.anchor}); {_PLAINLY}", event)
        if event.tag is not None:
            raise _refused(f"a tag ({event.tag}); {_PLAINLY}", event)
        if isinstance(event, ScalarEvent) and event.style == '"' and _SURROGATE.search(event.value):
            raise _refused(_NO_CHARACTER, event)

    def _open(self, stack: list[_Frame], event: Event, *, mapping: bool) -> None:
        if len(stack) >= self._limits.depth:
            raise _refused(f"nested deeper than {self._limits.depth} levels", event)
        pointer = ""
        if stack:
            parent = stack[-1]
            if parent.expects_key:
                raise _refused("a key that is not a text", event)
            pointer = parent.next_pointer() if self._with_positions else ""
            if parent.is_list:
                self._note(pointer, event)
        else:
            self._note("", event)
        stack.append(_Frame({} if mapping else [], pointer))

    def _key(self, frame: _Frame, event: ScalarEvent) -> None:
        key = event.value
        if key in frame.lines:
            place = f"{frame.pointer}/{escape(key)}"
            self.doubles.append((place, key, frame.lines[key], *_place(event)))
            frame.skip = True
        else:
            frame.lines[key] = _place(event)[0]
        frame.key = key
        if self._with_positions and not frame.skip:
            self._note(frame.next_pointer(), event)

    def _add(self, frame: _Frame, value: Data, event: Event) -> None:
        if isinstance(frame.data, list):
            if self._with_positions and type(event) is ScalarEvent:
                self._note(frame.next_pointer(), event)
            frame.data.append(value)
            return
        if frame.key is not None and not frame.skip:
            frame.data[frame.key] = value
        frame.key, frame.skip = None, False

    def _note(self, pointer: str, event: Event) -> None:
        if self._with_positions:
            self.positions.setdefault(pointer, _place(event))


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
    if not event.implicit[0]:  # quoted or a block: always text
        text: str = event.value
        return text
    return _plain(event)


def _plain(event: ScalarEvent) -> Data:
    """Return the value of a scalar without quotes."""
    text: str = event.value
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
    try:
        figure = Decimal(text)
    except InvalidOperation as error:
        raise _refused(f"the number {text} is beyond any physical quantity", event) from error
    if abs(figure.adjusted()) > _LARGEST_EXPONENT:
        raise _refused(f"the number {text} is beyond any physical quantity", event)
    return figure


def _refused(what: str, event: Event) -> _RefusedError:
    return _RefusedError(what, *_place(event))


def _place(event: Event) -> tuple[int, int]:
    return _spot(event.start_mark)


def _spot(mark: _Mark | None) -> tuple[int, int]:
    return (1, 1) if mark is None else (mark.line + 1, mark.column + 1)
