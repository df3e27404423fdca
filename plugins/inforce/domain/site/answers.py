"""What other hosts answered to the links of a site: what one run heard, and what is remembered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum

from msgspec import Struct

from inforce.domain.site.policy import LinkPolicy, Severity
from inforce.domain.site.web_address import host

# So many hosts that all answer with one and the same refusal are no hosts, but a gateway.
_ALIKE = 3
# Answers that speak of the one address that was asked for, and of nothing before it.
_OF_THE_ADDRESS = ("404", "410")


class Kind(Enum):
    """What a reply says of an address.

    ``PASSING`` is trouble of the server, ``SILENT`` that none was reached; both are asked again at
    once and at the next run. ``UNSAID`` says nothing: the host wants no more requests, or none by
    programs.
    """

    GOOD = "good"
    BAD = "bad"
    PASSING = "passing"
    SILENT = "silent"
    UNSAID = "unsaid"


class Reply(Struct, frozen=True, kw_only=True):
    """What one run heard of an address.

    ``fault`` says why it fails; ``moved`` is the new address of a permanent redirect; ``wait`` is
    how many seconds a host wants to be left alone.
    """

    kind: Kind
    fault: str = ""
    moved: str = ""
    wait: int | None = None

    def again(self, patience: int) -> bool:
        """Whether to ask once more in this run, where a wait of ``patience`` seconds will do."""
        if self.kind is Kind.UNSAID:
            return self.wait is not None and self.wait <= patience
        return self.kind in {Kind.PASSING, Kind.SILENT}


class Answer(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is remembered of an address: when it was last asked, and what was wrong with it.

    ``since`` is the first day of a failure that has lasted until ``asked``, ``days`` on how many
    separate days it was met. ``passing`` failures are asked about in every run.
    """

    asked: date
    fault: str = ""
    moved: str = ""
    passing: bool = False
    since: date | None = None
    days: int = 0


def due(answer: Answer | None, today: date, terms: LinkPolicy) -> bool:
    """Whether an address is to be asked on ``today``: good answers are kept, bad ones for a day."""
    if answer is None or answer.asked > today or answer.passing:
        return True
    if answer.fault:
        return answer.asked < today
    return terms.keep.after(answer.asked) <= today


def remembered(before: Answer | None, reply: Reply, today: date) -> Answer | None:
    """Return what is known of an address after ``reply``; where it says nothing, what was known."""
    if reply.kind is Kind.UNSAID:
        return before
    if reply.kind is Kind.GOOD:
        return Answer(asked=today, moved=reply.moved)
    since, days = today, 1
    if before is not None and before.since is not None and before.since <= today:
        since, days = before.since, before.days + (before.asked != today)
    passing = reply.kind in {Kind.PASSING, Kind.SILENT}
    return Answer(asked=today, fault=reply.fault, passing=passing, since=since, days=days)


def severity(answer: Answer, today: date, terms: LinkPolicy) -> Severity:
    """Return how grave an answer is: a failure that lasts, and is met again, becomes an error."""
    if not answer.fault or answer.since is None:
        return Severity.INFO
    lasted = (today - answer.since).days > terms.grace
    return Severity.ERROR if lasted and answer.days >= terms.failures else Severity.WARNING


def cut_off(replies: Mapping[str, Reply]) -> str:
    """Return why nothing can be learnt from ``replies``, empty where something can.

    Where no host was reached, or all refuse in the same words, the fault lies on this side.
    """
    told = {at: reply for at, reply in replies.items() if reply.kind is not Kind.UNSAID}
    if not told or any(reply.kind is Kind.GOOD for reply in told.values()):
        return ""
    first = next(iter(told.values())).fault
    if all(reply.kind is Kind.SILENT for reply in told.values()):
        return first
    hosts = {host(address) for address in told}
    alike = len(hosts) >= _ALIKE and all(reply.fault == first for reply in told.values())
    return first if alike and not first.startswith(_OF_THE_ADDRESS) else ""


def in_turns(addresses: Iterable[str]) -> tuple[str, ...]:
    """Return the addresses in an order that goes from host to host, so that none is pressed."""
    seen: dict[str, int] = {}
    turns: list[tuple[int, str]] = []
    for address in addresses:
        at = host(address)
        turns.append((seen.get(at, 0), address))
        seen[at] = seen.get(at, 0) + 1
    return tuple(address for _, address in sorted(turns, key=lambda pair: pair[0]))
