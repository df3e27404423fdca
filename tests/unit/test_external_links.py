"""Where links to other hosts stand, and which of them are addresses."""

import pytest

from inforce.domain.checking.external_links import uses
from inforce.domain.checking.rule import Inspection
from inforce.domain.items.content import Content
from inforce.domain.items.page import Page
from inforce.domain.items.product import Document, DocumentKind, Product
from inforce.domain.prose.markdown import embedded, links
from inforce.domain.prose.writing import Writing
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.link_record import LinkRecord, Use
from inforce.domain.site.policy import Brand, Contact, LinkPolicy, Policy
from inforce.domain.site.web_address import external, flaw, ignored
from inforce.domain.standings.standing import standings
from inforce.domain.text import Text
from tests.factories import TODAY, content, corpus, ledger, page, product


def used(site: Corpus) -> list[tuple[str, str, str, str, int]]:
    look = Inspection(corpus=site, today=TODAY, standings=standings(site, TODAY))
    return [(use.address, use.page, use.path, use.pointer, use.line) for use in uses(look)]


def linking(*addresses: str, text: str = "") -> Product:
    sheets = tuple(
        Document(kind=DocumentKind.DATASHEET, title=Text("Sheet"), url=url) for url in addresses
    )
    return product(documents=sheets, description=Text(text) if text else None)


def test_links_of_a_product() -> None:
    described = product(
        "hx-90",
        description=Text({"en": "<https://a.example/1#x>", "ru": "no"}),
        documents=(Document(kind=DocumentKind.MANUAL, title=Text("M"), file="media/m.pdf"),),
    )
    site = corpus(linking("https://a.example/2"), described)
    assert used(site) == [
        ("https://a.example/2", "products/hx-100/", PUMP, "/documents/0/url", 0),
        ("https://a.example/1", "products/hx-90/", "content/products/hx-90.yaml", DESCRIBED, 0),
    ]


PUMP = "content/products/hx-100.yaml"
DESCRIBED = "/description/en"


def written(body: str, item: str | None = None) -> Writing:
    return Writing(
        path="content/pages/a.ru.md", page="a.md", locale="ru", body=body, line=5, item=item
    )


def test_links_of_a_page_with_those_in_its_html() -> None:
    text = (
        "[a](//a.example/1)\n\n[b](b.md) [c](mailto:a@b.example) <a href='HTTPS://a.example/2'>\n"
    )
    site = corpus(writings=(written(text),))
    assert used(site) == [
        ("https://a.example/1", "a/", "content/pages/a.ru.md", "", 5),
        ("HTTPS://a.example/2", "a/", "content/pages/a.ru.md", "", 7),
    ]


def test_a_page_that_holds_no_longer_is_left_alone() -> None:
    old = page("a", withdrawn_on=TODAY, body=Text("[a](https://a.example/)"))
    ledgers = {"a": ledger(content(old))}
    site = corpus(old, writings=(written("[a](https://a.example/)", "a"),), ledgers=ledgers)
    assert used(site) == []


def linked_page(text: Text) -> Page:
    return page("a", body=text)


@pytest.mark.parametrize(
    ("now", "before", "told"),
    [
        (
            linking("https://a.example/new"),
            content(linking("https://a.example/new", "https://a.example/old")),
            ("https://a.example/old", "products/hx-100/", "/product/documents/1/url"),
        ),
        (
            linked_page(Text("None.")),
            content(linked_page(Text({"ru": "[a](https://a.example/old)"}))),
            ("https://a.example/old", "a/", "/page/body/ru"),
        ),
        (
            linked_page(Text("None.")),
            content(linked_page(Text("<a href='https://a.example/old'>"))),
            ("https://a.example/old", "a/", "/page/body"),
        ),
    ],
)
def test_links_that_only_the_revision_in_force_has(
    now: Product | Page, before: Content, told: tuple[str, str, str]
) -> None:
    site = corpus(now, ledgers={now.id: ledger(before)})
    address, where, pointer = told
    expected = (address, where, f"content/issued/{now.id}/1.yaml", pointer, 0)
    assert used(site)[-1] == expected
    assert len(used(site)) == len({use[0] for use in used(site)})


def test_links_of_every_page() -> None:
    contact = Contact(url="https://www.maker.example", enquiry_form="https://f.example/?i={item}")
    brand = Brand(name=Text("Maker"), contact=contact)
    menu = Use(address="https://b.example/", page="every page", path="mkdocs.yml", line=3)
    site = corpus(
        brand=brand, links=LinkRecord(elsewhere=(menu,), own="https://www.maker.example/")
    )
    assert used(site) == [
        ("https://f.example/?i=", "every page", "site_config/brand.yaml", FORM, 0),
        ("https://b.example/", "every page", "mkdocs.yml", "", 3),
    ]


FORM = "/contact/enquiry_form"


def test_the_policy_leaves_hosts_and_addresses_out() -> None:
    policy = Policy(links=LinkPolicy(ignore=("a.example",)))
    site = corpus(linking("https://a.example/1", "https://b.example/1"), policy=policy)
    assert [use[0] for use in used(site)] == ["https://b.example/1"]


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("https://a.example/b?c=d#e", "https://a.example/b?c=d"),
        ("//a.example/b", "https://a.example/b"),
        ("https:/a.example", "https:/a.example"),
        ("https://www.maker.example/shop/a/", None),
        ("https://www.maker.example/shop", None),
        ("https://www.maker.example/other/", "https://www.maker.example/other/"),
        ("mailto:a@b.example", None),
        ("a/b.md", None),
        ("/a/", None),
    ],
)
def test_what_leads_to_another_host(link: str, address: str | None) -> None:
    assert external(link, "https://www.maker.example/shop/") == address


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("https://a.example", ""),
        ("https://user@a-b.c_d.example:8080/x", ""),
        ("https://пример.example/", ""),
        ("https://[::1]:80/", ""),
        ("https://a.example./", ""),
        ("http://localhost/", ""),
        ("https:///x", "no host"),
        ("https:/x", "no host"),
        ("https://a b/", "an impossible host"),
        ("https://a..b/", "an impossible host"),
        ("https://-a/", "an impossible host"),
        ("https://[::1", "an impossible host or port"),
        ("https://a:99999/", "an impossible host or port"),
    ],
)
def test_what_is_no_address(address: str, fault: str) -> None:
    assert flaw(address) == fault


@pytest.mark.parametrize(
    ("pattern", "left_out"),
    [
        ("a.example", False),
        ("*.a.example", True),
        ("www.A.example", True),
        ("www.a.example:8080", True),
        ("www.a.example:80", False),
        ("https://*.example:8080/x/*", True),
        ("https://www.a.example:8080/x", False),
    ],
)
def test_patterns_of_the_policy(pattern: str, *, left_out: bool) -> None:
    terms = LinkPolicy(ignore=(pattern,))
    assert ignored("https://www.a.example:8080/x/y", terms) is left_out
    assert not ignored("https://[::1", terms)


def test_links_in_html() -> None:
    text = "<div\nid=a>\n<img alt='' src=\"a&amp;b\"></div>\n\n<a href='c'>c</a> `<a href='d'>`\n"
    assert list(embedded(text)) == [("a&b", 3), ("c", 5)]
    assert list(links("<https://a.example/>")) == [("https://a.example/", 1)]
