import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.program import run
from tests.sites import PRODUCT, approved, write_site

KEYS = [
    *("id", "kind", "path", "family", "revision", "revision_state"),
    *("lifecycle", "review", "owner", "due"),
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
    ]
    assert list(page.values()) == [
        *("terms", "page", "content/pages/terms.md", None, None, "working"),
        *(None, "unscheduled", "sales", None),
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


def test_a_calendar_holds_the_due_days(site: Path) -> None:
    out = run("status", "--site", site, "--as-of", "2025-03-01", "--format", "ics")[1]
    lines = out.replace("\r\n", "\n").splitlines()
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    assert lines.count("BEGIN:VEVENT") == 1
    assert "DTSTART;VALUE=DATE:20260301" in lines
    assert out == run("status", "--site", site, "--as-of", "2025-03-01", "--format", "ics")[1]


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


@pytest.mark.parametrize(
    ("item", "words"),
    [
        ("terms", "terms has no register yet; `inforce approve terms` issues it"),
        ("hx-10", "no readable item is called hx-10 (did you mean hx-100?)"),
    ],
)
def test_log_of_what_has_none(site: Path, item: str, words: str) -> None:
    assert run("log", item, "--site", site) == (2, "", f"inforce: {words}\n")
