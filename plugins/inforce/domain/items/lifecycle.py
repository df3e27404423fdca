"""Where a product stands in its life on a given day: derived from facts, never stored."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import Enum

from msgspec import Struct

from inforce.domain.text import Text


class Fit(Enum):
    """How well a replacement replaces (J-STD-048)."""

    FORM_FIT_FUNCTION = "form-fit-function"
    FUNCTIONAL = "functional"
    PARTIAL = "partial"


class LifecycleState(Enum):
    """The states of a product's life, as customers see them."""

    RECALLED = "recalled"
    WITHDRAWN = "withdrawn"
    PREVIEW = "preview"
    OBSOLETE = "obsolete"
    DISCONTINUED = "discontinued"
    LAST_TIME_BUY = "last_time_buy"
    NOT_RECOMMENDED = "not_recommended"
    ACTIVE = "active"

    @property
    def available(self) -> bool:
        """Whether it can still be ordered."""
        return self in _AVAILABLE

    @property
    def gone(self) -> bool:
        """Whether it has left lists and catalogues for the withdrawn list."""
        return self in _GONE


_AVAILABLE = frozenset(
    {LifecycleState.ACTIVE, LifecycleState.NOT_RECOMMENDED, LifecycleState.LAST_TIME_BUY}
)
_GONE = frozenset(
    {
        LifecycleState.RECALLED,
        LifecycleState.WITHDRAWN,
        LifecycleState.DISCONTINUED,
        LifecycleState.OBSOLETE,
    }
)


class Replacement(
    Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """A product that takes another's place."""

    product: str
    fit: Fit = Fit.FUNCTIONAL
    note: Text | None = None


class Recall(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A safety recall, with the content that EU 2023/988 Art. 36 asks for."""

    notice: str
    date: date
    hazard: Text
    affected: Text
    identify: Text
    action: Text
    remedies: Text
    contact: Text
    sold: Text | None = None


class Reinstatement(
    Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """A product's return to sale: the notice that says so, from which day, why.

    ``lifts`` is the number of the notice of its end or recall, which holds no longer.
    """

    notice: str
    date: date
    reason: Text
    lifts: str | None = None


class Lifecycle(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """The dates and reasons of a product's life (J-STD-046, J-STD-048).

    ``last_order`` and ``support_until`` are the last days on which that is still possible;
    ``withdrawn_on`` is the first day on which the product is out.
    """

    available_from: date | None = None
    not_recommended_from: date | None = None
    announced_on: date | None = None
    notice: str | None = None
    reason: Text | None = None
    last_order: date | None = None
    last_delivery: date | None = None
    support_until: date | None = None
    withdrawn_on: date | None = None
    replaced_by: tuple[Replacement, ...] = ()
    no_replacement: Text | None = None
    reinstated: Reinstatement | None = None

    @property
    def ends(self) -> bool:
        """Whether an end is set, near or far."""
        return not (
            self.announced_on is None
            and self.last_order is None
            and self.last_delivery is None
            and self.withdrawn_on is None
        )

    def turns(self) -> list[date]:
        """Return the days on which its state changes, or what customers know of it."""
        days = (
            self.available_from,
            self.not_recommended_from,
            self.announced_on,
            self.withdrawn_on,
            day_after(self.last_order),
            day_after(self.support_until),
        )
        return [day for day in days if day is not None]

    def told(self, today: date) -> Lifecycle:
        """Return what customers know of it on ``today``: nothing of an end not yet announced.

        A product that is gone has been announced by that.
        """
        start = self.announced_on or self.withdrawn_on
        if start is None or start <= today or self.state(today).gone:
            return self
        rest = Lifecycle(
            available_from=self.available_from,
            not_recommended_from=self.not_recommended_from,
            reinstated=self.reinstated,
        )
        return UNDATED if rest == UNDATED else rest

    def state(self, today: date, recall: Recall | None = None) -> LifecycleState:
        """Return the gravest state that applies on ``today``."""
        return next(self._states(today, recall))

    def _states(self, today: date, recall: Recall | None) -> Iterator[LifecycleState]:
        """Yield the states that apply, gravest first; most lives have few of these days."""
        if recall is not None and recall.date <= today:
            yield LifecycleState.RECALLED
        if self.withdrawn_on is not None and self.withdrawn_on <= today:
            yield LifecycleState.WITHDRAWN
        if self.available_from is not None and today < self.available_from:
            yield LifecycleState.PREVIEW
        if self.support_until is not None and self.support_until < today:
            yield LifecycleState.OBSOLETE
        if self.last_order is not None and self.last_order < today:
            yield LifecycleState.DISCONTINUED
        if self.announced_on is not None and self.announced_on <= today:
            yield LifecycleState.LAST_TIME_BUY
        if self.not_recommended_from is not None and self.not_recommended_from <= today:
            yield LifecycleState.NOT_RECOMMENDED
        yield LifecycleState.ACTIVE


# The one value that says nothing: left out of digests, as if none had been written.
UNDATED = Lifecycle()


def day_after(last: date | None) -> date | None:
    """Return the first day on which what held up to ``last`` holds no more, if there is one."""
    return last + timedelta(days=1) if last is not None and last < date.max else None


def day_before(first: date) -> date:
    """Return the last day before ``first``; the calendar's first day has none but itself."""
    return first - timedelta(days=1) if first > date.min else first
