from datetime import date
from typing import Any

import pytest
from msgspec import structs

from inforce.domain.editions.decide import decide
from inforce.domain.editions.edition import Edition, Step
from inforce.domain.items.control import Change, Control
from inforce.domain.items.lifecycle import Lifecycle
from inforce.domain.items.product import Product, Relation, RelationType, Variant, Variants
from inforce.domain.registers.register import Ledger
from inforce.domain.site.corpus import Corpus
from inforce.domain.text import Text
from tests.factories import (
    TODAY,
    approved,
    content,
    corpus,
    ended,
    ledger,
    page,
    product,
    recall,
    sealed,
    specs,
)

JANUARY, MARCH, APRIL, JUNE = (date(2026, month, 1) for month in (1, 3, 4, 6))


def _said(summary: str) -> Control:
    return Control(owner="sales", change=Change(summary=Text(summary)))


def _site(
    *steps: tuple[date, Product], made: date = JANUARY, others: tuple[Product, ...] = ()
) -> Corpus:
    ledgers = {"hx-100": ledger(*((day, content(item)) for day, item in steps), day=made)}
    ledgers |= {other.id: ledger(content(other), day=made) for other in others}
    return corpus(steps[-1][1], *others, ledgers=ledgers)


def _steps(edition: Edition) -> list[tuple[int, int | None, tuple[str, ...]]]:
    return [
        (step.revision, step.follows, tuple(one.pointer for one in step.changes))
        for step in edition.products["hx-100"].history
    ]


def _priced(amount: int, summary: str = "", audience: str = "public") -> Product:
    items = (Variant(order_code="A", specs=specs(price=amount)),)
    return product(variants=Variants(items=items), control=_said(summary), audience=audience)


def test_each_step_tells_what_it_changed_and_the_newest_comes_first_in_the_notices() -> None:
    site = _site(
        (JANUARY, product(specs=specs(flow=30))),
        (MARCH, product(specs=specs(flow=32), control=_said("More flow"))),
        (JUNE, product(specs=specs(flow=32), name=Text("HX"))),
    )
    edition = decide(site, TODAY)
    assert _steps(edition) == [(1, None, ()), (2, 1, ("/specs/flow",)), (3, 2, ("/name",))]
    assert [(one.item, one.step.revision, one.step.told_on) for one in edition.changes] == [
        ("hx-100", 3, JUNE),
        ("hx-100", 2, MARCH),
    ]
    assert edition.changes[1].step.summary == Text("More flow")


def test_a_step_that_is_still_to_come_is_not_told() -> None:
    site = _site((JANUARY, product()), (JUNE, product(name=Text("HX"))))
    assert _steps(decide(site, MARCH)) == [(1, None, ())]
    assert decide(site, MARCH).changes == ()


def test_a_revision_that_was_overtaken_before_it_began_is_no_step() -> None:
    site = _site(
        (JANUARY, product()),
        (date(2026, 12, 1), product(name=Text("Late"))),
        (MARCH, product(name=Text("Early"))),
    )
    for day in (MARCH, date(2026, 12, 24)):
        assert _steps(decide(site, day)) == [(1, None, ()), (3, 1, ("/name",))]


def test_a_revision_that_was_in_force_stays_a_step_though_a_later_one_is_dated_back() -> None:
    """The third is approved in June for March, when the second was not in force yet."""
    april = date(2026, 4, 1)
    days = ((JANUARY, JANUARY), (JANUARY, april), (JUNE, MARCH))
    shown = [content(product(name=Text(name))) for name in ("One", "Two", "Three")]
    steps = ((start, one) for (_, start), one in zip(days, shown, strict=True))
    record = ledger(*steps, day=JANUARY)
    entries = sealed(
        approved(one, revision, made=made, effective=start)
        for revision, ((made, start), one) in enumerate(zip(days, shown, strict=True), start=1)
    )
    site = corpus(ledgers={"hx-100": structs.replace(record, entries=entries)})
    assert [step[0] for step in _steps(decide(site, TODAY))] == [1, 2, 3]


def test_what_only_dealers_may_know_is_no_change_for_the_public() -> None:
    site = _site((JANUARY, _priced(10)), (MARCH, _priced(12, "Price raised to 12")))
    public, dealer = decide(site, TODAY), decide(site, TODAY, "dealer")
    assert _steps(public) == [(1, None, ()), (2, 1, ())]
    assert public.products["hx-100"].history[1].summary is None
    assert public.changes == ()
    assert _steps(dealer) == [(1, None, ()), (2, 1, ("/variants/items/0/specs/price",))]
    assert dealer.changes[0].step.summary == Text("Price raised to 12")


def test_a_revision_that_an_audience_never_saw_is_no_part_of_its_history() -> None:
    site = _site(
        (JANUARY, _priced(10, "For dealers", audience="dealer")), (MARCH, _priced(12, "For all"))
    )
    assert _steps(decide(site, TODAY)) == [(2, None, ())]
    assert decide(site, TODAY).changes == ()
    assert [step[0] for step in _steps(decide(site, TODAY, "dealer"))] == [1, 2]


def test_an_end_is_told_on_the_day_it_is_announced() -> None:
    ending = Lifecycle(announced_on=JUNE, last_order=date(2027, 1, 1))
    site = _site((JANUARY, product()), (MARCH, product(lifecycle=ending, control=_said("Ends"))))
    assert decide(site, MARCH).changes == ()
    (notice,) = decide(site, JUNE).changes
    assert (notice.step.effective_from, notice.step.told_on) == (MARCH, JUNE)


