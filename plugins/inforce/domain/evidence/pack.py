"""The evidence pack: every figure of a site for a period, and the trails they come from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from msgspec import Struct

from inforce.domain.evidence.approved import authority, people, tiers
from inforce.domain.evidence.available import availability, families
from inforce.domain.evidence.changed import (
    Told,
    Withdrawal,
    changing,
    movement,
    notices,
    withdrawals,
)
from inforce.domain.evidence.current import ages, currency, findings, owners
from inforce.domain.evidence.figure import Figure, Grid, Period
from inforce.domain.evidence.heard import coverage, feedback, hearing
from inforce.domain.evidence.limits import Limit, limits, unreadable
from inforce.domain.evidence.offered import disagreements, offer
from inforce.domain.evidence.printed import printed
from inforce.domain.evidence.reviewed import intervals, lengths, outcomes, punctuality, reviewing
from inforce.domain.evidence.study import Question, Study
from inforce.domain.evidence.trail import trail
from inforce.domain.interval import Interval
from inforce.domain.registers.digest import digest
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.finding import Finding
from inforce.domain.standings.offer_differences import OfferDifference
from inforce.domain.standings.standing import Standing

_YEAR, _DAY = Interval("P1Y"), Interval("P1D")


class Heads(Struct, frozen=True):
    """The head of every register, by item: the seal of its last entry known on the day."""

    heads: Mapping[str, str]


class Pack(Struct, frozen=True, kw_only=True):
    """What the auditor gets.

    ``digest`` is that of all heads together; ``printed`` those that the editions of the day show of
    an item, by item and audience. ``unread`` are the paths of registers of which
    nothing can be read; ``items`` how many items the site has, in scope or not.
    """

    study: Study
    questions: tuple[Question, ...]
    grids: Mapping[str, Grid]
    withdrawals: tuple[Withdrawal, ...]
    notices: tuple[Told, ...]
    offer: tuple[OfferDifference, ...]
    limits: tuple[Limit, ...]
    heads: Mapping[str, str]
    digest: str
    printed: Mapping[str, Mapping[str, str]]
    unread: tuple[str, ...]
    items: int

    def figures(self) -> Iterator[Figure]:
        """Yield every figure of the pack, each under a key of its own."""
        for question in self.questions:
            yield from question.figures
        for grid in self.grids.values():
            yield from grid.figures()


def pack(
    corpus: Corpus,
    places: Mapping[str, Standing],
    found: tuple[Finding, ...],
    period: Period,
    scope: frozenset[str] | None = None,
) -> Pack:
    """Return the pack of a site, or of the items in ``scope``, for ``period``.

    ``places`` are the standings and ``found`` the findings on the last day of the period.
    """
    whole = scope is None
    study = Study(
        corpus=corpus,
        period=period,
        trails={
            key: trail(place, corpus, period.until)
            for key, place in places.items()
            if scope is None or key in scope
        },
        findings=found if scope is None else tuple(f for f in found if f.item in scope),
        whole=whole,
    )
    heads = {key: track.ledger.head for key, track in study.trails.items()}
    known = {key: head for key, head in heads.items() if head is not None}
    return Pack(
        study=study,
        questions=_questions(study),
        grids={grid.key: grid for grid in _grids(study)},
        withdrawals=withdrawals(study),
        notices=tuple(told for told in notices(study) if told.day in period),
        offer=disagreements(study),
        limits=limits(study),
        heads=known,
        digest=digest(Heads(known)),
        printed=printed(study.trails, places, corpus.policy, period.until),
        unread=tuple(t.ledger.path for t in study.trails.values() if unreadable(t, study)),
        items=len(places),
    )


def year_before(day: date) -> date:
    """Return the first of the twelve months that end with ``day``."""
    return min(day, _DAY.after(_YEAR.before(day)))


def _questions(study: Study) -> tuple[Question, ...]:
    return (
        availability(study),
        currency(study),
        reviewing(study),
        changing(study),
        hearing(study),
        authority(study),
    )


def _grids(study: Study) -> tuple[Grid, ...]:
    sold = offer(study)
    standing = (
        *(() if sold is None else (sold,)),
        families(study),
        coverage(study),
        ages(study),
        owners(study),
        findings(study),
        intervals(study),
        feedback(study),
    )
    if study.light:
        return standing
    recorded = (
        punctuality(study),
        lengths(study),
        outcomes(study),
        movement(study),
        tiers(study),
        people(study),
    )
    return standing + recorded
