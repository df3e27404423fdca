"""FBK002: an entry of the feedback register cannot be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from inforce.domain.checking.hindsight import looks_back
from inforce.domain.checking.offer import item_names
from inforce.domain.checking.rule import Breach, Inspection, Rule
from inforce.domain.nearest import Names
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.feedback import Feedback, Result
from inforce.domain.site.policy import Approval, Severity

_Fault = tuple[str, str, str, str]


def _check(inspection: Inspection) -> Iterator[Breach]:
    corpus = inspection.corpus
    items, people = item_names(corpus), Names(corpus.people.people)
    latest = None if looks_back(inspection.corpus, inspection.today) else inspection.today
    first: dict[object, Feedback] = {}
    for _, entry in sorted(corpus.feedback.items()):
        faults = (
            *_names(entry, items, people),
            *_revisions(entry, corpus),
            *_dates(entry, latest),
            *_answer(entry),
            *_twin(entry, first),
        )
        for pointer, fault, found, expected in faults:
            facts = {"fault": fault, "found": found, "expected": expected}
            yield Breach(path=entry.path, pointer=pointer, facts=facts)


def _names(entry: Feedback, items: Names, people: Names) -> Iterator[_Fault]:
    if entry.item is not None and entry.item not in items:
        expected = items.expected(entry.item, "a product or page of this site")
        yield "/item", "unknown item", entry.item, expected
    if entry.answered_by is not None and entry.answered_by not in people:
        expected = people.expected(entry.answered_by, "a person of people.yaml")
        yield "/answered_by", "unknown person", entry.answered_by, expected


def _revisions(entry: Feedback, corpus: Corpus) -> Iterator[_Fault]:
    ledger = corpus.ledgers.get(entry.item or "")
    issued = sorted(ledger.snapshots) if ledger else []
    named = {"revision": entry.revision, "corrected_in": entry.corrected_in}
    for key, revision in named.items():
        if revision is None:
            continue
        if entry.item is None:
            yield f"/{key}", "revision of no item", str(revision), "item too"
        elif corpus.policy.approval is Approval.REQUIRED and revision not in issued:
            expected = ", ".join(map(str, issued)) or "none was issued"
            yield f"/{key}", "unknown revision", str(revision), expected
    if (
        entry.revision is not None
        and entry.corrected_in is not None
        and entry.corrected_in <= entry.revision
    ):
        expected = f"a later revision than {entry.revision}"
        yield "/corrected_in", "corrected in what the sender had", str(entry.corrected_in), expected
    if entry.corrected_in is not None and entry.outcome is not Result.CORRECTED:
        found = "none" if entry.outcome is None else entry.outcome.value
        yield "/corrected_in", "a correction with another outcome", found, Result.CORRECTED.value


def _dates(entry: Feedback, latest: date | None) -> Iterator[_Fault]:
    for key, day in _days(entry).items():
        if latest is not None and day > latest:
            yield f"/{key}", f"{key} in the future", f"{day}", f"{latest} or before"
    for key, later in {"due": entry.due, "answered": entry.answered}.items():
        if later is not None and later < entry.received:
            yield f"/{key}", f"{key} before it came in", f"{later}", f"{entry.received} or after"
    if entry.closed is not None and entry.answered is not None and entry.closed < entry.answered:
        expected = f"{entry.answered} or after"
        yield "/closed", "closed before the answer", f"{entry.closed}", expected


def _days(entry: Feedback) -> Mapping[str, date]:
    days = {"received": entry.received, "answered": entry.answered, "closed": entry.closed}
    return {key: day for key, day in days.items() if day is not None}


def _answer(entry: Feedback) -> Iterator[_Fault]:
    given = {
        "outcome": entry.outcome,
        "answered_by": entry.answered_by,
        "answer": entry.answer,
        "closed": entry.closed,
    }
    for key, value in given.items():
        if value is not None and entry.answered is None:
            yield f"/{key}", f"{key} without the day of the answer", "nothing", "answered"
    if entry.answered is not None and entry.outcome is None:
        yield "/answered", "answered without an outcome", "nothing", "outcome"


def _twin(entry: Feedback, first: dict[object, Feedback]) -> Iterator[_Fault]:
    told = (entry.kind, entry.item, entry.received, entry.text, entry.sender)
    other = first.setdefault(told, entry)
    if other is not entry:
        yield "", "says the same as another entry", entry.id, f"{other.id} alone"


RULE = Rule(
    code="FBK002",
    title="An entry of the feedback register cannot be",
    default=Severity.ERROR,
    problem="{fault} ({found} → {expected})",
    fix="Correct it in {path}.",
    why=(
        "A complaint about a product that does not exist is found by nobody who looks after the "
        "product. An answer before the question makes every figure of the register doubtful."
    ),
    clause="ISO 9001:2015, 8.2.1 c: customer feedback; 9.1.2: customer satisfaction",
    wrong="item: hx-1OO\nreceived: 2026-11-02\nanswered: 2026-10-30\n",
    right="item: hx-100\nreceived: 2026-11-02\nanswered: 2026-11-05\noutcome: explained\n",
    check=_check,
    apart=("fault",),
)
