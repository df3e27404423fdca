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
