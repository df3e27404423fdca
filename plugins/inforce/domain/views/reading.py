"""An edition in the hands of a reader of one locale: what every view is made from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache, partial

from msgspec import Struct, field, structs

from inforce.domain.editions.edition import Edition
from inforce.domain.items.content import PublishedFile
from inforce.domain.items.family import Attribute, AttributeType
from inforce.domain.items.product import PUBLIC
from inforce.domain.items.specs import Value
from inforce.domain.prose.richtext import RichText, parse
from inforce.domain.text import Phrase, Text
from inforce.domain.unit_systems import Counterpart, counterpart
from inforce.domain.views.values import Cell, Column, Converted, Day, FileLink, ProductRef
from inforce.domain.wording import Wording

# Looked through by identity, which is quicker than the hash of a member.
_FIGURES = (AttributeType.NUMBER, AttributeType.INTEGER)
_QUANTITIES = (*_FIGURES, AttributeType.RANGE)
_NOTHING = Cell()
# A large catalogue repeats its figures: so many of them are remembered in words.
_REMEMBERED = 16_384
# The products of a family have values in common: so many of those met last are remembered.
_CELLS = 4096


class Reading(Struct, frozen=True):
    """An edition and the words to tell it in.

    ``cells`` are the last values that were told, by the identity of value and attribute, as 12.5
    and 12.50 are equal; both are kept with each, so that nothing else gets their identity.
    """

    edition: Edition
    wording: Wording
    cells: dict[tuple[int, int, bool], tuple[Value, Attribute, Cell]] = field(default_factory=dict)

    @property
    def locale(self) -> str:
        """The reader's locale."""
        return self.wording.locale

    def say(self, key: str, **facts: str) -> str:
        """Return an interface text."""
        return self.wording.say(key, **facts)

    def reserved(self, audience: str) -> str:
        """Return for whom alone something is, empty where it is for everyone."""
        if audience == PUBLIC:
            return ""
        known = self.wording.section("pdf.audience")
        return known.get(audience) or self.say("pdf.for_audience", audience=audience)

    def phrase(self, text: Text | None) -> Phrase:
        """Return ``text`` for this reader, marked where it stands in another language."""
        if text is None:
            return Phrase("")
        return text.phrase(self.wording.locale, self.edition.locales)

    def rich(self, text: Text | None) -> RichText:
        """Return rich text for this reader."""
        phrase = self.phrase(text)
        blocks, _ = parse(phrase.text)
        return RichText(blocks=blocks, lang=phrase.lang)

    def day(self, day: date | None) -> Day | None:
        """Return a date in words, or None."""
        return None if day is None else self.date(day)

    def date(self, day: date) -> Day:
        """Return a date in words."""
        return Day(iso=day.isoformat(), text=self.wording.day(day))

    def ref(self, product: str, quantity: int | None = None) -> ProductRef:
        """Return a link to a product of the edition."""
        known = self.edition.products[product]
        return ProductRef(
            id=product,
            name=self.phrase(known.content.product.name),
            state=known.state.value,
            state_label=self.say(f"state.{known.state.value}"),
            quantity="" if quantity is None else str(quantity),
        )

    def file(self, file: PublishedFile | None) -> FileLink | None:
        """Return the link to a published file, or None where there is none."""
        if file is None:
            return None
        name = file.source.rpartition("/")[2]
        size = self.wording.size(file.fact.size)
        return FileLink(path=file.path, source=file.source, name=name, size=size)

    def cell(self, value: Value | None, attribute: Attribute, *, unit: bool = True) -> Cell:
        """Return a value in words, with its unit unless the column head gives it."""
        if value is None:
            return _NOTHING
        key = id(value), id(attribute), unit
        known = self.cells.get(key)
        if known is not None:
            return known[2]
        if len(self.cells) == _CELLS:
            self.cells.clear()
        cell = self._cell(value, attribute, unit=unit)
        self.cells[key] = value, attribute, cell
        return cell

    def _cell(self, value: Value, attribute: Attribute, *, unit: bool) -> Cell:
        if value.is_quantity:
            cell = self._quantity(value, attribute, unit=unit)
        else:
            phrase = self.words(value, attribute)
            text = _measured(phrase.text, attribute.unit if unit else None, self.wording)
            cell = Cell(text=text, lang=phrase.lang)
        if value.condition is None and value.evidence is None:
            return cell
        condition, evidence = self.phrase(value.condition), value.evidence or ""
        return structs.replace(cell, condition=condition, evidence=evidence)

    def words(self, value: Value, attribute: Attribute) -> Phrase:
        """Return a value in words, without its unit and what it holds under."""
        if value.is_quantity:
            return Phrase(self._quantity(value, attribute, unit=False).text)
        if value.flag is not None:
            return Phrase(self.say("yes" if value.flag else "no"))
        if value.text is not None and attribute.type is AttributeType.CHOICE:
            chosen = value.text.get("")
            return self.phrase(attribute.choices.get(chosen or "", value.text))
        return self.phrase(value.text)

    def converted_unit(self, attribute: Attribute) -> Converted | None:
        """Return the symbol of the unit in the other system, None where both use the same."""
        other = _counterpart(attribute)
        if other is None:
            return None
        return Converted(other.system.value, self.wording.unit(other.unit))

    def scale(self, attribute: Attribute) -> tuple[Decimal, Decimal] | None:
        """Return factor and addend that lead to the unit in the other system, None without one."""
        other = _counterpart(attribute)
        if other is None or attribute.unit is None:
            return None
        return self.wording.scale(attribute.unit, other.unit)

    def unit(self, attribute: Attribute) -> str:
        """Return the symbol of an attribute's unit, empty without one."""
        return "" if attribute.unit is None else self.wording.unit(attribute.unit)

    def _quantity(self, value: Value, attribute: Attribute, *, unit: bool) -> Cell:
        figures = (
            (_written(value.minimum), _written(value.maximum))
            if value.figure is None
            else (str(value.figure),)
        )
        return _quantity(
            self.wording,
            figures,
            attribute.unit,
            converts=attribute.convertible and attribute.type in _QUANTITIES,
            shown=unit,
        )


