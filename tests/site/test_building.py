import errno
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from mkdocs import utils
from mkdocs.config import load_config

from inforce.pipeline.output import staging
from tests.cli.program import run
from tests.site.conftest import MkDocs
from tests.sites import edit, tree


@pytest.fixture
def site(make_site: Callable[[], Path]) -> Path:
    """A site for one test to change."""
    return make_site()


def leftovers(site: Path) -> list[str]:
    return [path.name for path in site.iterdir() if path.name.startswith(".inforce-staging")]


def test_warning_in_strict_mode_leaves_the_old_site(site: Path, mkdocs: MkDocs) -> None:
    (site / "site").mkdir()
    (site / "site" / "index.html").write_text("old", encoding="utf-8")
    edit(site, "mkdocs.yml", "{not_found: warn}", "{absolute_links: warn}")
    edit(site, "content/pages/index.md", "Welcome.", "[all](/shop/products/)")
    mkdocs(site, "--strict", code=1)
    assert tree(site / "site") == {"index.html": b"old"}
    assert leftovers(site) == []
    mkdocs(site)
    assert (site / "site" / "manifest.json").is_file()
    assert leftovers(site) == []


def test_a_finding_that_must_be_settled_leaves_the_old_site(site: Path, mkdocs: MkDocs) -> None:
    (site / "site").mkdir()
    (site / "site" / "index.html").write_text("old", encoding="utf-8")
    (site / "content/products/hx-90.yaml").write_text("id: [\n", encoding="utf-8")
    assert "SCH001" in mkdocs(site, code=1).output
    assert tree(site / "site") == {"index.html": b"old"}


def test_a_file_that_was_changed_behind_the_approval_is_not_published(
    site: Path, mkdocs: MkDocs
) -> None:
    (site / "content/media/manual.txt").write_text("Other words.\n", encoding="utf-8")
    mkdocs(site)
    manuals = list((site / "site/media").rglob("manual.txt"))
    assert [manual.read_text(encoding="utf-8") for manual in manuals] == ["How to use it.\n"]


def test_preview_shows_working_copies_and_says_so(site: Path, mkdocs: MkDocs) -> None:
    edit(site, "mkdocs.yml", "as_of: 2026-06-01", "as_of: 2026-06-01, preview: true")
    mkdocs(site)
    page = (site / "site/products/hx-100/index.html").read_text(encoding="utf-8")
    assert "99.99" in page
    assert "inf-unapproved" in page
    assert "inf-ribbon--preview" in page
    assert '<meta name="robots" content="noindex">' in page
    assert "inf-unapproved" not in (site / "site/products/hx-90/index.html").read_text("utf-8")
    assert (site / "site/products/hx-200/index.html").is_file()


def test_dealers_have_their_own_build(site: Path, mkdocs: MkDocs) -> None:
    edit(site, "mkdocs.yml", "as_of: 2026-06-01", "as_of: 2026-06-01, audience: dealer")
    mkdocs(site)
    page = (site / "site/products/hx-100/index.html").read_text(encoding="utf-8")
    assert "77,123" in page
    assert "Secret prices" in page
    assert "dealer" in page.partition("<header")[0]
    assert '<meta name="robots" content="noindex">' in page
    assert not (site / "site/sitemap.xml").exists()
    assert (site / "site/secret/index.html").is_file()


def test_search_can_be_left_out(site: Path, mkdocs: MkDocs) -> None:
    edit(site, "mkdocs.yml", "as_of: 2026-06-01", "as_of: 2026-06-01, search: false")
    mkdocs(site)
    assert not (site / "site/pagefind").exists()
    assert not (site / "site/search").exists()
    assert "data-inf-search" not in (site / "site/index.html").read_text(encoding="utf-8")


def test_a_main_template_of_the_site_goes_on_from_inforces(site: Path, mkdocs: MkDocs) -> None:
    edit(site, "mkdocs.yml", "font: false", "font: false, custom_dir: site_config/overrides")
    (site / "site_config/overrides").mkdir()
    (site / "site_config/overrides/main.html").write_text(
        '{% extends "inforce.html" %}{% block announce %}Closed on Friday.{% endblock %}\n',
        encoding="utf-8",
    )
    mkdocs(site, "--strict")
    for page in ("index.html", "products/hx-100/index.html", "ru/products/hx-100/index.html"):
        text = (site / "site" / page).read_text(encoding="utf-8")
        assert "Closed on Friday." in text
        assert 'id="inf-content"' in text


def test_without_address_or_navigation_the_site_still_stands(site: Path, mkdocs: MkDocs) -> None:
    text = (site / "mkdocs.yml").read_text(encoding="utf-8")
    head = text.partition("\nnav:")[0]
    kept = [line for line in head.splitlines() if not line.startswith("site_url")]
    (site / "mkdocs.yml").write_text("\n".join(kept), encoding="utf-8")
    mkdocs(site)
    page = (site / "site/products/hx-100/index.html").read_text(encoding="utf-8")
    assert "canonical" not in page
    assert ">Products</a>" in page
    assert not (site / "site/sitemap.xml").exists()


@pytest.mark.parametrize("option", ["audience: nobody", "as_of: tomorrow"])
def test_a_wrong_option_is_one_line(site: Path, mkdocs: MkDocs, option: str) -> None:
    edit(site, "mkdocs.yml", "as_of: 2026-06-01", option)
    said = mkdocs(site, code=1).output
    assert option.partition(": ")[2] in said


