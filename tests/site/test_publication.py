"""A publication without a host: bare shells are enough to see what goes into them."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest

from inforce.domain.editions.decide import decide
from inforce.domain.errors import InforceError
from inforce.domain.items.content import FileFact
from inforce.domain.items.lifecycle import Recall
from inforce.domain.items.product import Image, Product, Relation, RelationType
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.policy import Approval, Brand, Policy
from inforce.domain.text import Phrase, Text
from inforce.domain.views.values import Cell
from inforce.pipeline.leaves import leaf_writer
from inforce.pipeline.order import Order
from inforce.pipeline.plan import Plan
from inforce.pipeline.publishing.host import find_host
from inforce.pipeline.publishing.publication import Publication
from inforce.pipeline.publishing.publish import open_publications
from inforce.renderers.website import tables
from inforce.renderers.website.pages import families, lists
from inforce.renderers.website.shell import PLACES, Shell, token
from tests import factories

DAY = date(2026, 11, 20)
SHELLS = {
    place.name: Shell(place, f"{token('title')}|{token('body')}|{token('head')}")
    for place in PLACES
}
Opened = Callable[..., Publication]


def corpus(*products: Product, **parts: object) -> Corpus:
    given = {
        "policy": Policy(approval=Approval.OFF, locales=("en", "ru")),
        "people": factories.PEOPLE,
        "brand": Brand(name=Text("Maker")),
        "families": {"pump": factories.PUMP},
        "products": {product.id: product for product in products},
    }
    return Corpus(**{**given, **parts})  # type: ignore[arg-type]  # fields of a corpus


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    """Open a publication, and throw it away at the end."""
    made: list[Publication] = []

    def make(read: Corpus, *, search: bool = False) -> Publication:
        locales = read.policy.locales
        plan = Plan(root=tmp_path, out=tmp_path / "out", locales=locales, search=search)
        made.append(Publication(read, decide(read, DAY), plan))
        return made[-1]

    yield make
    for publication in made:
        publication.abandon()


def home(publication: Publication) -> None:
    """Write the page that every other one leads to, as a host would."""
    (publication.folder("en") / "index.html").write_bytes(b"<p>")


def many(count: int) -> tuple[Product, ...]:
    return tuple(
        factories.product(f"p-{number:03}", specs=factories.specs(flow=number))
        for number in range(count)
    )


def test_a_long_family_has_parts_and_a_big_site_is_spread(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(families, "ROWS", 3)
    monkeypatch.setattr(families, "_CARDS", 4)
    monkeypatch.setattr(lists, "_CARDS_OF_THE_INDEX", 3)
    monkeypatch.setattr(leaf_writer, "_WORTH_SPREADING", 1)
    publication = opened(corpus(*many(7)))
    for locale in ("en", "ru"):
        publication.splice(locale, SHELLS)
    publication.add_leaves()
    folder = publication.folder("en")
    family = folder / "families/pump"
    third = (family / "3/index.html").read_text(encoding="utf-8")
    assert "p-006" in third
    assert "p-005" not in third
    assert "page 3" in third
    assert not (family / "4").exists()
    rows = msgspec.json.decode((family / "rows.json").read_bytes())
    assert rows["ids"].split("\n")[-1] == "p-006"
    assert re.search(r'"rows":"../../../families/pump/rows\.json\?\w{8}"', third)
    assert '<a href="../../../families/pump/2/">2</a>' in third
    assert "All 7 products" in (folder / "products/index.html").read_text(encoding="utf-8")
    for locale in ("en", "ru"):
        pages = (publication.folder(locale) / "products").glob("p-*/index.html")
        assert len(list(pages)) == 7


def test_index_of_many_families_names_them_alone(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "_CARDS_OF_THE_INDEX", 1)
    publication = opened(corpus(*many(3)))
    publication.splice("en", SHELLS)
    publication.add_leaves()
    index = (publication.folder("en") / "products/index.html").read_text(encoding="utf-8")
    assert "p-000" not in index
    assert "families/pump/" in index


def test_recall_stands_on_the_page_and_in_the_api(opened: Opened) -> None:
    text = Text({"en": "Stop the pump.", "ru": "Остановите насос."})
    recall = Recall(
        notice="R-1",
        date=date(2026, 1, 1),
        hazard=text,
        affected=text,
        identify=text,
        action=text,
        remedies=text,
        contact=text,
    )
    publication = opened(corpus(factories.product("hx-1", recall=recall)))
    publication.splice("en", SHELLS)
    publication.add_leaves()
    folder = publication.folder("en")
    for page in ("products/hx-1", "notices/R-1"):
        assert "Stop the pump." in (folder / page / "index.html").read_text(encoding="utf-8")
    home(publication)
    publication.complete()
    document = publication.plan.out / "api/v1/products/hx-1.json"
    life = json.loads(document.read_text(encoding="utf-8"))["lifecycle"]
    assert life["state"] == "recalled"
    assert life["recall"]["hazard"] == {"en": "Stop the pump.", "ru": "Остановите насос."}
    assert life["recall"]["date"] == "2026-01-01"


def test_former_id_that_another_product_bears_is_no_redirect(opened: Opened) -> None:
    publication = opened(
        corpus(factories.product("new", former_ids=("old", "gone")), factories.product("old"))
    )
    publication.splice("en", SHELLS)
    publication.add_leaves()
    folder = publication.folder("en") / "products"
    assert "refresh" in (folder / "gone/index.html").read_text(encoding="utf-8")
    assert "refresh" not in (folder / "old/index.html").read_text(encoding="utf-8")


def test_a_file_that_is_not_the_approved_one_stops_the_build(
    opened: Opened, tmp_path: Path
) -> None:
    file = tmp_path / "content/media/a.svg"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"<svg>")
    fact = FileFact(sha256=sha256(b"<svg>").hexdigest(), size=5)
    product = factories.product("hx-1", images=(Image(file="media/a.svg", alt=Text("A")),))
    publication = opened(corpus(product, files={"media/a.svg": fact}))
    publication.splice("en", SHELLS)
    file.write_bytes(b"<svg >")
    with pytest.raises(InforceError, match="has changed"):
        publication.complete()
    assert not publication.plan.out.exists()


def test_search_is_stopped_when_something_else_fails(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publication = opened(corpus(factories.product("hx-1")), search=True)
    publication.splice("en", SHELLS)

    def failing() -> None:
        raise InforceError("no")

    monkeypatch.setattr(publication, "_write_sitemap", failing)
    with pytest.raises(InforceError, match="no"):
        publication.complete()
    assert not (tmp_path / "out").exists()


def test_logo_that_is_not_there_is_one_line(opened: Opened) -> None:
    with pytest.raises(InforceError, match=r"logo\.svg"):
        opened(corpus(factories.product("hx-1"), brand=Brand(logo="site_config/logo.svg")))


def test_a_colour_that_is_none_gives_way(opened: Opened) -> None:
    plain = Brand()
    odd = Brand(colours=type(plain.colours)(primary="red;}body{display:none"))
    publication = opened(corpus(factories.product("hx-1"), brand=odd))
    publication.splice("en", SHELLS)
    home(publication)
    publication.complete()
    (style,) = (publication.plan.out / "assets/inforce").glob("site-*.css")
    assert "red;}" not in style.read_text(encoding="utf-8")


def test_audiences_come_one_after_the_other(tmp_path: Path) -> None:
    read = corpus(factories.product("hx-1"), policy=factories.POLICY)
    order = Order(root=tmp_path, out=tmp_path / "out", today=DAY)
    wanted = open_publications(read, order, ("public", "nobody"))
    with pytest.raises(InforceError, match="no audience 'nobody'"):
        next(wanted)


def test_unknown_host_is_one_line() -> None:
    with pytest.raises(InforceError, match="no host 'hugo'"):
        find_host("hugo")


def test_relation_is_shown_with_its_quantity(opened: Opened) -> None:
    links = (Relation(type=RelationType.SPAREPART, product="b", quantity=2),)
    publication = opened(corpus(factories.product("a", relations=links), factories.product("b")))
    publication.splice("en", SHELLS)
    publication.add_leaves()
    page = (publication.folder("en") / "products/a/index.html").read_text(encoding="utf-8")
    assert '<td class="inf-num">2</td>' in page


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Cell(), '<span class="inf-none">–</span>'),
        (Cell(text="<1>"), "&lt;1&gt;"),
        (Cell(text="Guss", lang="de"), '<span lang="de" class="inf-foreign">Guss</span>'),
        (
            Cell(text="1", condition=Phrase("<c>"), evidence="T&1"),
            (
                '1 <span class="inf-condition">&lt;c&gt;</span>'
                ' <span class="inf-evidence">T&amp;1</span>'
            ),
        ),
    ],
)
def test_cell(value: Cell, expected: str) -> None:
    assert tables.cell(value) == expected
