import re
from datetime import date
from pathlib import Path

import pytest

from tests.cli.program import run
from tests.sites import POLICY, codes, edit, tree, write_site


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_site(tmp_path)


def approve(site: Path, *arguments: str) -> tuple[int, str, str]:
    return run("approve", "--by", "anna", "--site", site, "--as-of", "2025-03-01", *arguments)


def review(site: Path, *arguments: str) -> tuple[int, str, str]:
    options = ("--by", "boris", "--outcome", "no_change", "--as-of", "2025-06-01")
    return run("review", "--site", site, *options, *arguments)


def test_from_working_copy_to_review(site: Path) -> None:
    code, out, errors = approve(site, "--all", "--effective", "2025-03-15")
    assert (code, errors) == (0, "2 revisions issued\n")
    line = r"hx-100: revision 1, effective from 2025-03-15, digest [0-9a-f]{8}"
    assert re.fullmatch(line, out.splitlines()[0])
    assert approve(site, "--all") == (0, "", "nothing waits for approval\n")
    code, out, _ = review(site, "hx-100", "terms")
    assert code == 0
    assert out.splitlines()[1] == "terms: revision 1 reviewed on 2025-06-01, no_change"
    assert codes(site, date(2025, 6, 1)) == []


def test_a_demonstration_is_approved_on_its_own_day(site: Path) -> None:
    write_site(site, {"site_config/policy.yaml": POLICY + "demo: {as_of: 2024-05-06}\n"})
    code, out, _ = run("approve", "--all", "--by", "anna", "--site", site)
    assert code == 0
    assert "effective from 2024-05-06" in out


def test_the_summary_is_given_in_every_language(site: Path) -> None:
    approve(site, "--all")
    edit(site, "content/products/hx-100.yaml", "12.50", "13.50")
    before = tree(site)
    code, _, errors = approve(site, "hx-100", "-m", "de=Mehr")
    assert code == 2
    assert "the site's locales are en, ru, not de" in errors
    assert tree(site) == before
    code, _, errors = approve(site, "hx-100", "-m", "More flow", "-m", "ru=Больше подача")
    assert (code, errors) == (0, "1 revision issued\n")
    register = (site / "content/issued/hx-100/register.yaml").read_text(encoding="utf-8")
    assert "summary:\n      en: More flow\n      ru: Больше подача\n" in register


def test_dry_runs(site: Path) -> None:
    before = tree(site)
    code, _, errors = approve(site, "--family", "pump", "--dry-run")
    assert (code, errors) == (0, "1 revision would be issued\n")
    assert tree(site) == before
    approve(site, "--all")
    before = tree(site)
    assert review(site, "--family", "pump", "--dry-run")[0] == 0
    assert tree(site) == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "name the items to approve, or use --family or --all"),
        (("hx-10",), "no readable item is called hx-10 (did you mean hx-100?)"),
        (("hx-100", "--by", "boris"), "boris may not approve"),
    ],
)
def test_a_refused_approval(site: Path, arguments: tuple[str, ...], words: str) -> None:
    before = tree(site)
    code, out, errors = approve(site, *arguments)
    assert (code, out) == (2, "")
    assert errors.startswith("inforce: ")
    assert words in errors
    assert tree(site) == before


def test_a_refused_review(site: Path) -> None:
    assert "name the items that were reviewed" in review(site)[2]
    code, out, errors = review(site, "hx-100")
    assert (code, out) == (2, "")
    assert "nothing of it was in force on 2025-06-01; approve it first" in errors
