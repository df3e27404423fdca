"""``inforce log``: the history of an item, oldest entry first."""

from __future__ import annotations

import click

from inforce.cli.diff import painted
from inforce.cli.language import reading_for
from inforce.cli.options import SiteChoice, site_options
from inforce.control.selection import chosen
from inforce.domain.errors import InforceError
from inforce.domain.items.difference import differences
from inforce.domain.registers.digest import short
from inforce.domain.registers.register import (
    Approved,
    Assigned,
    Entry,
    Ledger,
    Proof,
    Reviewed,
    completing,
)
from inforce.domain.views.difference import change_rows
from inforce.domain.views.reading import Reading
from inforce.domain.views.values import ChangeRow
from inforce.readers.corpus_reader import read_corpus


@click.command("log")
@click.argument("item", metavar="ID")
@click.option("--diff", "detailed", is_flag=True, help="With every difference between revisions.")
@click.option("--locale", help="The language of the differences. Default: the site's first.")
@site_options
def command(item: str, detailed: bool, locale: str | None, site: SiteChoice) -> None:
    """Show every approval, assignment and review of the item ID: who, when, what changed.

    With --as-of it is the history as it was known on that day.
    """
    corpus = read_corpus(site.root)
    today = site.today(corpus.policy)
    ledger = corpus.ledgers.get(item)
    if ledger is None:
        chosen(corpus, (item,), None)
        raise InforceError(f"{item} has no register yet; `inforce approve {item}` issues it")
    ledger = ledger.until(today)
    if not ledger.entries:
        raise InforceError(f"the register of {item} has no entry by {today} that can be read")
    reading = reading_for(corpus, locale, today)
    given: dict[int, set[str]] = {}
    for index, (entry, seal) in enumerate(zip(ledger.entries, ledger.seals, strict=True)):
        more = _proof(entry, corpus.proofs.get(seal))
        if isinstance(entry, Approved):
            people = given.setdefault(entry.revision, set())
            people.add(entry.by)
            more = _count(entry, len(people)) + more
        rows = _rows(index, ledger, reading)
        count = f"  [{len(rows)} changed]" if rows else ""
        click.echo(_line(entry, reading.locale, more) + count)
        for row in rows if detailed else ():
            click.echo(f"    {painted(row)}")
    click.echo(f"head {ledger.head}", err=True)


def _rows(index: int, ledger: Ledger, reading: Reading) -> tuple[ChangeRow, ...]:
    """Return what a revision changes of the one issued before it, at its approval ``index``.

    A revision that never reached its number of approvals was not issued.
    """
    entry = ledger.entries[index]
    if not isinstance(entry, Approved):
        return ()
    after = ledger.snapshots.get(entry.revision)
    issued = (earlier.revision for earlier in completing(ledger.entries[:index]))
    last = max((number for number in issued if number < entry.revision), default=0)
    before = ledger.snapshots.get(last)
    if after is None or before is None:
        return ()
    return change_rows(differences(before.content, after.content), reading, every_locale=True)


def _count(entry: Approved, number: int) -> str:
    return "" if entry.needs == 1 else f", approval {number} of {entry.needs}"


def _proof(entry: Entry, proof: Proof | None) -> str:
    if isinstance(entry, Reviewed):
        return ""
    if proof is None:
        return ", asserted"
    return ", signed" if proof.valid else f", asserted: its signature {proof.fault}"


def _line(entry: Entry, locale: str, more: str) -> str:
    if isinstance(entry, Approved):
        summary = entry.change.summary
        words = "" if summary is None else f"  {summary.phrase(locale).text}"
        return (
            f"{entry.at.date()}  revision {entry.revision} approved by {entry.by} ({entry.role}), "
            f"effective from {entry.effective_from}, {short(entry.digest)}{more}{words}"
        )
    if isinstance(entry, Assigned):
        every = "" if entry.review_every is None else f" every {entry.review_every.written}"
        why = "" if entry.reason is None else f"  {entry.reason}"
        return (
            f"{entry.at.date()}  assigned to {entry.owner or 'nobody'}{every} by {entry.by} "
            f"({entry.role}){more}{why}"
        )
    note = "" if entry.note is None else f"  {entry.note}"
    return (
        f"{entry.on}  revision {entry.revision} reviewed by {entry.by} ({entry.role}), "
        f"{entry.outcome.value}{note}"
    )
