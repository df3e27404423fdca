"""REF005: the offering list and the catalogue disagree."""

from __future__ import annotations

from collections.abc import Iterator

from inforce.domain.checking.reviews_due import path_of
from inforce.domain.checking.rule import Breach, Inspection, Rule, reported
from inforce.domain.interval import Interval
from inforce.domain.items.offering import Offered, OfferingSource, listed_on
from inforce.domain.pointer import escape
from inforce.domain.site.policy import Severity
from inforce.domain.standings.offer_differences import OfferDifference, offer_differences

_POLICY = "site_config/policy.yaml"
_read = reported("REF005")


def _check(inspection: Inspection) -> Iterator[Breach]:
    yield from _read(inspection)
    source, rows = inspection.policy.offering, inspection.corpus.offering
    if source is None or rows is None:
        return
    outdated = _age(source, rows, inspection)
    if outdated is not None:
        yield outdated
    day = listed_on(source, rows)
    if day is not None and day > inspection.today:
        return
    for difference in offer_differences(rows, inspection.standings):
        yield _breach(difference, source, inspection)


def _age(source: OfferingSource, rows: tuple[Offered, ...], look: Inspection) -> Breach | None:
    """Return what is wrong with the day of the list; a query is answered as of now."""
    path = _POLICY if source.file is None else source.file
    day = listed_on(source, rows)
    if day is None:
        facts = _facts("the offering list does not say of when it is", "no day", "date or as_of")
        unknown = Breach(path=_POLICY, pointer="/offering", facts=facts)
        return None if source.file is None else unknown
    if day > look.today:
        fault = "the offering list is of a later day, and what was sold then is not known"
        facts = _facts(fault, f"{day}", f"{look.today} or before")
        return _of_list(path, "/day", facts, Severity.INFO)
    oldest = Interval(f"P{source.max_age}D").before(look.today)
    if day < oldest:
        facts = _facts("the offering list is out of date", f"{day}", f"{oldest} or later")
        return _of_list(path, "/day", facts, Severity.WARNING)
    return None


def _of_list(path: str, pointer: str, facts: dict[str, str], severity: Severity) -> Breach:
    """Return what is wrong with the age of the list: days alone bring that about."""
    line = int(path != _POLICY)  # a CSV file has lines, and no pointers to find them by
    return Breach(
        path=path,
        pointer=pointer,
        facts=facts,
        line=line,
        column=line,
        severity=severity,
        dated=True,
    )


def _breach(told: OfferDifference, source: OfferingSource, look: Inspection) -> Breach:
    facts = _facts(f"{told.code} is {told.kind.value}", _listed(told), _wanted(told))
    if told.item is None:
        path = _POLICY if source.file is None else source.file
        pointer = ("/offering/query/" if source.file is None else "/") + escape(told.code)
        line = 0 if told.row is None else told.row.line
        return Breach(path=path, pointer=pointer, facts=facts, line=line, column=int(line > 0))
    pointer = _pointer(told.code, told.item, look)
    return Breach(path=path_of(told.item, look), pointer=pointer, item=told.item, facts=facts)


def _pointer(code: str, item: str, look: Inspection) -> str:
    product = look.corpus.products.get(item)
    codes = () if product is None else product.codes()
    return next((at for at, own in codes if own == code), f"/variants/items/{escape(code)}")


def _listed(told: OfferDifference) -> str:
    if told.row is None:
        return "not in the list"
    line = f"line {told.row.line}" if told.row.line else "in the list"
    return line if told.row.status is None else f"{line}: {told.row.status}"


def _wanted(told: OfferDifference) -> str:
    if told.state is None:
        return told.near or "a product with this order code in force"
    return f"{told.state.value} in the catalogue"


def _facts(fault: str, found: str, expected: str) -> dict[str, str]:
    return {"fault": fault, "found": found, "expected": expected}


RULE = Rule(
    code="REF005",
    title="The offering list and the catalogue disagree",
    default=Severity.ERROR,
    problem="{fault} ({found} → {expected})",
    fix="Publish, withdraw or announce what the list says, or have the list mended.",
    why=(
        "The catalogue promises what can be ordered. Held against the list of what is really sold, "
        "it shows neither more nor less. A list that is out of date, cannot be read, or was not "
        "asked for is told: it proves nothing."
    ),
    clause=(
        "ISO 9001 Auditing Practices Group, Customer communication, 4.3: reviewed against what is "
        "really offered"
    ),
    wrong="variants: {items: [{order_code: HX100-230}]}   # offering.csv: HX100-230,blocked\n",
    right="variants: {items: [{order_code: HX100-230}]}   # offering.csv: HX100-230,active\n",
    check=_check,
)
