"""``inforce evidence``: what an auditor asks for, as a folder to hand over."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from inforce.cli.language import spoken
from inforce.cli.options import DAY, SiteChoice, site_options
from inforce.cli.progress import shown
from inforce.domain.errors import InforceError
from inforce.domain.evidence.figure import Period
from inforce.domain.evidence.pack import year_before
from inforce.pipeline.evidence import Assignment, Delivered, Form, deliver
from inforce.readers.corpus_reader import read_corpus
from inforce.readers.wording import wording
from inforce.renderers.report.counted import counted


@click.command("evidence")
@click.argument("items", nargs=-1, metavar="[ID]...")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The folder to write; it is replaced whole, and only if it is an earlier pack.",
)
@click.option("--since", type=DAY, help="First day of the period. Default: twelve months.")
@click.option(
    "--family",
    "families",
    multiple=True,
    metavar="FAMILY",
    help="Only this family and the families below it; may be repeated.",
)
@click.option(
    "--format",
    "forms",
    multiple=True,
    type=click.Choice([form.value for form in Form]),
    help="Only this form; may be repeated. Default: all.",
)
@click.option("--locale", help="The language. Default: the site's first.")
@site_options
def command(
    items: tuple[str, ...],
    families: tuple[str, ...],
    output: Path,
    *,
    since: date | None,
    forms: tuple[str, ...],
    locale: str | None,
    site: SiteChoice,
) -> None:
    """Write the evidence of document control for an audit.

    Figures that answer how much is published, how current it is, how often it was reviewed and
    what became of what changed; each leads to the register entries it came from. Findings of the
    check keep nothing back: they are part of the pack.
    """
    corpus = read_corpus(site.root)
    words = wording(spoken(locale, corpus.policy), corpus.interface)
    until = site.today(corpus.policy)
    first = since or year_before(until)
    if first > until:
        raise InforceError(f"--since {first} lies after {until}, the last day of the period")
    wanted = Assignment(
        root=site.root,
        out=output,
        period=Period(first, until),
        items=items,
        families=families,
        forms=frozenset(map(Form, forms)) or frozenset(Form),
    )
    _tell(deliver(corpus, wanted, words, shown), output)


def _tell(done: Delivered, output: Path) -> None:
    made = done.pack
    for path in made.unread:
        click.echo(f"warning: {path}: nothing of this register can be read", err=True)
    for remark in done.remarks:
        click.echo(f"warning: evidence.pdf: {remark}", err=True)
    period = made.study.period
    click.echo(
        f"{output}: {counted(len(made.study.trails), 'item')}, {period.since} to {period.until}",
        err=True,
    )
    click.echo(f"registers {made.digest}", err=True)
    click.echo(f"manifest sha256:{done.manifest}", err=True)
