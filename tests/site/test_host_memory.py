"""The host is not started where it would give what it gave before, and is wherever it might not."""

import shutil
from collections.abc import Callable
from contextlib import chdir
from pathlib import Path
from typing import Any

import pytest

from inforce.mkdocs_plugin.host import MkDocsHost
from inforce.mkdocs_plugin.known import resting
from inforce.pipeline.last_look.output_check import check_output
from inforce.pipeline.publishing import host_memory, publication
from inforce.pipeline.publishing.hosted import Hosted
from inforce.pipeline.publishing.publication import Publication
from inforce.readers import stamps
from inforce.readers.cache import CACHE
from tests.cli import program
from tests.sites import edit, tree

FLOW = ("content/products/hx-100.yaml", "flow: 99.99", "flow: 88.88")


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the host was started for since this was asked for: audiences, and its settings."""
    seen: list[str] = []
    build, search = MkDocsHost.build, MkDocsHost.search

    def noted(host: MkDocsHost, opened: Publication) -> bool:
        seen.append(opened.edition.audience)
        return build(host, opened)

    def asked(host: MkDocsHost, root: Path) -> bool:
        seen.append("settings")
        return search(host, root)

    monkeypatch.setattr(MkDocsHost, "build", noted)
    monkeypatch.setattr(MkDocsHost, "search", asked)
    return seen


@pytest.fixture
def site(
    make_site: Callable[[], Path], monkeypatch: pytest.MonkeyPatch, started: list[str]
) -> Path:
    """A site that was built once, with a memory although it is small."""
    monkeypatch.setattr(host_memory, "_WORTH_KEEPING", 1)
    monkeypatch.setattr(stamps, "_WORTH_KEEPING", 1)
    site = make_site()
    (site / "site_config/overrides").mkdir()
    edit(site, "mkdocs.yml", "font: false", "font: false, custom_dir: site_config/overrides")
    edit(site, "content/pages/terms.md", "We may", "[HX 90](product:hx-90): we may")
    edit(site, "content/pages/index.md", "Welcome.", 'Welcome to {{ spec("hx-90", "flow") }}.')
    edit(site, "site_config/policy.yaml", "approvers:", "severity: {PUB002: warning}\napprovers:")
    build(site)
    assert started == ["settings", "public", "dealer"]
    started.clear()
    return site


def build(site: Path, *options: str, day: str = "2026-06-01") -> str:
    with chdir(site):
        code, told, said = program.run("build", "--no-pdf", "--preview", "--as-of", day, *options)
    assert code == 0, told + said
    return said


def as_from_nothing(site: Path) -> bool:
    there = [tree(site / "build" / name) for name in ("public", "dealer")]
    shutil.rmtree(site / CACHE)
    shutil.rmtree(site / "build")
    build(site)
    return there == [tree(site / "build" / name) for name in ("public", "dealer")]


def test_a_change_of_a_product_does_not_start_it(site: Path, started: list[str]) -> None:
    edit(site, *FLOW)
    build(site)
    assert started == []
    assert "88.88" in (site / "build/public/products/hx-100/index.html").read_text("utf-8")
    assert as_from_nothing(site)


def _a_setting(site: Path) -> None:
    edit(site, "mkdocs.yml", "- More:", "- Further:")


def _a_page(site: Path) -> None:
    edit(site, "content/pages/index.md", "Welcome to", "Hello,")


def _a_controlled_page(site: Path) -> None:
    edit(site, "content/pages/terms.md", "we may deliver", "we deliver")


def _an_override(site: Path) -> None:
    folder = site / "site_config/overrides/partials"
    folder.mkdir()
    (folder / "footer.html").write_text("<footer>Made here.</footer>", encoding="utf-8")


def _a_word(site: Path) -> None:
    folder = site / "site_config/locales"
    folder.mkdir(exist_ok=True)
    (folder / "en.yaml").write_text("texts: {site: {products: Goods}}\n", encoding="utf-8")


def _the_brand(site: Path) -> None:
    edit(site, "site_config/brand.yaml", "Good pumps.", "The best pumps.")


def _a_product_that_a_page_leads_to(site: Path) -> None:
    edit(site, "content/products/hx-90.yaml", "name: {en: HX 90 pump", "name: {en: HX 90 hot pump")


def _a_figure_that_a_page_shows(site: Path) -> None:
    edit(site, "content/products/hx-90.yaml", "flow: 9.0", "flow: 9.5")


def _a_product_more_on_the_home_page(site: Path) -> None:
    hx_200 = (site / "content/products/hx-200.yaml").read_text("utf-8").replace("200", "300")
    (site / "content/products/hx-300.yaml").write_text(hx_200, encoding="utf-8")


def _a_damaged_memory(site: Path) -> None:
    for part in ("host", "host-settings"):
        for file in (site / CACHE / part).iterdir():
            file.write_bytes(file.read_bytes()[:-1])


@pytest.mark.parametrize(
    ("change", "settings_too"),
    [
        (_a_setting, True),
        (_a_page, True),
        (_a_controlled_page, True),
        (_an_override, True),
        (_a_word, True),
        (_the_brand, True),
        (_a_product_that_a_page_leads_to, False),
        (_a_figure_that_a_page_shows, False),
        (_a_product_more_on_the_home_page, False),
        (_a_damaged_memory, True),
    ],
)
def test_a_change_of_what_its_pages_rest_on_starts_it(
    site: Path, started: list[str], change: Callable[[Path], None], *, settings_too: bool
) -> None:
    change(site)
    edit(site, *FLOW)
    build(site)
    assert started == ["settings"] * settings_too + ["public", "dealer"]
    assert as_from_nothing(site)


def test_what_it_asks_is_noted_once_however_often_it_was_asked_again(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = []
    hosted = Publication.hosted

    def kept(opened: Publication) -> Hosted | None:
        found = hosted(opened)
        assert found is not None
        noted.append([one.question for one in found.answered])
        return found

    monkeypatch.setattr(Publication, "hosted", kept)
    _a_product_more_on_the_home_page(site)
    build(site, "--audience", "public")
    (questions,) = noted
    assert questions
    assert len(questions) == len(set(questions))


def test_another_day_starts_it(site: Path, started: list[str]) -> None:
    build(site, day="2026-06-02")
    assert started == ["public", "dealer"]


def test_a_file_of_its_own_that_was_altered_starts_it(site: Path, started: list[str]) -> None:
    (site / "build/public/404.html").write_text("altered", encoding="utf-8")
    build(site)
    assert started == ["public"]
    assert as_from_nothing(site)


def test_a_file_of_its_own_that_inforce_writes_too_is_left_to_it(
    site: Path, started: list[str]
) -> None:
    (site / "content/pages/edition.json").write_text("{}", encoding="utf-8")
    build(site)
    assert started == ["settings", "public", "dealer"]
    edit(site, *FLOW)
    build(site)
    assert started == ["settings", *(2 * ["public", "dealer"])]
    assert as_from_nothing(site)


def test_what_it_warns_of_is_told_each_time(site: Path, started: list[str]) -> None:
    edit(site, "content/pages/index.md", "Welcome to", "[Gone](gone.md)")
    for flow in ("88.88", "77.77"):
        edit(site, FLOW[0], "flow: 99.99" if flow == "88.88" else "flow: 88.88", f"flow: {flow}")
        started.clear()
        build(site)
        assert started[-2:] == ["public", "dealer"]


def test_what_a_page_asks_for_in_vain_is_told_each_time(site: Path, started: list[str]) -> None:
    edit(site, "content/pages/terms.md", "we may", '{{ spec("hx-100", "price") }}')
    waiver = "- {rule: REF003, item: terms, until: 2026-08-01, reason: To come, by: anna}\n"
    (site / "site_config/waivers.yaml").write_text(waiver, encoding="utf-8")
    first = build(site, "--audience", "public")
    edit(site, *FLOW)
    started.clear()
    assert "price" in first
    assert "price" in build(site, "--audience", "public")
    assert started == ["public"]


def test_what_is_written_to_during_a_build_is_not_kept(
    site: Path, started: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(site, "content/pages/index.md", "Welcome to", "Hello,")

    def late(*all_of_it: Any) -> Any:  # noqa: ANN401 - passed on
        edit(site, "content/pages/index.md", "Hello,", "Hello again,")
        return check_output(*all_of_it)

    with monkeypatch.context() as patch:
        patch.setattr(publication, "check_output", late)
        build(site, "--audience", "public")
    edit(site, "content/pages/index.md", "Hello again,", "Hello,")
    started.clear()
    build(site, "--audience", "public")
    assert started == ["public"]


def test_hooks_are_run_each_time(site: Path, started: list[str]) -> None:
    (site / "hook.py").write_text("", encoding="utf-8")
    edit(site, "mkdocs.yml", "nav:\n", "hooks: [hook.py]\nnav:\n")
    for _ in range(2):
        started.clear()
        build(site)
        assert started == ["settings", "public", "dealer"]


def test_products_among_its_pages_are_what_it_rests_on(site: Path) -> None:
    apart = resting(site)
    edit(site, *FLOW)
    assert resting(site) == apart
    edit(site, "mkdocs.yml", "docs_dir: content/pages", "docs_dir: content")
    among = resting(site)
    edit(site, FLOW[0], FLOW[2], FLOW[1])
    assert resting(site) != among
