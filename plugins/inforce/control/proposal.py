"""What approving one item would write, or all the reasons why it may not be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct, structs

from inforce.control.authority import approving_role, instead
from inforce.control.order import Issue, Order, Reassignment
from inforce.domain.errors import InforceError
from inforce.domain.items.change_class import class_of, facts_changed
from inforce.domain.items.content import Content, item_of
from inforce.domain.items.control import Assignment, Change, ChangeClass, assignment_of
from inforce.domain.registers.digest import content_digest, digest, short
from inforce.domain.registers.register import Approved, Assigned, Ledger, day_of
from inforce.domain.site.approval_policy import Quorum, requirement
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.policy import People, Person, Policy
from inforce.domain.standings.standing import agreed, assignment_after, working_content
from inforce.domain.text import Text

_SHORTEST = 8


class Refused(Struct, frozen=True):
    """Why an item may not be approved: each reason in words."""

    reasons: tuple[str, ...]


class _Case(Struct, frozen=True, kw_only=True):
    """An item that somebody wants to approve, as it is and as the register has it.

    ``bound`` is the digest of what customers would see, ``record`` of all that is stored;
    ``issued`` are the approvals that issued revisions, ``given`` those that the next one has
    already; ``change`` is what is said of it.
    """

    item: str
    content: Content
    bound: str
    record: str
    ledger: Ledger
    order: Order
    person: Person | None
    policy: Policy
    people: People
    today: date
    issued: tuple[Approved, ...]
    given: tuple[Approved, ...]
    change: Change
    quorum: Quorum

    @property
    def last(self) -> Approved | None:
        """The approval that issued the newest revision."""
        return self.issued[-1] if self.issued else None

    @property
    def replaced(self) -> Content | None:
        """The content of the newest issued revision."""
        snapshot = None if self.last is None else self.ledger.snapshots.get(self.last.revision)
        return None if snapshot is None else snapshot.content

    @property
    def effective(self) -> date:
        """The first day on which it is to hold."""
        earlier = self.given[-1].effective_from if self.given else self.today
        return self.order.effective_from or max(self.today, earlier)


def propose(
    corpus: Corpus, item: str, order: Order, person: Person | None
) -> Issue | Reassignment | Refused | None:
    """Return what approving ``item`` would write, why it may not be, or None: nothing waits.

    ``person`` is None where it is not known who approves; then only the other reasons are told.
    """
    case = _case(corpus, item, order, person)
    if case.last is not None and case.last.digest == case.bound:
        return _reassignment(case)
    if order.by in {entry.by for entry in case.given} and item not in order.items:
        return None
    role, refused = _role(case, case.quorum)
    reasons = (*_unlike(case), *refused, *_unfit(case))
    return Refused(reasons) if reasons else _issue(case, role)


def _case(corpus: Corpus, item: str, order: Order, person: Person | None) -> _Case:
    content = working_content(corpus, item)
    assert content is not None  # noqa: S101 - only items with a working copy are chosen
    ledger = corpus.ledgers.get(item, Ledger(item=item, path=""))
    issued = ledger.issued()
    stated = item_of(content).control.change or Change()
    today = order.at.date()
    quorum = requirement(corpus.policy, content, class_of(stated, len(issued)), today)
    bound = content_digest(content)
    record = digest(content)
    given = _given(ledger, issued, bound, record, quorum)
    return _Case(
        item=item,
        content=content,
        bound=bound,
        record=record,
        ledger=ledger,
        order=order,
        person=person,
        policy=corpus.policy,
        people=corpus.people,
        today=today,
        issued=issued,
        given=given,
        change=given[0].change if given else _news(stated, issued, order),
        quorum=quorum,
    )


def _given(
    ledger: Ledger, issued: tuple[Approved, ...], bound: str, record: str, quorum: Quorum
) -> tuple[Approved, ...]:
    """Return the approvals that count for this very content and number, if any do.

    A working copy or a policy that changed meanwhile leaves them behind: they were for another
    thing. So does the snapshot of a next revision that a killed run left.
    """
    approvals = ledger.approvals()
    newest = approvals[-1] if approvals else None
    if newest is None or newest in issued or newest.revision + 1 in ledger.snapshots:
        return ()
    if (newest.digest, newest.record, newest.needs) != (bound, record, quorum.needs):
        return ()
    return agreed(ledger.entries, newest.revision)


def _news(change: Change, issued: tuple[Approved, ...], order: Order) -> Change:
    """Return the change in its words: the working copy's, unless they tell of the last one."""
    last = issued[-1].change.summary if issued else None
    if change.summary is None or (last is not None and _repeats(change.summary, last)):
        return structs.replace(change, summary=order.summary)
    return change


def _repeats(summary: Text, last: Text) -> bool:
    """Whether a summary says what was said last, were it in more or fewer languages."""
    now, before = ({text for _, text in each.items()} for each in (summary, last))
    return now <= before or before <= now


