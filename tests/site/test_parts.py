import errno
from datetime import date
from pathlib import Path

import pytest

from inforce.domain import address
from inforce.domain.errors import InforceError
from inforce.domain.prose.richtext import RichText, parse
from inforce.mkdocs_plugin.navigation import arranged
from inforce.pipeline.output import staging
from inforce.pipeline.output.staging import Staging
from inforce.readers.spread import spread
from inforce.renderers.website import richtext
from inforce.renderers.website.embedding import embedded
from inforce.renderers.website.machines.sitemap import sitemap
from inforce.renderers.website.page import SitePage
from inforce.renderers.website.shell import PLACES, MissingSlotError, Shell, slots, token

PLACE = {place.name: place for place in PLACES}


def page(**parts: str) -> SitePage:
    given = {"address": "products/x/", "place": "product", "title": "T", "description": "D"}
    return SitePage(**{**given, "body": "B", **parts})  # type: ignore[arg-type]  # texts only


def test_shell_puts_each_value_in_its_context() -> None:
    place = PLACE["product"]
    html = f'<a href="../{place.address}">{token("title")}</a>\n\n \n{token("body")}{token("head")}'
    filled = Shell(place, html).fill(slots(page(title='<"&>', body="<p>", head="<i>")))
    assert filled == b'<a href="../products/x/">&lt;&quot;&amp;&gt;</a>\n<p><i>'


def test_value_that_looks_like_a_token_stays_as_it_is() -> None:
    shell = Shell(PLACE["product"], token("title") + token("body"))
    assert shell.fill(slots(page(title=token("body")))).decode() == token("body") + "B"


def test_shell_without_body_is_refused() -> None:
    with pytest.raises(MissingSlotError, match="product"):
        Shell(PLACE["product"], token("title"))


def test_listing_keeps_its_own_address() -> None:
    place = PLACE["products"]
    assert Shell(place, f"{place.address}|{token('body')}").fill(slots(page())) == b"products/|B"


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("PDN-2026-004", "notices/PDN-2026-004/"),
        ("A/1 ü", "notices/A-1/"),
        ("../x", "notices/x/"),
        ("№", "notices/unnumbered/"),
    ],
)
def test_notice_address_is_a_path(number: str, expected: str) -> None:
    assert address.notice(number) == expected


def test_script_cannot_be_left() -> None:
    text = embedded({"name": "</script><!--&"}, "application/ld+json")
    assert text.count("<") == 2
    assert "&" not in text


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a **b** `<c>`", "<p>a <strong>b</strong> <code>&lt;c&gt;</code></p>"),
        ("- a\n- b\n\n  c", "<ul><li>a</li><li><p>b</p><p>c</p></li></ul>"),
        ("1. a\n2. *b*", "<ol><li>a</li><li><em>b</em></li></ol>"),
        ("a\\\nb", "<p>a<br>b</p>"),
        ('[x](https://a.example/"&)', '<p><a href="https://a.example/%22&amp;">x</a></p>'),
        ("[x](javascript:alert)", "<p>x</p>"),
    ],
)
def test_rich_text(source: str, expected: str) -> None:
    assert richtext.html(RichText(parse(source)[0])) == expected


def test_rich_text_table_and_language() -> None:
    blocks, _ = parse("|a|b|\n|-|-|\n|1|<2|")
    html = richtext.html(RichText(blocks, "de"))
    assert html.startswith('<div lang="de" class="inf-foreign">')
    assert '<th scope="col">a</th>' in html
    assert "<td>&lt;2</td>" in html


def test_sitemap_is_cut_into_parts() -> None:
    pages: dict[str, date | None] = {"": None, "a/": date(2026, 1, 2), "b/": None}
    files = sitemap(pages, "https://x.example/", {"en": "", "ru": "ru/"}, limit=4)
    assert sorted(files) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]
    assert files["sitemap-1.xml"].count("<url>") == 4
    assert files["sitemap-2.xml"].count("<url>") == 2
    assert "<loc>https://x.example/sitemap-2.xml</loc>" in files["sitemap.xml"]


@pytest.mark.parametrize(
    ("nav", "expected"),
    [
        (None, None),
        (["a.md", "b.md"], ["a.md"]),
        ([{"B": "b.md"}, {"More": ["a.md", {"B": "b.md"}]}], [{"Ещё": ["a.md"]}]),
        ([{"More": ["b.md"]}, {"Away": "https://x.example"}], [{"Away": "https://x.example"}]),
    ],
)
def test_navigation(nav: object, expected: object) -> None:
    assert arranged(nav, frozenset({"b.md"}), {"More": "Ещё"}) == expected


@pytest.mark.parametrize("exchange", [True, False])
def test_staging_takes_the_place_of_what_is_live(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, exchange: bool
) -> None:
    if not exchange:
        monkeypatch.setattr(staging, "_exchange", lambda *_: False)
    live = tmp_path / "out" / "public"
    for text in ("one", "two"):
        work = Staging(live, site=tmp_path / "site")
        (work.folder / "a").write_text(text, encoding="utf-8")
        work.beside("records").joinpath("r").touch()
        work.swap()
        assert [path.name for path in live.parent.iterdir()] == ["public"]
        assert (live / "a").read_text(encoding="utf-8") == text
    assert live.stat().st_mode & 0o077


def test_a_rename_that_fails_puts_the_old_site_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = tmp_path / "public"
    live.mkdir()
    (live / "a").touch()
    work = Staging(live, site=tmp_path / "site")
    monkeypatch.setattr(staging, "_exchange", lambda *_: False)
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if self == work.folder:
            raise OSError(errno.EIO, "no")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OSError, match="no"):
        work.swap()
    work.discard()
    assert (live / "a").is_file()


@pytest.mark.parametrize("out", ["", "..", "content/x", "site_config"])
def test_output_over_sources_is_refused(tmp_path: Path, out: str) -> None:
    with pytest.raises(InforceError, match="would replace sources"):
        Staging(tmp_path / "site" / out, site=tmp_path / "site")


def test_spread_work_is_all_done(tmp_path: Path) -> None:
    def work(share: int, count: int) -> None:
        (tmp_path / f"{share} of {count}").touch()

    spread(work, 3)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0 of 3", "1 of 3", "2 of 3"]


def test_spread_work_that_fails_elsewhere_is_told(capfd: pytest.CaptureFixture[str]) -> None:
    def work(share: int, _: int) -> None:
        if share:
            raise ValueError("broken share")

    with pytest.raises(InforceError, match="has failed"):
        spread(work, 2)
    assert "broken share" in capfd.readouterr().err
