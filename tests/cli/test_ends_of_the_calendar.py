"""Days at the ends of the calendar, where there is no day before or after."""

from datetime import date
from pathlib import Path

import pytest

from tests.cli.program import run
from tests.sites import POLICY, PRODUCT, edit, write_site

HX = "content/products/hx-100.yaml"
FIRST, LAST = date.min, date.max
WAIVERS = """\
- {rule: TRN001, item: hx-100, until: 2026-12-31, reason: In translation, by: anna}
- {rule: TRN002, item: hx-100, until: 9999-12-31, reason: In translation, by: anna}
"""
OFFERING = "offering: {file: site_config/offering.csv, as_of: 2026-11-20}\n"
LIFE = """\
lifecycle:
  {announced_on: 2025-03-01, notice: N-1, last_order: 9999-12-31, support_until: 9999-12-31,
  no_replacement: It is the last one, reason: Nobody asks for it}
"""


@pytest.fixture(params=[FIRST, LAST], ids=str)
def day(request: pytest.FixtureRequest) -> date:
    """An end of the calendar."""
    day: date = request.param
    return day


@pytest.fixture
def site(tmp_path: Path, day: date) -> Path:
    """A site of which two revisions were approved on that very day."""
    files = {
        HX: PRODUCT + LIFE,
        "mkdocs.yml": "site_name: Test\ndocs_dir: content/pages\n"
        "theme: {name: material, font: false}\nplugins: [inforce]\n",
        "content/pages/index.md": "---\ntitle: Maker\ntemplate: home.html\n---\n\nWelcome.\n",
        "site_config/policy.yaml": POLICY.replace("Europe/Vienna", "UTC") + OFFERING,
        "site_config/offering.csv": "code\nHX100-230\n",
        "site_config/waivers.yaml": WAIVERS,
    }
    site = write_site(tmp_path, files)
    edit(site, "site_config/people.yaml", ", from: 2020-01-01}", "}")
    approve = ("approve", "--site", site, "--as-of", day.isoformat(), "--by", "anna", "--all")
    assert run(*approve)[0] == 0
    edit(site, HX, "A pump.", "Another pump.")
    assert run(*approve, "-m", "Said otherwise")[0] == 0
    return site


@pytest.mark.parametrize(
    "command",
    [
        ("check",),
        ("status", "--due-within", "P10W"),
        ("status", "--due-within", "P99Y"),
        ("status", "--level"),
        ("status", "--format", "ics"),
        ("status", "--format", "atom"),
        ("review",),
        ("log", "hx-100"),
        ("diff", "hx-100", "1", "2"),
        ("export", "--format", "jsonld"),
        ("build", "--no-pdf"),
    ],
    ids=" ".join,
)
def test_commands_do_their_work(site: Path, day: date, command: tuple[str, ...]) -> None:
    code, out, errors = run(*command, "--site", site, "--as-of", day.isoformat())
    assert code <= (command[0] == "check"), out + errors
    assert out or errors


def test_the_evidence_of_the_first_year_is_told(site: Path, day: date) -> None:
    pack = site.parent / f"{site.name}-evidence"
    wanted = ("--site", site, "--as-of", day.isoformat(), "--format", "csv", "-o", pack)
    assert run("evidence", *wanted)[0] == 0
