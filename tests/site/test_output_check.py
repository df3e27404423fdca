"""The last look at an output: what leads nowhere, and what was there before and is gone."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec
import pytest
from msgspec import structs

from inforce.domain import address
from inforce.domain.checking.external_links import uses
from inforce.domain.checking.rule import Inspection
from inforce.domain.site.finding import Problem
from inforce.domain.site.link_record import LinkRecord
from inforce.domain.site.web_address import external
from inforce.domain.standings.standing import standings
from inforce.pipeline.last_look.gone import manifest_of
from inforce.pipeline.links.file_links import FileLinks, file_links, page_links
from inforce.pipeline.links.link_index import LinkIndex
from inforce.readers.corpus_reader import read_corpus
from inforce.readers.host_links import host_links
from tests.site.conftest import MkDocs
from tests.sites import approved, edit, tree

PAGE = "content/pages/index.md"


@pytest.fixture
def site(make_site: Callable[[], Path]) -> Path:
    return make_site()


@pytest.fixture
def standing(built: Path, tmp_path: Path) -> Path:
    """A site as it was built once already."""
    return Path(shutil.copytree(built.parent, tmp_path / "standing"))


def linked(folder: Path, pages: dict[str, str], origin: str = "") -> list[Problem]:
    for path, html in pages.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(html, encoding="utf-8")
    return list(LinkIndex(folder, dict.fromkeys(pages, ""), origin).problems())


@pytest.mark.parametrize(
    "link",
    [
        'href="../b/"',
        "href='../b/#there'",
        "href=../b/#there>",
        'href="#own"',
        'href="#top"',
        'href=""',
        'href="?q=1"',
        'href="/"',
        'href="/b/#%D1%8F"',
        'href="/b/#&#1103;"',
        'src="../a.svg"',
        'href="https://site.example/"',
        'href="https://other.example/nowhere/"',
        'href="mailto:a@b.example"',
        'data-href="nowhere"',
        'srcset="../a.svg, ../a.svg?b 2x, data:image/png;base64,AA== 3x"',
        'poster="../a.svg"',
        'data-root="../"',
        'data-bundle="../b/"',
        'content="nowhere"',
        'content="https://site.example/a.svg"',
        "> data=nowhere action='nowhere' poster=nowhere <",
        "></a><script>'<a href=\"nowhere\">'</script><a",
    ],
)
@pytest.mark.parametrize("origin", ["", "https://site.example/"])
def test_a_link_that_leads_somewhere(tmp_path: Path, link: str, origin: str) -> None:
    pages = {
        "index.html": "<p>",
        "a/index.html": f'<a {link} id="own">',
        "b/index.html": "<a id='there' name=я>",
        "a.svg": "<svg>",
    }
    assert linked(tmp_path, pages, origin) == []


@pytest.mark.parametrize(
    ("link", "fault"),
    [
        ("../c/", "leads nowhere"),
        ("../../b/", "leads nowhere"),
        ("../b", "leads nowhere"),
        ("/elsewhere/", "leads nowhere"),
        ("/shop/c/", "leads nowhere"),
        ("https://site.example/shop/c/", "leads nowhere"),
        ("#nothing", "leads to an anchor that is not there"),
        ("../b/#nothing", "leads to an anchor that is not there"),
        ("../a.svg#nothing", "leads to an anchor that is not there"),
    ],
)
def test_a_link_that_leads_nowhere(tmp_path: Path, link: str, fault: str) -> None:
    pages = {
        "a/index.html": f'<p>\n<a href="{link}">\n<a href="{link}">',
        "b/index.html": "<p>",
        "a.svg": "<svg>",
    }
    (problem,) = linked(tmp_path, pages, "https://site.example/shop/")
    assert (problem.code, problem.path, problem.line) == ("PUB002", "a/index.html", 2)
    assert (problem.facts["link"], problem.facts["fault"]) == (link, fault)
    assert problem.facts["others"] == ""


def test_the_line_of_a_broken_link_is_that_in_the_file(tmp_path: Path) -> None:
    told = '<script>\n\nlet a\n</script>\n<a href="../c/d/">\n<a href="../c/">'
    (problem,) = linked(tmp_path, {"a/index.html": told, "c/d/index.html": "<p>"})
    assert (problem.facts["link"], problem.line) == ("../c/", 6)


@pytest.mark.parametrize(
    "tag",
    [
        '<img srcset="b.svg, {} 2x">',
        '<link rel="preload" imagesrcset="{}">',
        '<video poster="{}">',
        '<object data="{}">',
        '<form action="{}">',
        '<button formaction="{}">',
        '<svg><use xlink:href="{}"/></svg>',
        '<link rel="icon" href="{}">',
        '<link rel="manifest" href={}>',
        '<meta property="og:image" content="https://site.example/shop/{}">',
        '<dialog data-bundle="{}/">',
    ],
)
def test_whatever_a_page_loads_must_be_there(tmp_path: Path, tag: str) -> None:
    pages = {"index.html": f"<p>data=1\n{tag.format('gone')}", "b.svg": "<svg>"}
    (problem,) = linked(tmp_path, pages, "https://site.example/shop/")
    assert (problem.path, problem.line, problem.facts["fault"]) == (
        "index.html",
        2,
        "leads nowhere",
    )


def test_sheets_and_maps_are_followed(tmp_path: Path) -> None:
    pages = {
        "css/a.css": "@import 'b.css';\n@font-face{src:url(../f.ttf)}\na{b:url( \"gone.png\" )}"
        "c{mask:url(\"data:image/svg+xml,<svg fill='url(x)'>\");filter:url(#own)}",
        "css/b.css": "a{b:url('/shop/f.ttf')}",
        "f.ttf": "",
        "index.html": "<p>",
        "sitemap.xml": "<url>\n<loc>https://site.example/shop/</loc>\n"
        "<loc>https://site.example/shop/old/</loc>"
        '<xhtml:link href="https://site.example/shop/ru/"/></url>',
    }
    told = [
        (problem.path, problem.line, problem.facts["link"])
        for problem in linked(tmp_path, pages, "https://site.example/shop/")
    ]
    assert told == [
        ("css/a.css", 3, "gone.png"),
        ("sitemap.xml", 3, "https://site.example/shop/ru/"),
        ("sitemap.xml", 3, "https://site.example/shop/old/"),
    ]


def test_a_fault_of_many_pages_is_told_once(tmp_path: Path) -> None:
    pages = {f"{name}/index.html": '<a href="../gone/">' for name in "abc"}
    (problem,) = linked(tmp_path, pages)
    assert problem.path == "a/index.html"
    assert problem.facts["others"] == "; on 2 more pages"


_MANY = """
import sys
from pathlib import Path
from inforce.pipeline.links import link_reading
from inforce.pipeline.links.link_index import LinkIndex

