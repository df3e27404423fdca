"""A quotation: order codes that were asked for, pinned to the revisions that are in force."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import final

from msgspec import Struct

from inforce.domain.editions.edition import Edition, EditionPage, EditionProduct
from inforce.domain.errors import InforceError
from inforce.domain.items.lifecycle import LifecycleState
from inforce.domain.items.page import PageKind
from inforce.domain.items.product import Variant
from inforce.domain.nearest import Names
from inforce.domain.site.policy import QuotationPolicy

# A number behind an order code that is no typing error.
MOST = 999_999


class Line(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """One line that was asked for."""

    code: str
    quantity: int = 1


class Order(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What a quotation was asked for: it is set again from this and the edition of its day.

    ``recipient`` is for whom it is and ``number`` its own, both empty where they were not told.
    ``price`` is the attribute that prices are taken from, ``terms`` the pages that apply.
    """

    lines: tuple[Line, ...]
    valid_until: date
    recipient: str = ""
    number: str = ""
    price: str | None = None
    terms: tuple[str, ...] = ()


class Price(Struct, frozen=True):
    """An amount of money; ``currency`` is the attribute's unit, an ISO 4217 code."""

    amount: Decimal
    currency: str


class Quoted(Struct, frozen=True, kw_only=True):
    """One line of a quotation: a product, or the ``variant`` of it, and its price if it has one."""

    line: Line
    product: EditionProduct
    variant: Variant | None
    price: Price | None

    @property
    def amount(self) -> Price | None:
        """The price of all pieces."""
        if self.price is None:
            return None
        return Price(self.price.amount * self.line.quantity, self.price.currency)


class Quotation(Struct, frozen=True, kw_only=True):
    """What is offered: lines in the order in which they were asked for, and the terms."""

    order: Order
    lines: tuple[Quoted, ...]
    terms: tuple[EditionPage, ...]

    @property
    def products(self) -> tuple[EditionProduct, ...]:
        """The products of the lines, each once."""
        return tuple({line.product.id: line.product for line in self.lines}.values())

    @property
    def items(self) -> tuple[str, ...]:
        """The ids of all that it rests on: products, then pages."""
        return (*(one.id for one in self.products), *(page.id for page in self.terms))

    @property
    def priced(self) -> bool:
        """Whether every line has a price."""
        return all(line.price is not None for line in self.lines)

    @property
    def total(self) -> Price | None:
        """The sum, None where a line has no price or currencies differ."""
        amounts = [line.amount for line in self.lines]
        currencies = {one.currency for one in amounts if one is not None}
        if None in amounts or len(currencies) != 1:
            return None
        whole = sum((one.amount for one in amounts if one is not None), Decimal(0))
        return Price(whole, currencies.pop())


@final
class Offer:
    """What can be quoted from an edition."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition

    def quotation(self, order: Order) -> Quotation:
        """Return the quotation of ``order``.

        Raise InforceError, with a line for each, where something in it cannot be quoted.
        """
        objections = tuple(self._objections(order))
        if objections:
            raise InforceError("\n".join(objections))
        return Quotation(
            order=order,
            lines=tuple(self._quoted(line, order.price) for line in order.lines),
            terms=tuple(self._edition.pages[key] for key in order.terms),
        )

    def terms(self, policy: QuotationPolicy) -> tuple[str, ...]:
        """Return the pages that apply to what is quoted today."""
        if policy.terms is not None:
            return policy.terms
        pages = self._edition.pages.values()
        return tuple(
            page.id
            for page in pages
            if page.content.page.kind is PageKind.TERMS and not page.withdrawn
        )

    def _objections(self, order: Order) -> Iterator[str]:
        """Yield, in words, all that keeps ``order`` from being quoted."""
        today = self._edition.as_of
        if order.valid_until < today:
            yield f"valid until {order.valid_until}, which is before {today}"
        for code, times in Counter(line.code for line in order.lines).items():
            if times > 1:
                yield f"{code!r} is asked for {times} times; give one quantity as {code}:{times}"
            objection = self._objection(code)
            if objection:
                yield objection
        for line in order.lines:
            if not 1 <= line.quantity <= MOST:
                yield f"{line.code!r}: a quantity is a number from 1 to {MOST}"
        for key in order.terms:
            page = self._edition.pages.get(key)
            if page is None or page.withdrawn:
                yield f"the page {key!r} of the terms is not in force; see quotation in the policy"

    def _objection(self, code: str) -> str:
        """Return why one order code cannot be quoted, empty where it can."""
        if code not in self._codes:
            return self._unknown(code)
        product, _ = self._codes[code]
        state = product.state
        if state.available:
            return ""
        if state is LifecycleState.PREVIEW:
            start = product.content.product.lifecycle.available_from
            return f"{code!r} ({product.id}) cannot be ordered before {start}"
        instead = " or ".join(
            ", ".join(self._codes_of(heir.product)) or heir.product for heir in product.successors
        )
        hint = f"; instead there is {instead}" if instead else "; there is no replacement"
        return f"{code!r} ({product.id}) can no longer be ordered: it is {state.value}{hint}"

    def _unknown(self, code: str) -> str:
        product = self._former.get(code)
        if product is not None:
            codes = ", ".join(self._codes_of(product))
            return f"{code!r} is a former order code of {product}; now there is {codes or 'none'}"
        hint = Names(self._codes).expected(code, "codes stand on the product's page")
        return (
            f"no order code {code!r} for the audience {self._edition.audience!r} on "
            f"{self._edition.as_of}; {hint}"
        )

    def _codes_of(self, key: str) -> tuple[str, ...]:
        product = self._edition.products.get(key)
        return () if product is None else tuple(product.content.product.order_codes())

    @cached_property
    def _codes(self) -> Mapping[str, tuple[EditionProduct, Variant | None]]:
        found: dict[str, tuple[EditionProduct, Variant | None]] = {}
        for product in self._edition.products.values():
            stated = product.content.product
            if stated.order_code is not None:
                found[stated.order_code] = product, None
            found |= {item.order_code: (product, item) for item in stated.variants.items}
        return found

    @cached_property
    def _former(self) -> Mapping[str, str]:
        return {
            code: product.id
            for product in self._edition.products.values()
            for code in product.former_codes
        }

    def _quoted(self, line: Line, price: str | None) -> Quoted:
        product, variant = self._codes[line.code]
        return Quoted(
            line=line, product=product, variant=variant, price=_price(product, variant, price)
        )


def _price(product: EditionProduct, variant: Variant | None, key: str | None) -> Price | None:
    """Return the price of one piece: the variant's, else the product's, where it is a figure."""
    attribute = None if key is None else product.content.family.attributes.get(key)
    if key is None or attribute is None or attribute.unit is None:
        return None
    specs = (
        None if variant is None else variant.specs.get(key),
        product.content.product.specs.get(key),
    )
    amount = next((value.figure for value in specs if value and value.figure is not None), None)
    return None if amount is None else Price(amount, attribute.unit)
