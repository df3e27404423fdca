"""Pages of products that did not change are taken over from the build before, and only these."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from inforce.pipeline.leaves import leaf_memory
from inforce.pipeline.output import output_memory
from inforce.pipeline.output.put import put
from inforce.pipeline.search import search_memory
from inforce.readers import stamps
from inforce.readers.cache import CACHE
from tests.site.conftest import MkDocs
from tests.sites import approved, edit, tree

KEPT = ("hx-100", "hx-90")


@pytest.fixture
def site(make_site: Callable[[], Path], mkdocs: MkDocs, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site that was built once, with a memory although it is small."""
    monkeypatch.setattr(leaf_memory, "_WORTH_KEEPING", 1)
    monkeypatch.setattr(search_memory, "_WORTH_KEEPING", 1)
    monkeypatch.setattr(stamps, "_WORTH_KEEPING", 1)
    site = make_site()
    mkdocs(site)
    return site


def same_files(site: Path, mkdocs: MkDocs) -> set[str]:
    """Build again; return which products have the very same files as before.

    All must be as a build from nothing makes it.
    """
    before = _inodes(site)
    mkdocs(site)
    after, built = _inodes(site), tree(site / "site")
    shutil.rmtree(site / CACHE)
    shutil.rmtree(site / "site")
    mkdocs(site)
    assert tree(site / "site") == built
    return {product for product in after if before.get(product) == after[product]}


def _inodes(site: Path) -> dict[str, tuple[int, ...]]:
    found = {}
    for product in KEPT:
        files = [site / "site/api/v1/products" / f"{product}.json"]
        files += sorted((site / "site").glob(f"**/products/{product}/**/index.html"))
        found[product] = tuple(file.stat().st_ino for file in files)
    return found


def test_nothing_changed(site: Path, mkdocs: MkDocs) -> None:
    assert same_files(site, mkdocs) == set(KEPT)


def test_another_day(site: Path, mkdocs: MkDocs) -> None:
    edit(site, "mkdocs.yml", "as_of: 2026-06-01", "as_of: 2026-06-02")
    assert same_files(site, mkdocs) == set(KEPT)


def test_one_product_and_those_that_name_it(site: Path, mkdocs: MkDocs) -> None:
    (site / "content/products/hx-200.yaml").unlink()
    approved(site, "hx-100", day=date(2026, 5, 1))
    assert same_files(site, mkdocs) == set()


def test_a_family_until_one_of_its_products_changes(site: Path, mkdocs: MkDocs) -> None:
    pages = [site / prefix / "families/pump/index.html" for prefix in ("site", "site/ru")]
    before = [page.stat().st_ino for page in pages]
    edit(site, "mkdocs.yml", "as_of: 2026-06-01", "as_of: 2026-06-02")
    mkdocs(site)
    assert [page.stat().st_ino for page in pages] == before
    approved(site, "hx-100", day=date(2026, 5, 1))
    assert "hx-100" not in same_files(site, mkdocs)
    for page, figure in zip(pages, ("99.99", "99,99"), strict=True):
        assert figure in page.read_text("utf-8")


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("site_config/brand.yaml", "Maker", "Another"),
        ("mkdocs.yml", "- More:", "- Even more:"),
        ("mkdocs.yml", "maker.example/shop/", "maker.example/store/"),
        ("schemas/families/pump.yaml", "All our pumps", "Each of our pumps"),
    ],
)
def test_what_all_pages_rest_on(site: Path, mkdocs: MkDocs, path: str, old: str, new: str) -> None:
    edit(site, path, old, new)
    assert same_files(site, mkdocs) == set()


def test_words_of_the_site(site: Path, mkdocs: MkDocs) -> None:
    words = site / "site_config/locales/en.yaml"
    words.parent.mkdir(exist_ok=True)
    words.write_text("texts: {site: {specifications: Data}}\n", encoding="utf-8")
    assert same_files(site, mkdocs) == set()


@pytest.mark.parametrize("octets", [b"altered", None])
def test_a_file_that_is_not_what_was_built_is_made_again(
    site: Path, mkdocs: MkDocs, octets: bytes | None
) -> None:
    page = site / "site/products/hx-90/index.html"
    page.unlink()
    if octets is not None:
        page.write_bytes(octets)
    assert same_files(site, mkdocs) == {"hx-100"}
    assert page.read_bytes() != octets


def test_a_damaged_memory_counts_for_nothing(site: Path, mkdocs: MkDocs) -> None:
    (memory,) = (site / CACHE / "pages").iterdir()
    octets = bytearray(memory.read_bytes())
    octets[-9] ^= 1
    memory.write_bytes(bytes(octets))
    assert same_files(site, mkdocs) == set()


def test_a_memory_that_cannot_be_kept_is_no_fault(site: Path, mkdocs: MkDocs) -> None:
    shutil.rmtree(site / CACHE)
    (site / CACHE).write_bytes(b"")
    before = _inodes(site)
    mkdocs(site)
    assert _inodes(site).items().isdisjoint(before.items())


def test_few_outputs_are_remembered(
    site: Path, mkdocs: MkDocs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output_memory, "_MOST", 2)
    for name in ("b", "c"):
        mkdocs(site, "--site-dir", str(site / name))
    for part in ("pages", "search"):
        assert len(list((site / CACHE / part).iterdir())) == 2
    assert same_files(site, mkdocs) == set()


def _index(site: Path) -> dict[str, int]:
    folder = site / "site/pagefind"
    return {str(path.relative_to(folder)): path.stat().st_ino for path in folder.rglob("*.pf_*")}


def test_the_index_of_the_same_records_is_taken_over(site: Path, mkdocs: MkDocs) -> None:
    before = _index(site)
    assert before
    edit(site, "schemas/families/pump.yaml", "All our pumps", "Each of our pumps")
    (memory,) = (site / CACHE / "search").iterdir()
    written = memory.read_bytes()
    mkdocs(site)
    assert _index(site) != before
    assert memory.read_bytes() != written
    before = _index(site)
    (site / "site/products/hx-90/index.html").unlink()
    mkdocs(site)
    assert _index(site) == before
    assert same_files(site, mkdocs) == set(KEPT)


def test_an_index_that_was_altered_is_made_again(site: Path, mkdocs: MkDocs) -> None:
    text = next((site / "site/pagefind/fragment").rglob("*.pf_fragment"))
    octets = text.read_bytes()
    text.unlink()
    text.write_bytes(b"altered")
    mkdocs(site)
    assert text.read_bytes() == octets


def test_what_is_put_leaves_other_names_of_a_file_alone(tmp_path: Path) -> None:
    live = tmp_path / "live"
    live.write_bytes(b"old")
    (tmp_path / "new").hardlink_to(live)
    put(tmp_path / "new", b"new")
    put(tmp_path / "some/where/else", b"more")
    assert live.read_bytes() == b"old"
    assert (tmp_path / "new").read_bytes() == b"new"
    assert (tmp_path / "some/where/else").read_bytes() == b"more"
