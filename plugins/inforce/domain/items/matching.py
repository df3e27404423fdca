"""Which entry of a list is which entry of its later state: by what they are, never by place."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from inforce.domain.items.family import Group
from inforce.domain.items.lifecycle import Replacement
from inforce.domain.items.product import (
    Certificate,
    Classification,
    Document,
    Evidence,
    Image,
    Relation,
    SafetyWarning,
    Variant,
)
from inforce.domain.text import Text

Pair = tuple[int | None, int | None]
_Key = Callable[[Any], Hashable]

# For each kind of entry what tells it apart, the surest sign first: what one sign leaves without a
# partner is looked for by the next.
_SIGNS: Mapping[type[Struct], tuple[_Key, ...]] = {
    Variant: (lambda part: part.order_code,),
    Document: (
        lambda part: (part.kind, part.lang, part.title),
        lambda part: (part.kind, part.lang, part.file, part.url),
        lambda part: (part.kind, part.lang),
    ),
    Certificate: (lambda part: part.id,),
    Evidence: (lambda part: part.id,),
    SafetyWarning: (lambda part: part.text, lambda part: part.level),
    Image: (lambda part: part.file, lambda part: part.alt),
    Relation: (lambda part: (part.type, part.product),),
    Classification: (lambda part: (part.system, part.version), lambda part: part.system),
    Replacement: (lambda part: part.product,),
    Group: (lambda part: part.id,),
}


def paired(before: Sequence[Struct], after: Sequence[Struct]) -> tuple[Pair, ...]:
    """Return the places (before, after) of the entries that are the same, in the later order.

    An entry without a partner has None in its place; those that are gone come last. Entries that
    nothing tells apart are paired in their order.
    """
    partner: dict[int, int] = {}
    for sign in _SIGNS[type((*before, *after)[0])] if before or after else ():
        waiting: dict[Hashable, list[int]] = {}
        taken = set(partner.values())
        for place, entry in enumerate(before):
            if place not in taken:
                waiting.setdefault(sign(entry), []).append(place)
        for place, entry in enumerate(after):
            if place not in partner and waiting.get(sign(entry)):
                partner[place] = waiting[sign(entry)].pop(0)
    kept = set(partner.values())
    return (
        *((partner.get(place), place) for place in range(len(after))),
        *((place, None) for place in range(len(before)) if place not in kept),
    )


def reordered(pairs: Sequence[Pair]) -> bool:
    """Whether the entries that stayed stand in another order than before."""
    kept = list(_kept(pairs))
    return kept != sorted(kept)


def name(entry: Struct) -> str:
    """Return what tells the entry apart among its like, in one word or a few."""
    sign = _SIGNS[type(entry)][0](entry)
    return " ".join(_word(part) for part in (sign if isinstance(sign, tuple) else (sign,)) if part)


def _kept(pairs: Sequence[Pair]) -> Iterator[int]:
    for old, new in pairs:
        if old is not None and new is not None:
            yield old


def _word(part: object) -> str:
    if isinstance(part, Text):
        return part.phrase("").text
    return str(getattr(part, "value", part))
