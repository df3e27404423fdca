from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inforce.readers import yaml_reader
from inforce.readers.yaml_reader import (
    NOT_UTF8,
    PARSERS,
    Data,
    Document,
    Limits,
    positions,
    read_yaml,
)

EVERY_PARSER = pytest.mark.parametrize("parser", PARSERS)
OTHER_PARSERS = pytest.mark.parametrize("parser", [*PARSERS][1:])  # the first is the reference

# What a reader of YAML 1.1 makes of each is told in brackets.
SCALARS: tuple[tuple[str, Data], ...] = (
    ("NO", "NO"),  # False
    ("yes", "yes"),  # True
    ("12:30:45", "12:30:45"),  # 45045
    ("010", "010"),  # 8
    ("046135747465", "046135747465"),  # an octal number
    ("0x1F", "0x1F"),  # 31
    ("1_000", "1_000"),  # 1000
    ("929.60", Decimal("929.60")),  # 929.6
    ("1e3", Decimal("1e3")),  # "1e3"
    ("1.149158e-09", Decimal("1.149158e-09")),
    ("-12", -12),
    ("0", 0),
    (".5", ".5"),  # 0.5
    ("5.", "5."),  # 5.0
    ("+5", "+5"),  # 5
    (".inf", ".inf"),
    (".nan", ".nan"),
    ("1٢", "1٢"),  # digits that are not ASCII
    ("2026-01-31", "2026-01-31"),  # a date
    ("2026-13-45", "2026-13-45"),  # a bare ValueError
    ("2026-01-31T09:00:00Z", "2026-01-31T09:00:00Z"),
    ("true", True),
    ("True", "True"),  # True
    ("false", False),
    ("null", None),
    ("Null", "Null"),  # None
    ("~", "~"),  # None
    ("", None),
    ('"929.60"', "929.60"),
    ("'true'", "true"),
    ('""', ""),
    ("|\n  1", "1"),
    ("=", "="),
    ("<<", "<<"),
)

REFUSED: tuple[tuple[bytes, str, int, int], ...] = (
    (b"a: &x 1", "an anchor (&x); write the value out, or put it into quotes", 1, 4),
    (b"a: *x", "an alias (*name); write the value out, or put it into quotes", 1, 4),
    (b"<<: *x", "an alias (*name); write the value out, or put it into quotes", 1, 5),
    (b"&x a: 1", "an anchor (&x); write the value out, or put it into quotes", 1, 1),
    (b"a: !!int 1", "a tag (tag:yaml.org,2002:int)", 1, 4),
    (b"a: !!python/object/apply:os.system [ls]", "a tag", 1, 4),
    (b"a: !x {b: 1}", "a tag (!x)", 1, 4),
    (b"a: ! b", "a tag (!)", 1, 4),
    (b"a: 1\n---\nb: 2\n", "a second document in one file", 2, 1),
    (b"? [a]\n: b", "a key that is not a text", 1, 3),
    (b"{a: 1}: 2", "a key that is not a text", 1, 1),
    (b"a: \x00", "a character that YAML does not allow", 1, 1),
    ("ä: ö\nb: \x01".encode(), "a character that YAML does not allow", 2, 1),
    ("a: 1\nb: \ufeff".encode(), "a byte order mark inside the text", 2, 1),
    (b"a: 1\nb: \xff", NOT_UTF8, 2, 1),
    (b"\xff\xfea\x00", NOT_UTF8, 1, 1),
    (b"a: [", "a value or a closing bracket is missing", 2, 1),
    (b"a: {b: #1}\n", "a text that begins with # is put into quotes", 2, 1),
    (b"a: {b: 1\nc: 2", "or the closing brace } is missing (opened in line 1)", 2, 2),
    (b"a: [b: 1\nc: 2", "or the closing bracket ] is missing (opened in line 1)", 2, 2),
    (b"a: b: c", "a colon where no key can stand; put a text with a colon into quotes", 1, 5),
    (b"a: 1\n  b: 2\n", "a colon where no key can stand", 2, 4),
    (b"a: 'x\nb: 1\n", "a quote that is not closed", 1, 4),
    (b"a: 'x' y\n", "something behind a closing quote or brace", 1, 8),
    (b"a:\n  b: 1\n c: 2\n", "a line that is not indented as the keys above it", 3, 2),
    (b"a 1\nb: 2\n", "or give the line above it its colon", 2, 2),
    (b"a: 1\nb 2\nc: 3\n", "a line that is no `key: value`, with a colon and a blank", 2, 1),
    (b"a: 1\nb:2\nc: 3\n", "a line that is no `key: value`, with a colon and a blank", 2, 1),
    (b"a: {b: 1 c: 2}\n", "a comma or the closing brace } is missing", 1, 11),
    (b"- a\nb: c", "a line that is no entry of the list above it", 2, 1),
    (b"a: - b", "a list that begins on the line of its key", 1, 4),
    (b"a:\n\tb: 1\n", "a tab in the indentation; indent with blanks", 2, 1),
    (b"a:\n  b: 1\n\tc: 2\n", "a tab in the indentation; indent with blanks", 3, 1),
    ("ä: @b".encode(), "a value that begins with @; put it into quotes", 1, 4),
    (b"a: *b* c", "a value that begins with * or &; put it into quotes", 1, 6),
    (b"a: | b", "a text on the line of | or >; begin it on the next line", 1, 6),
    (b'a: "\\ud800"', "found invalid Unicode character escape code", 1, 7),
    (b'a: "\\U00110000"', "found invalid Unicode character escape code", 1, 7),
    (b"a: " + b"1" * 41, "a number of 41 characters; quote it if it is a text", 1, 4),
    (b"a: 1e65", "the number 1e65 is beyond any physical quantity", 1, 4),
    (b"a: -1e-65", "the number -1e-65 is beyond any physical quantity", 1, 4),
    (b"a: 1e99999999999999999999", "is beyond any physical quantity", 1, 4),
    (b"%YAML 2.0\n--- a", "found incompatible YAML document", 1, 1),
    (b"%what\n--- a", "found unknown directive name", 1, 6),
)

