from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from inforce.domain.editions.decide import decide
from inforce.domain.editions.edition import NoticeKind
from inforce.domain.evidence.figure import Grid, Part, Period, Unit
from inforce.domain.evidence.pack import Pack
from inforce.domain.interval import Interval
from inforce.domain.items.content import Content
from inforce.domain.items.control import Change, ChangeClass, Control
from inforce.domain.items.lifecycle import Lifecycle, Reinstatement
from inforce.domain.items.offering import Offered
from inforce.domain.items.product import Relation, RelationType, Variant, Variants
from inforce.domain.registers.register import Ledger, Outcome, Proof
from inforce.domain.site.communication import MetBy, Requirement
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.feedback import FeedbackKind, Subject
from inforce.domain.site.finding import Finding
from inforce.domain.site.policy import Approval, Audience, LeadTimes, Severity, Waiver
from inforce.domain.text import Text
from tests import factories
from tests.evidence.registers import (
    TODAY,
    assigned,
    figures,
    packed,
    register,
    site,
    values,
)
from tests.factories import content, page, product, reviewed


def item(key: str, summary: str = "One", **parts: object) -> Content:
    change = Change(summary=Text(summary))
    control = Control(owner="sales", review_every=Interval("P6M"), change=change)
    return content(product(key, summary=Text(summary), **{"control": control, **parts}))


def cells(grid: Grid) -> dict[str, list[int | None]]:
    return {row.name: [cell.value for cell in row.cells] for row in grid.rows}


def on_time(days: dict[str, list[date]]) -> Corpus:
    """Return a site of items approved on the first day and reviewed on the others."""
    ledgers = []
    for key, (first, *reviews) in days.items():
        shown = item(key)
        ledgers.append(register((first, shown), *(reviewed(shown, day) for day in reviews)))
    return site(*ledgers)


def test_the_rate_counts_what_was_settled_in_the_period_and_what_is_owed() -> None:
    corpus = on_time(
        {
            "kept": [date(2025, 3, 1), date(2025, 9, 1), date(2026, 2, 1)],
            "late": [date(2025, 3, 1), date(2025, 9, 2), date(2026, 2, 1)],
            "owed": [date(2025, 3, 1), date(2025, 8, 1)],
            "before": [date(2024, 12, 1), date(2025, 6, 30), date(2026, 6, 1)],
            "young": [date(2026, 6, 1)],
        }
    )
    known = figures(packed(corpus))
    rate = known["on_time"]
    assert (rate.value, rate.whole) == (4, 7)
    assert [(s.item, s.number) for s in rate.sources] == [
        ("kept", 2),
        ("kept", 3),
        ("late", 3),
        ("owed", 2),
    ]
    assert [(s.item, s.number) for s in known["late"].sources] == [("before", 3), ("late", 2)]
    assert [s.item for s in known["owed"].sources] == ["owed"]
    assert known["reviews"].value == 6
    assert known["no_note"].value == 6
    assert known["interval_longest"].value == 336
    assert known["age_longest"].value == 333
    assert known["age_median"].value == 149


@pytest.mark.parametrize(
    ("late", "age"),
    [(1, "late_14"), (14, "late_14"), (15, "late_30"), (30, "late_30"), (31, "late_90"),
     (90, "late_90"), (91, "late_more")],
)  # fmt: skip
def test_what_is_overdue_by_age_and_owner(late: int, age: str) -> None:
    due = TODAY - timedelta(days=late)
    shown = item("hx-100", control=Control(owner="sales", review_every=Interval("P10D")))
    made = packed(site(register((due - timedelta(days=10), shown))))
    found = values(made)
    assert found["overdue"] == found[f"ages.{age}"] == found[f"owners.sales.{age}"] == 1
    assert sum(count or 0 for (count,) in cells(made.grids["ages"]).values()) == 1
    assert found["owners.sales.in_time"] == found["in_time"] == 0


def test_void_and_unscheduled_items_are_not_in_time() -> None:
    shown, loose = item("hx-100"), content(product("hx-110", control=Control()))
    wrong = structs.replace(reviewed(shown, date(2026, 6, 1)), digest="sha256-jcs-1:other")
    made = packed(site(register((date(2026, 5, 1), shown), wrong), register((TODAY, loose))))
    found = values(made)
    assert (found["in_time"], found["void"], found["unscheduled"], found["overdue"]) == (0, 1, 1, 0)
    assert found["owners.-.unscheduled"] == found["owners.sales.void"] == 1
    assert cells(made.grids["intervals"]) == {"P6M": [1, 0, 60, 60]}


