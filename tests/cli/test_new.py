"""``inforce new`` as it is run."""

from pathlib import Path

import pytest

from tests.cli.program import run
from tests.sites import tree, write_site

FEEDBACK = (
    "feedback",
    "--kind=enquiry",
    "--text=When?",
    "--received=2026-11-02",
    "--item=terms",
    "--from=Nobody",
    "--channel=phone",
    "--subject=delivery",
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_site(tmp_path)


@pytest.mark.parametrize(
    ("arguments", "paths"),
    [
        (
            ("page", "offer", "--kind", "offer", "--owner", "sales"),
            ["content/pages/forms/offer.ru.md", "content/pages/forms/offer.md"],
        ),
        (
            ("product", "hx-110", "--family", "pump", "--name", "HX 110"),
            ["content/products/hx-110.yaml"],
        ),
        (("family", "gate-valve", "--parent", "pump"), ["schemas/families/gate-valve.yaml"]),
        (
            FEEDBACK,
            ["content/feedback/FB-2026-001.yaml"],
        ),
        (("communication",), ["site_config/communication.yaml"]),
    ],
    ids=lambda part: part[0],
)
def test_paths_are_printed_and_a_dry_run_writes_nothing(
    site: Path, arguments: tuple[str, ...], paths: list[str]
) -> None:
    before = tree(site)
    call = ("new", *arguments, "--site", str(site), "--as-of", "2026-11-20")
    code, shown, _ = run(*call, "--dry-run")
    assert code == 0
    assert [line for line in shown.splitlines() if line in paths] == paths
    assert tree(site) == before
    code, output, _ = run(*call)
    assert (code, output.splitlines()) == (0, paths)
    for path in paths:
        assert (site / path).read_text(encoding="utf-8") in shown


@pytest.mark.parametrize(
    ("names", "written"),
    [
        (("HX 110",), "name: HX 110\n"),
        (("ru=Насос", "Pump"), "name:\n  en: Pump\n  ru: Насос\n"),
        (("en=Pump",), "name:\n  en: Pump\n"),
    ],
)
def test_a_name_is_one_for_all_or_one_a_locale(
    site: Path, names: tuple[str, ...], written: str
) -> None:
    options = [f"--name={name}" for name in names]
    assert run("new", "product", "hx-110", "--family=pump", *options, "--site", site)[0] == 0
    assert written in (site / "content/products/hx-110.yaml").read_text(encoding="utf-8")
    assert run("new", "family", "gate-valve", *options, "--site", site)[0] == 0
    assert written in (site / "schemas/families/gate-valve.yaml").read_text(encoding="utf-8")


def test_a_title_stands_in_the_page_of_its_locale(site: Path) -> None:
    assert run("new", "page", "visit", "--title", "ru=Визит", "--site", site)[0] == 0
    assert "title: Визит\n" in (site / "content/pages/visit.ru.md").read_text(encoding="utf-8")
    assert "Визит" not in (site / "content/pages/visit.md").read_text(encoding="utf-8")


def test_a_name_in_an_unknown_locale_is_refused(site: Path) -> None:
    code, out, err = run(
        "new", "product", "hx-110", "--family=pump", "--name=de=Pumpe", "--site", site
    )
    assert (code, out) == (2, "")
    assert "the site's locales are en, ru, not de" in err


def test_what_is_refused_is_one_line(site: Path) -> None:
    code, output, errors = run("new", "page", "Terms", "--site", site)
    assert (code, output) == (2, "")
    assert errors == (
        "inforce: 'Terms' cannot be an id: small letters, digits, dots, underscores and hyphens; "
        "did you mean terms?\n"
    )


def test_feedback_came_in_today_unless_it_says_otherwise(site: Path) -> None:
    call = ("new", "feedback", "--kind", "praise", "--text", "Good.", "--site", site)
    _, path, _ = run(*call, "--as-of", "2026-11-20")
    assert "received: 2026-11-20\n" in (site / path.strip()).read_text(encoding="utf-8")
