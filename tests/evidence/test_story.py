from datetime import date

import pytest
from msgspec import structs

from inforce.domain.editions.decide import decide
from inforce.domain.evidence.figure import Naming, Period, Row, Source
from inforce.domain.interval import Interval
from inforce.domain.items.control import Control
from inforce.domain.registers.register import Ledger, Outcome, Proof
from inforce.domain.site.policy import Audience, Waiver
from inforce.domain.text import Text
from inforce.readers.wording import wording
from inforce.renderers.evidence.charts import Chart, Series, bars, columns, scale
from inforce.renderers.evidence.pages import Pages
from inforce.renderers.evidence.story import Story, pointers, story
from inforce.renderers.evidence.telling import Telling
from tests import factories
from tests.evidence.registers import PERIOD, TODAY, assigned, ledger, packed, register, site
from tests.factories import content, product, reviewed

SHOWN = content(product(control=Control(owner="sales", review_every=Interval("P6M"))))
AGAIN = content(product(summary=Text("Two"), control=Control(owner="sales")))


def telling(made: Ledger, *, period: Period = PERIOD, **parts: object) -> Telling:
    return Telling(packed(site(made, **parts), period=period), wording("en"))


def told(made: Ledger, *, period: Period = PERIOD, **parts: object) -> Story:
    words = telling(made, period=period, **parts)
    return story(words.pack.study.trails["hx-100"], words, pointers(words))


def lines(one: Story, number: int) -> dict[str, str]:
    texts = {line.label: line.value.text for line in one.events[number - 1].lines}
    return {label: text.replace("\N{NO-BREAK SPACE}", " ") for label, text in texts.items()}


def test_an_item_names_the_digest_that_its_pages_bear() -> None:
    policy = structs.replace(
        factories.POLICY, audiences={"public": Audience(), "dealer": Audience(includes=("public",))}
    )
    made = told(register((TODAY, SHOWN)), policy=policy)
    standing = {line.label: line.value.text for line in made.standing}
    bound = decide(site(register((TODAY, SHOWN))), TODAY).products["hx-100"].stamp.digest
    assert standing["Digest on pages and PDFs (public, dealer)"] == bound


@pytest.mark.parametrize(
    ("every", "text"), [("P3M", "3 months"), ("P1M10D", "1 month, 10 days"), (None, "the family's")]
)
def test_an_assignment_is_an_entry_of_the_trail(every: str | None, text: str) -> None:
    made = register((date(2026, 1, 1), SHOWN), assigned(date(2026, 2, 1), "ghost", every))
    one = told(made)
    assert one.events[1].title == "Owner and interval assigned"
    assert lines(one, 2)["Owner"] == "ghost"
    assert lines(one, 2)["Interval set"].startswith(text)
    assert lines(one, 2)["Reason"] == "not recorded"


@pytest.mark.parametrize(
    ("on", "then", "tone"),
    [
        (date(2026, 6, 29), "30 June 2026 (1 day early)", "reviewed"),
        (date(2026, 6, 30), "30 June 2026 (on the due day)", "reviewed"),
        (date(2026, 7, 2), "30 June 2026 (2 days late)", "late"),
        (date(2025, 12, 1), "No due day held then", "reviewed"),
    ],
)
def test_a_review_says_how_late_it_was(on: date, then: str, tone: str) -> None:
    made = register((date(2025, 11, 30), date(2025, 12, 30), SHOWN), reviewed(SHOWN, on))
    one = told(made, period=Period(date(2025, 1, 1), date(2026, 12, 31)))
    assert lines(one, 2)["Due then"] == then
    assert one.events[1].tone == tone


def test_an_approval_says_when_it_held_and_how_it_is_known() -> None:
    made = register(
        (date(2026, 1, 1), SHOWN), (date(2026, 2, 1), AGAIN), (TODAY, date(2026, 9, 1), SHOWN)
    )
    proofs = {made.seals[0]: Proof(), made.seals[1]: Proof("unknown signer")}
    one = told(made, proofs=proofs)
    assert [lines(one, number)["In force"] for number in (1, 2, 3)] == [
        "1 January 2026 to 31 January 2026",
        "since 1 February 2026",
        "never, or not yet: effective from 1 September 2026",
    ]
    assert lines(one, 1)["Known by"] == "The signature of the approver (signed)"
    assert lines(one, 2)["Known by"].endswith("does not hold: unknown signer")
    assert [row.text for row in one.events[1].changes] == ["Summary: added Two"]


