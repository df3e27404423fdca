"""The key to order codes, once for a product and once for a family."""

import pytest

from inforce.domain.yaml_text import Plain
from tests.print.shop import Shop, pages, text

LAMP = """
id: lamp
parent: device
name: {en: Lamps, ru: Лампы}
ordering_code:
  - {product: true, label: {en: Model, ru: Модель}}
  - text: "-"
  - {attribute: voltage, codes: {"12": L, "230": M}}
"""


@pytest.fixture
def lamps(shop: Shop) -> Shop:
    shop.file("schemas/families/lamp.yaml", LAMP.encode())
    for key, codes in (("l-1", {"L1-L": 12, "L1-M": 230}), ("l-2", {"L2-M": 230})):
        items: list[Plain] = [
            {"order_code": code, "specs": {"voltage": volts}} for code, volts in codes.items()
        ]
        shop.product(
            key,
            "lamp",
            specs={"weight": 1},
            variants={"by": ["voltage"], "items": items},
        )
    return shop


def test_a_data_sheet_takes_its_own_codes_apart(lamps: Shop) -> None:
    printed = text(lamps.brochure("l-2"))
    told = ("Order data", "How the order code is built", "Example: L2-M", "L2", "Model", "M 230 V")
    places = [printed.index(words) for words in told]
    assert places[:3] == sorted(places[:3])
    assert "L 12 V" not in printed
    russian = text(lamps.brochure("l-1", "ru"))
    for words in ("Структура кода заказа", "Пример: L1-L", "Модель", "L 12 В", "M 230 В"):
        assert words in russian


def test_a_catalogue_has_one_key_a_family(lamps: Shop) -> None:
    printed = lamps.printed()
    whole = text(printed)
    assert whole.count("How the order code is built") == 1
    (page,) = (page for page in pages(printed) if "How the order code is built" in page)
    for words in ("Example: L1-L", "L1 L-1", "L2 L-2", "L 12 V", "M 230 V"):
        assert words in page


def test_none_is_printed_where_a_code_is_built_otherwise(lamps: Shop) -> None:
    lamps.product("l-3", "lamp", order_code="ODD", specs={"weight": 1})
    assert "How the order code" not in text(lamps.printed())
    assert "How the order code" not in text(lamps.brochure("l-3"))
