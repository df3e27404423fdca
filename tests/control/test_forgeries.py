"""Registers and snapshots that somebody wrote by hand are told with their place, come what may."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inforce.domain.items.parse import parse
from inforce.domain.registers.digest import seal
from inforce.domain.registers.register import Entry, Outcome
from inforce.domain.site.finding import Finding
from inforce.domain.yaml_text import to_yaml
from inforce.readers.yaml_reader import read_yaml
from tests.cli.program import run
from tests.sites import approved, edit, findings, reviewed, write_site

HX = "content/products/hx-100.yaml"
REGISTER = "content/issued/hx-100/register.yaml"
SNAPSHOT = "content/issued/hx-100/2.yaml"
DEEP = "[" * 40 + "]" * 40
DAY = date(2026, 1, 10)
ENDS = (date.min, DAY, date.max)

# What stands in the register, what a forger puts there, and how the line of the finding begins.
FORGERIES = (
    ("at: 2025-04-01T", "at: 0000-04-01T", "  at:"),
    ("at: 2025-04-01T", "at: 2025-02-30T", "  at:"),
    ("at: 2025-04-01T12:00:00+02:00", "at: 2025-04-01T23:59:60Z", "  at:"),
    ("at: 2025-04-01T12:00:00+02:00", "at: 2025-04-01T12:00:00", "  at:"),
    ("at: 2025-04-01T12:00:00+02:00", "at: 9999-12-31T23:00:00-14:00", "- event: reviewed"),
    ("at: 2025-04-01T12:00:00+02:00", "at: 0001-01-01T00:00:00+14:00", "- event: approved"),
    ("effective_from: 2025-04-01", "effective_from: 0000-04-01", "  effective_from:"),
    ("effective_from: 2025-04-01", "effective_from: 99999-04-01", "  effective_from:"),
    ("effective_from: 2025-04-01", "effective_from:", "  effective_from:"),
    ("  revision: 2\n", "  revision: two\n", "  revision:"),
    ("  revision: 2\n", "  revision: 2.0\n", "  revision:"),
    ("  revision: 2\n", "  revision: -1\n", "  revision:"),
    ("  revision: 2\n", "  revision: .nan\n", "  revision:"),
    ("  revision: 2\n", "  revision: 1e64\n", "  revision:"),
    ("  revision: 2\n", "  revision: 1e999999999\n", "  revision:"),
    ("  revision: 2\n", f"  revision: {'9' * 39}\n", "- event: approved"),
    ("  revision: 2\n", f"  revision: {'9' * 5000}\n", "  revision:"),
    ("  revision: 2\n", f"  revision: {DEEP}\n", "  revision:"),
    ("  revision: 2\n", "  revision: 2\n  revision: 2\n", "  revision:"),
    ("by: boris", "by: &one boris", "  by:"),
    ("by: boris", "by: !!python/name:os.system", "  by:"),
    ("by: boris", 'by: "\\ud800"', "  by:"),
    ("by: boris", "by: {name: boris}", "  by:"),
    ("outcome: no_change", "outcome: NaN", "  outcome:"),
    ("review_every: P6M", "review_every: P1000000000D", "  review_every:"),
    ("- event: assigned", "- event: unassigned", "- event:"),
)
WRITTEN = ("", "[]", "{}", "null", "- []", "- 1", "a: b", "\0", "\xff", "- event: approved", DEEP)


def _issued(folder: Path) -> Path:
    """Return a site with a register that has an entry of each kind."""
    site = write_site(folder)
    approved(site)
    edit(site, HX, "A pump.", "A better pump.")
    approved(site, day=date(2025, 4, 1))
    reviewed(site, "hx-100", day=date(2025, 5, 1))
    edit(site, HX, "owner: sales", "review_every: P6M, owner: quality")
    approved(site, day=date(2025, 6, 1))
    return site


def _of_the_record(site: Path, day: date = DAY) -> list[Finding]:
    """Return what is found in the record of the product, each with its place."""
    found = [one for one in findings(site, day) if one.path in {REGISTER, SNAPSHOT}]
    assert all(one.line > 0 and one.column > 0 for one in found)
    return found


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return _issued(tmp_path)


@pytest.mark.parametrize(("old", "new", "begins"), FORGERIES)
def test_a_forgery_is_told_where_it_stands(site: Path, old: str, new: str, begins: str) -> None:
    edit(site, REGISTER, old, new)
    found = _of_the_record(site)
    assert "APR002" in {one.code for one in found}
    lines = (site / REGISTER).read_text(encoding="utf-8").splitlines()
    told = [lines[one.line - 1] for one in found if one.path == REGISTER]
    assert told
    assert any(line.startswith(begins) for line in told)
    code, out, _ = run("check", "--site", site, "--as-of", DAY.isoformat())
    assert (code, REGISTER in out) == (1, True)


@pytest.mark.parametrize("path", [REGISTER, SNAPSHOT])
@pytest.mark.parametrize("text", WRITTEN)
def test_so_is_a_file_that_is_something_else(site: Path, path: str, text: str) -> None:
    (site / path).write_bytes(text.encode("latin-1"))
    assert "APR002" in {one.code for one in _of_the_record(site)}


VALUES = st.sampled_from(
    [
        *("0001-01-01", "9999-12-31", "2025-04-01", "-1", "0", "3", "1e60", "9" * 40, ".nan"),
        *("null", "", "true", "[]", "{}", "{a: [b]}", DEEP, "x" * 5000, "&a b", "!b c"),
        *('"\\ud800"', "P999Y", "zzz"),
    ]
)


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same site, whose record each example writes anew."""
    return _issued(tmp_path_factory.mktemp("issued"))


