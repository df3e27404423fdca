import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import chdir
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import Result

from tests.cli import program
from tests.sites import edit, tree


@pytest.fixture
def site(make_site: Callable[[], Path]) -> Path:
    """A site for one test to change."""
    return make_site()


def run(site: Path, *arguments: str, code: int = 0) -> str:
    """Build with the program, called in this process; return all that it said."""
    with chdir(site):
        done, told, errors = program.run("build", "--as-of", "2026-06-01", *arguments)
    assert done == code, told + errors
    return told + errors


def test_every_audience_gets_its_folder_with_pdfs(site: Path) -> None:
    inforce = Path(sys.executable).with_name("inforce")
    command: list[str | Path] = [inforce, "build", "--as-of", "2026-06-01"]
    done = subprocess.run(command, cwd=site, capture_output=True, text=True, check=False)
    said = done.stderr
    assert done.returncode == 0, said
    public, dealer = site / "build/public", site / "build/dealer"
    assert "public: 2 products as of 2026-06-01" in said
    assert "public: 4 brochures, 2 bulletins: 6 set" in said
    bulletin = "downloads/notice-PDN-1-ru.pdf"
    assert (public / bulletin).read_bytes().startswith(b"%PDF")
    assert f'href="../../../{bulletin}"' in (public / "ru/notices/PDN-1/index.html").read_text(
        "utf-8"
    )
    (notice,) = json.loads((public / "api/v1/notices.json").read_bytes())["notices"]
    assert notice["bulletin"]["ru"]["path"] == bulletin
    digest = sha256((public / bulletin).read_bytes()).hexdigest()
    assert notice["bulletin"]["ru"]["sha256"] == digest
    assert (public / "downloads/catalogue-ru.pdf").read_bytes().startswith(b"%PDF")
    assert 'href="../downloads/catalogue-ru.pdf"' in (public / "ru/index.html").read_text("utf-8")
    assert "77,123" in (dealer / "products/hx-100/index.html").read_text(encoding="utf-8")
    for page in dealer.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        assert '<meta name="robots" content="noindex">' in html, page
        assert "For dealers only" in html or "Только для дилеров" in html or "refresh" in html, page
    assert not any("dealers only" in page.read_text("utf-8") for page in public.rglob("*.html"))
    assert "77,123" not in (public / "products/hx-100/index.html").read_text(encoding="utf-8")
    assert sorted(path.name for path in (site / "build").iterdir()) == ["dealer", "public"]
    _has_brochures(public)


@pytest.mark.parametrize("link", ["build", "build/public", "public"])
def test_an_output_that_leads_in_a_circle_is_told(site: Path, link: str) -> None:
    (site / link).parent.mkdir(exist_ok=True)
    (site / link).symlink_to(Path(link).name)
    out = {"public": ("--out", ".")}.get(link, ())
    said = run(site, "--no-pdf", "--audience", "public", *out, code=2)
    assert said.splitlines()[-1].startswith("inforce: ")
    assert (site / link).is_symlink()


@pytest.mark.skipif(sys.platform != "linux", reason="names are text there")
def test_an_output_that_is_not_utf8_is_told(site: Path) -> None:
    said = run(site, "--no-pdf", "--out", os.fsdecode(b"gebaut-f\xfcr"), code=2)
    assert said.endswith("gebaut-f\\xfcr: the path is not UTF-8; rename the folder\n")


def _has_brochures(public: Path) -> None:
    """Each product's page and document lead to its brochure; a copy has its revision's name.

    It is dated by the end of sale of its accessory, hx-90.
    """
    for prefix, locale, told in (
        ("", "en", "; revision 1, as of 1 February 2026"),
        ("ru/", "ru", "; ревизия 1, по состоянию на 1 февраля 2026"),
    ):
        page = (public / prefix / "products/hx-100/index.html").read_text(encoding="utf-8")
        file = public / f"downloads/hx-100-{locale}.pdf"
        assert f'/downloads/hx-100-{locale}.pdf" type="application/pdf"' in page
        assert told in page.replace("\N{NO-BREAK SPACE}", " ")
        assert f"PDF, {file.stat().st_size / 1000:.0f}" in page
        assert "Notice sheet" not in page
        document = json.loads((public / "api/v1/products/hx-100.json").read_bytes())
        assert document["brochure"][locale] == {
            "path": f"downloads/hx-100-{locale}.pdf",
            "dated": "2026-02-01",
            "size": file.stat().st_size,
            "sha256": sha256(file.read_bytes()).hexdigest(),
            "revision_path": f"downloads/hx-100-{locale}-r1.pdf",
        }
        assert (public / f"downloads/hx-100-{locale}-r1.pdf").samefile(file)
    files = json.loads((public / "manifest.json").read_bytes())["files"]
    assert files["downloads/hx-90-en.pdf"] == files["downloads/hx-90-en-r1.pdf"]
    gone = (public / "products/hx-90/index.html").read_text(encoding="utf-8")
    assert ">Notice sheet <" in gone


