"""The control data of an item: who owns it, how often it is reviewed, what the change is."""

from __future__ import annotations

from datetime import date
from enum import Enum

from msgspec import Struct

from inforce.domain.interval import Interval
from inforce.domain.text import Text


class ChangeClass(Enum):
    """Whether a change touches what the product is, or only how it is said."""

    EDITORIAL = "editorial"
    SUBSTANTIVE = "substantive"


class Change(
    Struct,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
    rename={"class_": "class"},
):
    """The change a revision brings, in words for customers."""

    class_: ChangeClass = ChangeClass.SUBSTANTIVE
    summary: Text | None = None
    by: str | None = None


class Control(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Control data, as in ``control:`` of a product or page.

    ``owner`` is a role of people.yaml. ``reviewed_on`` counts only where ``approval: off``.
    """

    owner: str | None = None
    review_every: Interval | None = None
    reviewed_on: date | None = None
    change: Change | None = None


class Assignment(Struct, frozen=True):
    """Who owns an item, and its own review interval where it has one."""

    owner: str | None = None
    review_every: Interval | None = None


def assignment_of(control: Control) -> Assignment:
    """Return the part of ``control`` that says who reviews the item and how often."""
    return Assignment(control.owner, control.review_every)
