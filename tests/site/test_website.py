import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.promises.example_site import everything_in
from tests.site.conftest import MkDocs, read
from tests.sites import approved

LOCALES = ("", "ru/")


def text_of(built: Path) -> str:
    """Every byte of a whole build, unpacked."""
    return "\n".join(text for _, text in everything_in(built))


@pytest.mark.parametrize("prefix", LOCALES)
@pytest.mark.parametrize(
    "address",
    [
        "",
        "products/",
        "products/hx-100/",
        "products/hx-90/",
        "products/hx100/",
        "families/",
        "families/pump/",
        "withdrawn/",
        "notices/",
        "notices/PDN-1/",
        "terms/",
    ],
)
def test_every_address_stands_in_every_locale(built: Path, prefix: str, address: str) -> None:
    assert (built / prefix / address / "index.html").is_file()


def test_paths_are_the_same_in_both_locales(built: Path) -> None:
    russian = {path.relative_to(built / "ru") for path in (built / "ru").rglob("*.html")}
    default = {path.relative_to(built) for path in built.rglob("*.html") if "ru" not in path.parts}
    shared = {path for path in default if path.parts[0] == "01"}  # article numbers know no language
    assert shared
    assert russian == default - shared


def test_the_notices_on_the_home_page_lead_to_all_of_them(built: Path) -> None:
    for prefix, words in (("", "All notices"), ("ru/", "Все извещения")):
        assert f'<a href="notices/">{words}</a></p></section>' in read(built, prefix)


def test_figures_are_stated_once_and_carry_their_counterpart(built: Path) -> None:
    assert '<dd data-us="55.04\N{NO-BREAK SPACE}gal/min">12.50' in read(built, "products/hx-100/")
    family = read(built, "families/pump/")
    assert '<span class="inf-unit" data-us="gal/min">m³/h</span>' in family
    assert '<td class="inf-num" data-plain="12.50" data-us="55.04">12.50</td>' in family
    api = json.loads((built / "api/v1/products/hx-100.json").read_text(encoding="utf-8"))
    assert "55.04" not in json.dumps(api)


def test_shows_what_is_approved_and_nothing_else(built: Path) -> None:
    page = read(built, "products/hx-100/")
    assert "12.50" in page
    everything = text_of(built)
    assert "99.99" not in everything
    assert "hx-200" not in everything
    assert "Too late" not in everything
    assert "We may deliver" not in everything
    assert "We deliver." in read(built, "terms/")


def test_warnings_stand_before_the_figures_with_signal_word_and_sign(built: Path) -> None:
    for prefix, words in (("", ("Danger", "Notice")), ("ru/", ("Опасно", "Уведомление"))):
        page = read(built, f"{prefix}products/hx-100/")
        (block,) = re.findall(r'<section class="inf-safety".*?</section>', page, re.DOTALL)
        assert re.findall(r"</svg><span>(.*?)</span></strong>", block) == list(words)
        assert block.count("<svg") == 2
        assert page.index("</header>", page.index("inf-head")) < page.index(block)
        assert page.index(block) < page.index('id="specifications"')
    assert "Live parts &lt;inside&gt;." in read(built, "products/hx-100/")


def test_a_product_that_is_gone_keeps_its_warnings(built: Path) -> None:
    page = read(built, "products/hx-90/")
    assert "<span>Warning</span>" in page
    assert "Hot surface." in page


@pytest.mark.parametrize("address", ["products/hx-100/", "families/pump/"])
def test_the_key_takes_an_order_code_apart(built: Path, address: str) -> None:
    for prefix, label in (("", "Series"), ("ru/", "Серия")):
        (key,) = re.findall(
            r'<ol class="inf-key">.*?</ol>', read(built, prefix + address), re.DOTALL
        )
        codes = re.findall(r'<span class="inf-key__code">(.*?)</span>', key)
        assert codes == ["HX100", "-", "230"]
        labels = re.findall(r'<strong class="inf-key__label">(.*?)</strong>', key)
        assert labels == [label, "Voltage"]
        assert "<b>230</b> 230\N{NO-BREAK SPACE}" in key
    assert "inf-key" not in read(built, "products/hx-90/")