def test_one_locale_and_no_pdf(site: Path) -> None:
    run(site, "--audience", "public", "--locale", "en", "--no-pdf", "--out", "o")
    assert not (site / "o/public/ru").exists()
    assert not (site / "o/public/downloads").exists()
    product = (site / "o/public/products/hx-100/index.html").read_text(encoding="utf-8")
    assert "/downloads/" not in product
    document = (site / "o/public/api/v1/products/hx-100.json").read_bytes()
    assert "brochure" not in json.loads(document)
    page = (site / "o/public/index.html").read_text(encoding="utf-8")
    assert "inf-tongues" not in page


def test_mkdocs_and_inforce_build_the_same(site: Path, mkdocs: Callable[..., object]) -> None:
    mkdocs(site)
    run(site, "--audience", "public", "--no-pdf")
    assert tree(site / "site") == tree(site / "build/public")


def test_mkdocs_does_not_say_that_pages_are_left_out(
    site: Path, mkdocs: Callable[..., Result]
) -> None:
    output = mkdocs(site).output
    assert "Building documentation" in output  # how long it took is not told twice alike
    assert "skipped" not in output


def test_findings_end_with_1_and_leave_what_is_there(site: Path) -> None:
    run(site, "--audience", "public", "--no-pdf")
    before = tree(site / "build")
    (site / "content/products/hx-90.yaml").write_text("id: [\n", encoding="utf-8")
    done = run(site, "--audience", "public", "--no-pdf", code=1)
    assert "SCH001" in done
    assert tree(site / "build") == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--audience", "nobody"), "no audience 'nobody'"),
        (("--locale", "de"), "no locale 'de'"),
    ],
)
def test_what_cannot_be_built_is_one_line(
    site: Path, arguments: tuple[str, ...], said: str
) -> None:
    assert said in run(site, "--no-pdf", *arguments, code=2)


def test_a_wrong_mkdocs_yml_is_one_line(site: Path) -> None:
    edit(site, "mkdocs.yml", "name: material", "name: nothing")
    assert "mkdocs.yml" in run(site, "--no-pdf", "--audience", "public", code=2)
    assert not (site / "build").exists()


def test_a_plugin_that_is_not_there_is_one_line(site: Path) -> None:
    text = (site / "mkdocs.yml").read_text(encoding="utf-8")
    head, _, rest = text.partition("plugins:\n")
    (site / "mkdocs.yml").write_text(
        f"{head}plugins: []\n{rest.partition(chr(10))[2]}", encoding="utf-8"
    )
    said = run(site, "--no-pdf", "--audience", "public", code=2)
    assert "the plugin inforce is missing" in said


def test_a_warning_in_strict_mode_is_told(site: Path) -> None:
    edit(site, "mkdocs.yml", "site_name: Maker", "site_name: Maker\nstrict: true")
    edit(site, "content/pages/index.md", "Welcome.", "[gone](nowhere.md)")
    assert "strict" in run(site, "--no-pdf", "--audience", "public", code=2)
    assert not (site / "build/public").exists()


def test_a_site_without_search_has_none(site: Path) -> None:
    edit(site, "mkdocs.yml", "as_of: 2026-06-01", "as_of: 2026-06-01, search: false")
    run(site, "--audience", "public", "--no-pdf")
    public = site / "build/public"
    assert not (public / "search/index.html").exists()
    assert not (public / "pagefind").exists()
    assert 'data-md-component="search"' not in (public / "index.html").read_text("utf-8")