def test_serve_watches_what_the_site_is_made_from(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(site)
    config = load_config(config_file=str(site / "mkdocs.yml"))
    plugin = config.plugins["inforce"]
    try:
        config = config.plugins.on_config(config)
        watched = {Path(folder).name for folder in config.watch}
        assert {"content", "schemas", "site_config"} <= watched
    finally:
        plugin.on_build_error(error=RuntimeError())
    assert leftovers(site) == []


def test_each_build_reads_the_site_anew(site: Path, mkdocs: MkDocs) -> None:
    edit(site, "site_config/policy.yaml", "approval: required", "approval: off")
    mkdocs(site)
    page = site / "site/products/hx-100/index.html"
    assert "99.99" in page.read_text(encoding="utf-8")
    edit(site, "content/products/hx-100.yaml", "99.99", "11.11")
    mkdocs(site)
    assert "11.11" in page.read_text(encoding="utf-8")


def test_output_never_takes_the_place_of_sources(site: Path, mkdocs: MkDocs) -> None:
    before = tree(site)
    said = mkdocs(site, "--site-dir", str(site / "site_config"), code=1).output
    assert "would replace sources" in said
    assert tree(site) == before


def test_a_build_of_a_copied_site_needs_nothing_of_the_old_place(
    site: Path, mkdocs: MkDocs, tmp_path: Path
) -> None:
    copy = Path(shutil.copytree(site, tmp_path / "copy"))
    shutil.rmtree(site)
    mkdocs(copy, "--strict")
    assert str(copy) not in (copy / "site/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("5\n", "mkdocs.yml is not as MkDocs expects it: argument of type 'int'"),
        (
            "INHERIT: mkdocs.yml\n",
            "mkdocs.yml is not as MkDocs expects it: maximum recursion depth",
        ),
        ("INHERIT: [a]\n", "mkdocs.yml is not as MkDocs expects it: join() argument"),
        ("- a\n", "mkdocs.yml: The configuration is invalid"),
        ('docs_dir: "\\0"\n', "mkdocs.yml: Aborted with a configuration error!"),
        (
            "site_name: X\ntheme: mkdocs\nplugins: [inforce]\ndocs_dir: content/pages\n",
            "mkdocs.yml: theme: mkdocs will not do; name material",
        ),
    ],
)
def test_settings_that_cannot_be_used_are_one_line(site: Path, text: str, words: str) -> None:
    (site / "mkdocs.yml").write_text(text, encoding="utf-8")
    code, _, errors = run("build", "--site", site, "--no-pdf", "--as-of", "2026-06-01")
    assert code == 2
    assert errors.splitlines()[-1].startswith("inforce: ")
    assert words in errors.splitlines()[-1]


def test_another_theme_is_one_line(site: Path, mkdocs: MkDocs) -> None:
    edit(site, "mkdocs.yml", "{name: material, font: false}", "{name: readthedocs}")
    assert "theme: readthedocs will not do; name material" in mkdocs(site, code=1).output


@pytest.mark.parametrize("folder", ["content", "docs"])
def test_pages_from_elsewhere_are_not_published(site: Path, mkdocs: MkDocs, folder: str) -> None:
    """Nobody checks or approves what is there, be it the record of approvals."""
    (site / folder).mkdir(exist_ok=True)
    (site / folder / "index.md").write_text("# Draft\n", encoding="utf-8")
    edit(site, "mkdocs.yml", "docs_dir: content/pages", f"docs_dir: {folder}")
    words = f"docs_dir: {site / folder} will not do; name content/pages"
    assert words in mkdocs(site, code=1).output
    code, _, errors = run("build", "--site", site, "--no-pdf", "--as-of", "2026-06-01")
    assert (code, errors) == (2, f"inforce: mkdocs.yml: {words}\n")


def test_settings_that_hold_themselves_or_no_text_can_be_used(site: Path) -> None:
    with (site / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write('extra: &x {a: *x, b: "\\ud800"}\n')
    assert run("build", "--site", site, "--no-pdf", "--as-of", "2026-06-01")[0] == 0


@pytest.mark.parametrize(
    ("owner", "name"),
    [(staging, "TemporaryDirectory"), (staging, "settle"), (utils, "write_file")],
    ids=["begin", "swap", "host"],
)
def test_what_the_disk_refuses_is_one_line(
    site: Path, mkdocs: MkDocs, monkeypatch: pytest.MonkeyPatch, owner: ModuleType, name: str
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "disk")

    (site / "site").mkdir()
    (site / "site" / "index.html").write_text("old", encoding="utf-8")
    monkeypatch.setattr(owner, name, full)
    said = mkdocs(site, code=1).stderr
    assert said.splitlines()[-1] == "Error: disk: No space left on device"
    assert tree(site / "site") == {"index.html": b"old"}
    assert leftovers(site) == []


@pytest.mark.skipif(sys.platform != "linux", reason="names are text there")
@pytest.mark.parametrize("name", [r"pages/\xed.md", r"pages/\xed/a.png", r"products/\xed.yaml"])
def test_a_name_that_is_not_utf8_is_told_in_one_line(site: Path, mkdocs: MkDocs, name: str) -> None:
    file = site / "content" / os.fsdecode(name.encode().replace(rb"\xed", b"\xed"))
    file.parent.mkdir(exist_ok=True)
    file.touch()
    said = mkdocs(site, code=1).stderr
    assert f"content/{name}: the name is not UTF-8; rename the file" in said
    assert "Traceback" not in said
