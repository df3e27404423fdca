import errno
import gzip
import json
from base64 import b64encode
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from inforce.domain import address
from inforce.domain.errors import InforceError
from inforce.domain.richtext import RichText, parse
from inforce.mkdocs_plugin.navigation import arranged
from inforce.pipeline import cbor, search, staging
from inforce.pipeline.search import Indexing
from inforce.pipeline.staging import Staging
from inforce.readers.spread import spread
from inforce.renderers.website import richtext
from inforce.renderers.website.embedding import embedded
from inforce.renderers.website.machines.sitemap import sitemap
from inforce.renderers.website.page import SitePage
from inforce.renderers.website.shell import PLACES, MissingSlotError, Shell, token
from tests.sites import tree

PLACE = {place.name: place for place in PLACES}


def page(**parts: str) -> SitePage:
    given = {"address": "products/x/", "place": "product", "title": "T", "description": "D"}
    return SitePage(**{**given, "body": "B", **parts})  # type: ignore[arg-type]  # texts only


def test_shell_puts_each_value_in_its_context() -> None:
    place = PLACE["product"]
    html = f'<a href="../{place.address}">{token("title")}</a>\n\n \n{token("body")}{token("head")}'
    filled = Shell(place, html).fill(page(title='<"&>', body="<p>", head="<i>"))
    assert filled == '<a href="../products/x/">&lt;&quot;&amp;&gt;</a>\n<p><i>'


def test_value_that_looks_like_a_token_stays_as_it_is() -> None:
    filled = Shell(PLACE["product"], token("title") + token("body")).fill(page(title=token("body")))
    assert filled == token("body") + "B"


def test_shell_without_body_is_refused() -> None:
    with pytest.raises(MissingSlotError, match="product"):
        Shell(PLACE["product"], token("title"))


def test_listing_keeps_its_own_address() -> None:
    place = PLACE["products"]
    assert Shell(place, f"{place.address}|{token('body')}").fill(page()) == "products/|B"


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


@pytest.mark.parametrize(
    "value", [0, 23, 24, 255, 256, 70_000, 2**40, "", "ж" * 30, [1, ["a", []]]]
)
def test_cbor_there_and_back(value: cbor.Value) -> None:
    assert cbor.decode(cbor.encode(value)) == value


@pytest.mark.parametrize("octets", [b"\xf5", b"\x40", b"\x00\x00", b"\x1f"])
def test_cbor_refuses_what_it_does_not_know(octets: bytes) -> None:
    with pytest.raises(cbor.UnknownFormError):
        cbor.decode(octets)


def record(language: str, said: str) -> bytes:
    return f'<html lang="{language}"><body data-pagefind-body>{said}</body></html>'.encode()


def test_search_without_its_program_says_what_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(tmp_path / "nothing"))
    many = {f"{number}/index.html": record("en", "word" * 9000) for number in range(100)}
    with pytest.raises(InforceError, match=r"(?s)index could not be made: .*No such file"):
        Indexing(many).finish(tmp_path)


def test_search_tells_what_its_program_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = '{"message_id": 1, "payload": {"type": "GetFiles", "index_id": "none"}}'
    monkeypatch.setattr(search, "_messages", lambda _: [b64encode(wrong.encode()) + b","] * 2)
    with pytest.raises(InforceError, match=r"index could not be made: .*none"):
        Indexing({}).finish(tmp_path)


def test_search_is_stopped() -> None:
    indexing = Indexing({"index.html": record("en", "word")})
    indexing.stop()
    indexing.stop()


def test_entries_of_the_search_have_numbers_and_it_keeps_no_filters(tmp_path: Path) -> None:
    records = {
        f"{number}/index.html": record(
            "en", f'<h1 data-pagefind-filter="K:{number % 5}">word {number}</h1>'
        )
        for number in range(12)
    }
    listing = Indexing(records).finish(tmp_path)["en"]
    assert list(listing.pages) == sorted(f"/{number}/" for number in range(12))
    bundle = tmp_path / "pagefind"
    texts = bundle / "fragment" / listing.index
    assert len(list(texts.iterdir())) == 12
    for place, page in enumerate(listing.pages):
        text = gzip.decompress((texts / f"{place}.pf_fragment").read_bytes())[12:]
        assert json.loads(text)["url"] == page
    (summary,) = bundle.glob("*.pf_meta")
    found = cbor.decode(gzip.decompress(summary.read_bytes())[12:])
    assert isinstance(found, list)
    assert found[1] == [[f"{listing.index}/{place}", 2] for place in range(12)]
    assert found[3:5] == [[], []]
    names = {path.name for path in bundle.iterdir()}
    assert names - {summary.name} == {
        *("fragment", "index", "pagefind-entry.json", "pagefind.js", "wasm.en.pagefind")
    }


def test_an_index_does_not_depend_on_the_order_of_its_records(tmp_path: Path) -> None:
    records = {
        f"{place}/index.html": record(language, f"{word} Ärger Arger")
        for place, (language, word) in enumerate(product(("en", "ru"), ("one", "two", "one")))
    }
    for name, order in ("a", records), ("b", reversed(records)):
        Indexing({path: records[path] for path in order}).finish(tmp_path / name)
    assert tree(tmp_path / "a") == tree(tmp_path / "b")


def test_a_language_without_a_stemmer_keeps_the_common_program(tmp_path: Path) -> None:
    records = {"index.html": record("xx", "word")}
    assert Indexing(records).finish(tmp_path)["xx"].pages == ("/",)
    assert (tmp_path / "pagefind/wasm.unknown.pagefind").is_file()


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