def test_what_is_published_and_what_is_not_yet() -> None:
    variants = Variants(items=(Variant(order_code="A"), Variant(order_code="B")))
    gone = factories.ended(announced_on=date(2024, 1, 1), last_order=date(2025, 1, 1))
    corpus = site(
        register((date(2026, 1, 1), item("hx-100", variants=variants))),
        register((date(2026, 1, 1), item("hx-110", lifecycle=gone))),
        register((date(2026, 6, 1), date(2026, 7, 1), item("hx-120"))),
        register((date(2026, 1, 1), content(page()))),
    )
    corpus = structs.replace(corpus, products={**corpus.products, "new": product("new")})
    made = packed(corpus)
    found = values(made)
    keys = ("items", "products", "variants", "pages", "gone", "scheduled", "unissued", "pending")
    assert [found[key] for key in keys] == [3, 2, 2, 1, 1, 1, 1, 1]
    assert cells(made.grids["families"]) == {"pump": [2, 2, 1, 0]}
    assert made.items == 5


def test_changes_and_notices_by_month() -> None:
    def version(summary: str, class_: ChangeClass = ChangeClass.SUBSTANTIVE) -> Content:
        control = Control(owner="sales", change=Change(class_=class_, by="boris"))
        return item("hx-100", summary, control=control)

    leaving = Lifecycle(announced_on=date(2026, 2, 1), notice="PDN-1", last_order=date(2026, 6, 1))
    made = packed(
        site(
            register(
                (date(2025, 1, 1), version("One")),
                (date(2025, 8, 3), version("Two")),
                (date(2025, 8, 9), date(2025, 9, 1), version("Three", ChangeClass.EDITORIAL)),
            ),
            register(
                (date(2025, 10, 1), item("hx-110")),
                (date(2026, 1, 20), date(2026, 2, 11), item("hx-110", lifecycle=leaving)),
            ),
        )
    )
    found = values(made)
    assert [found[key] for key in ("changes_substantive", "changes_editorial", "first_issues")] == [
        2, 1, 1,
    ]  # fmt: skip
    table = cells(made.grids["movement"])
    assert list(table)[0::11] == ["2025-07", "2026-06"]
    assert table["2025-08"] == [1, 0, 0, 0]
    assert table["2025-09"] == [0, 1, 0, 0]
    assert table["2025-10"] == [0, 0, 1, 0]
    assert table["2026-02"] == [1, 0, 0, 1]
    (told,) = made.notices
    assert (told.number, told.day, told.source.number) == ("PDN-1", date(2026, 2, 11), 2)
    assert told.holds_from == date(2026, 2, 1)
    (out,) = made.withdrawals
    assert (out.announced, out.published, out.since) == (
        date(2026, 2, 1), date(2026, 2, 11), date(2026, 2, 11),
    )  # fmt: skip
    assert (out.ends, out.told) == (date(2026, 6, 1), 110)
    assert (found["told_median"], found["told_shortest"]) == (110, 110)
    assert (found["author_named"], figures(made)["author_named"].whole) == (2, 4)


def life(**days: Any) -> Lifecycle:  # noqa: ANN401 - fields of a lifecycle
    return Lifecycle(notice="PDN-1", **days)


@pytest.mark.parametrize(
    ("lived", "told"),
    [
        (life(announced_on=date(2026, 1, 1), last_order=date(2026, 4, 1)), 90),
        (life(withdrawn_on=date(2026, 1, 1)), 0),
        (life(announced_on=date(2026, 3, 1), withdrawn_on=date(2026, 2, 1)), -28),
        (life(announced_on=date(2026, 1, 1)), None),
    ],
)
def test_how_long_customers_were_told_before(lived: Lifecycle, told: int | None) -> None:
    made = packed(site(register((date(2025, 12, 1), item("hx-100", lifecycle=lived)))))
    if lived.announced_on is None:
        told = (date(2026, 1, 1) - date(2025, 12, 1)).days
    assert [row.told for row in made.withdrawals] == [told]
    assert figures(made)["told_median"].value == told


