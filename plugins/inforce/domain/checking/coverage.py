"""Which requirements of ``communication.yaml`` are answered by what customers can read today."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from inforce.domain.items.content import PageContent, ProductContent
from inforce.domain.site.communication import MetBy, Requirement
from inforce.domain.standings.review import ReviewState
from inforce.domain.standings.standing import Standing

_CURRENT = frozenset({ReviewState.CURRENT, ReviewState.DUE_SOON, ReviewState.OVERDUE})


class Lack(Struct, frozen=True):
    """What is missing; ``aged`` where pages answer it and only their reviews are not in time."""

    what: str
    aged: bool


def lack(requirement: Requirement, places: Mapping[str, Standing]) -> Lack | None:
    """Return what is missing for ``requirement`` to be answered, None when it is answered.

    It is answered by a page that names it, is in force and not withdrawn, and whose review is
    neither lapsed nor void nor unscheduled; or, where it says so, by any product in force.
    """
    if requirement.met_by is MetBy.PRODUCTS and any(
        isinstance(place.content, ProductContent) for place in places.values()
    ):
        return None
    named = [place for place in places.values() if _covers(place.content, requirement)]
    issued = [place for place in named if not place.gone]
    if any(place.review.state in _CURRENT for place in issued):
        return None
    told = [f"{place.id} was withdrawn" for place in named if place.gone]
    told += [_stale(place) for place in issued]
    drafts = [
        f"{place.id} awaits approval"
        for place in places.values()
        if _covers(place.working, requirement) and not _covers(place.content, requirement)
    ]
    return Lack("; ".join([*told, *drafts]) or "no page names it", bool(issued))


def _covers(content: object, requirement: Requirement) -> bool:
    return isinstance(content, PageContent) and requirement.id in content.page.covers


def _stale(place: Standing) -> str:
    review = place.review
    match review.state:
        case ReviewState.LAPSED:
            return f"the review of {place.id} was due on {review.due} and has lapsed"
        case ReviewState.VOID:
            return f"the review of {place.id} is void"
        case _:
            return f"the review of {place.id} is not scheduled"
