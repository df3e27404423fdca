"""The links to other hosts: which are asked about today, in what order, and how often."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct

from inforce.domain.checking.choice import lies_below
from inforce.domain.checking.external_links import uses
from inforce.domain.checking.rule import Inspection
from inforce.domain.errors import InforceError
from inforce.domain.site.answers import Answer, Kind, Reply, cut_off, due, in_turns, remembered
from inforce.domain.site.web_address import flaw, host

# So many hosts are asked first: where none of them answers, the rest is spared.
_SCOUTS = 8
# Of those that answered before, so many: they tell a dead host from a network that is down.
_WITNESSES = 2
_TRIES = 3
# Seconds before another try, and the longest that a host is waited for.
PAUSE = 5
PATIENCE = 60
_NOTHING = Reply(kind=Kind.UNSAID)

Ask = Callable[[Sequence[str]], Iterable[tuple[str, Reply]]]


class LinkCheck(Struct, frozen=True, kw_only=True):
    """What a check of links learnt.

    ``answers`` is the new memory: of every address that is still in use. ``addresses`` counts those
    that were wanted, ``asked`` those among them that were asked about, ``unsaid`` those of which
    nothing is known.
    """

    answers: Mapping[str, Answer]
    addresses: int
    asked: int
    unsaid: int


def check_links(inspection: Inspection, paths: Sequence[str], ask: Ask) -> LinkCheck:
    """Ask about the links of the files below ``paths``, of all without any, where it is time to.

    Raise InforceError where no host can be reached: then nothing is known, and nothing ages.
    """
    before = {} if inspection.corpus.links is None else inspection.corpus.links.answers
    today, terms = inspection.today, inspection.policy.links
    used: dict[str, bool] = {}
    for use in uses(inspection):
        if not flaw(use.address):
            wanted = not paths or any(lies_below(use.path, path) for path in paths)
            used[use.address] = used.get(use.address, False) or wanted
    mine = [address for address in sorted(used) if used[address]]
    late = [address for address in mine if due(before.get(address), today, terms)]
    sound = [address for address, answer in before.items() if not answer.fault and address in used]
    replies = _followed(in_turns(late), sound, ask)
    answers: dict[str, Answer] = {}
    for address in used:
        answer = remembered(before.get(address), replies.get(address, _NOTHING), today)
        if answer is not None:
            answers[address] = answer
    unsaid = sum(replies.get(address, _NOTHING).kind is Kind.UNSAID for address in late)
    return LinkCheck(answers=answers, addresses=len(mine), asked=len(late), unsaid=unsaid)


def _followed(late: Sequence[str], sound: Sequence[str], ask: Ask) -> Mapping[str, Reply]:
    if not late:
        return {}
    scouts = _scouts(late, sound)
    replies = dict(ask(scouts))
    reason = cut_off(replies)
    if reason:
        raise InforceError(
            f"links could not be checked: no other host can be reached ({reason}); no failure was "
            "noted. Is this machine connected?"
        )
    replies.update(ask([address for address in late if address not in replies]))
    for _ in range(_TRIES - 1):
        again = [at for at in late if at not in replies or replies[at].again(PATIENCE)]
        if not again:
            break
        waits = [replies[at].wait or 0 for at in again if at in replies]
        time.sleep(max(PAUSE, *waits) if waits else 0)
        replies.update(ask(again))
    return replies


def _scouts(late: Sequence[str], sound: Sequence[str]) -> tuple[str, ...]:
    """Return an address of each of the first hosts, and some of other hosts that did answer."""
    first: dict[str, str] = {}
    for address in late:
        first.setdefault(host(address), address)
    chosen = dict(list(first.items())[:_SCOUTS])
    witnesses: dict[str, str] = {}
    for address in sound:
        if host(address) not in chosen:
            witnesses.setdefault(host(address), address)
    return (*chosen.values(), *list(witnesses.values())[:_WITNESSES])