def numeric(attribute: Attribute) -> bool:
    """Whether the attribute's values are figures."""
    return attribute.type in _FIGURES


def column(key: str, attribute: Attribute, reading: Reading) -> Column:
    """Return the head of a table column, with the unit that its cells then leave out."""
    return Column(
        key=key,
        label=reading.phrase(attribute.label),
        unit=reading.unit(attribute),
        numeric=numeric(attribute),
        converted=reading.converted_unit(attribute),
    )


def _counterpart(attribute: Attribute) -> Counterpart | None:
    other = counterpart(attribute.unit)
    if other is None or not attribute.convertible or attribute.type not in _QUANTITIES:
        return None
    return other


def _written(figure: Decimal | None) -> str:
    """Return a figure by its digits: 12.5 and 12.50 are the same, with another precision."""
    return "" if figure is None else str(figure)


@lru_cache(_REMEMBERED)
def _quantity(
    wording: Wording,
    figures: tuple[str, ...],
    unit: str | None,
    *,
    converts: bool,
    shown: bool,
) -> Cell:
    """Return a figure, or a range by its two ends, with the unit if that is ``shown``.

    ``figures`` are as they are written, an open end is empty; both systems of units are told where
    it ``converts``.
    """

    def told(number: Callable[[Decimal], str], code: str | None) -> str:
        text = _figures(number, figures, wording)
        return _measured(text, code if shown else None, wording, Decimal(figures[-1] or figures[0]))

    converted = None
    other = counterpart(unit) if converts else None
    if other is not None and unit is not None:
        number = partial(wording.converted, unit=unit, other=other.unit)
        converted = Converted(other.system.value, told(number, other.unit))
    return Cell(
        text=told(wording.number, unit),
        sort=format(Decimal(next(filter(None, figures))), "f"),
        converted=converted,
    )


def _figures(number: Callable[[Decimal], str], figures: tuple[str, ...], wording: Wording) -> str:
    low, high = figures[0], figures[-1]
    if len(figures) == 1:
        return number(Decimal(low))
    if low and high:
        return wording.say("range", low=number(Decimal(low)), high=number(Decimal(high)))
    if low:
        return wording.say("range_from", low=number(Decimal(low)))
    return wording.say("range_to", high=number(Decimal(high)))


def _measured(text: str, unit: str | None, wording: Wording, count: Decimal | None = None) -> str:
    return wording.measure(text, unit, count) if text and unit else text
