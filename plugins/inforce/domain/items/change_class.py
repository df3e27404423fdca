"""Whether a change may be called editorial: not where a figure or a fact differs."""

from __future__ import annotations

from inforce.domain.items.content import Content
from inforce.domain.items.control import Change, ChangeClass
from inforce.domain.items.difference import DifferenceKind, differences

_FACTS = frozenset({"warnings", "specs", "variants", "lifecycle", "recall", "certificates"})


def facts_changed(before: Content, after: Content) -> tuple[str, ...]:
    """Return the pointers of the warnings, figures, variants, dates and certificates that differ.

    A unit counts as a figure; another order of the same entries changes none.
    """
    return tuple(
        difference.pointer
        for difference in differences(before, after)
        if difference.kind is not DifferenceKind.REORDERED
        and (difference.figure or (difference.path[:1] and difference.path[0] in _FACTS))
    )


def class_of(change: Change, issued: int) -> ChangeClass:
    """Return how a change is to be approved after ``issued`` revisions: a first one is no edit."""
    return change.class_ if issued else ChangeClass.SUBSTANTIVE