folder = Path(sys.argv[1])
files = {path.relative_to(folder).as_posix(): "" for path in folder.rglob("*.*")}
alone = list(LinkIndex(folder, files).problems())
link_reading._WORTH_SPREADING = 1
link_reading.cores = lambda: 3
assert link_reading.lone()
print(len(alone), list(LinkIndex(folder, files).problems()) == alone)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux alone")
def test_many_files_are_read_on_all_cores_with_the_same_result(tmp_path: Path) -> None:
    pages = {
        f"{name}/index.html": f'<p id="own">\n<a href="../gone/"><a href="#own"><a href="#{name}">'
        f'<a href="../{chr(ord(name) + 1)}/#own"><a href="../a/#a">'
        for name in "abcdefg"
    }
    linked(tmp_path, pages | {"h/index.html": "<p>", "a.css": "a{b:url(gone.png)}"})
    command = [sys.executable, "-c", _MANY, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["10", "True"]


def test_a_file_that_is_known_is_not_read(tmp_path: Path) -> None:
    pages = {"a/index.html": '<a href="../b/#b">', "b/index.html": '<a href="../a/#a">'}
    files = dict.fromkeys(pages, "")
    known = {
        path: file_links(path, html.encode(), "https://site.example/")
        for path, html in pages.items()
    }
    known["b/index.html"] = FileLinks(links=known["b/index.html"].links, anchors=("b",))
    (tmp_path / "b").mkdir()
    (tmp_path / "b/index.html").write_text(pages["b/index.html"])
    (problem,) = LinkIndex(tmp_path, files, "https://site.example/", known).problems()
    assert (problem.path, problem.facts["link"]) == ("b/index.html", "../a/#a")


def test_what_a_page_leads_to_is_told_without_what_is_there_or_elsewhere() -> None:
    html = (
        b'<head><meta content="https://site.example/a.svg"><meta content="https://site.example">'
        b'<body data-root="../"><a href="mailto:a@b.example"><a href="//other.example/">'
        b'<a href="https://site.example/b/"><a href="#own" id=own><a href="#gone"><a href="#top">'
        b'<a href="?a=1&amp;b"><a href=\'?a=1&b\'><img src="a:b" content="https://site.example/c">'
        b'<script>"<a href=d>"</script><script>"<a href=e>"'
    )
    assert file_links("p/index.html", html, "https://site.example/") == FileLinks(
        links=("https://site.example/b/", "#gone", "?a=1&b", "e", "https://site.example/a.svg"),
        folders=("../",),
        anchors=("own",),
    )
    assert "#own" in file_links("100%25/index.html", html, "").links
    assert file_links("a.svg", html, "") == FileLinks()


def test_no_link_to_another_host_is_missed(built: Path) -> None:
    """What `inforce check --links` gathers from the sources is all that customers are shown."""
    site = built.parent
    day = date(2026, 6, 1)
    origin = "https://maker.example/shop/"
    read = read_corpus(site)
    known = structs.replace(read, links=LinkRecord(elsewhere=tuple(host_links(site)), own=origin))
    look = Inspection(corpus=known, today=day, standings=standings(known, day))
    pages = (page.read_bytes() for page in built.rglob("*.html"))
    links = {link for page in pages for link in page_links(page, "").links}
    shown = {external(link, origin) for link in links} - {None}
    assert shown
    assert shown <= {use.address for use in uses(look)}


def test_a_broken_link_leaves_the_old_site(standing: Path, mkdocs: MkDocs) -> None:
    before = tree(standing / "site")
    edit(standing, PAGE, "Welcome.", 'Welcome.\n\n<a href="products/hx-77/">HX 77</a>')
    said = mkdocs(standing, code=1).stderr
    assert "index.html" in said
    assert "PUB002 error: products/hx-77/ leads nowhere" in said
    assert tree(standing / "site") == before


def test_looking_back_a_broken_link_is_told_and_stops_nothing(site: Path, mkdocs: MkDocs) -> None:
    """An earlier day is rebuilt as it was; what its audience may not see stops that as well."""
    edit(site, PAGE, "Welcome.", 'Welcome.\n\n<a href="products/hx-77/">HX 77</a>')
    assert "PUB002 error" in mkdocs(site, code=1).stderr
    approved(site, "hx-100", day=date(2026, 6, 2))
    assert "PUB002 warning: products/hx-77/ leads nowhere" in mkdocs(site).stderr
    edit(site, PAGE, "Welcome.", "Welcome. 77123")
    assert "PUB003 error" in mkdocs(site, code=1).stderr


def test_a_page_that_is_gone_leaves_the_old_site_until_it_redirects(
    standing: Path, mkdocs: MkDocs
) -> None:
    before = tree(standing / "site")
    for suffix in (".md", ".ru.md"):
        file = standing / f"content/pages/terms{suffix}"
        file.rename(standing / f"content/pages/conditions{suffix}")
    edit(standing, "mkdocs.yml", "terms.md", "conditions.md")
    approved(standing, "terms", day=date(2026, 1, 6))
    said = mkdocs(standing, code=1).stderr
    assert (
        "terms/index.html:1:1: PUB001 error: address terms/ was there in the build before" in said
    )
    assert "ru/terms/" in said
    assert tree(standing / "site") == before
    page = "content/pages/conditions.md"
    edit(standing, page, "{id: terms,", "{id: terms, former_paths: [terms.md],")
    approved(standing, "terms", day=date(2026, 1, 7))
    mkdocs(standing)
    moved = (standing / "site/ru/terms/index.html").read_text(encoding="utf-8")
    assert 'url=../conditions/"' in moved


def test_an_article_number_that_is_gone_still_leads_to_its_product(
    standing: Path, mkdocs: MkDocs
) -> None:
    edit(standing, "content/products/hx-100.yaml", 'gtin: "9520417000017"', 'gtin: "9520417000024"')
    approved(standing, "hx-100", day=date(2026, 1, 6))
    mkdocs(standing)
    for gtin in ("9520417000017", "9520417000024"):
        page = (standing / "site" / address.digital_link(gtin) / "index.html").read_text("utf-8")
        assert 'url=../../products/hx-100/"' in page


def test_a_language_that_is_gone_is_one_finding_and_can_be_waived(
    standing: Path, mkdocs: MkDocs
) -> None:
    edit(standing, "site_config/policy.yaml", "locales: [en, ru]\n", "locales: [en]\n")
    said = mkdocs(standing, code=1).stderr
    assert said.count("PUB001") == 1
    assert "address ru/, " in said
    waiver = "- {rule: PUB001, item: ru/index.html, until: 2026-08-01, reason: Closed, by: anna}\n"
    (standing / "site_config/waivers.yaml").write_text(waiver, encoding="utf-8")
    mkdocs(standing)
    assert not (standing / "site/ru").exists()


def test_another_day_or_audience_is_not_compared(standing: Path, mkdocs: MkDocs) -> None:
    manifest = standing / "site/manifest.json"
    known = manifest_of(manifest.parent)
    assert known is not None
    told = msgspec.to_builtins(known)
    told["files"]["gone/index.html"] = ""
    for change in ({"audience": "dealer"}, {"preview": True}, {"as_of": "2026-06-02"}):
        manifest.write_bytes(msgspec.json.encode({**told, **change}))
        mkdocs(standing)
    manifest.write_bytes(b"{}")
    mkdocs(standing)
