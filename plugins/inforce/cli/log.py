"""``inforce log``: the history of an item, oldest entry first."""

from __future__ import annotations

import click

from inforce.cli.options import SiteChoice, site_options
from inforce.control.selection import chosen
from inforce.domain.digest import short
from inforce.domain.errors import InforceError
from inforce.domain.register import Approved, Assigned, Entry
from inforce.readers.corpus_reader import read_corpus


@click.command("log")
@click.argument("item", metavar="ID")
@site_options
def command(item: str, site: SiteChoice) -> None:
    """Show every approval and review of the item ID, with who, when and what changed."""
    corpus = read_corpus(site.root)
    ledger = corpus.ledgers.get(item)
    if ledger is None:
        chosen(corpus, (item,), None)
        raise InforceError(f"{item} has no register yet; `inforce approve {item}` issues it")
    for entry in ledger.entries:
        click.echo(_line(entry, corpus.policy.default_locale))
    click.echo(f"head {ledger.head}", err=True)


def _line(entry: Entry, locale: str) -> str:
    if isinstance(entry, Approved):
        summary = entry.change.summary
        words = "" if summary is None else f"  {summary.phrase(locale).text}"
        return (
            f"{entry.at.date()}  revision {entry.revision} approved by {entry.by} ({entry.role}), "
            f"effective from {entry.effective_from}, {short(entry.digest)}{words}"
        )
    if isinstance(entry, Assigned):
        every = "" if entry.review_every is None else f" every {entry.review_every.written}"
        why = "" if entry.reason is None else f"  {entry.reason}"
        return (
            f"{entry.at.date()}  assigned to {entry.owner or 'nobody'}{every} by {entry.by} "
            f"({entry.role}){why}"
        )
    note = "" if entry.note is None else f"  {entry.note}"
    return (
        f"{entry.on}  revision {entry.revision} reviewed by {entry.by} ({entry.role}), "
        f"{entry.outcome.value}{note}"
    )
