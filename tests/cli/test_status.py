import csv
import io
import json
import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from icalendar import Calendar

from tests.cli.program import run
from tests.sites import PRODUCT, approved, edit, reviewed, tree, write_site

HX = "content/products/hx-100.yaml"
ATOM = {"a": "http://www.w3.org/2005/Atom"}

KEYS = [
    *("id", "kind", "path", "family", "revision", "revision_state"),
    *("lifecycle", "review", "owner", "due"),
    "tier",
    "approvals_given",
    "approvals_needed",
]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write_site(tmp_path)
    approved(tmp_path, "hx-100")
    return tmp_path


def items(site: Path, *arguments: str, day: str = "2025-03-01") -> list[dict[str, object]]:
    code, out, errors = run(
        "status", "--site", site, "--as-of", day, "--format", "json", *arguments
    )
    assert (code, errors) == (0, "")
    report = json.loads(out)
    assert list(report) == ["as_of", "items"]
    assert report["as_of"] == day
    return list(report["items"])


def test_json_has_the_shape_of_the_contract(site: Path) -> None:
    product, page = items(site)
    assert list(product) == list(page) == KEYS
    assert list(product.values()) == [
        *("hx-100", "product", "content/products/hx-100.yaml", "pump", 1, "effective"),
        *("active", "current", "sales", "2026-03-01"),
        *("asserted", None, None),
    ]
    assert list(page.values()) == [
        *("terms", "page", "content/pages/terms.md", None, None, "working"),
        *(None, "unscheduled", "sales", None),
        *(None, None, None),
    ]


@pytest.mark.parametrize(
    ("day", "arguments", "found"),
    [
        ("2025-03-01", ("hx-100",), ["hx-100"]),
        ("2025-03-01", ("terms", "hx-100"), ["hx-100", "terms"]),
        ("2025-03-01", ("--overdue",), ["terms"]),
        ("2026-03-01", ("--overdue",), ["terms"]),
        ("2026-03-02", ("--overdue",), ["hx-100", "terms"]),
        ("2026-01-29", ("--due-within", "P30D", "hx-100"), []),
        ("2026-01-30", ("--due-within", "P30D", "hx-100"), ["hx-100"]),
        ("2026-02-01", ("--due-within", "P1M", "hx-100"), ["hx-100"]),
    ],
)
def test_what_is_due(site: Path, day: str, arguments: tuple[str, ...], found: list[str]) -> None:
    assert [item["id"] for item in items(site, *arguments, day=day)] == found


def test_csv(site: Path) -> None:
    out = run("status", "--site", site, "--as-of", "2025-03-01", "--format", "csv")[1]
    rows = list(csv.DictReader(io.StringIO(out)))
    assert list(rows[0]) == KEYS
    assert [row["due"] for row in rows] == ["2026-03-01", ""]


def status(site: Path, *arguments: str | Path, day: str = "2025-03-01") -> str:
    code, out, errors = run("status", "--site", site, "--as-of", day, *arguments)
    assert (code, errors) == (0, "")
    return out


def test_a_calendar_holds_the_due_days(site: Path) -> None:
    out = status(site, "--format", "ics")
    (event,) = Calendar.from_ical(out).walk("VEVENT")
    assert event.decoded("dtstart") == date(2026, 3, 1)
    assert event.decoded("dtend") == date(2026, 3, 2)
    assert event.decoded("dtstamp") == datetime(2025, 3, 1, tzinfo=UTC)
    assert event["uid"] == "review-hx-100@inforce.invalid"
    assert event["summary"] == "Review hx-100: HX 100"
    assert [alarm.decoded("trigger") for alarm in event.walk("VALARM")] == [
        timedelta(days=-7),
        timedelta(hours=9),
    ]
    assert out == status(site, "--format", "ics", day="2025-03-09")


def test_an_event_moves_with_the_next_review(site: Path) -> None:
    reviewed(site, "hx-100", day=date(2025, 6, 1))
    (event,) = Calendar.from_ical(status(site, "--format", "ics", day="2025-06-01")).walk("VEVENT")
    assert event["uid"] == "review-hx-100@inforce.invalid"
    assert event.decoded("dtstart") == date(2026, 6, 1)
    assert event.decoded("dtstamp") == datetime(2025, 6, 1, tzinfo=UTC)


def test_identifiers_carry_the_makers_host(site: Path) -> None:
    brand = "name: Maker & Söhne\ncontact: {url: https://www.maker.example/x}\n"
    write_site(site, {"site_config/brand.yaml": brand, HX: None})
    assert "UID:review-hx-100@www.maker.example" in status(site, "--format", "ics")
    feed = status(site, "--format", "atom")
    assert "<id>tag:www.maker.example,2020:reviews/all</id>" in feed
    assert "<title>Maker &amp; Söhne: reviews</title>" in feed


