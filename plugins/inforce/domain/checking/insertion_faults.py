"""Insertions of hand-written pages that cannot be filled."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from inforce.domain.audience.projection import project, visible
from inforce.domain.checking.addresses import current_contents
from inforce.domain.checking.rule import Inspection
from inforce.domain.items.content import ProductContent
from inforce.domain.prose.insertions import Insertion, insertions
from inforce.domain.prose.shelf import Fault, Shelf
from inforce.domain.prose.writing import Writing


class Unfilled(Struct, frozen=True):
    """An insertion of a file, where it stands, and why it cannot be filled."""

    writing: Writing
    insertion: Insertion
    fault: Fault

    @property
    def line(self) -> int:
        """The line of the file."""
        return self.writing.line + self.writing.body.count("\n", 0, self.insertion.start)

    @property
    def column(self) -> int:
        """The column, from 1."""
        return self.insertion.start - self.writing.body.rfind("\n", 0, self.insertion.start)


def unfilled(inspection: Inspection) -> Iterator[Unfilled]:
    """Yield each insertion that names what its page's readers do not see, or is written wrongly.

    Working copies count, as what is published next; what a build shows is the edition's.
    """
    shelves: dict[str, Shelf] = {}
    for writing in inspection.corpus.writings:
        for insertion in insertions(writing.body):
            if writing.audience not in shelves:
                shelves[writing.audience] = _shelf(inspection, writing.audience)
            for fault in shelves[writing.audience].faults(insertion.call):
                yield Unfilled(writing, insertion, fault)


def _shelf(inspection: Inspection, audience: str) -> Shelf:
    sees = inspection.policy.sees(audience)
    return Shelf(
        {
            key: project(content, sees)
            for key, content in current_contents(inspection).items()
            if isinstance(content, ProductContent) and visible(content, sees)
        }
    )