def test_dealers_only_is_in_no_byte(built: Path) -> None:
    everything = re.sub(r"\b[0-9a-f]{12,}\b", "", text_of(built))  # a digest may say any figure
    for secret in ("77123", "Secret prices", "prices.txt", "Rebate 42"):
        assert secret not in everything
    assert not list(built.rglob("prices.txt"))


def test_no_token_and_no_trace_of_a_shell_is_left(built: Path) -> None:
    assert "inforceslot" not in text_of(built)
    assert not list(built.rglob("*inforceslot*"))


def test_texts_are_escaped_in_title_body_and_data(built: Path) -> None:
    page = read(built, "products/hx-100/")
    assert "<title>HX 100 &lt;pump&gt; · Maker</title>" in page
    assert "HX 100 <pump>" not in page
    assert 'content="A pump &amp; more."' in page
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert found is not None
    assert json.loads(found[1])["@graph"][0]["name"] == "HX 100 <pump>"
    assert "<strong>well</strong>" in page
    assert 'href="https://maker.example/?a=1&amp;b=2"' in page


def test_page_names_its_place_and_its_languages(built: Path) -> None:
    page = read(built, "ru/products/hx-100/")
    root = "https://maker.example/shop/"
    assert '<html lang="ru"' in page
    assert f'<link rel="canonical" href="{root}ru/products/hx-100/">' in page
    assert f'hreflang="en" href="{root}products/hx-100/"' in page
    assert f'hreflang="x-default" href="{root}products/hx-100/"' in page
    assert 'href="../../../products/hx-100/" hreflang="en"' in page


def test_withdrawn_product_tells_so_inside_the_article(built: Path) -> None:
    article = read(built, "products/hx-90/").partition("<article")[2].partition("</article>")[0]
    banner, _, rest = article.partition("</section>")
    for told in (
        "Discontinued",
        "The casting is no longer made.",
        "31\N{NO-BREAK SPACE}January\N{NO-BREAK SPACE}2026",
        "HX 100 &lt;pump&gt;",
        "Check the flanges.",
        "notices/PDN-1/",
    ):
        assert told in banner
    assert "<h1>HX 90 pump</h1>" in rest
    assert "9.0" in rest
    assert "?subject=Enquiry" not in article
    assert "mailto:info@maker.example?subject=Enquiry" in read(built, "products/hx-100/")
    assert "mailto:info@maker.example?subject=Inaccuracy" in article


def test_withdrawn_product_leaves_lists_for_the_withdrawn_list(built: Path) -> None:
    assert "hx-90" not in read(built, "products/")
    family = read(built, "families/pump/")
    assert "products/hx-90/" not in family
    assert "Withdrawn: 1" in family
    assert "hx-90" in read(built, "withdrawn/")
    assert "hx-90" in read(built, "notices/PDN-1/")


def test_former_id_leads_to_the_product(built: Path) -> None:
    page = read(built, "products/hx100/")
    assert '<meta name="robots" content="noindex">' in page
    assert 'content="0; url=../../products/hx-100/"' in page
    assert '<link rel="canonical" href="https://maker.example/shop/products/hx-100/">' in page


def test_controlled_page_bears_its_stamp(built: Path) -> None:
    page = read(built, "terms/")
    assert "inf-stamp" in page
    assert "<dt>Approval</dt><dd>approved</dd>" in page
    assert '<time datetime="2026-01-05">' in page
    assert "inf-stamp" not in read(built, "")


def test_translation_and_its_absence(built: Path) -> None:
    assert "Мы поставляем." in read(built, "ru/terms/")
    home = read(built, "ru/")
    assert "Хорошие насосы." in home
    assert '<div lang="en" class="inf-foreign"><p>Welcome.</p></div>' in home
    assert "<div lang=" not in read(built, "")


def test_missing_translation_is_marked(built: Path) -> None:
    page = read(built, "ru/products/hx-100/")
    assert '<div lang="en" class="inf-foreign">' in page