@pytest.mark.parametrize(
    ("day", "updated"),
    [
        ("2025-04-01", "2025-03-01"),
        ("2026-02-10", "2026-01-30"),
        ("2026-03-05", "2026-03-02"),
        ("2026-05-01", "2026-03-16"),
    ],
)
def test_a_feed_entry_rises_with_each_state(site: Path, day: str, updated: str) -> None:
    out = status(site, "--format", "atom", "--owner", "sales", day=day)
    root = ET.fromstring(out)  # noqa: S314 - our own output
    assert [element.text for element in root.findall("a:title", ATOM)] == ["Maker: reviews (sales)"]
    entries = {
        entry.findtext("a:title", "", ATOM): entry.findtext("a:updated", "", ATOM)
        for entry in root.findall("a:entry", ATOM)
    }
    assert entries == {
        "hx-100: HX 100 (due 2026-03-01)": f"{updated}T00:00:00Z",
        "terms: Terms of delivery (never scheduled)": "1970-01-01T00:00:00Z",
    }
    assert root.findtext("a:updated", "", ATOM) == f"{updated}T00:00:00Z"
    ids = [element.text for element in root.iter(f"{{{ATOM['a']}}}id")]
    assert len(ids) == len(set(ids)) == 3


def test_a_feed_can_be_read_whatever_stands_in_a_name(site: Path) -> None:
    write_site(site, {"site_config/brand.yaml": 'name: "Maker\\v"\n', HX: None})
    root = ET.fromstring(status(site, "--format", "atom"))  # noqa: S314 - our own output
    assert root.findtext("a:title", "", ATOM) == "Maker\N{REPLACEMENT CHARACTER}: reviews"


def test_an_empty_feed_is_a_feed(site: Path) -> None:
    out = status(site, "--format", "atom", "--owner", "quality")
    assert "<updated>2025-03-01T00:00:00Z</updated>" in out


def test_a_table_in_a_file_has_no_colours(site: Path, tmp_path: Path) -> None:
    file = tmp_path / "status.txt"
    status(site, "-o", file, day="2026-05-01")
    assert file.read_text(encoding="utf-8").splitlines() == [
        "As of 2026-05-01",
        "Item    Revision            Lifecycle  Review       Due         Owner",
        "hx-100  1 effective         active     lapsed       2026-03-01  sales",
        "terms   – working + change             unscheduled              sales",
    ]


def test_one_owner(site: Path) -> None:
    assert [item["id"] for item in items(site, "--owner", "sales")] == ["hx-100", "terms"]
    assert items(site, "--owner", "quality") == []


def test_into_a_file(site: Path, tmp_path: Path) -> None:
    file = tmp_path / "due.ics"
    assert status(site, "--format", "ics", "-o", file) == ""
    octets = file.read_bytes()
    assert octets.decode().replace("\r\n", "\n") == status(site, "--format", "ics")
    assert all(len(line) <= 75 for line in octets.split(b"\r\n"))
    code, _, errors = run("status", "--site", site, "-o", site / "mkdocs.yml" / "x")
    assert (code, errors.endswith("mkdocs.yml/x: File exists\n")) == (2, True)


def test_a_pipe_and_a_link_stay_what_they_are(site: Path, tmp_path: Path) -> None:
    """So does a device: as root, `-o /dev/null` would be the end of it."""
    pipe, link, file = tmp_path / "pipe", tmp_path / "link", tmp_path / "file"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        status(site, "--format", "csv", "-o", pipe)
        read = os.read(reader, 4096)
    finally:
        os.close(reader)
    link.symlink_to(file)
    status(site, "--format", "csv", "-o", link)
    assert pipe.is_fifo()
    assert link.is_symlink()
    assert read == file.read_bytes() == status(site, "--format", "csv").encode()


def test_what_is_due_first_comes_first(site: Path) -> None:
    later = (
        PRODUCT.replace("hx-100", "ax-1")
        .replace("HX100", "AX1")
        .replace("media/ax-1", "media/hx-100")
    )
    write_site(site, {"content/products/ax-1.yaml": later, HX: None})
    approved(site, "ax-1", day=date(2025, 4, 1))
    assert [item["id"] for item in items(site, day="2025-05-01")] == ["hx-100", "ax-1", "terms"]


def test_a_forecast_by_owner_and_week(site: Path) -> None:
    out = status(site, "--due-within", "P30D", day="2026-02-16")
    assert out.endswith("\nsales: 1\n  2026-W08   0\n  2026-W09  █ 1\n")