TRICKY = st.lists(
    st.sampled_from(
        [
            *"ab :-#|>'\"{}[],&*!%@?\n\t\\~=<0.1eö\r\x85\u2028\ufeff\xa0",
            *("\n- ", "\n  ", " #", ": ", "---\n", "...\n", "\\u", "\\U0011", "<<: ", "1e9"),
        ]
    ),
    max_size=16,
).map("".join)


@EVERY_PARSER
@pytest.mark.parametrize(("written", "value"), SCALARS)
def test_only_what_json_types_is_typed(parser: str, written: str, value: Data) -> None:
    document = read_yaml(f"a: {written}".encode(), "x.yaml", parser=PARSERS[parser])
    assert document.problems == ()
    assert _shape(document.data) == _shape({"a": value})


@EVERY_PARSER
@pytest.mark.parametrize(("octets", "what", "line", "column"), REFUSED)
def test_refused_with_its_place(
    parser: str, octets: bytes, what: str, line: int, column: int
) -> None:
    document = read_yaml(octets, "x.yaml", parser=PARSERS[parser])
    assert document.data is None
    (problem,) = document.problems
    assert (problem.code, problem.path, problem.line, problem.column) == (
        "SCH001",
        "x.yaml",
        line,
        column,
    )
    assert what in problem.facts["problem"]


@EVERY_PARSER
@pytest.mark.parametrize(
    ("part", "what"),
    [
        (b"[", "nested deeper than 32 levels"),
        (b"{", "a key that is not a text"),
        (b"{a: ", "nested deeper than 32 levels"),
        (b"- ", "nested deeper than 32 levels"),
        (b"? ", "a key that is not a text"),
    ],
)
def test_fifty_thousand_levels_are_a_finding(parser: str, part: bytes, what: str) -> None:
    document = read_yaml(part * 50_000, "x.yaml", parser=PARSERS[parser])
    (problem,) = document.problems
    assert problem.facts["problem"] in {what, "nested too deep"}  # libyaml has a limit of its own


@EVERY_PARSER
@pytest.mark.parametrize(
    ("limits", "octets", "what"),
    [
        (Limits(octets=4), b"a: 12", "file of 5 bytes; at most 4 are read"),
        (Limits(depth=2), b"a: [[1]]", "nested deeper than 2 levels"),
        (Limits(nodes=5), b"a: [1, 2, 3]", "more than 5 values"),
    ],
)
def test_caps(parser: str, limits: Limits, octets: bytes, what: str) -> None:
    refused = read_yaml(octets, "x.yaml", limits=limits, parser=PARSERS[parser])
    assert [problem.facts["problem"] for problem in refused.problems] == [what]
    wider = Limits(octets=limits.octets + 1, depth=limits.depth + 1, nodes=limits.nodes + 1)
    assert read_yaml(octets, "x.yaml", limits=wider, parser=PARSERS[parser]).problems == ()


