"""A build of what was built already only proves that it is there, and of anything else builds."""

import shutil
from collections.abc import Callable, Mapping
from contextlib import chdir
from pathlib import Path
from typing import Any

import pytest

from inforce.domain.errors import InforceError
from inforce.pipeline import site_memory
from inforce.pipeline.output import manifest
from inforce.pipeline.publishing import build_memory, publication
from inforce.readers import stamps
from tests.cli import program
from tests.sites import edit

TWEMOJI = "!!python/name:material.extensions.emoji.twemoji"
HOOK = """\
from markdown import Extension

class Idle(Extension):
    def extendMarkdown(self, md): pass

makeExtension = Idle

def fence(source, *_, **__): return source
"""
FENCE = "{name: x, class: x, format: !!python/name:hook.fence }"
SAID = "nothing has changed since it was built"


@pytest.fixture
def site(make_site: Callable[[], Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site that was built once, with a memory although it is small."""
    monkeypatch.setattr(site_memory, "_WORTH_KEEPING", 1)
    monkeypatch.setattr(stamps, "_WORTH_KEEPING", 1)
    site = make_site()
    assert SAID not in build(site)
    return site


def build(site: Path, *options: str, day: str = "2026-06-01") -> str:
    with chdir(site):
        code, _, said = program.run("build", "--no-pdf", "--as-of", day, *options)
    assert code == 0, said
    return said


def test_the_same_again_leaves_all_as_it_is(site: Path) -> None:
    folders = [site / "build" / name for name in ("public", "dealer")]
    before = [(folder.stat().st_ino, folder.stat().st_mtime_ns) for folder in folders]
    said = build(site)
    assert said.count(SAID) == 2
    assert f"public: 2 products as of 2026-06-01 in {site / 'build/public'}\n" in said
    assert [(folder.stat().st_ino, folder.stat().st_mtime_ns) for folder in folders] == before


def test_an_output_that_cannot_be_read_is_built(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(*_: object) -> manifest.Files:
        raise InforceError("index.html: Permission denied")  # as another process tells of it

    monkeypatch.setattr(build_memory, "compare_files", unreadable)
    assert SAID not in build(site)


def test_what_a_killed_build_left_behind_is_removed(site: Path) -> None:
    (site / "build/.inforce-staging-public-abcdefgh/new").mkdir(parents=True)
    (site / "build/.inforce-lock-dealer").touch()
    assert build(site).count(SAID) == 2
    assert sorted(path.name for path in (site / "build").iterdir()) == ["dealer", "public"]


def test_remarks_are_made_again(site: Path) -> None:
    edit(site, "site_config/policy.yaml", "approvers:", "severity: {PUB002: warning}\napprovers:")
    edit(site, "content/pages/index.md", "Welcome.", "[Gone](nowhere/)")
    edit(site, "mkdocs.yml", "{not_found: warn}", "{not_found: ignore, unrecognized_links: ignore}")
    remarks = [line for line in build(site).splitlines() if line.startswith("warning: ")]
    assert remarks
    again = build(site)
    assert SAID in again
    assert [line for line in again.splitlines() if line.startswith("warning: ")] == remarks


def _a_page(site: Path) -> None:
    edit(site, "content/pages/index.md", "Welcome.", "Hello.")


def _an_override(site: Path) -> None:
    folder = site / "site_config/overrides"
    folder.mkdir()
    (folder / "extra.html").write_text("more", encoding="utf-8")


def _an_altered_page(site: Path) -> None:
    (site / "build/public/index.html").write_text("altered", encoding="utf-8")


def _a_missing_page(site: Path) -> None:
    (site / "build/dealer/index.html").unlink()


def _a_page_too_many(site: Path) -> None:
    (site / "build/public/more.html").write_text("more", encoding="utf-8")


def _an_altered_manifest(site: Path) -> None:
    edit(site, "build/public/manifest.json", '"audience"', ' "audience"')


def _a_missing_output(site: Path) -> None:
    shutil.rmtree(site / "build/public")


def _a_damaged_memory(site: Path) -> None:
    (file,) = (site / ".cache/inforce/builds").iterdir()
    file.write_bytes(file.read_bytes()[:-1])


@pytest.mark.parametrize(
    "change",
    [
        *(_a_page, _an_override, _an_altered_page, _a_missing_page, _a_page_too_many),
        *(_an_altered_manifest, _a_missing_output, _a_damaged_memory),
    ],
)
def test_what_is_not_the_same_is_built(site: Path, change: Callable[[Path], None]) -> None:
    change(site)
    assert SAID not in build(site)
    assert SAID in build(site)


@pytest.mark.parametrize(
    "options", [("--locale", "en"), ("--audience", "public"), ("--preview",), ("--out", "other")]
)
def test_another_order_is_built(site: Path, options: tuple[str, ...]) -> None:
    assert SAID not in build(site, *options)
    assert SAID in build(site, *options)


def test_another_day_is_built(site: Path) -> None:
    assert SAID not in build(site, day="2026-06-02")


def test_settings_from_the_environment_count(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(site, "mkdocs.yml", "site_name: Maker", "site_name: !ENV [MAKERS_NAME, Maker]")
    build(site)
    monkeypatch.setenv("MAKERS_NAME", "Another")
    assert SAID not in build(site)
    assert SAID in build(site)


def test_pages_and_templates_elsewhere_count(site: Path) -> None:
    (site / "theme").mkdir()
    edit(site, "mkdocs.yml", "{name: material,", "{name: material, custom_dir: theme,")
    (site / "theme/more.html").write_text("more", encoding="utf-8")
    build(site)
    (site / "theme/more.html").write_text("less", encoding="utf-8")
    assert SAID not in build(site)
    assert SAID in build(site)


def test_a_logo_elsewhere_counts(site: Path) -> None:
    for name in ("pictures/logo.svg", "site_config/logo.svg"):
        (site / name).parent.mkdir(exist_ok=True)
        (site / name).write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    brand = site / "site_config/brand.yaml"
    text = brand.read_text(encoding="utf-8")
    brand.write_text(f"{text}logo: pictures/logo.svg\n", encoding="utf-8")
    build(site)
    edit(site, "pictures/logo.svg", "/>", "></svg>")
    assert SAID not in build(site)
    assert any(b"></svg>" in file.read_bytes() for file in site.glob("build/public/**/*.svg"))
    brand.write_text(f"{text}logo: site_config/logo.svg\n", encoding="utf-8")
    build(site)
    assert SAID in build(site)


def test_icons_elsewhere_count(site: Path) -> None:
    (site / "icons").mkdir()
    (site / "icons/ours.svg").write_text("<svg><!-- one --></svg>", encoding="utf-8")
    options = f"{{emoji_index: {TWEMOJI} , options: {{custom_icons: [icons]}}}}"
    extension = f"markdown_extensions: [{{pymdownx.emoji: {options}}}]\n"
    edit(site, "mkdocs.yml", "nav:\n", f"{extension}nav:\n")
    build(site)
    assert SAID in build(site)
    (site / "icons/ours.svg").write_text("<svg><!-- two --></svg>", encoding="utf-8")
    assert SAID not in build(site)


@pytest.mark.parametrize(
    ("settings", "known"),
    [
        ("markdown_extensions: [toc, pymdownx.details, {pymdownx.tabbed: {}}]", True),
        (f"markdown_extensions: [{{pymdownx.emoji: {{emoji_index: {TWEMOJI} }}}}]", True),
        ("markdown_extensions: [pymdownx.snippets]", False),
        ("hooks: [hook.py]", False),
        ("markdown_extensions: [hook]", False),
        (f"markdown_extensions: [{{pymdownx.superfences: {{custom_fences: [{FENCE}]}}}}]", False),
    ],
)
def test_what_is_not_known_is_built_each_time(
    site: Path, monkeypatch: pytest.MonkeyPatch, settings: str, *, known: bool
) -> None:
    monkeypatch.syspath_prepend(site)
    (site / "hook.py").write_text(HOOK, encoding="utf-8")
    edit(site, "mkdocs.yml", "nav:\n", f"{settings}\nnav:\n")
    build(site)
    assert (SAID in build(site)) is known


def test_another_plugin_is_built_each_time(site: Path) -> None:
    edit(site, "mkdocs.yml", "plugins:\n", "plugins:\n  - search\n")
    build(site)
    assert SAID not in build(site)


def test_what_is_written_to_during_a_build_is_not_kept(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(site, "content/pages/index.md", "Welcome.", "Hello.")
    whole = manifest.require_whole

    def late(*written: Any) -> Mapping[str, str]:  # noqa: ANN401 - passed on
        edit(site, "content/pages/index.md", "Hello.", "Hello again.")
        return whole(*written)

    with monkeypatch.context() as patch:
        patch.setattr(publication, "require_whole", late)
        build(site, "--audience", "public")
    edit(site, "content/pages/index.md", "Hello again.", "Hello.")
    assert SAID not in build(site, "--audience", "public")


def test_what_stops_a_build_is_told_each_time(site: Path) -> None:
    edit(site, "content/products/hx-90.yaml", "id: hx-90", "id: [")
    for _ in range(2):
        with chdir(site):
            code, _, said = program.run("build", "--no-pdf", "--as-of", "2026-06-01")
        assert code == 1
        assert "nothing was built" in said