def test_levelling_proposes_and_writes_nothing(site: Path) -> None:
    second = (
        PRODUCT.replace("hx-100", "hx-110")
        .replace("HX100", "HX110")
        .replace("media/hx-110", "media/hx-100")
    )
    write_site(site, {"content/products/hx-110.yaml": second, HX: None})
    approved(site, "hx-110")
    before = tree(site)
    day = "2026-02-16"
    report = json.loads(status(site, "--level", "--format", "json", day=day))
    assert report["capacity"] == {"sales": 1}
    assert [list(proposal.values()) for proposal in report["proposals"]] == [
        ["hx-100", "sales", "2026-03-01", "2026-02-27", "2026-02-20"],
        ["hx-110", "sales", "2026-03-01", "2026-02-27", "2026-02-27"],
    ]
    table = status(site, "--level", "--max-per-week", "2", day=day)
    assert "sales: at most 2 a week, 2 of 2 earlier" in table
    assert "  2026-W09  ██ 2                      ██ 2\n" in table
    out = status(site, "--level", "--over", "P1D", "--format", "csv", day=day)
    assert out == "id,owner,due,latest,proposed\n"
    assert tree(site) == before


def test_the_table_is_for_people(site: Path) -> None:
    write_site(site, {"content/products/hx-100.yaml": PRODUCT.replace("A pump.", "Better.")})
    code, out, _ = run("status", "--site", site, "--as-of", "2026-05-01")
    assert code == 0
    assert "As of 2026-05-01" in out
    assert "1 effective + change" in out
    assert "lapsed" in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("hx-10",), "no item is called hx-10; did you mean hx-100?"),
        (("zzz",), "no item is called zzz; `inforce status` lists them\n"),
        (("--due-within", "soon"), "soon"),
        (("--owner", "sails"), "no role is called sails; did you mean sales?"),
        (("--over", "P90D"), "--max-per-week and --over go with --level"),
        (("--level", "--over", "P9D", "--max-per-week", "2"), "exclude each other"),
        (("--level", "--format", "ics"), "--level has the formats table, json, csv, not ics"),
    ],
)
def test_bad_arguments(site: Path, arguments: tuple[str, ...], words: str) -> None:
    code, out, errors = run("status", "--site", site, *arguments)
    assert (code, out) == (2, "")
    assert words in errors


def test_a_site_that_cannot_be_read(site: Path) -> None:
    (site / "site_config/policy.yaml").write_text("[", encoding="utf-8")
    code, _, errors = run("status", "--site", site)
    assert code == 2
    assert errors == "inforce: the site cannot be read; `inforce check` says why\n"


def test_log(site: Path) -> None:
    run("review", "hx-100", "--by", "boris", "--outcome", "no_change", "--note", "Held against it",
        "--site", site, "--as-of", "2025-06-01")  # fmt: skip
    code, out, errors = run("log", "hx-100", "--site", site)
    assert code == 0
    first, second = out.splitlines()
    assert first.startswith("2025-03-01  revision 1 approved by anna (quality), effective from")
    assert first.endswith("  First issue")
    assert second == "2025-06-01  revision 1 reviewed by boris (sales), no_change  Held against it"
    assert errors.startswith("head sha256-jcs-1:")
    code, out, then = run("log", "hx-100", "--site", site, "--as-of", "2025-05-31")
    assert (code, out) == (0, f"{first}\n")
    assert then.startswith("head sha256-jcs-1:")
    assert then != errors
    words = "the register of hx-100 has no entry by 2025-02-28 that can be read"
    found = run("log", "hx-100", "--site", site, "--as-of", "2025-02-28")
    assert found == (2, "", f"inforce: {words}\n")


@pytest.mark.parametrize(
    ("item", "words"),
    [
        ("terms", "terms has no register yet; `inforce approve terms` issues it"),
        ("hx-10", "no readable item is called hx-10 (did you mean hx-100?)"),
    ],
)
def test_log_of_what_has_none(site: Path, item: str, words: str) -> None:
    assert run("log", item, "--site", site) == (2, "", f"inforce: {words}\n")


def test_what_is_entered_later_does_not_change_the_past(site: Path) -> None:
    def told() -> list[str]:
        forms = ("json", "csv", "ics")
        return [status(site, "hx-100", "--format", form, day="2025-06-01") for form in forms]

    before = told()
    reviewed(site, "hx-100", day=date(2025, 7, 1))
    edit(site, HX, "flow: 12.50", "flow: 13.75")
    edit(site, HX, "owner: sales", "owner: quality")
    approved(site, "hx-100", day=date(2025, 8, 1))
    assert told() == before
    assert status(site, "hx-100", "--format", "csv", day="2025-08-01") != before[1]
