"""By what products can be narrowed down: family, status, filterable attributes of families.

A figure counts where an attribute has few of them, such as a voltage; ranges of figures are asked
for in the table of a family.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from inforce.domain.editions.edition import EditionFamily, EditionProduct
from inforce.domain.items.family import Attribute, AttributeType
from inforce.domain.items.lifecycle import LifecycleState
from inforce.domain.items.specs import Value
from inforce.domain.views.reading import Reading, numeric

FAMILY = "family"
STATUS = "status"
# Taken in the addresses of the search, which call the words that are asked for q.
_TAKEN = frozenset({FAMILY, STATUS, "q"})
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


_Telling = Callable[[EditionProduct], Sequence[_Answer]]


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
        most = _FEW_FIGURES if numeric(attribute) else _FEW_TEXTS
        facet = _facet(key, label, asked, _teller(key, reading), most)
        if facet is not None and _telling(facet, attribute):
            found.append(facet)
    return tuple(facet for facet in found if facet is not None)


def _asked(reading: Reading) -> dict[str, tuple[Attribute, frozenset[str]]]:
    """Return the filterable attributes, each with the families that mean the same by it.

    Where another family gives the key another name or unit, its facet has a key of its own.
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
    known = found[key][0] if key in found else attribute
    other = (known.label, known.unit) != (attribute.label, attribute.unit)
    return f"{family.id}.{key}" if other or key in _TAKEN else key


def _telling(facet: Facet, attribute: Attribute) -> bool:
    """Whether it has values to choose from; figures are to be shared by products."""
    count = len(facet.values)
    return 0 < count <= len(facet.answers) // 2 if numeric(attribute) else count > 0


def _facet(
    key: str,
    label: str,
    members: Iterable[EditionProduct],
    tell: _Telling,
    most: int | None = None,
) -> Facet | None:
    """Return the facet of what ``members`` tell, None where that is more than ``most`` values."""
    told: dict[str, tuple[str, ...]] = {}
    known: dict[str, _Answer] = {}
    for one in members:
        answers = tell(one)
        for answer in answers:
            known.setdefault(answer.value.token, answer)
        if most is not None and len(known) > most:
            return None
        if answers:
            told[one.id] = tuple([answer.value.token for answer in answers])
    values = sorted(known.values(), key=lambda answer: (*answer.order, answer.value.token))
    places = {answer.value.token: place for place, answer in enumerate(values)}
    chosen = {
        tokens: tuple(sorted({places[token] for token in tokens})) for tokens in {*told.values()}
    }
    return Facet(
        key=key,
        label=label,
        values=tuple(answer.value for answer in values),
        answers={one: chosen[tokens] for one, tokens in told.items()},
    )


def _family(product: EditionProduct, reading: Reading) -> Sequence[_Answer]:
    family = product.content.family
    name = reading.phrase(reading.edition.families[family.id].name).text
    return [_Answer((name.casefold(),), FacetValue(family.id, name))]


def _status(product: EditionProduct, reading: Reading) -> Sequence[_Answer]:
    state = product.state
    label = reading.say(f"state.{state.value}")
    return [_Answer((Decimal(_STATES.index(state)),), FacetValue(state.value, label))]


def _teller(place: str, reading: Reading) -> _Telling:
    key = place.rpartition(".")[2]
    # Most values stand in many products. Attributes are told apart by what they are in memory: the
    # edition keeps them.
    known: dict[tuple[int, Value], _Answer | None] = {}

    def tell(product: EditionProduct) -> Sequence[_Answer]:
        attribute = product.content.family.attributes.get(key)
        if attribute is None:
            return ()
        found = []
        for specs in product.content.product.all_specs():
            value = specs.get(key)
            if value is None:
                continue
            at = (id(attribute), value)
            if at not in known:
                known[at] = _answer(value, attribute, reading)
            answer = known[at]
            if answer is not None:
                found.append(answer)
        return found

    return tell


def _answer(value: Value, attribute: Attribute, reading: Reading) -> _Answer | None:
    label = reading.cell(value, attribute).text
    if value.flag is not None:
        order, token = Decimal(not value.flag), "yes" if value.flag else "no"
        return _Answer((order,), FacetValue(token, label))
    if value.figure is not None:
        figure = value.figure.normalize()
        return _Answer((figure,), FacetValue(format(figure, "f"), label))
    if value.text is not None:
        token = value.text.phrase("", reading.edition.locales).text
        chosen = list(attribute.choices).index(token) if token in attribute.choices else -1
        return _Answer((Decimal(chosen), label.casefold()), FacetValue(token, label))
    return None