def test_an_end_outside_the_period_or_not_announced_is_left_out() -> None:
    long_gone = life(announced_on=date(2023, 1, 1), last_order=date(2024, 1, 1))
    to_come = life(announced_on=date(2026, 9, 1), last_order=date(2027, 1, 1))
    made = packed(
        site(
            register((date(2023, 1, 1), item("hx-100", lifecycle=long_gone))),
            register((date(2023, 1, 1), item("hx-110", lifecycle=to_come))),
        )
    )
    assert (made.withdrawals, made.notices) == ((), ())


def test_a_notice_that_was_announced_ahead_counts_from_the_revision_that_tells_it() -> None:
    soon = Lifecycle(not_recommended_from=date(2026, 9, 1), notice="PDN-2")
    made = packed(
        site(
            register(
                (date(2026, 1, 5), item("hx-100")),
                (date(2026, 5, 4), item("hx-100", lifecycle=soon)),
            )
        )
    )
    (told,) = made.notices
    assert (told.day, told.published, told.holds_from) == (
        date(2026, 5, 4), date(2026, 5, 4), date(2026, 9, 1),
    )  # fmt: skip
    assert cells(made.grids["movement"])["2026-05"][-1] == 1


def test_a_recall_is_counted() -> None:
    shown = item("hx-100", recall=factories.recall(date(2026, 3, 1)))
    made = packed(site(register((date(2026, 2, 1), shown))))
    assert (values(made)["recalls"], values(made)["notices"]) == (1, 1)
    assert [told.day for told in made.notices] == [date(2026, 3, 1)]


def test_a_recall_that_was_lifted_is_told_beside_the_return() -> None:
    recalled = item("hx-100", recall=factories.recall(date(2026, 3, 1)))
    back = Reinstatement(notice="RN-1", date=date(2026, 5, 1), reason=Text("Mended"), lifts="R-1")
    returned = item("hx-100", lifecycle=Lifecycle(reinstated=back))
    made = packed(site(register((date(2026, 3, 1), recalled), (date(2026, 5, 1), returned))))
    assert [(told.number, told.kind, told.day, told.source.number) for told in made.notices] == [
        ("R-1", NoticeKind.RECALL, date(2026, 3, 1), 1),
        ("RN-1", NoticeKind.REINSTATEMENT, date(2026, 5, 1), 2),
    ]
    assert values(made)["recalls"] == 1


def test_an_end_that_was_taken_back_before_its_announcement_is_no_notice() -> None:
    leaving = life(announced_on=date(2026, 4, 1), last_order=date(2026, 12, 1))
    steps = (
        (date(2026, 3, 1), item("hx-100", lifecycle=leaving)),
        (date(2026, 3, 15), item("hx-100")),
    )
    assert packed(site(register(*steps))).notices == ()


def finding(code: str, severity: Severity, key: str | None, *, waived: bool = False) -> Finding:
    return Finding(code=code, severity=severity, path="x", item=key, waived=waived)


def test_findings_by_rule_and_the_waivers_over_them() -> None:
    waivers = tuple(
        Waiver(rule="RVW002", item="hx-100", until=until, reason="Moved", by="anna")
        for until in (date(2026, 6, 29), date(2026, 6, 30))
    )
    found = (
        finding("APR002", Severity.ERROR, "hx-100"),
        finding("RVW002", Severity.WARNING, "hx-100", waived=True),
        finding("RVW001", Severity.INFO, None),
        finding("RVW001", Severity.WARNING, None),
    )
    corpus = site(register((date(2026, 6, 1), item("hx-100"))), waivers=waivers)
    made = packed(corpus, found=found)
    assert cells(made.grids["findings"]) == {
        "APR002": [1, 0, 0, 0],
        "RVW001": [0, 1, 1, 0],
        "RVW002": [0, 0, 0, 1],
    }
    known = figures(made)
    assert known["waived"].sources[0].anchor == "finding-2"
    assert [known[key].value for key in ("waivers", "waivers_expired", "errors", "warnings")] == [
        1, 1, 1, 1,
    ]  # fmt: skip
    part = packed(corpus, found=found, scope=frozenset({"hx-100"}))
    assert (len(part.study.findings), part.study.whole, part.items) == (2, False, 1)


