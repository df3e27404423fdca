"""An edition in the hands of a reader of one locale: what every view is made from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial

from msgspec import Struct

from inforce.domain.content import PublishedFile
from inforce.domain.edition import Edition
from inforce.domain.family import Attribute, AttributeType
from inforce.domain.product import PUBLIC
from inforce.domain.richtext import RichText, parse
from inforce.domain.specs import Value
from inforce.domain.text import Phrase, Text
from inforce.domain.unit_systems import Counterpart, counterpart
from inforce.domain.views.values import Cell, Converted, Day, FileLink, ProductRef
from inforce.domain.wording import Wording

# Looked through by identity, which is quicker than the hash of a member.
_FIGURES = (AttributeType.NUMBER, AttributeType.INTEGER)
_QUANTITIES = (*_FIGURES, AttributeType.RANGE)
_UNCONDITIONAL = Phrase("")


class Reading(Struct, frozen=True):
    """An edition and the words to tell it in."""

    edition: Edition
    wording: Wording

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
            return Cell()
        phrase = self._words(value, attribute)
        return Cell(
            text=self._measured(phrase.text, attribute.unit if unit else None),
            condition=(_UNCONDITIONAL if value.condition is None else self.phrase(value.condition)),
            evidence=value.evidence or "",
            sort=_sort_key(value),
            lang=phrase.lang,
            converted=self._converted(value, attribute, unit=unit),
        )

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

    def _converted(self, value: Value, attribute: Attribute, *, unit: bool) -> Converted | None:
        other = _counterpart(attribute)
        if other is None or attribute.unit is None or not value.is_quantity:
            return None
        if value.figure is None:
            number = partial(self.wording.converted, unit=attribute.unit, other=other.unit)
            text = self._range(value, number)
        else:
            text = self.wording.converted(value.figure, attribute.unit, other.unit)
        return Converted(other.system.value, self._measured(text, other.unit if unit else None))

    def _measured(self, text: str, unit: str | None) -> str:
        return self.wording.measure(text, unit) if text and unit else text

    def _words(self, value: Value, attribute: Attribute) -> Phrase:
        if value.figure is not None:
            return Phrase(self.wording.number(value.figure))
        if value.flag is not None:
            return Phrase(self.say("yes" if value.flag else "no"))
        if value.is_range:
            return Phrase(self._range(value, self.wording.number))
        if value.text is not None and attribute.type is AttributeType.CHOICE:
            chosen = value.text.get("")
            return self.phrase(attribute.choices.get(chosen or "", value.text))
        return self.phrase(value.text)

    def _range(self, value: Value, number: Callable[[Decimal], str]) -> str:
        low, high = value.minimum, value.maximum
        if low is not None and high is not None:
            return self.say("range", low=number(low), high=number(high))
        if low is not None:
            return self.say("range_from", low=number(low))
        return "" if high is None else self.say("range_to", high=number(high))


def numeric(attribute: Attribute) -> bool:
    """Whether the attribute's values are figures."""
    return attribute.type in _FIGURES


def _counterpart(attribute: Attribute) -> Counterpart | None:
    other = counterpart(attribute.unit)
    if other is None or not attribute.convertible or attribute.type not in _QUANTITIES:
        return None
    return other


def _sort_key(value: Value) -> str:
    figure = value.figure if value.figure is not None else value.minimum
    if figure is None:
        figure = value.maximum
    return "" if figure is None else format(figure, "f")
