from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from msgspec import structs

from inforce.domain.checking.inspect import inspect
from inforce.domain.checking.rule import Breach, Inspection, Rule, message, remedy
from inforce.domain.items.control import Control
from inforce.domain.rules import rules as every_rule
from inforce.domain.site.finding import Finding
from inforce.domain.site.policy import ApprovalTerm, People, Person, Severity, Waiver
from inforce.domain.site.waivers import LONGEST, covered, holds, subjects
from inforce.domain.text import Text
from tests.factories import POLICY, TODAY, corpus, product

DAY = timedelta(days=1)


def waiver(until: date = TODAY, rule: str = "AAA001", item: str = "hx-100") -> Waiver:
    return Waiver(rule=rule, item=item, until=until, reason="In work", by="anna")


@pytest.mark.parametrize(
    ("until", "held"),
    [(TODAY - DAY, False), (TODAY, True), (TODAY + LONGEST, True), (TODAY + LONGEST + DAY, False)],
)
def test_a_waiver_holds_to_its_last_day_and_not_for_long(until: date, *, held: bool) -> None:
    assert holds(waiver(until), TODAY) is held
    assert bool(covered([waiver(until)], TODAY)) is held


@pytest.mark.parametrize(
    ("until", "today", "held"),
    [
        (date.max, date.max, True),
        (date.max, date.min, False),
        (date.min, date.max, False),
        (date.max, date.max - LONGEST, True),
        (date.max, date.max - LONGEST - DAY, False),
    ],
)
def test_the_calendar_ends_within_its_time(until: date, today: date, *, held: bool) -> None:
    assert holds(waiver(until), today) is held


def test_a_finding_is_meant_by_its_item_or_its_path() -> None:
    finding = Finding(code="AAA001", severity=Severity.ERROR, path="a.yaml", item="a")
    assert subjects(finding) == {("AAA001", "a"), ("AAA001", "a.yaml")}


def rule(code: str = "AAA001", *, waivable: bool = True, last: bool = False) -> Rule:
    def check(inspection: Inspection) -> Iterator[Breach]:
        if last:
            facts = {"count": str(len(inspection.findings))}
            yield Breach(path="z.yaml", facts=facts)
            return
        for key in inspection.corpus.products:
            yield Breach(path=f"{key}.yaml", item=key, facts={"what": "wrong"})

    return Rule(
        code=code,
        title="Wrong",
        default=Severity.ERROR,
        problem="{count} findings" if last else "{item} is {what} in {path}",
        fix="Mend {path}.",
        why="",
        clause="",
        wrong="",
        right="",
        check=check,
        waivable=waivable,
        last=last,
    )


def rules(*members: Rule) -> dict[str, Rule]:
    return {member.code: member for member in members}


def test_findings_are_sorted_and_worded_by_their_rule() -> None:
    known = rules(rule())
    first, second = inspect(corpus(product("b"), product("a")), TODAY, known)
    assert (first.path, second.path) == ("a.yaml", "b.yaml")
    assert message(first, known["AAA001"]) == "a is wrong in a.yaml"
    assert remedy(first, known["AAA001"]) == "Mend a.yaml."


def test_a_waived_finding_stays_and_is_marked() -> None:
    site = corpus(product("a"), product("b"), waivers=(waiver(item="a"),))
    assert [finding.waived for finding in inspect(site, TODAY, rules(rule()))] == [True, False]


def test_what_nobody_can_waive_is_not_waived() -> None:
    site = corpus(product("a"), waivers=(waiver(item="a"),))
    (finding,) = inspect(site, TODAY, rules(rule(waivable=False)))
    assert not finding.waived


def test_a_last_rule_judges_the_findings_of_the_others() -> None:
    known = rules(rule("ZZZ001", last=True), rule())
    *_, found = inspect(corpus(product("a"), product("b")), TODAY, known)
    assert message(found, known["ZZZ001"]) == "2 findings"


def test_the_policy_has_the_last_word_on_severity() -> None:
    policy = structs.replace(POLICY, severity={"AAA001": Severity.INFO})
    (finding,) = inspect(corpus(product("a"), policy=policy), TODAY, rules(rule()))
    assert finding.severity is Severity.INFO


@pytest.mark.parametrize(
    ("roles", "terms", "fault"),
    [
        (("quality",), (), []),
        (("sales",), (), ["is by somebody who may not approve"]),
        (("sales",), (ApprovalTerm(roles=("sales",)),), []),
        ((), (), ["is by somebody who may not approve"]),
    ],
)
def test_a_waiver_is_by_one_who_may_approve(
    roles: tuple[str, ...], terms: tuple[ApprovalTerm, ...], fault: list[str]
) -> None:
    people = People(people={"anna": Person(name=Text("Anna"), roles=roles)})
    given = (waiver(TODAY, rule="RVW004"),)
    policy = structs.replace(POLICY, approvals=terms)
    site = corpus(product(control=Control()), waivers=given, people=people, policy=policy)
    known = {code: every_rule()[code] for code in ("RVW004", "WVR001")}
    found = [one for one in inspect(site, TODAY, known) if one.code == "WVR001"]
    assert [one.facts["fault"] for one in found] == fault
    assert {(one.pointer, one.facts["found"]) for one in found} <= {("/0/by", "anna")}


@pytest.mark.parametrize(("until", "fault"), [(TODAY, []), (TODAY - DAY, ["has expired"])])
def test_a_waiver_has_expired_on_the_day_after_its_last(until: date, fault: list[str]) -> None:
    nobody = product(control=Control())
    site = corpus(nobody, waivers=(waiver(until, rule="RVW004"),))
    known = {code: every_rule()[code] for code in ("RVW004", "WVR001")}
    found = inspect(site, TODAY, known)
    assert [one.facts["fault"] for one in found if one.code == "WVR001"] == fault