def test_feedback_received_answered_and_open() -> None:
    def message(key: str, received: date, answered: date | None = None, **parts: object) -> object:
        return factories.feedback(
            key, received=received, due=received + timedelta(days=10), answered=answered, **parts
        )

    day = date(2026, 1, 10)
    listed = {
        "in-time": message("in-time", day, day + timedelta(days=10)),
        "late": message("late", day, day + timedelta(days=11)),
        "old": message("old", date(2024, 1, 1), date(2024, 1, 2)),
        "open": message("open", TODAY, kind=FeedbackKind.PRAISE),
        "owed": message(
            "owed", date(2025, 1, 1), kind=FeedbackKind.COMPLAINT, subject=Subject.ACCURACY
        ),
        "then": message("then", date(2026, 6, 1), TODAY + timedelta(days=3), item="hx-100"),
        "to-come": message("to-come", TODAY + timedelta(days=1)),
    }
    corpus = site(register((date(2026, 6, 1), item("hx-100"))), feedback=listed)
    made = packed(corpus)
    known = figures(made)
    assert [
        known[key].value for key in ("received", "feedback_open", "feedback_late", "accuracy_open")
    ] == [4, 3, 2, 1 + (listed["then"].about_accuracy)]  # type: ignore[attr-defined]
    answered = known["answered_in_time"]
    assert (answered.value, answered.whole) == (1, 4)
    assert answered.sources[0].part is Part.FEEDBACK
    assert cells(made.grids["feedback"])["praise"] == [1, 1, 0]
    part = packed(corpus, scope=frozenset({"hx-100"}))
    assert [s.item for s in figures(part)["feedback_open"].sources] == ["hx-100"]


def test_what_must_be_told_is_held_against_pages_and_products() -> None:
    needs = (
        Requirement(id="8.2.1a", text=Text("Information"), met_by=MetBy.PRODUCTS),
        Requirement(id="8.2.1c", text=Text("Complaints")),
    )
    answers = content(page(covers=("8.2.1c",)))
    corpus = site(
        register((date(2025, 1, 1), answers)),
        register((date(2026, 1, 1), item("hx-100"))),
        communication=needs,
    )
    assert cells(packed(corpus).grids["coverage"]) == {"8.2.1a": [0, 0, 1], "8.2.1c": [1, 0, 0]}


def test_who_acted_and_how_it_is_known() -> None:
    shown = item("hx-100")
    made = register(
        (date(2026, 1, 1), shown),
        reviewed(shown, date(2026, 2, 1)),
        reviewed(shown, date(2026, 2, 2), outcome=Outcome.WITHDRAW),
    )
    old = register((date(2024, 1, 1), item("hx-110")))
    proofs = {made.seals[0]: Proof(), old.seals[0]: Proof("unknown signer")}
    done = packed(site(made, old, proofs=proofs))
    assert cells(done.grids["people"]) == {"anna": [1, 2]}
    assert cells(done.grids["tiers"]) == {"asserted": [0, 1, 1], "signed": [1, 1, 1]}
    assert cells(done.grids["outcomes"]) == {
        "no_change": [1],
        "change_needed": [0],
        "withdraw": [1],
    }
    assert values(done)["signature_faults"] == 1
    facts = {limit.key: limit.facts for limit in done.limits}
    assert facts["asserted"] == {"asserted": 1, "approvals": 2}
    assert facts["signatures"] == {"faults": 1}
    assert facts["author"] == {"unnamed": 2, "approvals": 2}


def test_a_person_who_only_reviewed_is_named() -> None:
    shown = item("hx-100")
    by_boris = structs.replace(reviewed(shown, date(2026, 2, 1)), by="boris")
    done = packed(site(register((date(2024, 1, 1), shown), by_boris)))
    assert cells(done.grids["people"]) == {"boris": [0, 1]}


def test_a_register_that_cannot_be_read_is_named() -> None:
    corpus = site(register((date(2026, 1, 1), item("hx-100"))))
    broken = Ledger(item="hx-110", path="content/issued/hx-110/register.yaml")
    corpus = structs.replace(corpus, ledgers={**corpus.ledgers, "hx-110": broken})
    made = packed(corpus)
    assert made.unread == ("content/issued/hx-110/register.yaml",)
    assert made.limits[0].key == "unreadable"
    assert list(made.heads) == ["hx-100"]