def _unlike(case: _Case) -> Iterator[str]:
    """Yield that the working copy is not what the approver looked at."""
    seen = case.order.seen.get(case.item)
    if seen is None:
        return
    digits = seen.rpartition(":")[2]
    if len(digits) < _SHORTEST:
        yield f"@{seen}: a digest has at least its first {_SHORTEST} digits"
    elif not case.bound.rpartition(":")[2].startswith(digits):
        now = short(case.bound)
        yield f"it was @{short(seen)} when you looked and is @{now} now; look at it again"


def _role(case: _Case, quorum: Quorum) -> tuple[str, tuple[str, ...]]:
    if case.person is None:
        return "", ()
    given = [entry.role for entry in case.given]
    try:
        return approving_role(case.person, case.order.by, quorum.open_to(given)), ()
    except InforceError as error:
        return "", (f"{error}; {_others(case, quorum)}",)


def _others(case: _Case, quorum: Quorum) -> str:
    """Return who may approve in the place of the one who wanted to."""
    barred = {case.order.by, *(entry.by for entry in case.given)}
    if quorum.four_eyes and case.change.by is not None:
        barred.add(case.change.by)
    roles = quorum.open_to(entry.role for entry in case.given)
    return instead(case.people, roles, case.today, barred)


def _unfit(case: _Case) -> Iterator[str]:
    yield from _unentitled(case, case.quorum)
    if case.order.by in {entry.by for entry in case.given}:
        others = _others(case, case.quorum)
        yield f"{case.order.by} has approved this revision already; {others}"
    if not case.given:
        yield from _unsaid(case)
    yield from _overtaken(case)
    yield from _too_early(case)


def _unentitled(case: _Case, quorum: Quorum) -> Iterator[str]:
    if quorum.four_eyes and case.change.by == case.order.by:
        others = _others(case, quorum)
        yield f"{case.order.by} made this change and may not approve it; {others}"
    if quorum.signed and case.order.sign is None:
        yield "the policy asks for a signature; name your key with --sign"


def _unsaid(case: _Case) -> Iterator[str]:
    if case.last is None:
        return
    if case.change.class_ is ChangeClass.SUBSTANTIVE:
        if case.change.summary is None:
            yield (
                "nothing says what changed since revision "
                f"{case.last.revision}; say it in control.change.summary or with -m"
            )
    elif case.replaced is not None:
        for pointer in facts_changed(case.replaced, case.content)[:1]:
            yield f"the change is declared editorial, but {pointer} differs; declare it substantive"


def _overtaken(case: _Case) -> Iterator[str]:
    for entry in case.ledger.entries[-1:]:
        made = day_of(entry)
        if case.today < made:
            yield f"the register already has an entry of {made}"


def _too_early(case: _Case) -> Iterator[str]:
    for before in (case.given or case.issued)[-1:]:
        if case.effective < before.effective_from:
            yield (
                f"revision {before.revision} is effective from {before.effective_from}; "
                f"{'it' if case.given else 'the next one'} cannot be from {case.effective}"
            )


def _issue(case: _Case, role: str) -> Issue:
    approvals = case.ledger.approvals()
    newest = approvals[-1].revision if approvals else 0
    entry = Approved(
        revision=newest if case.given else newest + 1,
        at=case.order.at,
        by=case.order.by,
        role=role,
        digest=case.bound,
        record=case.record,
        effective_from=case.effective,
        change=case.change,
        needs=case.quorum.needs,
        prev=case.ledger.head,
    )
    return Issue(
        item=case.item,
        content=case.content,
        entry=entry,
        quorum=case.quorum,
        given=case.given,
        last=case.replaced,
    )


def _reassignment(case: _Case) -> Reassignment | Refused | None:
    """Return the new owner or interval where nothing else changed; one approval is enough."""
    if case.replaced is None:
        return None
    before = assignment_after(case.replaced, case.last, case.ledger.entries)
    wanted = assignment_of(item_of(case.content).control)
    if wanted == before:
        return None
    return _reassigned(case, before, wanted)


def _reassigned(case: _Case, before: Assignment, wanted: Assignment) -> Reassignment | Refused:
    quorum = requirement(case.policy, case.content, ChangeClass.EDITORIAL, case.today)
    role, refused = _role(case, structs.replace(quorum, count=1, every_role=False))
    reasons = (*_unlike(case), *refused, *_unentitled(case, quorum), *_overtaken(case))
    if reasons:
        return Refused(reasons)
    entry = Assigned(
        at=case.order.at,
        by=case.order.by,
        role=role,
        owner=wanted.owner,
        review_every=wanted.review_every,
        reason=case.order.reason,
        prev=case.ledger.head,
    )
    return Reassignment(item=case.item, entry=entry, before=before)
