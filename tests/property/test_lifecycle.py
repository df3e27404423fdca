"""A product's life never moves back without a notice."""

from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st
from msgspec import structs

from inforce.domain.checking.inspect import inspect
from inforce.domain.items.lifecycle import Lifecycle, Reinstatement
from inforce.domain.rules import rules
from inforce.domain.text import Text
from tests.factories import content, corpus, ledger, product, recall

MADE = date(2026, 1, 1)
DAYS = st.sampled_from([None, date(2026, 2, 1), date(2026, 6, 1), date(2027, 1, 1)])
LIVES = st.builds(
    Lifecycle,
    notice=st.sampled_from([None, "N-1"]),
    announced_on=DAYS,
    last_order=DAYS,
    support_until=DAYS,
    withdrawn_on=DAYS,
)
RECALLS = st.sampled_from([None, recall(date(2026, 2, 1)), recall(date(2027, 1, 1))])
BACK = Reinstatement(notice="RN-1", date=MADE, reason=Text("Demand"))


@example(
    before=Lifecycle(),
    after=Lifecycle(),
    recalls=(recall(date(2026, 2, 1)), recall(date(2027, 1, 1))),
    today=date(2026, 2, 1),
    said=False,
)
@given(
    before=LIVES,
    after=LIVES,
    recalls=st.tuples(RECALLS, RECALLS),
    today=st.dates(MADE, date(2027, 12, 31)),
    said=st.booleans(),
)
def test_what_is_gone_stays_gone_or_is_said_to_be_back(
    before: Lifecycle,
    after: Lifecycle,
    recalls: tuple[object, object],
    today: date,
    said: bool,  # noqa: FBT001 - drawn
) -> None:
    old = product(lifecycle=before, recall=recalls[0])
    life = structs.replace(after, reinstated=BACK) if said else after
    new = product(lifecycle=life, recall=recalls[1])
    site = corpus(new, ledgers={"hx-100": ledger(content(old), day=MADE)})
    findings = inspect(site, today, {"LIF005": rules()["LIF005"]})
    told = [one for one in findings if "back" in one.facts["fault"]]
    was, now = (item.lifecycle.state(today, item.recall) for item in (old, new))
    if said:
        assert not told
    elif was.gone and not now.gone and before.notice == after.notice:
        assert told
    if old == new:
        assert not told
