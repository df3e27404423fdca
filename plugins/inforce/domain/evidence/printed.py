"""What stands printed on the pages and papers of an item, by which they are found here again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from inforce.domain.audience.projection import told_to, visible
from inforce.domain.items.content import ProductContent
from inforce.domain.registers.digest import content_digest
from inforce.domain.site.policy import Policy
from inforce.domain.standings.standing import Standing


def printed(
    wanted: Iterable[str], places: Mapping[str, Standing], policy: Policy, today: date
) -> Mapping[str, Mapping[str, str]]:
    """Return of each item the digest that the edition of each audience shows of it on ``today``.

    ``places`` are the standings of the whole site. An audience that does not see an item is left
    out.
    """
    found: dict[str, dict[str, str]] = {key: {} for key in wanted}
    for audience in policy.audiences:
        sees = policy.sees(audience)
        shown = {
            key: place.content
            for key, place in places.items()
            if place.content is not None and visible(place.content, sees)
        }
        known = frozenset(shown)
        for key in found.keys() & known:
            content = shown[key]
            if isinstance(content, ProductContent):
                content = told_to(content, sees, today, known)
            found[key][audience] = content_digest(content)
    return found
