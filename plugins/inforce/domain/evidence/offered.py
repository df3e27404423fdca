"""Whether the catalogue agrees with what is really sold."""

from __future__ import annotations

from inforce.domain.evidence.figure import Grid, Part, Row, Source, count
from inforce.domain.evidence.study import Study
from inforce.domain.standings.offer_differences import (
    Disagreement,
    OfferDifference,
    offer_differences,
)


def offer(study: Study) -> Grid | None:
    """Return the order codes on which list and catalogue differ; None where there is no list."""
    if study.corpus.offering is None:
        return None
    found = list(enumerate(disagreements(study), start=1))
    return Grid(
        key="offering",
        columns=("order_codes",),
        rows=tuple(
            Row(
                name=kind.name.lower(),
                cells=(
                    count(
                        f"offering.{kind.name.lower()}",
                        (
                            Source(one.item or "", Part.OFFER, number)
                            for number, one in found
                            if one.kind is kind
                        ),
                    ),
                ),
            )
            for kind in Disagreement
        ),
    )


def disagreements(study: Study) -> tuple[OfferDifference, ...]:
    """Return the differences that concern the scope, in the order of list and catalogue.

    Where the policy names no list there is nothing to differ from.
    """
    offering = study.corpus.offering
    if offering is None:
        return ()
    where = {key: trail.standing for key, trail in study.trails.items()}
    return tuple(
        one for one in offer_differences(offering, where) if study.whole or one.item is not None
    )
