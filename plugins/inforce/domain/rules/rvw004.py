"""RVW004: nothing says who reviews an item and when."""

from __future__ import annotations

from collections.abc import Iterator

from inforce.domain.checking.reviews_due import path_of
from inforce.domain.checking.rule import Breach, Inspection, Rule
from inforce.domain.items.content import Item, item_of
from inforce.domain.site.policy import Approval, Severity
from inforce.domain.standings.standing import Standing


def _check(inspection: Inspection) -> Iterator[Breach]:
    light = inspection.policy.approval is Approval.OFF
    for key, place in inspection.standings.items():
        content = place.working or place.content
        fault = None if content is None else _fault(item_of(content), place, light=light)
        if fault is not None:
            yield Breach(path=path_of(key, inspection), pointer="/control", item=key, facts=fault)
    yield from _loose(inspection)


def _fault(item: Item, place: Standing, *, light: bool) -> dict[str, str] | None:
    control = item.control
    if control.owner is None:
        return {"fault": "nobody owns it", "found": "no owner", "expected": "a role"}
    if place.content is not None and place.owner is None:
        found = "an owner that is not approved"
        return {"fault": "nobody owns it yet", "found": found, "expected": "an approved one"}
    if light and control.reviewed_on is None:
        expected = "the day of the last review"
        return {"fault": "it was never reviewed", "found": "no reviewed_on", "expected": expected}
    return None


def _loose(inspection: Inspection) -> Iterator[Breach]:
    for name, path in inspection.corpus.loose_pages.items():
        if not inspection.policy.needs_no_control(name):
            facts = {"fault": "the page is not under control", "found": "no control"}
            yield Breach(path=path, facts=facts | {"expected": "control with an owner"})


RULE = Rule(
    code="RVW004",
    title="Nothing says who reviews it and when",
    default=Severity.ERROR,
    problem="{fault} ({found} → {expected})",
    fix="Complete control:, or list a page that needs none under uncontrolled_pages in the policy.",
    why=(
        "Where the owner is optional, most documents can never become overdue. What is published "
        "to customers has somebody who confirms it, or is named as an exception: a page that is "
        "neither stays out of the website where approval is required."
    ),
    clause="ISO 9001:2015, 5.3: responsibilities are assigned; 7.5.2 c: review for suitability",
    wrong="control: {}\n",
    right="control: {owner: product-management, review_every: P12M}\n",
    check=_check,
)