@pytest.mark.parametrize(
    "end",
    [
        {"lifecycle": Lifecycle(announced_on=JUNE, last_order=date(2027, 1, 1))},
        {"recall": recall(JUNE)},
    ],
)
def test_what_is_said_of_a_change_does_not_tell_an_end_before_its_day(end: dict[str, Any]) -> None:
    ending = product(specs=specs(flow=32), control=_said("Withdrawn under notice N"), **end)
    later = structs.replace(ending, summary=Text("A pump."), control=_said("Summary added"))
    site = _site((JANUARY, product(specs=specs(flow=30))), (MARCH, ending), (APRIL, later))
    before, after = (decide(site, day).products["hx-100"].history for day in (APRIL, JUNE))
    assert [step.summary for step in before[1:]] == [None, Text("Summary added")]
    assert [one.pointer for one in before[1].changes] == ["/specs/flow"]
    assert [step.summary for step in after[1:]] == [
        Text("Withdrawn under notice N"),
        Text("Summary added"),
    ]


@pytest.mark.parametrize(
    "end",
    [
        {"lifecycle": Lifecycle(announced_on=JUNE, last_order=date(2027, 1, 1))},
        {"recall": recall(JUNE)},
    ],
)
@pytest.mark.parametrize("later", [False, True])
def test_nor_does_what_is_said_of_the_first_revision(end: dict[str, Any], *, later: bool) -> None:
    ending = product(control=_said("Made until N-1 ends it"), **end)
    renamed = structs.replace(ending, name=Text("HX"), control=_said("Name"))
    site = _site(*[(MARCH, ending), (APRIL, renamed)][: 1 + later])
    before, after = (decide(site, day).products["hx-100"].history for day in (APRIL, JUNE))
    assert [step.summary for step in before] == [None, Text("Name")][: 1 + later]
    assert after[0].summary == Text("Made until N-1 ends it")


def test_a_recall_is_told_on_its_day_and_a_withdrawal_at_once() -> None:
    called = product(recall=recall(JUNE))
    assert decide(_site((JANUARY, product()), (MARCH, called)), TODAY).changes[0].step.told_on == (
        JUNE
    )
    gone = product(lifecycle=ended(withdrawn_on=MARCH))
    assert decide(_site((JANUARY, product()), (MARCH, gone)), TODAY).changes[0].step.told_on == (
        MARCH
    )
    started = product(lifecycle=Lifecycle(available_from=JUNE))
    site = _site((JANUARY, product()), (MARCH, started))
    assert decide(site, TODAY).changes[0].step.told_on == MARCH


def test_what_a_product_links_to_is_told_only_to_those_who_may_see_it() -> None:
    link = (Relation(type=RelationType.SIMILAR, product="secret"),)
    secret = product("secret", audience="dealer")
    site = _site((JANUARY, product()), (MARCH, product(relations=link)), others=(secret,))
    assert decide(site, TODAY).changes == ()
    assert len(decide(site, TODAY, "dealer").changes) == 1


def test_pages_have_changes_too() -> None:
    first, second = page(), page(body=Text("Other."), control=_said("Reworded"))
    kept = ledger((JANUARY, content(first)), (MARCH, content(second)), day=JANUARY)
    edition = decide(corpus(second, ledgers={"terms": kept}), TODAY)
    assert [(one.item, one.step.follows) for one in edition.changes] == [("terms", 1)]
    hidden = page(audience="dealer")
    kept = ledger((JANUARY, content(hidden)), (MARCH, content(second)), day=JANUARY)
    assert decide(corpus(second, ledgers={"terms": kept}), TODAY).pages["terms"].history == (
        Step(
            revision=2,
            effective_from=MARCH,
            told_on=MARCH,
            change_class=Change().class_,
            summary=Text("Reworded"),
        ),
    )


def test_a_revision_whose_snapshot_is_lost_is_left_out() -> None:
    site = _site((JANUARY, product()), (MARCH, product(name=Text("HX"))))
    whole = site.ledgers["hx-100"]
    lost: Ledger = structs.replace(whole, snapshots={2: whole.snapshots[2]})
    edition = decide(structs.replace(site, ledgers={"hx-100": lost}), TODAY)
    assert _steps(edition) == [(2, None, ())]


def _ordered(*codes: str, older: tuple[str, ...] = (), audience: str = "public") -> Product:
    items = tuple(Variant(order_code=code, audience=audience) for code in codes)
    return product(order_code="HX", variants=Variants(items=items), former_codes=older)


def test_a_code_of_an_earlier_revision_is_a_former_one() -> None:
    last = structs.replace(_ordered("A-3", older=("A-0", "A-2")), order_code=None)
    site = _site((JANUARY, _ordered("A-1")), (MARCH, _ordered("A-1", "A-2")), (JUNE, last))

    def told(day: date) -> tuple[str, ...]:
        return decide(site, day).products["hx-100"].former_codes

    assert told(JANUARY) == told(MARCH) == ()
    assert told(TODAY) == ("A-1", "A-2", "HX", "A-0")


def test_a_former_code_is_told_to_those_who_saw_it() -> None:
    site = _site((JANUARY, _ordered("A-1", audience="dealer")), (MARCH, _ordered("A-2")))
    assert decide(site, TODAY).products["hx-100"].former_codes == ()
    assert decide(site, TODAY, "dealer").products["hx-100"].former_codes == ("A-1",)


def test_a_code_that_was_taken_from_the_public_alone_is_no_former_one() -> None:
    site = _site((JANUARY, _ordered("A-1")), (MARCH, _ordered("A-1", audience="dealer")))
    assert decide(site, TODAY).products["hx-100"].former_codes == ()
    assert decide(site, TODAY, "dealer").products["hx-100"].former_codes == ()
