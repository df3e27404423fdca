"""Promise 6: a check never writes; output is swapped in whole or not at all."""

import shutil
from pathlib import Path

import pytest

from tests.promises.example_site import Site, contents

HX = "content/products/pumps/hx-120.yaml"


def test_a_check_changes_nothing(site: Site) -> None:
    before = contents(site.folder)
    for _ in range(2):
        site.run("check")
        site.run("check", "--format", "json", "--as-of", "2028-01-01", code=1)
        after = contents(site.folder)
        kept = {path for path in after if path.startswith(".cache/inforce/")}
        assert {path: after[path] for path in after.keys() - kept} == before
        assert after[".cache/inforce/.gitignore"] == b"*\n"


@pytest.fixture
def public(site: Site, example: Path) -> Path:
    """The public site as it stands from an earlier build."""
    return Path(shutil.copytree(example, site.folder / "build" / "public"))


def test_a_build_that_is_refused_leaves_the_old_site(site: Site, public: Path) -> None:
    before = contents(public)
    (site.folder / HX).write_text("id: [broken\n", encoding="utf-8")
    said = site.run("build", "--out", "build", "--audience", "public", "--no-pdf", code=1)
    assert "SCH001" in said
    assert contents(public) == before
    assert _leftovers(site.folder) == []


def test_a_register_edited_by_hand_stops_the_build(site: Site, public: Path) -> None:
    before = contents(public)
    register = "content/issued/hx-120/register.yaml"
    text = (site.folder / register).read_text(encoding="utf-8")
    changed = text.replace("role: quality", "role: sales", 1)
    assert changed != text
    (site.folder / register).write_text(changed, encoding="utf-8")
    assert "APR002" in site.run("check", "--select", "APR002", code=1)
    site.build("--no-pdf", code=1)
    assert contents(public) == before
    assert "APR002" in site.run("catalogue", "-o", "catalogue.pdf", code=1)
    assert not (site.folder / "catalogue.pdf").exists()


def _leftovers(folder: Path) -> list[str]:
    known = {".cache", "content", "schemas", "site_config", "mkdocs.yml", "build"}
    return sorted(
        path.name for path in [*folder.iterdir(), *(folder / "build").iterdir()]
        if path.name not in {*known, "public"}
    )  # fmt: skip
