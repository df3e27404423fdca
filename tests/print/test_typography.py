"""How pages are set: what stays together, where lines break, what stands in line."""

import re
from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader

from inforce.domain.paper import Paper, Stock
from inforce.domain.yaml_text import Plain
from inforce.pipeline.press.print import Printer, PrintResult
from inforce.renderers.typst.catalogue import Selection
from tests.print.shop import WORDS, Shop, pages, print_catalogue

SMALL = Stock(paper=Paper.A5)
KEPT = "DN 40 and 250 µm of EN-GJS-400-15 by EN 10226-1 at 12 bar, "


def variants(key: str, count: int) -> dict[str, Plain]:
    items: list[Plain] = [
        {"order_code": f"{key}-{at:02}", "specs": {"voltage": at}} for at in range(1, count + 1)
    ]
    return {"by": ["voltage"], "items": items}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """Products with a little more to say each, so that a page ends in every place of a block."""
    shop = Shop(tmp_path_factory.mktemp("set"))
    for at in range(12):
        key = f"P{at:02}"
        shop.product(
            key.lower(),
            description="A line of text that fills most of a line of a page.\n\n" * (2 + at * 2),
            specs={
                "weight": {"value": Decimal(at) + Decimal("0.5"), "condition": "dry"},
                "range": {"min": -10, "max": at},
            },
            variants=variants(key, 8),
            certificates=[{"id": f"CERT-{key}", "body": "Body", "valid_to": "2027-05-31"}],
        )
    shop.product("long", variants=variants("LONG", 90))
    shop.product("kept", description=KEPT * 40)
    return shop


@pytest.fixture(scope="module")
def leaves(shop: Shop) -> list[str]:
    """Return the text of each page of a catalogue on small paper."""
    edition = shop.edition()
    made = print_catalogue(edition, WORDS["en"], Selection(), shop.root, stock=SMALL)
    return pages(made)[4:-2]


def brochure(shop: Shop, key: str, stock: Stock = SMALL) -> PrintResult:
    with Printer(shop.edition(), WORDS, shop.root, stock={"en": stock}) as printer:
        return printer.brochure("en", key)


def test_a_short_table_and_what_follows_it_are_on_one_page(leaves: list[str]) -> None:
    for at in range(12):
        (page,) = (page for page in leaves if f"P{at:02}-01 1 " in page)
        assert f"P{at:02}-08 8" in page
        assert f"CERT-P{at:02}" in page
        assert page.count("digest") == 1 + page.count("CERT-")  # the foot, and a line each


def test_a_long_table_has_its_head_on_every_page(leaves: list[str]) -> None:
    blocks = [page for page in leaves if page.startswith("Pumps")]
    having = [page for page in blocks if re.search(r"LONG-\d\d \d+", page)]
    assert len(having) > 1
    assert all("Order code Voltage V LONG" in page for page in having)


@pytest.mark.parametrize("paper", Paper)
def test_codes_and_figures_with_their_units_stay_on_one_line(shop: Shop, paper: Paper) -> None:
    reader = PdfReader(BytesIO(brochure(shop, "kept", Stock(paper=paper)).pdf))
    lines = [line.strip() for page in reader.pages for line in page.extract_text().splitlines()]
    running = [line for line in lines if "DN 40" in line or "250" in line]
    assert len(running) > 10
    assert not [line for line in running if re.search(r"(DN|EN|\b12|\b250|GJS|-)$", line)]


def test_below_zero_there_is_a_minus_and_units_do_not_part(shop: Shop) -> None:
    reader = PdfReader(BytesIO(brochure(shop, "p03").pdf))
    words = "\n".join(page.extract_text() for page in reader.pages)
    assert "−10" in words
    assert "3.5\N{NO-BREAK SPACE}kg" in words


def test_the_record_of_a_sheet_has_company_on_its_second_page(shop: Shop) -> None:
    for at in range(0, 12, 2):
        *_, last = pages(brochure(shop, f"p{at:02}"))
        assert "Is this sheet still current?" in last
        assert "CERT-" in last


def test_days_and_codes_of_the_withdrawn_list_are_not_broken(shop: Shop) -> None:
    codes = [f"GONE-CE-{at}00" for at in range(1, 7)]
    items: list[Plain] = [
        {"order_code": code, "specs": {"voltage": at}} for at, code in enumerate(codes)
    ]
    shop.product(
        "gone",
        variants={"by": ["voltage"], "items": items},
        lifecycle={
            "announced_on": "2024-01-15",
            "last_order": "2024-09-29",
            "support_until": "2035-09-30",
            "replaced_by": [{"product": "kept", "fit": "functional"}],
            "notice": "PDN-2024-001",
        },
    )
    made = print_catalogue(shop.edition(), WORDS["ru"], Selection(), shop.root)
    (listed,) = (page for page in pages(made) if "PDN-2024" in page)
    for whole in (*codes[:4], "30 сентября 2024", "30 сентября 2035", "PDN-2024-001"):
        assert whole in listed.replace("\N{NO-BREAK SPACE}", " ")


def test_a_line_is_rather_short_than_ends_in_a_broken_word(shop: Shop) -> None:
    shop.product(
        "short", description="Hydraulically interconnected representative installation. " * 30
    )
    (page,) = (page for page in pages(brochure(shop, "short")) if "Hydraul" in page)
    assert len(re.findall(r"[a-z]- [a-z]", page)) < 9
