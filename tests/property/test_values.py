"""Laws of the small values: lives, digests, intervals, texts, files."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec import structs

from inforce.domain.editions.succession import circles, successor
from inforce.domain.interval import Interval
from inforce.domain.items.content import ProductContent
from inforce.domain.items.lifecycle import Lifecycle, LifecycleState
from inforce.domain.items.product import Product
from inforce.domain.nearest import Names
from inforce.domain.prose.richtext import parse as parse_rich
from inforce.domain.prose.richtext import strays
from inforce.domain.registers.digest import content_digest, digest, plain
from inforce.domain.site.policy import ReviewPolicy
from inforce.domain.standings.review import ReviewState, review_standing
from inforce.domain.yaml_text import to_yaml
from tests.factories import PUMP, content, ended
from tests.property.sites import DAYS, KEYS, WORDS, ordered_lives, products

S = LifecycleState
COURSE = (
    S.PREVIEW,
    S.ACTIVE,
    S.NOT_RECOMMENDED,
    S.LAST_TIME_BUY,
    S.DISCONTINUED,
    S.OBSOLETE,
    S.WITHDRAWN,
)


@given(ordered_lives())
def test_a_life_never_goes_back(life: Lifecycle) -> None:
    told = [day for day in structs.astuple(life) if isinstance(day, date)]
    days = {day + timedelta(days=near) for day in told for near in (-1, 0, 1, 40, 400)}
    course = [COURSE.index(life.state(day)) for day in sorted(days)]
    assert all(before <= after for before, after in pairwise(course))


@given(ordered_lives(), DAYS)
def test_what_customers_are_told_has_no_end_before_its_day(life: Lifecycle, today: date) -> None:
    told = life.told(today)
    start = life.announced_on or life.withdrawn_on
    if start is not None and start > today and not life.state(today).gone:
        assert told.state(today) in {S.PREVIEW, S.ACTIVE, S.NOT_RECOMMENDED}
        assert told.notice is None
        assert not told.replaced_by
    else:
        assert told == life


@given(products("a"), products("a"))
def test_any_visible_change_voids_the_approval(one: Product, other: Product) -> None:
    """Two products have one digest only where all that customers see is the same."""
    first, second = content(one), content(other)
    assert isinstance(first, ProductContent)
    assert isinstance(second, ProductContent)
    unseen = structs.replace(second, product=structs.replace(other, control=one.control))
    same = to_yaml(plain(first)) == to_yaml(plain(unseen))
    assert (content_digest(first) == content_digest(second)) is same
    assert (digest(first) == digest(unseen)) is same


@given(products("a"), st.sampled_from(sorted(PUMP.attributes)), WORDS)
def test_a_changed_label_voids_the_approval(product: Product, key: str, word: str) -> None:
    shown = content(product)
    assert isinstance(shown, ProductContent)
    assume(key in shown.family.attributes)
    attribute = structs.replace(shown.family.attributes[key], unit=f"x{word}")
    family = structs.replace(shown.family, attributes={**shown.family.attributes, key: attribute})
    assert content_digest(structs.replace(shown, family=family)) != content_digest(shown)


RANK = (ReviewState.CURRENT, ReviewState.DUE_SOON, ReviewState.OVERDUE, ReviewState.LAPSED)


@given(DAYS, st.sampled_from(["P1M", "P12M", "P30D"]), st.lists(st.integers(0, 900), min_size=2))
def test_the_review_clock_runs_one_way(last: date, every: str, waits: list[int]) -> None:
    found = [
        review_standing(
            last=last,
            interval=Interval(every),
            void=False,
            policy=ReviewPolicy(),
            today=last + timedelta(days=wait),
        )
        for wait in sorted(waits)
    ]
    assert all(RANK.index(a.state) <= RANK.index(b.state) for a, b in pairwise(found))
    assert all(a.late <= b.late for a, b in pairwise(found))


@given(DAYS, DAYS, st.integers(0, 48), st.integers(0, 400))
def test_an_interval_keeps_the_order_of_days(
    one: date, other: date, months: int, days: int
) -> None:
    interval = Interval(f"P{months}M{days}D")
    assert interval.after(one) >= one
    if one <= other:
        assert interval.after(one) <= interval.after(other)


BLOCKS = ("```", "~~~", "***", "-", "===", "#", ">", "|", "|---|", "1.", "    ", "\t", "\n", "\n\n")
INLINES = ("a", " ", "![a](b)", "[a](x:y)", "[a]:x:y", "<b>", "</b>", "`", "&", "\\")
RICH = st.lists(st.sampled_from(BLOCKS + INLINES)).map("".join)


@given(RICH | WORDS)
def test_the_quick_look_at_rich_text_misses_nothing(source: str) -> None:
    assert set(strays(source)) == set(parse_rich(source)[1])


@given(st.sets(WORDS, max_size=40), WORDS)
def test_a_suggestion_is_a_known_name(known: set[str], name: str) -> None:
    answer = Names(known).expected(name, "?")
    meant = answer.removeprefix("did you mean ").removesuffix("?")
    assert answer == "?" or meant in known or meant.partition(", which looks ")[0] in known
    for near in known:
        assert Names(known).expected(near, "?") == f"did you mean {near}?"


@given(st.dictionaries(KEYS, st.lists(KEYS, max_size=3)))
def test_circles_are_those_that_a_walk_comes_back_to(named: dict[str, list[str]]) -> None:
    lives = {key: ended(*heirs) for key, heirs in named.items()}

    def reached(start: str) -> set[str]:
        seen: set[str] = set()
        queue = [start]
        while queue:
            for heir in lives[queue.pop()].replaced_by:
                if heir.product in lives and heir.product not in seen:
                    seen.add(heir.product)
                    queue.append(heir.product)
        return seen

    back = {key for key in lives if key in reached(key)}
    between = {
        key for key in lives if reached(key) & back and any(key in reached(other) for other in back)
    }
    assert circles(lives) == back | between


@given(st.dictionaries(KEYS, st.lists(KEYS, max_size=3)), KEYS, KEYS, DAYS)
def test_a_chain_ends_whatever_it_looks_like(
    named: dict[str, list[str]], start: str, heir: str, today: date
) -> None:
    assume(start in named)
    assume(heir in named)
    lives = {key: ended(*heirs) for key, heirs in named.items()}
    states = {key: life.state(today) for key, life in lives.items()}
    assert successor(start, heir, lives, states) in lives
