from inforce.domain.items.product import (
    Product,
    Variant,
    Variants,
    former_codes_of,
    order_codes_of,
)
from tests.factories import product

VARIANTS = Variants(
    items=(
        Variant(order_code="A-1", gtin="04006381333931", former_codes=("A-0", "A-00")),
        Variant(order_code="A-2"),
    )
)
WHOLE = product(order_code="A", gtin="04012345678901", former_codes=("A-OLD",), variants=VARIANTS)
BARE = product()


def test_numbers_are_told_with_and_without_where_they_stand() -> None:
    for one in (WHOLE, BARE):
        assert one.order_codes() == [code for _, code in one.codes()]
        assert one.article_numbers() == [gtin for _, gtin in one.gtins()]
        assert one.former_order_codes() == [code for _, code in one.older_codes()]


def test_a_product_and_its_variants_have_numbers() -> None:
    assert WHOLE.order_codes() == ["A", "A-1", "A-2"]
    assert WHOLE.article_numbers() == ["04012345678901", "04006381333931"]
    assert [*WHOLE.older_codes()] == [
        ("/former_codes/0", "A-OLD"),
        ("/variants/items/0/former_codes/0", "A-0"),
        ("/variants/items/0/former_codes/1", "A-00"),
    ]
    assert not _numbers(BARE)


def test_the_codes_of_many_are_those_of_each() -> None:
    many = [WHOLE, BARE, product(order_code="B", former_codes=("B-OLD",))]
    assert sorted(order_codes_of(many)) == ["A", "A-1", "A-2", "B"]
    assert sorted(former_codes_of(many)) == ["A-0", "A-00", "A-OLD", "B-OLD"]


def _numbers(one: Product) -> list[str]:
    return [*one.order_codes(), *one.article_numbers(), *one.former_order_codes()]
