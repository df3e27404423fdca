"""By what products can be narrowed down: family, status, filterable attributes of families.

A figure counts where an attribute has few of them, such as a voltage; ranges of figures are asked
for in the table of a family.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from msgspec import Struct

from inforce.domain.edition import EditionFamily, EditionProduct
from inforce.domain.family import Attribute, AttributeType
from inforce.domain.lifecycle import LifecycleState
from inforce.domain.specs import Value
from inforce.domain.views.reading import Reading, numeric

FAMILY = "family"
STATUS = "status"
# Beyond this nobody reads a list of values.
_FEW_FIGURES = 12
_FEW_TEXTS = 60
# From what is on sale to what is gone.
_STATES = (
    LifecycleState.ACTIVE,
    LifecycleState.PREVIEW,
    LifecycleState.NOT_RECOMMENDED,
    LifecycleState.LAST_TIME_BUY,
    LifecycleState.DISCONTINUED,
    LifecycleState.OBSOLETE,
    LifecycleState.WITHDRAWN,
    LifecycleState.RECALLED,
)


class FacetValue(Struct, frozen=True):
    """A value in words; ``token`` stands for it in addresses, the same in every locale."""

    token: str
    label: str


class Facet(Struct, frozen=True, kw_only=True):
    """One question, its possible answers in order, and those of each product by id.

    An answer is a place among ``values``; a product with variants may have several.
    """

    key: str
    label: str
    values: tuple[FacetValue, ...]
    answers: Mapping[str, tuple[int, ...]]


class _Answer(Struct, frozen=True):
    """A value with its place in the order of the facet's values."""

    order: tuple[Decimal | str, ...]
    value: FacetValue


_Telling = Callable[[EditionProduct], Iterator[_Answer]]


def facets(reading: Reading) -> tuple[Facet, ...]:
    """Return the facets of an edition: family, status, then attributes, in the families' order."""
    members = tuple(reading.edition.products.values())
    found = [
        _facet(FAMILY, reading.say("search.family"), members, lambda one: _family(one, reading)),
        _facet(STATUS, reading.say("search.status"), members, lambda one: _status(one, reading)),
    ]
    for key, (attribute, families) in _asked(reading).items():
        asked = [one for one in members if one.content.family.id in families]
        label = reading.phrase(attribute.label).text
        facet = _facet(key, label, tuple(asked), _teller(key, reading))
        if _telling(facet, attribute):
            found.append(facet)
    return tuple(found)


def _asked(reading: Reading) -> dict[str, tuple[Attribute, frozenset[str]]]:
    """Return the filterable attributes, each with the families that mean the same by it.

    Where another family gives the key another name, its facet has a key of its own.
    """
    found: dict[str, tuple[Attribute, frozenset[str]]] = {}
    for family in reading.edition.families.values():
        for key, attribute in family.attributes.items():
            if attribute.filterable and attribute.type is not AttributeType.RANGE:
                place = _place(key, attribute, family, found)
                known = found.get(place, (attribute, frozenset[str]()))
                found[place] = (known[0], known[1] | {family.id})
    return found


def _place(
    key: str,
    attribute: Attribute,
    family: EditionFamily,
    found: Mapping[str, tuple[Attribute, frozenset[str]]],
) -> str:
    taken = key in {FAMILY, STATUS} or (key in found and found[key][0].label != attribute.label)
    return f"{family.id}.{key}" if taken else key


def _telling(facet: Facet, attribute: Attribute) -> bool:
    """Whether its values are few enough to choose from; figures are to be shared by products."""
    count = len(facet.values)
    if numeric(attribute):
        return 0 < count <= min(_FEW_FIGURES, len(facet.answers) // 2)
    return 0 < count <= _FEW_TEXTS


def _facet(key: str, label: str, members: tuple[EditionProduct, ...], tell: _Telling) -> Facet:
    told = {one.id: tuple(tell(one)) for one in members}
    known: dict[str, _Answer] = {}
    for answers in told.values():
        for answer in answers:
            known.setdefault(answer.value.token, answer)
    values = sorted(known.values(), key=lambda answer: (*answer.order, answer.value.token))
    places = {answer.value.token: place for place, answer in enumerate(values)}
    return Facet(
        key=key,
        label=label,
        values=tuple(answer.value for answer in values),
        answers={
            one: tuple(sorted({places[answer.value.token] for answer in answers}))
            for one, answers in told.items()
            if answers
        },
    )


def _family(product: EditionProduct, reading: Reading) -> Iterator[_Answer]:
    family = product.content.family
    name = reading.phrase(reading.edition.families[family.id].name).text
    yield _Answer((name.casefold(),), FacetValue(family.id, name))


def _status(product: EditionProduct, reading: Reading) -> Iterator[_Answer]:
    state = product.state
    label = reading.say(f"state.{state.value}")
    yield _Answer((Decimal(_STATES.index(state)),), FacetValue(state.value, label))


def _teller(place: str, reading: Reading) -> _Telling:
    key = place.rpartition(".")[2]

    def tell(product: EditionProduct) -> Iterator[_Answer]:
        attribute = product.content.family.attributes.get(key)
        shown = product.content.product
        if attribute is None:
            return
        for specs in (shown.specs, *(part.specs for part in shown.variants.items)):
            if key in specs:
                yield from _answer(specs[key], attribute, reading)

    return tell


def _answer(value: Value, attribute: Attribute, reading: Reading) -> Iterator[_Answer]:
    label = reading.cell(value, attribute).text
    if value.flag is not None:
        order, token = Decimal(not value.flag), "yes" if value.flag else "no"
        yield _Answer((order,), FacetValue(token, label))
    elif value.figure is not None:
        figure = value.figure.normalize()
        yield _Answer((figure,), FacetValue(format(figure, "f"), label))
    elif value.text is not None:
        token = value.text.phrase("", reading.edition.locales).text
        chosen = list(attribute.choices).index(token) if token in attribute.choices else -1
        yield _Answer((Decimal(chosen), label.casefold()), FacetValue(token, label))
