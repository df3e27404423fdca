"""What customers were told how to say, what they said, and whether they were answered in time.

Nothing of the sender leaves the register: not who wrote, and not what was written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from inforce.domain.evidence.figure import Figure, Grid, Naming, Part, Row, Source, count, share
from inforce.domain.evidence.study import Question, Study, counted, gone, in_time, is_product
from inforce.domain.evidence.trail import Trail
from inforce.domain.items.page import Page
from inforce.domain.site.communication import MetBy, Requirement
from inforce.domain.site.feedback import Feedback, FeedbackKind

Numbered = tuple[int, Feedback]


def hearing(study: Study) -> Question:
    """Return the feedback of the period, and what of it waits on its last day."""
    until, policy = study.period.until, study.corpus.policy
    known = messages(study)
    came = [pair for pair in known if pair[1].received in study.period]
    owed = [pair for pair in known if _due(pair, study)]
    kept = [pair for pair in owed if _answered_in_time(pair[1], study)]
    return Question(
        key="heard",
        figures=(
            _of("received", came),
            share("answered_in_time", _sources(kept), len(owed)),
            _of("feedback_open", (pair for pair in known if pair[1].open_on(until))),
            _of("feedback_late", (pair for pair in known if pair[1].late_on(until, policy))),
            _of(
                "accuracy_open",
                (p for p in known if p[1].about_accuracy and p[1].open_on(until)),
            ),
        ),
    )


def feedback(study: Study) -> Grid:
    """Return the feedback by kind: received in the period, open and late on its last day."""
    until, policy = study.period.until, study.corpus.policy
    tests: tuple[tuple[str, Callable[[Feedback], bool]], ...] = (
        ("received", lambda message: message.received in study.period),
        ("feedback_open", lambda message: message.open_on(until)),
        ("feedback_late", lambda message: message.late_on(until, policy)),
    )
    known = messages(study)
    return Grid(
        key="feedback",
        columns=tuple(name for name, _ in tests),
        rows=tuple(
            Row(
                name=kind.value,
                cells=tuple(
                    _of(
                        f"feedback.{kind.value}.{name}",
                        (pair for pair in known if pair[1].kind is kind and test(pair[1])),
                    )
                    for name, test in tests
                ),
            )
            for kind in FeedbackKind
        ),
    )


def coverage(study: Study) -> Grid:
    """Return what answers each requirement of the site's list: pages, or products."""
    return Grid(
        key="coverage",
        columns=("pages", "in_time", "products"),
        naming=Naming.REQUIREMENT,
        rows=tuple(_requirement(need, study) for need in study.corpus.communication),
    )


def messages(study: Study) -> list[Numbered]:
    """Return the feedback in scope that had come in by the last day, numbered by id."""
    numbered = enumerate(sorted(study.corpus.feedback.items()), start=1)
    return [
        (number, message)
        for number, (_, message) in numbered
        if message.received <= study.period.until
        and (study.whole or (message.item or "") in study.trails)
    ]


def _due(pair: Numbered, study: Study) -> bool:
    """Whether an answer fell due in the period, or was given in it."""
    message = pair[1]
    if message.answered in study.period:
        return True
    due = message.answer_due(study.corpus.policy)
    waits = message.answered is None or message.answered > study.period.until
    return waits and due < study.period.until


def _answered_in_time(message: Feedback, study: Study) -> bool:
    answered = message.answered
    due = message.answer_due(study.corpus.policy)
    return answered is not None and study.period.since <= answered <= min(due, study.period.until)


def _requirement(need: Requirement, study: Study) -> Row:
    base = f"coverage.{need.id}"
    pages = [trail for trail in study.shown() if _covers(trail, need.id)]
    products: list[Trail] = []
    if need.met_by is MetBy.PRODUCTS:
        products = [t for t in study.shown() if is_product(t) and not gone(t)]
    return Row(
        name=need.id,
        cells=(
            counted(f"{base}.pages", pages),
            counted(f"{base}.in_time", filter(in_time, pages)),
            counted(f"{base}.products", products),
        ),
    )


def _covers(trail: Trail, requirement: str) -> bool:
    item = trail.standing.item
    return isinstance(item, Page) and requirement in item.covers


def _of(key: str, pairs: Iterable[Numbered]) -> Figure:
    return count(key, _sources(pairs))


def _sources(pairs: Iterable[Numbered]) -> list[Source]:
    return [Source(message.item or "", Part.FEEDBACK, number) for number, message in pairs]
