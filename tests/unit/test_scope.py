import pytest
from msgspec import structs

from inforce.domain.checking.choice import lies_below
from inforce.domain.checking.scope import scope_of
from inforce.domain.items.product import Document, DocumentKind, Image
from inforce.domain.text import Text
from tests.factories import PUMP, corpus, page, product
from tests.report.reports import finding

SITE = corpus(
    product("hx-100", images=(Image(file="media/hx.svg", alt=Text("HX")),)),
    product("hx-200", family="vane"),
    product(
        "fl-25",
        family="filter",
        documents=(Document(kind=DocumentKind.MANUAL, title=Text("M"), url="https://x.example"),),
    ),
    page("terms", body=Text({"en": "See [it](media/terms.pdf).", "ru": "См. media/other.pdf"})),
    page("care", path="service/care.md"),
    families={
        "pump": PUMP,
        "vane": structs.replace(PUMP, id="vane", parent="pump"),
    },
)


@pytest.mark.parametrize(
    ("changed", "items"),
    [
        ("README.md", ""),
        ("content/products/hx-100.yaml", "hx-100"),
        ("content/products/old/gone-1.yaml", "gone-1"),
        ("content/media/hx.svg", "hx-100"),
        ("content/media/terms.pdf", "terms"),
        ("content/media/other.pdf", "terms"),
        ("content/media/unused.pdf", ""),
        ("content/pages/terms.md", "terms"),
        ("content/pages/terms.ru.md", "terms"),
        ("content/pages/service/care.ru.md", "care"),
        ("content/pages/care.md", ""),
        ("content/issued/hx-100/register.yaml", "hx-100"),
        ("content/issued/hx-100/2.yaml", "hx-100"),
        ("schemas/families/pump.yaml", "hx-100 hx-200"),
        ("schemas/families/vane.yaml", "hx-200"),
        ("schemas/families/filter.yaml", "fl-25"),
        ("site_config/policy.yaml", ""),
    ],
)
def test_what_a_change_touches(changed: str, items: str) -> None:
    assert sorted(scope_of(SITE, frozenset({changed})).items) == sorted(items.split())


def test_a_scope_covers_all_but_what_time_has_done_elsewhere() -> None:
    scope = scope_of(SITE, frozenset({"content/media/hx.svg", "site_config/waivers.yaml"}))
    assert scope.covers(finding(item="hx-200"))
    assert not scope.covers(finding(item="hx-200", dated=True))
    assert scope.covers(finding(item="hx-100", dated=True))
    assert scope.covers(finding(item=None, path="site_config/waivers.yaml", dated=True))


@pytest.mark.parametrize(
    ("path", "folder", "below"),
    [
        ("a/b.yaml", "a", True),
        ("a/b.yaml", "a/b.yaml", True),
        ("a/b.yaml", ".", True),
        ("a/b.yaml", "", True),
        ("ab/b.yaml", "a", False),
        ("a", "a/b.yaml", False),
    ],
)
def test_below(path: str, folder: str, below: object) -> None:
    assert lies_below(path, folder) is below
