"""SCH005: a GTIN or order code is wrong or used twice."""

from __future__ import annotations

from collections.abc import Iterator

from inforce.domain.checking.rule import Breach, Inspection, Rule
from inforce.domain.items.ordering_code import BuiltCode, attributes_of, built_codes
from inforce.domain.items.product import former_codes_of, order_codes_of
from inforce.domain.pointer import escape
from inforce.domain.site.policy import Severity
from inforce.domain.site.texts import own_segments

_DIGITS = 14


def _check(inspection: Inspection) -> Iterator[Breach]:
    yield from _codes(inspection)
    yield from _former_codes(inspection)
    yield from _gtins(inspection)
    yield from _ambiguous(inspection)
    yield from _built_otherwise(inspection)


def _codes(inspection: Inspection) -> Iterator[Breach]:
    products = inspection.corpus.products
    codes = order_codes_of(products.values())
    if len(codes) == len({*codes}):
        return
    first: dict[str, str] = {}
    for key, product in sorted(products.items()):
        for pointer, code in product.codes():
            if code in first:
                found = {"kind": "order code", "fault": "is used twice", "found": code}
                expected = {"expected": f"one of its own, {first[code]} has it"}
                yield _breach(inspection, key, pointer, found | expected)
            else:
                first[code] = key


def _former_codes(inspection: Inspection) -> Iterator[Breach]:
    if not former_codes_of(inspection.corpus.products.values()):
        return
    products = sorted(inspection.corpus.products.items())
    former = [(key, *place) for key, product in products for place in product.older_codes()]
    owners = {code: key for key, product in reversed(products) for code in product.order_codes()}
    for key, pointer, code in former:
        if code in owners:
            found = {"kind": "former order code", "fault": "is in use", "found": code}
            expected = {"expected": f"a number that is no more, {owners[code]} has it"}
            yield _breach(inspection, key, pointer, found | expected)


def _gtins(inspection: Inspection) -> Iterator[Breach]:
    first: dict[str, str] = {}
    products = inspection.corpus.products.items()
    numbered = {key: found for key, product in products if (found := [*product.gtins()])}
    for key in sorted(numbered):
        for pointer, gtin in numbered[key]:
            facts = {"kind": "GTIN", "found": gtin}
            digit = _check_digit(gtin[:-1])
            if digit != gtin[-1]:
                wrong = {"fault": "has a wrong check digit", "expected": gtin[:-1] + digit}
                yield _breach(inspection, key, pointer, facts | wrong)
            other = first.setdefault(gtin.zfill(_DIGITS), f"{key}{pointer}")
            if other != f"{key}{pointer}":
                owner = other.partition("/")[0]
                twice = {"fault": "is used twice", "expected": f"one of its own, {owner} has it"}
                yield _breach(inspection, key, pointer, facts | twice)


def _check_digit(number: str) -> str:
    from stdnum import ean  # loaded where a product has a GTIN

    digit: str = ean.calc_check_digit(number)
    return digit


def _ambiguous(inspection: Inspection) -> Iterator[Breach]:
    """Yield the codes in families that stand for two values of one attribute."""
    families = inspection.corpus.families
    for key, family in families.items():
        for index, segment in enumerate(own_segments(family, families)):
            first: dict[str, str] = {}
            for name, code in segment.codes.items():
                other = first.setdefault(code, name)
                if other != name:
                    yield Breach(
                        path=f"schemas/families/{key}.yaml",
                        pointer=f"/ordering_code/{index}/codes/{escape(name)}",
                        facts={
                            "kind": f"code of {segment.attribute or 'a product'}",
                            "fault": "stands for two values",
                            "found": code,
                            "expected": f"one of its own, {other} has it",
                        },
                    )


def _built_otherwise(inspection: Inspection) -> Iterator[Breach]:
    """Yield the order codes on offer that are not as their family builds them."""
    for product in inspection.on_offer:
        family = inspection.corpus.families.get(product.family)
        if family is None or not family.ordering_code:
            continue
        if not attributes_of(family.ordering_code) <= family.attributes.keys():
            continue
        for one in built_codes(family.ordering_code, product):
            if one.built != one.code:
                facts = {"kind": "order code", **_otherwise(one)}
                yield _breach(inspection, product.id, one.pointer, facts)


def _otherwise(one: BuiltCode) -> dict[str, str]:
    if one.built is not None:
        fault = "is not as the family builds it"
        return {"fault": fault, "found": one.code, "expected": one.built}
    piece = next(piece for piece in one.pieces if piece.code is None)
    *others, last = piece.segment.codes or ("codes for its values in the family",)
    return {
        "fault": f"{one.code} cannot be built from {piece.segment.attribute}",
        "found": piece.name or "no value with a code",
        "expected": f"{', '.join(others)} or {last}" if others else last,
    }


def _breach(inspection: Inspection, key: str, pointer: str, facts: dict[str, str]) -> Breach:
    return Breach(path=inspection.corpus.paths[key], pointer=pointer, item=key, facts=facts)


RULE = Rule(
    code="SCH005",
    title="A GTIN or order code is wrong or used twice",
    default=Severity.ERROR,
    problem="{kind} {fault} ({found} → {expected})",
    fix=(
        "Take the number from the ERP or from GS1, it belongs to one orderable form alone; or put "
        "right what the family says of its order codes."
    ),
    why=(
        "Customers order by these numbers. A wrong check digit is a number that no till and no "
        "ERP accepts; one number for two products delivers the wrong one. Where a family says how "
        "its order codes are built (ordering_code), customers put them together and take them "
        "apart by that: a product on offer whose code says another value than its data is "
        "ordered wrongly. What can no longer be had keeps the code it had."
    ),
    clause="ISO 9001:2015, 8.5.2: identification and traceability; GS1 General Specifications, 7.9",
    wrong='variants:\n  items:\n    - {order_code: HX100-230, gtin: "4006381333930"}\n',
    right='variants:\n  items:\n    - {order_code: HX100-230, gtin: "4006381333931"}\n',
    check=_check,
    apart=("fault",),
)
