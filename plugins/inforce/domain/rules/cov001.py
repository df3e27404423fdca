"""COV001: something customers must be told stands on no current page."""

from __future__ import annotations

from collections.abc import Iterator

from inforce.domain.checking.coverage import lack
from inforce.domain.checking.rule import Breach, Inspection, Rule
from inforce.domain.site.policy import Severity

_PATH = "site_config/communication.yaml"


def _check(inspection: Inspection) -> Iterator[Breach]:
    for index, requirement in enumerate(inspection.corpus.communication):
        missing = lack(requirement, inspection.standings) if requirement.required else None
        if missing is not None:
            yield Breach(
                path=_PATH,
                pointer=f"/requirements/{index}/id",
                facts={"id": requirement.id, "found": missing.what},
                dated=missing.aged,
            )


RULE = Rule(
    code="COV001",
    title="Something customers must be told stands on no current page",
    default=Severity.ERROR,
    problem="{id} is not covered ({found} → a controlled page in force, reviewed in time)",
    fix=(
        "Write a page with `covers: [{id}]` (`inforce new page`) and have it approved, or review "
        "the page that covers it."
    ),
    why=(
        "A site can be right in all it says and silent on what a customer must know: how to "
        "complain, what becomes of what he lends, what to do when a product fails."
    ),
    clause="ISO 9001:2015, 8.2.1 a to e: communication with customers",
    wrong="requirements:\n  - {id: 8.2.1e, text: Contingency actions}   # no page covers it\n",
    right="control: {id: contingency, owner: engineering, covers: [8.2.1e]}\n",
    check=_check,
)