@EVERY_PARSER
@pytest.mark.parametrize(
    ("octets", "data"),
    [
        (b"", None),
        (b"# nothing\n", None),
        (b"---\n", None),
        (b"\xef\xbb\xbfa: 1\n", {"a": 1}),
        (b"a: 1\r\nb: |\r\n  x\r\n  y\r\n", {"a": 1, "b": "x\ny\n"}),
        (b"<<: {a: 1}", {"<<": {"a": 1}}),
        (b"{a, b: c}", {"a": None, "b": "c"}),
        (b"1: a\ntrue: b\nnull: c", {"1": "a", "true": "b", "null": "c"}),
        (b"a: x\ty # and\ta tab", {"a": "x\ty"}),
        (b"{u: https://a/b?c=d}", {"u": "https://a/b?c=d"}),
        (b"%YAML 1.1\n---\na: 1\n...\n", {"a": 1}),
    ],
)
def test_whole_documents(parser: str, octets: bytes, data: Data) -> None:
    assert read_yaml(octets, "x.yaml", parser=PARSERS[parser]) == Document(data)


@EVERY_PARSER
def test_a_duplicate_key_keeps_the_first_value(parser: str) -> None:
    octets = b"a: 1\nb:\n  - x/y: {c: 1, c: [2, {d: 3}]}\n    x/y: 4\na: 5\n"
    document = read_yaml(octets, "x.yaml", parser=PARSERS[parser])
    assert document.data == {"a": 1, "b": [{"x/y": {"c": 1}}]}
    found = [
        (p.code, p.pointer, p.line, p.column, p.facts["key"], p.facts["first"])
        for p in document.problems
    ]
    assert found == [
        ("SCH002", "/b/0/x~1y/c", 3, 17, "c", "3"),
        ("SCH002", "/b/0/x~1y", 4, 5, "x/y", "3"),
        ("SCH002", "/a", 5, 1, "a", "1"),
    ]


@EVERY_PARSER
def test_positions_of_every_value(parser: str) -> None:
    octets = "ä: 1\nb:\n  - x\n  - [y, {c~d: z}]\n  - \n    e/f: |\n      text\n".encode()
    assert positions(octets, parser=PARSERS[parser]) == {
        "": (1, 1),
        "/ä": (1, 1),
        "/b": (2, 1),
        "/b/0": (3, 5),
        "/b/1": (4, 5),
        "/b/1/0": (4, 6),
        "/b/1/1": (4, 9),
        "/b/1/1/c~0d": (4, 10),
        "/b/2": (6, 5),
        "/b/2/e~1f": (6, 5),
    }


@EVERY_PARSER
def test_positions_of_what_cannot_be_read_are_none(parser: str) -> None:
    assert positions(b"a: [", parser=PARSERS[parser]) == {}


@OTHER_PARSERS
@given(text=TRICKY)
def test_parsers_agree(parser: str, text: str) -> None:
    _agree(text.encode(), parser)


@OTHER_PARSERS
@given(octets=st.binary(max_size=40))
def test_no_bytes_are_too_much(parser: str, octets: bytes) -> None:
    _agree(octets, parser)


@OTHER_PARSERS
@given(text=TRICKY)
def test_a_parser_alone_never_reads_something_else(parser: str, text: str) -> None:
    """Without libyaml a document may be refused, never read differently."""
    octets = text.encode()
    expected = read_yaml(octets, "x.yaml")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_reader, "_REFERENCE", PARSERS[parser])
        alone = read_yaml(octets, "x.yaml", parser=PARSERS[parser])
    sound = not expected.problems and not alone.problems
    assert not sound or _shape(alone.data) == _shape(expected.data)


@OTHER_PARSERS
def test_parsers_agree_on_every_file_of_the_repository(root: Path, parser: str) -> None:
    folders = ("content", "schemas", "site_config", "plugins", "tests")
    files = [file for folder in folders for file in (root / folder).rglob("*.yaml")]
    assert len(files) > 100
    for file in sorted(files):
        _agree(file.read_bytes(), parser)


@OTHER_PARSERS
def test_parsers_agree_on_real_files(shared_data: Path, parser: str) -> None:
    files = sorted(shared_data.rglob("*.y*ml"))
    assert len(files) > 2000
    # The slow parser sees every contested file, and each tenth of the rest.
    for number, file in enumerate(files):
        octets = file.read_bytes()
        if number % 10 == 0 or b"\t" in octets or b"%" in octets:
            _agree(octets, parser)


def _agree(octets: bytes, parser: str) -> None:
    document = read_yaml(octets, "x.yaml", parser=PARSERS[parser])
    expected = read_yaml(octets, "x.yaml")
    assert document.problems == expected.problems
    assert _shape(document.data) == _shape(expected.data)
    assert positions(octets, parser=PARSERS[parser]) == positions(octets)


def _shape(data: Data) -> object:
    """Return ``data`` with the digits of figures and the order of keys."""
    match data:
        case dict():
            return [(key, _shape(value)) for key, value in data.items()]
        case list():
            return [_shape(value) for value in data]
        case _:
            return (type(data).__name__, str(data))