@pytest.fixture(scope="module")
def record(issued: Path) -> Mapping[str, str]:
    """The text of its register and of a snapshot."""
    return {path: (issued / path).read_text(encoding="utf-8") for path in (REGISTER, SNAPSHOT)}


@settings(max_examples=100)
@given(st.sampled_from([REGISTER, SNAPSHOT]), st.integers(0), VALUES, st.sampled_from(ENDS))
def test_no_value_in_any_line_breaks_the_check(
    issued: Path, record: Mapping[str, str], path: str, number: int, value: str, day: date
) -> None:
    lines = record[path].splitlines()
    number %= len(lines)
    lines[number] = re.sub(r"(?<=: ).*|(?<=:)$", lambda _: value, lines[number], count=1)
    forged = "\n".join(lines)
    for name, text in {**record, path: forged}.items():
        (issued / name).write_text(text, encoding="utf-8")
    same, other = (read_yaml(text.encode(), path).data for text in (record[path], forged))
    assert _of_the_record(issued, day) or same == other


# What can be said in an entry of each kind, by one who knows how it is sealed.
SAID: Mapping[str, st.SearchStrategy[Any]] = {
    "at": st.sampled_from(["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"]),
    "on": st.sampled_from(["0001-01-01", "9999-12-31"]),
    "effective_from": st.sampled_from(["0001-01-01", "9999-12-31"]),
    "revision": st.integers(1, 10**30),
    "by": st.sampled_from(["anna", "boris", "zzz"]),
    "role": st.sampled_from(["quality", "sales", "zzz"]),
    "outcome": st.sampled_from([outcome.value for outcome in Outcome]),
    "owner": st.sampled_from(["sales", "zzz"]),
    "review_every": st.sampled_from(["P0D", "P999Y9999M999W99999D"]),
}


@settings(max_examples=100)
@given(st.data(), st.permutations(range(4)), st.sampled_from(ENDS))
def test_nor_does_a_forgery_whose_seals_are_right(
    issued: Path, record: Mapping[str, str], data: st.DataObject, order: list[int], day: date
) -> None:
    entries: Any = read_yaml(record[REGISTER].encode(), REGISTER).data
    for entry in entries:
        for key in data.draw(st.sets(st.sampled_from(sorted(SAID.keys() & entry)), max_size=2)):
            entry[key] = data.draw(SAID[key])
    forged = to_yaml([*_sealed([entries[index] for index in order])])
    for name, text in {**record, REGISTER: forged}.items():
        (issued / name).write_text(text, encoding="utf-8")
    _of_the_record(issued, day)
    for command in ("status", "log hx-100", "review"):
        code, _, errors = run(*command.split(), "--site", issued, "--as-of", day.isoformat())
        assert code == 0 or (command.startswith("log") and "no entry" in errors)


def _sealed(entries: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    before = None
    for entry in entries:
        bare = {key: value for key, value in entry.items() if key != "seal"} | {"prev": before}
        before = seal(parse(bare, cast("type[Entry]", Entry)))
        yield {**bare, "seal": before}
