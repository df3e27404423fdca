"""LIF003 and LIF005: what customers are told in time, and in plain words."""

from datetime import date, timedelta

import pytest
from msgspec import structs

from inforce.domain.checking.inspect import inspect
from inforce.domain.checking.reinstatement import ended_in_public
from inforce.domain.interval import Interval
from inforce.domain.items.control import Change, ChangeClass, Control
from inforce.domain.items.lifecycle import Lifecycle, Reinstatement
from inforce.domain.items.page import Page
from inforce.domain.items.parse import parse
from inforce.domain.items.product import Product
from inforce.domain.prose.softening import softened
from inforce.domain.rules import rules
from inforce.domain.site.policy import LeadTimes
from inforce.domain.text import Text
from tests.factories import POLICY, content, corpus, ended, ledger, page, product, recall, specs

DAY = date(2026, 10, 20)
LATER = date(2026, 11, 1)
LATER_STILL = date(2026, 12, 1)
LIF005 = rules()["LIF005"]
LEAD = structs.replace(POLICY, lead_times=LeadTimes(change=Interval("P90D")))


@pytest.mark.parametrize(
    "words",
    [
        "This VOLUNTARY recall",
        "We voluntarily take it back",
        "a precautionary step",
        "As a purely precaution",
        "out of an abundance of caution",
        "at your discretion",
        "In very rare situations",
        "in specific circumstances",
        "only in some cases",
        "No accidents have been reported",
        "no reported injuries",
        "There are no reports of any incidents",
        "We are not aware of any injury",
        "Добровольный отзыв",
        "добровольно",
        "превентивная мера",
        "в профилактических целях",
        "в качестве меры предосторожности",
        "из предосторожности",
        "на всякий случай",
        "по своему усмотрению",
        "в крайне редких\nслучаях",
        "в отдельных ситуациях",
        "в определённых условиях",
        "о несчастных случаях не сообщалось",
        "Травм не зафиксировано",
        "не зарегистрировано ни одного несчастного случая",
        "сообщений об авариях не поступало",
    ],
)
def test_words_that_make_a_hazard_smaller(words: str) -> None:
    language = "ru" if any("а" <= letter <= "я" for letter in words.lower()) else "en"
    assert list(softened(Text({language: words})))
    assert list(softened(Text(words)))
    assert not list(softened(Text({"de": words})))


@pytest.mark.parametrize(
    "words",
    [
        "The housing can burst and cause a serious injury; an accident was reported in May.",
        "Take every precaution. In case of fire leave the building.",
        "Прекратите использование. Соблюдайте меры предосторожности. В случае пожара уходите.",
        "Предупредительная табличка на корпусе. Возможны травмы и несчастные случаи.",
    ],
)
def test_plain_words(words: str) -> None:
    assert not list(softened(Text(words)))


def found(code: str, site: object, today: date = LATER) -> list[str]:
    """Return the pointers of what the rule finds."""
    return [finding.pointer for finding in inspect(site, today, {code: rules()[code]})]  # type: ignore[arg-type]  # a corpus


def changed(
    new: Product, effective: date, *, kind: ChangeClass = ChangeClass.SUBSTANTIVE, **parts: object
) -> object:
    """Return a site in which the pump's second revision was approved on DAY."""
    old = product(specs=specs(flow=10))
    new = structs.replace(new, control=Control(owner="sales", change=Change(class_=kind)))
    book = ledger(content(old), (effective, content(new)), day=DAY)
    return corpus(new, ledgers={"hx-100": book}, policy=LEAD, **parts)


def test_a_new_figure_takes_its_time() -> None:
    new, soon = product(specs=specs(flow=12)), date(2026, 12, 1)
    assert found("LIF003", changed(new, soon)) == [""]
    assert found("LIF003", changed(new, date(2027, 1, 18))) == []
    assert found("LIF003", changed(new, soon), date(2027, 1, 18)) == []
    assert found("LIF003", changed(new, soon, kind=ChangeClass.EDITORIAL)) == []
    words = product(specs=specs(flow=10), summary=Text("New words"))
    assert found("LIF003", changed(words, soon)) == []
    lost = structs.replace(ledger(content(new), (soon, content(new)), day=DAY), snapshots={})
    assert found("LIF003", corpus(new, ledgers={"hx-100": lost}, policy=LEAD)) == []


@pytest.mark.parametrize(
    ("stated", "pointers"),
    [
        ({}, ["/lifecycle/last_delivery", "/lifecycle/last_order"]),
        ({"last_order": None}, ["/lifecycle/last_delivery"]),
        ({"last_order": None, "last_delivery": "P1M"}, []),
    ],
)
def test_a_family_may_ask_for_nothing(stated: dict[str, object], pointers: list[str]) -> None:
    times = parse({"families": {"pump": stated}}, LeadTimes)
    life = Lifecycle(announced_on=DAY, last_order=LATER, last_delivery=date(2026, 12, 1))
    site = corpus(product(lifecycle=life), policy=structs.replace(POLICY, lead_times=times))
    assert found("LIF003", site) == pointers


