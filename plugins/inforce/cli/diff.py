"""``inforce diff``: what differs between two states of an item, in the reader's words."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date

import click

from inforce.cli.language import reading_for
from inforce.cli.options import SiteChoice, site_options
from inforce.domain.errors import InforceError
from inforce.domain.nearest import Names
from inforce.domain.registers.digest import short
from inforce.domain.site.corpus import Corpus
from inforce.domain.standings.revisions import Comparison, NoSuchStateError, Side, compare, waiting
from inforce.domain.views.difference import change_rows
from inforce.domain.views.reading import Reading
from inforce.domain.views.values import ChangeRow
from inforce.readers.corpus_reader import read_corpus
from inforce.renderers.api.changes import api_difference, encoded


@click.command("diff")
@click.argument("item", metavar="[ID]", required=False)
@click.argument("revisions", metavar="[REV [REV]]", nargs=-1, type=click.IntRange(min=1))
@click.option("--locale", help="The language of the words. Default: the site's first.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    help="Default: text.",
)
@site_options
def command(
    item: str | None, revisions: tuple[int, ...], locale: str | None, form: str, site: SiteChoice
) -> None:
    """Show what differs between two revisions of the item ID, field by field.

    With one REV, or none for the last issued revision, the other side is the working copy. Without
    an ID every item that waits for approval is named with how much differs.
    """
    corpus = read_corpus(site.root)
    reading = reading_for(corpus, locale, site.today(corpus.policy))
    if item is None:
        with _in_one_line():
            found = waiting(corpus, site.today(corpus.policy))
        if not found:
            click.echo("nothing waits for approval", err=True)
        _FORMATS[form](found, reading, brief=True)
    else:
        _FORMATS[form](
            (_compared(corpus, item, site.today(corpus.policy), revisions),), reading, brief=False
        )


def painted(row: ChangeRow) -> str:
    """Return a row of differences: what was in red, what is in green on a terminal."""
    sides = [
        click.style(side, fg=colour)
        for side, colour in ((row.before, "red"), (row.after, "green"))
        if side
    ]
    said = " ".join(part for part in (row.mark, " → ".join(sides)) if part)
    return f"{click.style(row.label, bold=True)}: {said}"


def _compared(corpus: Corpus, item: str, today: date, revisions: tuple[int, ...]) -> Comparison:
    known = {*corpus.items(), *corpus.ledgers}
    if item not in known:
        hint = Names(known).expected(item, "`inforce status` lists them")
        raise InforceError(f"no item is called {item}; {hint}")
    if len(revisions) > 2:  # noqa: PLR2004 - a difference has two sides
        raise InforceError("a difference has two sides: name at most two revisions")
    with _in_one_line():
        return compare(corpus, item, today, revisions)


@contextmanager
def _in_one_line() -> Iterator[None]:
    """Make what has no such state the end of the command."""
    try:
        yield
    except NoSuchStateError as error:
        raise InforceError(str(error)) from error


def _rows(one: Comparison, reading: Reading) -> tuple[ChangeRow, ...]:
    return change_rows(one.differences, reading, every_locale=True)


def _side(side: Side | None) -> str:
    if side is None:
        return "nothing issued"
    name = "working copy" if side.revision is None else f"revision {side.revision}"
    return f"{name} ({short(side.digest)})"


def _heading(one: Comparison) -> str:
    return f"{one.item}: {_side(one.before)} → {_side(one.after)}"


def _said(one: Comparison, count: int) -> str:
    if one.before is None:
        return "never issued"
    return f"{count} difference{'' if count == 1 else 's'}" if count else "no difference"


def _text(found: tuple[Comparison, ...], reading: Reading, *, brief: bool) -> None:
    for one in found:
        rows = _rows(one, reading)
        if brief or not rows:
            click.echo(f"{_heading(one)}: {_said(one, len(rows))}")
            continue
        click.echo(_heading(one))
        for row in rows:
            click.echo(f"  {painted(row)}")


def _markdown(found: tuple[Comparison, ...], reading: Reading, *, brief: bool) -> None:
    for one in found:
        rows = _rows(one, reading)
        if brief:
            click.echo(f"- **{one.item}**: {_said(one, len(rows))} ({_side(one.after)})")
            continue
        click.echo(f"### {_heading(one)}\n")
        for row in rows:
            click.echo(f"- {row.text}")
        if not rows:
            click.echo(f"{_said(one, 0)}.")


def _json(found: tuple[Comparison, ...], reading: Reading, *, brief: bool) -> None:
    del brief
    report = [
        {
            "item": one.item,
            "before": _record(one.before),
            "after": _record(one.after),
            "lines": [row.text for row in _rows(one, reading)],
            "differences": [json.loads(encoded(api_difference(part))) for part in one.differences],
        }
        for one in found
    ]
    click.echo(json.dumps({"items": report}, indent=2, ensure_ascii=False))


def _record(side: Side | None) -> Mapping[str, object] | None:
    return None if side is None else {"revision": side.revision, "digest": side.digest}


_FORMATS: Mapping[str, Callable[..., None]] = {"text": _text, "json": _json, "markdown": _markdown}
