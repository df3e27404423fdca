"""The addresses that a site has, and those that it once had."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from msgspec import Struct

from inforce.domain import address
from inforce.domain.audience.projection import told, visible
from inforce.domain.checking.rule import Inspection
from inforce.domain.items.content import Content, PageContent, ProductContent
from inforce.domain.items.lifecycle import day_before
from inforce.domain.registers.register import Ledger, day_of
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.policy import Approval
from inforce.domain.standings.standing import known, working_content


class Lost(Struct, frozen=True):
    """An address that an audience would look for in vain.

    ``dated`` says that no revision brought it about on its first day: it was there once a notice
    was told, which the days alone do.
    """

    item: str
    address: str
    audience: str
    dated: bool = False


class _Past(Struct, frozen=True):
    """A revision that was in force, and the first and the last day on which it was told."""

    content: Content
    since: date
    until: date


def lost(corpus: Corpus, today: date) -> Iterator[Lost]:
    """Yield each address that some revision had, and none has now.

    Working copies count as what is published next. An address that redirects is not lost.
    """
    if corpus.policy.approval is Approval.OFF:
        return
    past = {key: tuple(_past(ledger, today)) for key, ledger in corpus.ledgers.items()}
    now = {key: revisions[-1].content for key, revisions in past.items() if revisions}
    now |= _working(corpus)
    reported: set[tuple[str, str]] = set()
    for audience in corpus.policy.audiences:
        sees = corpus.policy.sees(audience)
        there = existing(now, sees)
        for key, revisions in past.items():
            for at in dict.fromkeys(_addresses_of(revisions, sees)):
                if at not in there and (key, at) not in reported:
                    reported.add((key, at))
                    yield Lost(key, at, audience, dated=not _at_once(at, revisions, sees))


def current_contents(inspection: Inspection) -> Mapping[str, Content]:
    """Return each working copy's content, or what is in force where there is none."""
    found = {key: place.working or place.content for key, place in inspection.standings.items()}
    return {key: content for key, content in found.items() if content is not None}


def existing(contents: Mapping[str, Content], sees: frozenset[str]) -> frozenset[str]:
    """Return every address that these items have, redirects among them."""
    found = {
        address.HOME,
        address.PRODUCTS,
        address.FAMILIES,
        address.WITHDRAWN,
        address.NOTICES,
        address.CHANGES,
    }
    for content in contents.values():
        if not visible(content, sees):
            continue
        found.update(_own(content, date.max))
        if isinstance(content, ProductContent):
            found.update(address.product(former) for former in content.product.former_ids)
        else:
            found.update(address.written(former) for former in content.page.former_paths)
    return frozenset(found)


def _working(corpus: Corpus) -> dict[str, Content]:
    found = ((key, working_content(corpus, key)) for key in (*corpus.products, *corpus.pages))
    return {key: content for key, content in found if content is not None}


def _past(ledger: Ledger, today: date) -> Iterator[_Past]:
    """Yield every revision that has begun, oldest first."""
    begun = [entry for entry in known(ledger, today) if entry.effective_from <= today]
    ends = [day_before(following.effective_from) for following in begun[1:]]
    for entry, last in zip(begun, [*ends, today], strict=False):
        snapshot = ledger.snapshots.get(entry.revision)
        if snapshot is not None:
            first = max(entry.effective_from, day_of(entry))
            yield _Past(snapshot.content, first, last)


def _addresses_of(revisions: tuple[_Past, ...], sees: frozenset[str]) -> Iterator[str]:
    for past in revisions:
        if visible(past.content, sees):
            yield from _own(past.content, past.until)


def _at_once(at: str, revisions: tuple[_Past, ...], sees: frozenset[str]) -> bool:
    """Whether some revision had the address from its first day on."""
    seen = (past for past in revisions if visible(past.content, sees))
    return any(at in _own(past.content, past.since) for past in seen)


def _own(content: Content, until: date) -> Iterator[str]:
    """Yield the addresses that an item brings about: its page, its family, its notices."""
    if isinstance(content, PageContent):
        yield address.written(content.page.path)
        return
    yield address.product(content.product.id)
    yield address.family(content.family.id)
    shown = told(content, until).product
    back = shown.lifecycle.reinstated
    numbers = (
        shown.lifecycle.notice,
        shown.recall and shown.recall.notice,
        *((back.notice, back.lifts) if back is not None else ()),
    )
    for number in numbers:
        if number:
            yield address.notice(number)
