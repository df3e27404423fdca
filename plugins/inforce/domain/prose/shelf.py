"""The products that a page may take from, found by id or order code, and what it asks of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import assert_never, final

from msgspec import Struct

from inforce.domain.items.content import ProductContent
from inforce.domain.items.family import Attribute
from inforce.domain.items.specs import Specs, Value
from inforce.domain.nearest import Names
from inforce.domain.prose.insertions import Call, ProductLink, SpecCall, TableCall, Unreadable


class Fault(Struct, frozen=True):
    """Why an insertion cannot be filled: in words, what is named, and what may have been meant."""

    what: str
    found: str
    expected: str


class Taken(Struct, frozen=True):
    """A value with what its family says of it."""

    value: Value
    attribute: Attribute


@final
class Shelf:
    """Products by id as one audience sees them; an order code leads to its variant."""

    def __init__(self, contents: Mapping[str, ProductContent]) -> None:
        self._contents = contents
        self._variants: dict[str, tuple[str, Specs]] = {}
        self._families: dict[str, list[str]] = {}
        for key, content in contents.items():
            for variant in content.product.variants.items:
                self._variants[variant.order_code] = (key, variant.specs)
            if content.product.order_code is not None:
                self._variants.setdefault(content.product.order_code, (key, content.product.specs))
            for family in (content.family.id, *content.family.lineage):
                self._families.setdefault(family, []).append(key)

    def product(self, name: str) -> str | None:
        """Return the id of the product ``name``, an id or an order code."""
        if name in self._contents:
            return name
        return self._variants[name][0] if name in self._variants else None

    def value(self, call: SpecCall) -> Taken | None:
        """Return the value that ``call`` asks for; a variant has those of its product too.

        A name that is an id is no order code of another product.
        """
        key = self.product(call.product)
        if key is None:
            return None
        content = self._contents[key]
        holder, own = self._variants.get(call.product, (key, content.product.specs))
        stated = own.get(call.attribute) if holder == key else None
        value = stated or content.product.specs.get(call.attribute)
        attribute = content.family.attributes.get(call.attribute)
        return None if value is None or attribute is None else Taken(value, attribute)

    def members(self, call: TableCall) -> tuple[str, ...]:
        """Return the ids that ``call`` asks for: as named, or of the family by id, then sorted.

        What has no value to be sorted by stands last.
        """
        if call.products:
            named = (self.product(name) for name in call.products)
            members = list(dict.fromkeys(key for key in named if key is not None))
        else:
            members = sorted(self._families.get(call.family or "", ()))
        if call.sort is None:
            return tuple(members)
        by = call.sort.removeprefix("-")
        values = {key: self._contents[key].product.specs.get(by) for key in members}
        ranks = {key: _rank(value) for key, value in values.items() if value is not None}
        ranked = sorted(ranks, key=lambda key: ranks[key], reverse=call.sort != by)
        return (*ranked, *(key for key in members if key not in ranks))

    def columns(self, call: TableCall) -> Mapping[str, Attribute]:
        """Return the attributes that ``call`` shows, by key."""
        known: dict[str, Attribute] = {}
        for key in self.members(call):
            known |= self._contents[key].family.attributes
        if call.attributes:
            return {name: known[name] for name in call.attributes if name in known}
        return {name: one for name, one in known.items() if one.comparable or one.key}

    def faults(self, call: Call) -> Iterator[Fault]:
        """Yield what keeps ``call`` from being filled."""
        match call:
            case Unreadable():
                yield Fault("is written wrongly", "as it is", call.expected)
            case ProductLink():
                yield from self._unknown(call.product)
            case SpecCall():
                yield from self._unknown(call.product)
                yield from self._unset(call)
            case TableCall():
                yield from self._empty(call)
            case _:
                assert_never(call)

    def _unknown(self, name: str) -> Iterator[Fault]:
        if self.product(name) is None:
            known = Names((*self._contents, *self._variants))
            yield Fault(
                "names no product that its readers see",
                name,
                known.expected(name, "an id or an order code"),
            )

    def _unset(self, call: SpecCall) -> Iterator[Fault]:
        key = self.product(call.product)
        if key is not None and self.value(call) is None:
            known = Names(self._contents[key].family.attributes)
            expected = known.expected(call.attribute, f"an attribute that {call.product} has")
            yield Fault(f"asks {call.product} for what it does not have", call.attribute, expected)

    def _empty(self, call: TableCall) -> Iterator[Fault]:
        for name in call.products:
            yield from self._unknown(name)
        if call.family is not None and call.family not in self._families:
            expected = Names(self._families).expected(call.family, "a family with products")
            yield Fault("names no family that its readers see", call.family, expected)
        elif call.family is None and not call.products:
            yield Fault("asks for a table of nothing", "product_table()", "family= or products=")
        members = self.members(call)
        there = Names(name for key in members for name in self._contents[key].family.attributes)
        by = () if call.sort is None else (call.sort.removeprefix("-"),)
        for name in dict.fromkeys((*call.attributes, *by)) if members else ():
            if name not in there:
                expected = there.expected(name, "an attribute of one of them")
                yield Fault("asks for what none of the products has", name, expected)


def _rank(value: Value) -> tuple[Decimal, str]:
    """Return what a value is sorted by: its figure, the lower end of its range, or its text."""
    if value.text is not None:
        return Decimal(0), next((words for _, words in value.text.items()), "")
    figures = (value.figure, value.minimum, value.maximum, Decimal(value.flag is True))
    return next(one for one in figures if one is not None), ""
