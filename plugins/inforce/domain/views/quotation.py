"""The view of a quotation: its lines in words, with the prices that its reader may see."""

from __future__ import annotations

from collections.abc import Iterator

from inforce.domain.editions.quotation import Price, Quotation, Quoted
from inforce.domain.items.family import Level
from inforce.domain.items.lifecycle import LifecycleState
from inforce.domain.views.reading import Reading
from inforce.domain.views.values import Fact, QuotationRow, QuotationSheet


def quotation_sheet(quotation: Quotation, reading: Reading) -> QuotationSheet:
    """Return what ``quotation`` offers."""
    order = quotation.order
    return QuotationSheet(
        number=order.number,
        recipient=order.recipient,
        until=reading.date(order.valid_until),
        rows=tuple(
            _row(number, quoted, quotation, reading)
            for number, quoted in enumerate(quotation.lines, start=1)
        ),
        priced=any(quoted.price is not None for quoted in quotation.lines),
        total=_money(quotation.total, reading),
    )


def _row(number: int, quoted: Quoted, quotation: Quotation, reading: Reading) -> QuotationRow:
    product, variant = quoted.product, quoted.variant
    gtin = product.content.product.gtin if variant is None else variant.gtin
    return QuotationRow(
        number=number,
        code=quoted.line.code,
        gtin=gtin or "",
        product=reading.ref(product.id),
        facts=tuple(_facts(quoted, quotation.order.price, reading)),
        quantity=str(quoted.line.quantity),
        price=_money(quoted.price, reading),
        amount=_money(quoted.amount, reading),
        remarks=tuple(_remarks(quoted, reading)),
    )


def _facts(quoted: Quoted, price: str | None, reading: Reading) -> Iterator[Fact]:
    """Yield what tells the variant from the others, but for the price, which has its own column."""
    if quoted.variant is None:
        return
    specs = quoted.variant.specs
    for key, attribute in quoted.product.content.family.attributes.items():
        if attribute.level is Level.VARIANT and key in specs and key != price:
            cell = reading.cell(specs[key], attribute)
            yield Fact(reading.phrase(attribute.label).text, cell.text)


def _remarks(quoted: Quoted, reading: Reading) -> Iterator[str]:
    """Yield what a buyer must know: until when it can be had, and what takes its place."""
    state = quoted.product.state
    if state is LifecycleState.ACTIVE:
        return
    yield reading.say(f"state.{state.value}")
    last = quoted.product.content.product.lifecycle.last_order
    if last is not None:
        yield f"{reading.say('date.last_order')}: {reading.wording.day(last)}"
    for heir in quoted.product.successors:
        name = reading.ref(heir.product).name.text
        yield reading.say("quotation.successor", product=name)


def _money(price: Price | None, reading: Reading) -> str:
    if price is None:
        return ""
    return reading.wording.measure(reading.wording.number(price.amount), price.currency)
