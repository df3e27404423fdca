"""SCH005: a GTIN or order code is wrong or used twice."""

from __future__ import annotations

from collections.abc import Iterator

from inforce.domain.policy import Severity
from inforce.domain.rule import Breach, Inspection, Rule

_DIGITS = 14


def _check(inspection: Inspection) -> Iterator[Breach]:
    yield from _codes(inspection)
    yield from _former_codes(inspection)
    yield from _gtins(inspection)


def _codes(inspection: Inspection) -> Iterator[Breach]:
    first: dict[str, str] = {}
    for key, product in sorted(inspection.corpus.products.items()):
        for pointer, code in product.codes():
            if code in first:
                found = {"kind": "order code", "fault": "is used twice", "found": code}
                expected = {"expected": f"one of its own, {first[code]} has it"}
                yield _breach(inspection, key, pointer, found | expected)
            else:
                first[code] = key


def _former_codes(inspection: Inspection) -> Iterator[Breach]:
    products = sorted(inspection.corpus.products.items())
    owners = {code: key for key, product in reversed(products) for _, code in product.codes()}
    for key, product in products:
        for pointer, code in product.older_codes():
            if code in owners:
                found = {"kind": "former order code", "fault": "is in use", "found": code}
                expected = {"expected": f"a number that is no more, {owners[code]} has it"}
                yield _breach(inspection, key, pointer, found | expected)


def _gtins(inspection: Inspection) -> Iterator[Breach]:
    from stdnum import ean  # `inforce rule` starts without it

    first: dict[str, str] = {}
    for key, product in sorted(inspection.corpus.products.items()):
        for pointer, gtin in product.gtins():
            facts = {"kind": "GTIN", "found": gtin}
            digit = ean.calc_check_digit(gtin[:-1])
            if digit != gtin[-1]:
                wrong = {"fault": "has a wrong check digit", "expected": gtin[:-1] + digit}
                yield _breach(inspection, key, pointer, facts | wrong)
            other = first.setdefault(gtin.zfill(_DIGITS), f"{key}{pointer}")
            if other != f"{key}{pointer}":
                owner = other.partition("/")[0]
                twice = {"fault": "is used twice", "expected": f"one of its own, {owner} has it"}
                yield _breach(inspection, key, pointer, facts | twice)


def _breach(inspection: Inspection, key: str, pointer: str, facts: dict[str, str]) -> Breach:
    return Breach(path=inspection.corpus.paths[key], pointer=pointer, item=key, facts=facts)


RULE = Rule(
    code="SCH005",
    title="A GTIN or order code is wrong or used twice",
    default=Severity.ERROR,
    problem="{kind} {fault} ({found} → {expected})",
    fix="Take the number from the ERP or from GS1; it belongs to one orderable form alone.",
    why=(
        "Customers order by these numbers. A wrong check digit is a number that no till and no "
        "ERP accepts; one number for two products delivers the wrong one."
    ),
    clause="ISO 9001:2015, 8.5.2: identification and traceability; GS1 General Specifications, 7.9",
    wrong='variants:\n  items:\n    - {order_code: HX100-230, gtin: "4006381333930"}\n',
    right='variants:\n  items:\n    - {order_code: HX100-230, gtin: "4006381333931"}\n',
    check=_check,
    apart=("fault",),
)