def test_a_light_site_gets_a_smaller_pack() -> None:
    policy = structs.replace(factories.POLICY, approval=Approval.OFF)
    done = Control(owner="sales", review_every=Interval("P6M"), reviewed_on=date(2026, 3, 1))
    leaving = life(announced_on=date(2026, 5, 1), last_order=date(2026, 6, 1))
    specs = factories.specs(flow={"value": 3, "evidence": "TR-1"}, temperature={"min": 1, "max": 2})
    made = packed(
        factories.corpus(
            product("hx-100", control=done, specs=specs),
            product("hx-110", lifecycle=leaving),
            policy=policy,
        )
    )
    found = values(made)
    assert (found["items"], found["age_median"], found["withdrawals"]) == (2, 121, 1)
    assert made.withdrawals[0].told == 31
    assert (made.withdrawals[0].published, made.withdrawals[0].source.anchor) == (None, "item")
    assert "on_time" not in found
    assert "movement" not in made.grids
    facts = {limit.key: limit.facts for limit in made.limits}
    assert facts["light"] == {}
    assert facts["physical"] == {"backed": 1, "figures": 2}
    assert "asserted" not in facts
    assert made.heads == {}


def test_a_long_period_is_told_by_year() -> None:
    corpus = on_time({"hx-100": [date(2020, 3, 1), date(2021, 9, 1), date(2026, 2, 1)]})
    made = packed(corpus, period=Period(date(2020, 1, 1), TODAY))
    years = cells(made.grids["punctuality"])
    assert list(years) == ["2020", "2021", "2022", "2023", "2024", "2025", "2026"]
    assert years["2021"] == years["2026"] == [0, 1]
    assert cells(made.grids["movement"])["2020"] == [0, 0, 1, 0]


def test_the_digest_is_of_all_heads() -> None:
    one = register((date(2026, 1, 1), item("hx-100")))
    two = register((date(2026, 1, 1), item("hx-110")))
    digests = {packed(site(one)).digest, packed(site(two)).digest, packed(site(one, two)).digest}
    assert len(digests) == 3
    later = register((date(2026, 1, 1), item("hx-100")), assigned(date(2026, 8, 1), "quality"))
    assert packed(site(later)).digest == packed(site(one)).digest


def test_the_digests_that_customers_find_lead_to_the_item() -> None:
    policy = structs.replace(
        factories.POLICY,
        audiences={"public": Audience(), "dealer": Audience(includes=("public",))},
    )
    relations = (
        Relation(type=RelationType.ACCESSORY, product="hx-120"),
        Relation(type=RelationType.ACCESSORY, product="hx-130"),
    )
    corpus = site(
        register((date(2026, 1, 1), item("hx-100", relations=relations))),
        register((date(2026, 1, 1), item("hx-120", audience="dealer"))),
        register((date(2026, 1, 1), item("hx-130"))),
        register((date(2026, 1, 1), content(page("terms")))),
        register((date(2026, 1, 1), date(2027, 1, 1), item("hx-140"))),
        policy=policy,
    )
    made = packed(corpus).printed
    for audience in policy.audiences:
        edition = decide(corpus, TODAY, audience)
        stamps = {key: one.stamp for key, one in edition.products.items()}
        stamps |= {key: one.stamp for key, one in edition.pages.items()}
        shown = {key: digests[audience] for key, digests in made.items() if audience in digests}
        assert shown == {key: stamp.digest for key, stamp in stamps.items()}
    assert made["hx-100"]["public"] != made["hx-100"]["dealer"]
    assert (list(made["hx-120"]), made["hx-140"]) == (["dealer"], {})


def test_the_past_does_not_change_by_what_is_entered_later() -> None:
    shown = item("hx-100")
    first = register((date(2025, 3, 1), shown), reviewed(shown, date(2025, 9, 10)))
    more = register(
        (date(2025, 3, 1), shown),
        reviewed(shown, date(2025, 9, 10)),
        reviewed(shown, date(2026, 7, 2)),
        (date(2026, 7, 3), item("hx-100", "Two")),
    )
    assert _told(packed(site(first))) == _told(packed(site(more)))


def _told(made: Pack) -> dict[str, tuple[object, ...]]:
    """Leave out what waits for approval: working copies have no past."""
    return {
        key: (figure.value, figure.whole, figure.sources)
        for key, figure in figures(made).items()
        if key != "pending"
    }


DAYS = st.integers(0, 900).map(lambda days: date(2024, 6, 1) + timedelta(days=days))
STEPS = st.lists(st.tuples(DAYS, st.sampled_from(["revision", *Outcome])), max_size=6)


