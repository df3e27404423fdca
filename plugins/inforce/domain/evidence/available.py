"""Is the information available: how many items customers see, and of what kind."""

from __future__ import annotations

from inforce.domain.evidence.figure import Grid, Naming, Row
from inforce.domain.evidence.study import (
    Question,
    Study,
    counted,
    gone,
    is_product,
    overdue,
    variants,
)
from inforce.domain.evidence.trail import Trail
from inforce.domain.items.product import Product
from inforce.domain.standings.standing import RevisionState


def availability(study: Study) -> Question:
    """Return what customers can see on the last day of the period, and what they cannot yet."""
    shown = study.shown()
    hidden = [trail for trail in study.trails.values() if trail.standing.content is None]
    waiting = [t for t in hidden if t.standing.state is RevisionState.SCHEDULED]
    return Question(
        key="available",
        figures=(
            counted("items", shown),
            counted("products", filter(is_product, shown)),
            variants("variants", shown),
            counted("pages", (trail for trail in shown if not is_product(trail))),
            counted("gone", filter(gone, shown)),
            counted("scheduled", waiting),
            counted("unissued", (trail for trail in hidden if trail not in waiting)),
        ),
    )


def families(study: Study) -> Grid:
    """Return products, variants, withdrawn and overdue products by family."""
    members: dict[str, list[Trail]] = {}
    for trail in study.shown():
        item = trail.standing.item
        if isinstance(item, Product):
            members.setdefault(item.family, []).append(trail)
    return Grid(
        key="families",
        columns=("products", "variants", "gone", "overdue"),
        naming=Naming.FAMILY,
        rows=tuple(_family(name, members[name]) for name in sorted(members)),
    )


def _family(name: str, trails: list[Trail]) -> Row:
    base = f"families.{name}"
    return Row(
        name=name,
        cells=(
            counted(f"{base}.products", trails),
            variants(f"{base}.variants", trails),
            counted(f"{base}.gone", filter(gone, trails)),
            counted(f"{base}.overdue", filter(overdue, trails)),
        ),
    )
