"""SCH003: data do not match the schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from inforce.domain.checking.rule import Breach, Inspection, Rule, reported
from inforce.domain.items.family import Attribute
from inforce.domain.items.product import Product, Variants
from inforce.domain.items.specs import Specs, Value
from inforce.domain.site.policy import Severity

_read = reported("SCH003")
# A family, and of what variants are made: the specs of variants are mostly a few choices, one value
# for all products that have them, and the catalogue keeps them while it is looked at.
_Made = tuple[object, ...]
_Fault = tuple[str, dict[str, str]]
# What the last decimal of an attribute's figures may stand for, by its key: 0.01 for two digits.
_Finest = Mapping[str, Decimal]
_NO_LIMITS: _Finest = {}


def _check(inspection: Inspection) -> Iterator[Breach]:
    yield from _read(inspection)
    corpus = inspection.corpus
    finest = {key: _finest(family.attributes) for key, family in corpus.families.items()}
    sound: set[_Made] = set()
    for key, product in corpus.products.items():
        for pointer, facts in _faults(product, finest.get(product.family, _NO_LIMITS), sound):
            at = {"at": f"{pointer[1:].replace('/', '.')}: "}
            yield Breach(path=corpus.paths[key], pointer=pointer, item=key, facts=at | facts)


def _finest(attributes: Mapping[str, Attribute]) -> _Finest:
    return {
        key: Decimal(1).scaleb(-attribute.digits)
        for key, attribute in attributes.items()
        if attribute.digits is not None
    }


def _faults(product: Product, finest: _Finest, sound: set[_Made]) -> Iterator[_Fault]:
    """Yield what is wrong; ``sound`` has the variants that are made without a fault."""
    yield from _figures("/specs", product.specs, finest)
    variants = product.variants
    made = (product.family, variants.by, *[id(variant.specs) for variant in variants.items])
    if made not in sound:
        found = [*_variant_faults(variants, finest)]
        yield from found
        if not found:
            sound.add(made)


def _variant_faults(variants: Variants, finest: _Finest) -> Iterator[_Fault]:
    for index, variant in enumerate(variants.items):
        yield from _figures(f"/variants/items/{index}/specs", variant.specs, finest)
    if variants.by:
        yield from _variants(variants)


def _figures(base: str, specs: Specs, finest: _Finest) -> Iterator[_Fault]:
    for key, value in specs.items():
        figure, low, high = value.figure, value.minimum, value.maximum
        least = finest.get(key)
        rough = figure is None or least is None or figure.same_quantum(least)
        if rough and low is None and high is None:
            continue  # most figures have as many decimals as they may
        if least is not None:
            for end, one in _ends(value):
                if _is_finer(one, least):
                    most = f"{_decimals(least)}"
                    yield f"{base}/{key}{end}", _facts("too many decimals", one, most)
        if low is not None and high is not None and low > high:
            found = {"found": f"{low} to {high}", "expected": f"{high} to {low}"}
            yield f"{base}/{key}", {"problem": "the range ends before it begins", **found}


def _ends(value: Value) -> Iterator[tuple[str, Decimal]]:
    if value.figure is not None:
        noted = value.condition is not None or value.evidence is not None
        yield "/value" if noted else "", value.figure
    if value.minimum is not None:
        yield "/min", value.minimum
    if value.maximum is not None:
        yield "/max", value.maximum


def _is_finer(figure: Decimal, least: Decimal) -> bool:
    return _decimals(figure) > _decimals(least)


def _decimals(figure: Decimal) -> int:
    exponent = figure.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def _facts(problem: str, figure: Decimal, most: str) -> dict[str, str]:
    return {"problem": problem, "found": str(figure), "expected": f"at most {most}"}


def _variants(variants: Variants) -> Iterator[_Fault]:
    for index, key in enumerate(variants.by):
        if not any(key in variant.specs for variant in variants.items):
            problem = "no variant has this attribute"
            yield (
                f"/variants/by/{index}",
                {"problem": problem, "found": key, "expected": "an attribute in their specs"},
            )
    first: dict[tuple[Value | None, ...], str] = {}
    for index, variant in enumerate(variants.items):
        combination = tuple(variant.specs.get(key) for key in variants.by)
        other = first.get(combination)
        if other is None:
            first[combination] = variant.order_code
        else:
            found = f"the same {', '.join(variants.by)} as {other}"
            yield (
                f"/variants/items/{index}",
                {
                    "problem": "nothing tells two variants apart",
                    "found": found,
                    "expected": "a combination of its own",
                },
            )


RULE = Rule(
    code="SCH003",
    title="The data do not match the schema",
    default=Severity.ERROR,
    problem="{at}{problem} ({found} → {expected})",
    fix="Correct the entry.",
    fixes={"content/products/": "Correct the value, or the family that declares it."},
    why=(
        "A figure in the wrong place, with the wrong type or with digits that nobody measured is "
        "wrong information for the customer, and no later step can see that it is."
    ),
    clause="ISO 9001:2015, 8.2.1 a: information relating to products; 7.5.2 b: format",
    wrong="specs:\n  flow_maks: 12.5\n  temperature: {min: 90, max: -10}\n",
    right="specs:\n  flow_max: 12.5\n  temperature: {min: -10, max: 90}\n",
    check=_check,
    gate=True,
    waivable=False,
    apart=("problem",),
)