def test_an_approval_that_was_not_enough_says_so() -> None:
    entry = factories.approved(SHOWN, 1, made=TODAY, effective=TODAY)
    snapshots = dict(register((TODAY, SHOWN)).snapshots)
    one = told(ledger("hx-100", [structs.replace(entry, needs=2)], snapshots))
    assert lines(one, 1)["In force"] == "not by this approval alone: further ones were needed"


def test_what_concerns_an_item_is_pointed_at() -> None:
    waiver = Waiver(rule="RVW002", item="hx-100", until=TODAY, reason="Moved", by="anna")
    made = register((date(2026, 1, 1), SHOWN), reviewed(SHOWN, TODAY, outcome=Outcome.WITHDRAW))
    message = factories.feedback(item="hx-100", received=date(2026, 6, 1))
    one = told(made, waivers=(waiver,), feedback={message.id: message})
    assert [pointer.href for pointer in one.pointers] == [
        "index.html#waiver-1",
        "feedback.html#feedback-1",
    ]


def test_a_source_that_is_no_entry_is_named_too() -> None:
    message = factories.feedback(received=date(2026, 6, 1))
    waiver = Waiver(rule="RVW002", item="hx-100", until=TODAY, reason="Moved", by="nobody")
    made = register((date(2026, 1, 1), SHOWN))
    two = {message.id: message, "FB-2": structs.replace(message, id="FB-2")}
    words = telling(made, waivers=(waiver, waiver), feedback=two)
    texts = dict(Pages(words).figures())
    assert "FB-2026-001" in texts["received"]
    assert "RVW002 hx-100" in texts["waivers"]
    assert "the whole site" in texts["waivers"]
    assert words.mention(Source("hx-100")).what == "as it stands"


def test_a_name_that_is_not_known_is_its_key() -> None:
    words = telling(register((date(2026, 1, 1), SHOWN)))
    assert str(words.name("lost")) == "lost"
    grid = structs.replace(words.pack.grids["families"], naming=Naming.FAMILY)
    assert str(words.row(grid, Row(name="lost", cells=()))) == "lost"
    assert words.interval("P0D") == "P0D"


@pytest.mark.parametrize(
    ("highest", "top"), [(0, 4), (4, 4), (5, 8), (9, 12), (13, 20), (21, 28), (29, 40), (999, 1200)]
)
def test_the_scale_is_round_and_reaches_above(highest: int, top: int) -> None:
    assert scale(highest) == top


def test_a_chart_writes_its_figures_and_escapes_its_words() -> None:
    series = (Series(name="<kept>", values=(3, 0)), Series(name="late", values=(2, 0)))
    chart = Chart(key="c", title="A & B", text="3", labels=("2026-01", "2026-02"), series=series)
    drawn = columns(chart)
    assert ">5</text>" in drawn
    assert "&lt;kept&gt;" in drawn
    assert '<title id="c-title">A &amp; B</title>' in drawn
    assert drawn.count(">2026</text>") == 1
    assert ">3</text>" in bars(chart)
    many = tuple(f"{2000 + year}" for year in range(40))
    wide = Chart(
        key="c", title="", text="", labels=many, series=(Series(name="", values=(1,) * 40),)
    )
    assert columns(wide).count(">20") == 14


def test_a_page_that_was_withdrawn_says_since_when() -> None:
    ended = content(factories.page(withdrawn_on=date(2026, 3, 1)))
    words = telling(register((date(2026, 1, 1), ended)))
    one = story(words.pack.study.trails["terms"], words, pointers(words))
    said = [line.value.text.replace("\N{NO-BREAK SPACE}", " ") for line in one.standing]
    assert "This page was withdrawn on 1 March 2026." in said