def test_navigation_holds_what_is_published(built: Path) -> None:
    page = read(built, "ru/terms/")
    assert "Ещё" in page
    assert "secret" not in page
    links = re.findall(r'href="([^"]*)"', page)
    assert "../products/" in links
    assert not [link for link in links if re.search(r"\b(late|secret)/", link)]
    assert "Too late" not in page


def test_sitemap_gives_every_page_with_its_languages(built: Path) -> None:
    text = (built / "sitemap.xml").read_text(encoding="utf-8")
    root = "https://maker.example/shop/"
    assert (
        f"<url><loc>{root}products/hx-100/</loc><lastmod>2026-01-05</lastmod>"
        f'<xhtml:link rel="alternate" hreflang="en" href="{root}products/hx-100/"/>'
        f'<xhtml:link rel="alternate" hreflang="ru" href="{root}ru/products/hx-100/"/></url>'
    ) in text
    assert f"<loc>{root}ru/terms/</loc>" in text
    assert "hx100" not in text
    assert not (built / "ru" / "sitemap.xml").exists()
    assert not (built / "sitemap.xml.gz").exists()


def test_every_local_address_in_a_page_leads_somewhere(built: Path) -> None:
    missing = set()
    for page in built.rglob("*.html"):
        if page.name == "404.html":
            continue
        for target in re.findall(r'(?:href|src)="([^"#?]+)', page.read_text(encoding="utf-8")):
            if ":" not in target:
                file = page.parent / target
                if not (
                    file / "index.html" if target.endswith("/") or file.is_dir() else file
                ).is_file():
                    missing.add((page.relative_to(built).as_posix(), target))
    assert not missing


def test_no_page_asks_another_host_for_anything(built: Path) -> None:
    for page in built.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert not re.findall(r'<(?:script|img|iframe)[^>]* src="(?:https?:)?//', text)
        assert not re.findall(r'<link rel="(?:stylesheet|preconnect|preload)"[^>]*//', text)


def test_brand_gives_colours_and_name(built: Path) -> None:
    style = next(path for path in (built / "assets/inforce").glob("site-*.css"))
    assert "--inf-primary:#123456" in style.read_text(encoding="utf-8")
    assert "Мейкер" in read(built, "ru/")


def test_search_index_speaks_both_languages(built: Path) -> None:
    entry = json.loads((built / "pagefind/pagefind-entry.json").read_text(encoding="utf-8"))
    assert sorted(entry["languages"]) == ["en", "ru"]
    for facts in entry["languages"].values():
        assert (built / f"pagefind/pagefind.{facts['hash']}.pf_meta").is_file()


def test_a_form_looks_like_one(make_site: Callable[[], Path], mkdocs: MkDocs) -> None:
    site = make_site()
    head = "---\ntitle: Offer\ncontrol: {id: offer, kind: offer, owner: sales}\n---\n\n"
    (site / "content/pages/offer.md").write_text(f"{head}Text.\n", encoding="utf-8")
    approved(site, "offer", day=date(2026, 1, 6))
    mkdocs(site)
    assert 'class="inf-written inf-form"' in read(site / "site", "offer/")
    assert 'class="inf-written"' in read(site / "site", "terms/")


def test_a_title_is_text_wherever_it_stands(make_site: Callable[[], Path], mkdocs: MkDocs) -> None:
    site = make_site()
    page = "---\ntitle: Pumps <DN 50 & more\n---\n\nText.\n"
    (site / "content/pages/small.md").write_text(page, encoding="utf-8")
    with (site / "site_config/policy.yaml").open("a", encoding="utf-8") as policy:
        policy.write("uncontrolled_pages: [index, small]\n")
    settings = site / "mkdocs.yml"
    listed = settings.read_text(encoding="utf-8").replace("terms.md,", "terms.md, small.md,")
    settings.write_text(listed, encoding="utf-8")
    mkdocs(site)
    shown = read(site / "site", "small/")
    assert "<h1>Pumps &lt;DN 50 &amp; more</h1>" in shown
    assert "<DN" not in shown
