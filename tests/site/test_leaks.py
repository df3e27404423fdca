"""PUB003: what only dealers may see is found in the public output before it goes live."""

import gzip
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from inforce.domain.editions.decide import decide
from inforce.domain.errors import InforceError
from inforce.pipeline.last_look.leaks import leaks
from inforce.pipeline.output.manifest import digests
from inforce.readers.corpus_reader import read_corpus
from tests.print.shop import Shop
from tests.site.conftest import MkDocs
from tests.sites import edit, tree


@pytest.fixture
def site(make_site: Callable[[], Path]) -> Path:
    return make_site()


@pytest.mark.parametrize(
    ("leaking", "place"),
    [
        ("EUR 77,123 net", "product.specs.price"),
        ("<p>Secret prices</p>", "title"),
        ("<!-- products/hx-100-dealers/ 77&nbsp;123 77123 -->", "product.specs.price"),
    ],
)
def test_a_template_that_leaks_leaves_the_old_site(
    site: Path, mkdocs: MkDocs, leaking: str, place: str
) -> None:
    (site / "site").mkdir()
    (site / "site" / "index.html").write_text("old", encoding="utf-8")
    overrides = site / "site_config/overrides"
    overrides.mkdir(parents=True)
    edit(site, "mkdocs.yml", "font: false", "font: false, custom_dir: site_config/overrides")
    # Put together when it renders, so that it is not the template's own wording.
    text = f"{{{{ {leaking[::-1]!r}[::-1] }}}}"
    (overrides / "main.html").write_text(
        f'{{% extends "base.html" %}}\n{{% block footer %}}\n{text}\n{{% endblock %}}\n',
        encoding="utf-8",
    )
    said = mkdocs(site, code=1).stderr
    assert "PUB003 error: " in said
    assert f"{place} of hx-100 is not for the audience public" in said
    assert "77,123" not in said
    assert "Secret" not in said
    assert tree(site / "site") == {"index.html": b"old"}


def test_no_waiver_covers_it_and_dealers_are_not_concerned(site: Path, mkdocs: MkDocs) -> None:
    page = "content/pages/index.md"
    edit(site, page, "Welcome.", "Welcome.\n\nDealers pay 77123 EUR.")
    waiver = f"- {{rule: PUB003, item: {page}, until: 2026-08-01, reason: No, by: anna}}\n"
    (site / "site_config/waivers.yaml").write_text(waiver, encoding="utf-8")
    assert f"{page}:8:1: PUB003 error" in mkdocs(site, code=1).stderr


@pytest.mark.parametrize(
    ("path", "octets", "found"),
    [
        ("a.json", b'{"price":77123}', True),
        ("b.xml", b"<p>\n\n77\xc2\xa0123</p>", True),
        ("pagefind/fragment/c.pf_fragment", gzip.compress(b"costs 77123", mtime=0), True),
        ("media/ab/d.svg", b"M 77123", False),
        ("assets/e.js", b"77123", False),
        ("f.html", b"HX-77123 and 7712", False),
    ],
)
def test_every_kind_of_file_is_searched(
    site: Path,
    tmp_path: Path,
    path: str,
    octets: bytes,
    found: bool,  # noqa: FBT001 - a case
) -> None:
    corpus = read_corpus(site)
    for name in ("z.txt", path):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(octets if name == path else b"nothing")
    (tmp_path / "manifest.json").write_bytes(b"{}")
    edition = decide(corpus, date(2026, 6, 1))
    problems = list(leaks(tmp_path, {path: "", "z.txt": ""}, edition, corpus, ()))
    assert [problem.path for problem in problems] == ([path] if found else [])


@pytest.mark.parametrize("path", ["assets/e.js", "media/d.txt", "pagefind/wasm.txt"])
def test_files_of_hand_written_pages_are_searched_wherever_they_lie(
    site: Path, tmp_path: Path, path: str
) -> None:
    written = site / "content/pages" / path
    written.parent.mkdir(parents=True)
    written.write_bytes(b"77123")
    copied = tmp_path / path
    copied.parent.mkdir(parents=True)
    copied.write_bytes(b"77123")
    (tmp_path / "manifest.json").write_bytes(b"{}")
    corpus = read_corpus(site)
    edition = decide(corpus, date(2026, 6, 1))
    assert [one.path for one in leaks(tmp_path, {path: ""}, edition, corpus, ())] == [path]


@pytest.mark.parametrize(
    "octets", [b"\x1f\x8b", b"\x1f\x8b\x08", gzip.compress(b"x", mtime=0)[:-1]]
)
def test_what_cannot_be_unpacked_is_told(site: Path, tmp_path: Path, octets: bytes) -> None:
    (tmp_path / "a.gz").write_bytes(octets)
    corpus = read_corpus(site)
    found = leaks(tmp_path, {"a.gz": ""}, decide(corpus, date(2026, 6, 1)), corpus, ())
    with pytest.raises(InforceError, match=r"a\.gz is damaged"):
        list(found)


def test_the_text_of_a_pdf_is_searched(tmp_path: Path) -> None:
    shop = Shop(tmp_path / "shop")
    shop.product("p-1", variants={"items": [{"order_code": "P1", "specs": {"price": 98765}}]})
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "manifest.json").write_bytes(b"{}")
    edition = shop.edition("public")
    corpus = read_corpus(shop.root)
    for audience in ("public", "dealer"):
        (folder / f"{audience}.pdf").write_bytes(shop.printed(audience=audience).pdf)
        sheet = folder / f"{audience}-sheet.pdf"
        sheet.write_bytes(shop.brochure("p-1", audience=audience).pdf)
        sheet.with_name(f"{audience}-sheet-r1.pdf").hardlink_to(sheet)
    found = list(leaks(folder, digests(folder), edition, corpus, ()))
    # A file with two names is one file.
    assert {(problem.path, problem.facts["others"]) for problem in found} == {
        ("dealer-sheet-r1.pdf", "; in 1 more files")
    }


def test_the_manifest_is_searched_though_it_does_not_list_itself(
    site: Path, tmp_path: Path
) -> None:
    (tmp_path / "manifest.json").write_bytes(b'{"items":{"77123":{}}}')
    assert leaking(site, tmp_path, ()) == ["manifest.json"]


def test_what_a_pdf_carries_is_searched(site: Path, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_bytes(b"{}")
    with pikepdf.new() as document:
        document.add_blank_page()
        facts = pikepdf.AttachedFileSpec(document, b'{"price":77123}', filename="facts.json")
        document.attachments["facts.json"] = facts
        document.save(tmp_path / "a.pdf")
    assert leaking(site, tmp_path, ("a.pdf",)) == ["a.pdf"]


@pytest.mark.parametrize("preview", [True, False])
def test_a_preview_keeps_back_what_its_working_copies_keep_back(
    site: Path, tmp_path: Path, *, preview: bool
) -> None:
    edit(site, "content/products/hx-100.yaml", "price: 77123", "price: 88991")
    (tmp_path / "manifest.json").write_bytes(b"{}")
    (tmp_path / "a.txt").write_bytes(b"88991")
    found = leaking(site, tmp_path, ("a.txt",), preview=preview)
    assert found == (["a.txt"] if preview else [])


def leaking(
    site: Path, folder: Path, files: tuple[str, ...], *, preview: bool = False
) -> list[str]:
    """Return which of the files hold what is not for the public."""
    corpus = read_corpus(site)
    edition = decide(corpus, date(2026, 6, 1), preview=preview)
    listed = {path: path for path in files}
    return [problem.path for problem in leaks(folder, listed, edition, corpus, ())]