@st.composite
def sites(draw: st.DrawFn) -> Corpus:
    ledgers = []
    for key in draw(st.lists(st.sampled_from(["a1", "b2", "c3"]), min_size=1, unique=True)):
        shown, revision = item(key, "0"), 1
        steps: list[object] = [(draw(DAYS), shown)]
        for day, kind in sorted(draw(STEPS), key=lambda step: step[0]):
            if isinstance(kind, Outcome):
                steps.append(reviewed(shown, day, revision=revision, outcome=kind))
            else:
                revision += 1
                shown = item(key, str(revision))
                steps.append((day, shown))
        ledgers.append(register(*steps))  # type: ignore[arg-type]
    return site(*ledgers)


@given(sites())
def test_every_total_is_the_sum_of_its_sources(corpus: Corpus) -> None:
    made = packed(corpus)
    for figure in figures(made).values():
        if figure.unit is not Unit.DAYS:
            assert figure.value == sum(source.weight for source in figure.sources)
        if figure.whole is not None:
            assert (figure.value or 0) <= figure.whole
        for source in figure.sources:
            if source.part is Part.ENTRY:
                entries = made.study.trails[source.item].ledger
                assert entries.seals[source.number - 1] == source.seal
    found = values(made)
    months = cells(made.grids["punctuality"]).values()
    rate = figures(made)["on_time"]
    assert sum(kept or 0 for kept, _ in months) == rate.value
    assert sum(late or 0 for _, late in months) == found["late"]
    assert rate.whole == (rate.value or 0) + (found["late"] or 0) + (found["owed"] or 0)
    assert found["owed"] == found["overdue"]
    owners = cells(made.grids["owners"]).values()
    assert sum(row[0] or 0 for row in owners) == found["items"]
    assert sum(sum(part or 0 for part in row[1:]) for row in owners) == found["items"]
    assert sum(row[0] or 0 for row in cells(made.grids["outcomes"]).values()) == found["reviews"]


@pytest.mark.parametrize(
    ("lived", "short"),
    [
        (life(announced_on=date(2026, 1, 1), last_order=date(2026, 7, 1)), False),
        (life(announced_on=date(2026, 1, 1), last_order=date(2026, 6, 30)), True),
        (life(announced_on=date(2026, 1, 1), withdrawn_on=date(2026, 1, 2)), False),
        (life(announced_on=date(2026, 1, 1)), False),
    ],
)
def test_a_last_order_sooner_than_the_lead_time_is_told(lived: Lifecycle, short: bool) -> None:  # noqa: FBT001 - the expected answer
    made = packed(site(register((date(2025, 12, 1), item("hx-100", lifecycle=lived)))))
    assert [row.short for row in made.withdrawals] == [short]
    assert values(made)["told_short"] == short


def test_without_a_lead_time_nothing_is_short() -> None:
    policy = structs.replace(factories.POLICY, lead_times=LeadTimes(last_order=None))
    lived = life(announced_on=date(2026, 1, 1), last_order=date(2026, 1, 2))
    corpus = site(register((date(2025, 12, 1), item("hx-100", lifecycle=lived))), policy=policy)
    assert not packed(corpus).withdrawals[0].short


def test_the_offering_list_is_held_against_the_catalogue() -> None:
    variants = Variants(items=(Variant(order_code="A"), Variant(order_code="B")))
    rows = (Offered(code="A", on_sale=True), Offered(code="C", on_sale=True))
    corpus = site(register((date(2026, 1, 1), item("hx-100", variants=variants))), offering=rows)
    made = packed(corpus)
    assert cells(made.grids["offering"]) == {"not_shown": [1], "not_on_sale": [0], "not_sold": [1]}
    assert [(one.code, one.item) for one in made.offer] == [("C", None), ("B", "hx-100")]
    assert figures(made)["offering.not_sold"].sources[0].anchor == "offer-2"
    part = packed(corpus, scope=frozenset({"hx-100"}))
    assert [one.code for one in part.offer] == ["B"]
    assert "offering" not in {limit.key for limit in made.limits}


def test_without_an_offering_list_no_order_code_is_told_to_differ_from_it() -> None:
    sold = item("hx-100", variants=Variants(items=(Variant(order_code="A"),)))
    made = packed(site(register((date(2026, 1, 1), sold))))
    assert (made.offer, "offering" in made.grids) == ((), False)
    assert "offering" in {limit.key for limit in made.limits}
