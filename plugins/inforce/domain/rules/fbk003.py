"""FBK003: an item was confirmed while somebody said that it is wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from inforce.domain.checking.rule import Breach, Inspection, Rule
from inforce.domain.registers.register import Approved, Ledger, Outcome, Reviewed, completing
from inforce.domain.site.feedback import Feedback, doubts
from inforce.domain.site.policy import Severity


def _check(inspection: Inspection) -> Iterator[Breach]:
    corpus = inspection.corpus
    reports: dict[str, list[Feedback]] = defaultdict(list)
    for entry in corpus.feedback.values():
        reports[entry.item or ""].append(entry)
    for key, ledger in corpus.ledgers.items():
        if key not in reports:
            continue
        for index, review in _confirmation(ledger, inspection.today):
            open_then = doubts(reports[key], key, review.on)
            told = [entry for entry in open_then if entry.received < review.on]
            if told:
                yield Breach(
                    path=ledger.path,
                    pointer=f"/{index}/on",
                    item=key,
                    facts={
                        "on": review.on.isoformat(),
                        "id": ", ".join(entry.id for entry in told),
                        "file": ", ".join(entry.path for entry in told),
                    },
                )


def _confirmation(ledger: Ledger, today: date) -> tuple[tuple[int, Reviewed], ...]:
    """Return the review by which the newest revision counts as confirmed, if there is one.

    An earlier one says nothing any more: it was followed by a revision or by another review.
    """
    found: tuple[tuple[int, Reviewed], ...] = ()
    issued = tuple(completing(ledger.entries))
    for index, entry in enumerate(ledger.entries):
        match entry:
            case Approved() if entry in issued:
                found = ()
            case Reviewed(outcome=Outcome.NO_CHANGE) if entry.on <= today:
                found = ((index, entry),)
            case _:
                pass
    return found


RULE = Rule(
    code="FBK003",
    title="An item was confirmed while somebody said that it is wrong",
    default=Severity.ERROR,
    problem="confirmed on {on} while {id} said that it is wrong (open: {file} → answered first)",
    fix="Answer that report, then review the item again: `inforce review {item}`.",
    why=(
        "A review that passes over what a customer has reported confirms nothing. A report of the "
        "day of the review itself is not counted: nobody knows which came first."
    ),
    clause="ISO 9001:2015, 8.2.1 c: customer feedback; 9.1.3: analysis and evaluation",
    wrong="- {event: reviewed, on: 2026-11-10, outcome: no_change}   # FB-2026-014 is open\n",
    right="- {event: reviewed, on: 2026-11-10, outcome: change_needed}\n",
    check=_check,
)
