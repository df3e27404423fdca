"""Approving: the working copy becomes a revision, bound to what customers will see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec import structs

from inforce.control.authority import acting
from inforce.control.order import Approvals, Issue, Order, Reassignment
from inforce.control.proposal import Refused, propose
from inforce.control.record import append_entry, sole_writer, write_snapshot
from inforce.control.selection import chosen, settled
from inforce.control.signing import sealed, signatures, signer
from inforce.domain.checking.inspect import inspect
from inforce.domain.errors import InforceError
from inforce.domain.items.family import lineage
from inforce.domain.registers.register import Approved, Assigned
from inforce.domain.rules import rules
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.policy import Approval, Person, Severity
from inforce.domain.track import Track, silently
from inforce.readers.collector import collector_at_rest
from inforce.readers.corpus_reader import FAMILIES, read_corpus

_LISTED = 5
_MANY = 32
_HEALED = frozenset({"APR003", "APR004", "APR005", "APR006", "APR008"})


@collector_at_rest()
def approve(root: Path, order: Order, track: Track = silently) -> Approvals:
    """Record an approval of each working copy that ``order`` names and that waits for one.

    A revision is issued by the approval that completes the number the policy asks for. An item
    without a change that a customer sees gets no new revision; where its owner or its review
    interval changed, that is recorded. Everything is proved before anything is written: raise
    InforceError, with all refusals, when any step is not allowed. ``track`` goes through the items
    and may show how far they are.
    """
    key = None if order.sign is None else signer(order.sign)
    if order.dry_run:
        return _approvals(root, order, track)
    with sole_writer(root):
        approvals = _finished(root, _approvals(root, order, track), key)
        written = _written(root, approvals.issues)
        for _ in track(written, "Writing", len(approvals.issues)):
            pass
        for step in approvals.assignments:
            append_entry(root, step.item, step.entry)
    return approvals


def _written(root: Path, issues: Sequence[Issue]) -> Iterator[None]:
    """Write each issue, snapshot first; several at a time, for a disk takes long to say yes."""
    if len(issues) < _MANY:
        for issue in issues:
            _write(root, issue)
            yield
        return
    with ThreadPoolExecutor(_MANY) as workers:
        try:
            yield from workers.map(partial(_write, root), issues)
        except BaseException:
            workers.shutdown(cancel_futures=True)
            raise


def _write(root: Path, issue: Issue) -> None:
    if not issue.given:
        write_snapshot(root, issue.item, issue.entry.revision, issue.content)
    append_entry(root, issue.item, issue.entry)


def _finished(root: Path, approvals: Approvals, key: Path | None) -> Approvals:
    """Return the approvals with each entry signed, where there is a key, and sealed."""
    entries: list[Approved | Assigned] = [step.entry for step in approvals.issues]
    entries += [step.entry for step in approvals.assignments]
    signed = iter([None] * len(entries) if key is None else signatures(root, entries, key))
    return Approvals(
        issues=tuple(
            structs.replace(step, entry=sealed(step.entry, next(signed)))
            for step in approvals.issues
        ),
        assignments=tuple(
            structs.replace(step, entry=sealed(step.entry, next(signed)))
            for step in approvals.assignments
        ),
    )


def _approvals(root: Path, order: Order, track: Track) -> Approvals:
    corpus = settled(read_corpus(root))
    if corpus.policy.approval is Approval.OFF:
        raise InforceError("this site works without approval (policy.yaml: approval: off)")
    order = structs.replace(order, at=_stated(order.at, corpus.policy.time_zone))
    refusals: dict[str, list[str]] = {}
    person = _person(corpus, order, refusals)
    wanted = chosen(corpus, order.items, order.family)
    for item, reason in dict.fromkeys(_gated(corpus, root, order, frozenset(wanted))):
        refusals.setdefault(reason, []).append(item)
    issues, assignments = [], []
    for item in track(wanted, "Proving", len(wanted)):
        step = propose(corpus, item, order, person)
        if isinstance(step, Refused):
            for reason in step.reasons:
                refusals.setdefault(reason, []).append(item)
        elif isinstance(step, Issue):
            issues.append(step)
        elif isinstance(step, Reassignment):
            assignments.append(step)
    if refusals:
        lines = (_line(reason, items) for reason, items in refusals.items())
        raise InforceError("nothing was approved:\n  " + "\n  ".join(lines))
    return Approvals(issues=tuple(issues), assignments=tuple(assignments))


def _stated(at: datetime, zone: str) -> datetime:
    """Return an instant in a time zone as an entry states it: its offset is in whole minutes.

    Those of the time before there were zones are not.
    """
    local = at.astimezone(ZoneInfo(zone))
    offset = local.utcoffset() or timedelta()
    return local.replace(tzinfo=timezone(timedelta(minutes=offset // timedelta(minutes=1))))


def _person(corpus: Corpus, order: Order, refusals: dict[str, list[str]]) -> Person | None:
    try:
        return acting(corpus, order.by, order.at.date())
    except InforceError as error:
        refusals[str(error)] = []
        return None


def _line(reason: str, items: list[str]) -> str:
    if not items:
        return reason
    more = f" and {len(items) - _LISTED} more" if len(items) > _LISTED else ""
    return f"{', '.join(items[:_LISTED])}{more}: {reason}"


def _gated(
    corpus: Corpus, root: Path, order: Order, items: frozenset[str]
) -> Iterator[tuple[str, str]]:
    """Yield the items that cannot be published at all, each with a finding that stops a build.

    Those of a family or a translation concern what is made of it: where it cannot be read, that
    would be approved without it. What a killed approval left is written again, and what is wrong
    with an earlier approval is mended by this one.
    """
    gates = {code: rule for code, rule in rules().items() if rule.gate and code not in _HEALED}
    unfinished = {path for item in items for path in _unfinished(corpus, root, item)}
    others = _made_of(corpus, items)
    for finding in inspect(corpus, order.at.date(), gates):
        if (
            finding.severity is Severity.ERROR
            and not finding.waived
            and finding.path not in unfinished
        ):
            title = gates[finding.code].title
            concerned = [finding.item] if finding.item in items else others.get(finding.path, [])
            for item in concerned:
                yield item, f"{finding.code} {title}; `inforce check` says where"


def _made_of(corpus: Corpus, items: frozenset[str]) -> Mapping[str, list[str]]:
    """Return ``items`` by the other files they are made of: those of families, and translations.

    They are named whether they can be read or not.
    """
    made: dict[str, list[str]] = {}
    for item in sorted(items & corpus.products.keys()):
        own = corpus.products[item].family
        line = lineage(own, corpus.families)
        for family in {own, *(one.parent for one in line if one.parent)}:
            made.setdefault(f"{FAMILIES}/{family}.yaml", []).append(item)
    for item in items & corpus.pages.keys():
        stem = corpus.paths[item].removesuffix(".md")
        made |= {f"{stem}.{locale}.md": [item] for locale in corpus.policy.locales}
    return made


def _unfinished(corpus: Corpus, root: Path, item: str) -> Iterator[str]:
    """Yield the paths that a killed approval left without their entry; they are written again."""
    ledger = corpus.ledgers.get(item)
    if ledger is None:
        return
    approvals = ledger.approvals()
    following = approvals[-1].revision + 1 if approvals else 1
    if following in ledger.snapshots:
        yield ledger.snapshots[following].path
    if not (root / ledger.path).exists() and set(ledger.snapshots) <= {1}:
        yield ledger.path
