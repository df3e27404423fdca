"""What the figures are taken from: the trails in scope, the findings, the period."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from inforce.domain.evidence.figure import Figure, Period, Source, count
from inforce.domain.evidence.trail import Trail
from inforce.domain.items.content import PageContent
from inforce.domain.items.product import Product
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.finding import Finding
from inforce.domain.site.policy import Approval
from inforce.domain.standings.review import ReviewState
from inforce.domain.standings.standing import Standing

NOBODY = "-"


class Study(Struct, frozen=True, kw_only=True):
    """The trails of the items in scope, by id, and what else was found on the day.

    ``whole`` says that the scope is the whole site; ``findings`` are numbered in their order.
    """

    corpus: Corpus
    period: Period
    trails: Mapping[str, Trail]
    findings: tuple[Finding, ...] = ()
    whole: bool = True

    def shown(self) -> tuple[Trail, ...]:
        """Return the trails of the items that customers see."""
        return tuple(trail for trail in self.trails.values() if _shown(trail.standing))

    @property
    def light(self) -> bool:
        """Whether the site keeps no registers."""
        return self.corpus.policy.approval is Approval.OFF

    def months(self) -> tuple[str, ...]:
        """Return the months of the period, ``2026-03``; its years where there are too many."""
        first, last = self.period.since, self.period.until
        numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
        if self.by_year:
            return tuple(str(year) for year in range(first.year, last.year + 1))
        return tuple(f"{number // 12:04}-{number % 12 + 1:02}" for number in numbers)

    @property
    def by_year(self) -> bool:
        """Whether the period is too long to be told month by month."""
        first, last = self.period.since, self.period.until
        return (last.year - first.year) * 12 + last.month - first.month >= _MOST_MONTHS


class Question(Struct, frozen=True, kw_only=True):
    """What an auditor asks, with the figures that answer it."""

    key: str
    figures: tuple[Figure, ...]


_MOST_MONTHS = 36


def overdue(trail: Trail) -> bool:
    """Whether the review is late, from the first day."""
    return trail.standing.review.late > 0


def _shown(place: Standing) -> bool:
    """Whether customers see its text: of a page that was withdrawn they see that it was."""
    return place.content is not None and not (place.gone and isinstance(place.content, PageContent))


def in_time(trail: Trail) -> bool:
    """Whether the item has a valid review clock that is not late."""
    return trail.standing.review.state in {ReviewState.CURRENT, ReviewState.DUE_SOON}


def in_state(trail: Trail, state: ReviewState) -> bool:
    """Whether the review clock is in ``state``."""
    return trail.standing.review.state is state


def is_product(trail: Trail) -> bool:
    """Whether the item is a product."""
    return isinstance(trail.standing.item, Product)


def gone(trail: Trail) -> bool:
    """Whether it is a product that left lists and catalogues."""
    return trail.standing.gone


def counted(key: str, trails: Iterable[Trail]) -> Figure:
    """Return how many items there are."""
    return count(key, (trail.here for trail in trails))


def variants(key: str, trails: Iterable[Trail]) -> Figure:
    """Return how many variants the products among ``trails`` have."""
    found: list[Source] = []
    for trail in trails:
        item = trail.standing.item
        if isinstance(item, Product) and item.variants.items:
            here = trail.here
            weight = len(item.variants.items)
            found.append(Source(here.item, here.part, here.number, here.seal, weight))
    return count(key, found)