def test_return_without_a_notice() -> None:
    end = Lifecycle(announced_on=DAY, last_order=date(2027, 6, 1), notice="N", reason=Text("R"))
    book = {"hx-100": ledger(content(product(lifecycle=end)), day=DAY)}
    back = Reinstatement(notice="RN", date=LATER, reason=Text("R"), lifts="N")
    assert found("LIF005", corpus(product(), ledgers=book)) == ["/lifecycle"]
    assert found("LIF005", corpus(product(), ledgers=book), date(2026, 10, 19)) == []
    said = product(lifecycle=Lifecycle(reinstated=back))
    assert found("LIF005", corpus(said, ledgers=book)) == []
    again = structs.replace(end, reinstated=back)
    told = {"hx-100": ledger(content(product(lifecycle=again)), day=DAY)}
    assert found("LIF005", corpus(said, ledgers=told)) == ["/lifecycle"]


@pytest.mark.parametrize("life", [Lifecycle(), Lifecycle(withdrawn_on=date(2026, 10, 1))])
def test_a_recall_that_customers_know_of_is_not_put_off(life: Lifecycle) -> None:
    """Neither of a product on sale nor of one that stays gone all the same."""
    told = product(lifecycle=life, recall=recall(DAY))
    book = {"hx-100": ledger(content(told), day=DAY)}
    put_off = structs.replace(told, recall=recall(date(2027, 1, 1)))
    faults = [
        finding.facts["found"]
        for finding in inspect(corpus(put_off, ledgers=book), LATER, {"LIF005": LIF005})
        if "taken back" in finding.facts["fault"]
    ]
    assert faults == ["R-1"]


def test_what_was_never_told_or_is_lost() -> None:
    end = product(lifecycle=Lifecycle(announced_on=DAY, last_order=LATER))
    book = ledger(content(end), day=DAY)
    assert ended_in_public(corpus(end, ledgers={"hx-100": book}), "hx-100", LATER)
    lost = structs.replace(book, snapshots={})
    assert not ended_in_public(corpus(end, ledgers={"hx-100": lost}), "hx-100", LATER)
    text: Page = page("hx-100")
    other = ledger(content(text), day=DAY)
    assert not ended_in_public(corpus(end, ledgers={"hx-100": other}), "hx-100", LATER)
    assert not ended_in_public(corpus(end), "hx-100", LATER)


def test_a_recall_is_not_taken_back_in_silence_from_its_first_day_on() -> None:
    record = ledger(content(product(recall=recall(DAY))), day=date(2026, 1, 1))
    site = corpus(product(), ledgers={"hx-100": record})
    told = {
        day: [found.facts["fault"] for found in inspect(site, day, {"LIF005": LIF005})]
        for day in (DAY - timedelta(days=1), DAY)
    }
    assert [*told.values()] == [[], ["the recall is taken back without a notice"]]


@pytest.mark.parametrize(("today", "late"), [(date(2026, 12, 1), True), (date(2026, 12, 2), False)])
def test_a_last_order_is_too_soon_until_it_is_over(today: date, *, late: bool) -> None:
    life = Lifecycle(announced_on=date(2026, 11, 1), last_order=date(2026, 12, 1))
    site = corpus(product(lifecycle=life))
    pointers = [found.pointer for found in inspect(site, today, {"LIF003": rules()["LIF003"]})]
    assert pointers == (["/lifecycle/last_order"] if late else [])


@pytest.mark.parametrize(("today", "count"), [(date(2026, 10, 20), 0), (date(2026, 12, 1), 1)])
def test_an_end_that_is_approved_for_later_can_be_taken_back_until_then(
    today: date, count: int
) -> None:
    life = Lifecycle(announced_on=date(2026, 10, 1), last_order=date(2027, 12, 31))
    start = date(2026, 10, 1)
    steps = ((start, content(product())), (LATER_STILL, content(product(lifecycle=life))))
    site = corpus(product(), ledgers={"hx-100": ledger(*steps, day=start)})
    assert len(list(inspect(site, today, {"LIF005": LIF005}))) == count


def test_a_replacement_that_is_recalled_leads_nowhere() -> None:
    heir = product("b", recall=recall(DAY))
    site = corpus(product("a", lifecycle=ended("b")), heir)
    before, after = (
        [found.facts["found"] for found in inspect(site, day, {"LIF004": rules()["LIF004"]})]
        for day in (DAY - timedelta(days=1), DAY)
    )
    assert (before, after) == ([], ["b, recalled"])
