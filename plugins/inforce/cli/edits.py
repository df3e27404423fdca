"""What commands that edit working copies share: options, and saying what was touched."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

import click

from inforce.cli.cascade import cascade_lines
from inforce.cli.options import site_options
from inforce.control.working_copy import Edit
from inforce.pipeline.cascade import site_cascade
from inforce.renderers.report.counted import counted

_ResultT = TypeVar("_ResultT")


def edit_options(command: Callable[..., _ResultT]) -> Callable[..., _ResultT]:
    """Add what every edit takes: who makes it, whether it is for trial, and on which site."""
    about = "Who makes the change, and so may not approve it."
    by = click.option("--by", metavar="PERSON", help=about)
    about = "Show the lines that would change; write nothing."
    return by(click.option("--dry-run", is_flag=True, help=about)(site_options(command)))


def notice_options(command: Callable[..., _ResultT]) -> Callable[..., _ResultT]:
    """Add what every edit under a notice takes: those of edits, and whether others carry it."""
    about = "Join the products that carry this notice already."
    return click.option("--add", is_flag=True, help=about)(edit_options(command))


def tell(edit: Edit, *, dry_run: bool) -> None:
    """Print the diff of a dry run, or name the files; what comes next goes to stderr."""
    changed = [rewrite for rewrite in edit.rewrites if rewrite.changed]
    for rewrite in changed:
        if dry_run:
            click.echo(rewrite.diff(), nl=False)
        else:
            click.echo(f"{rewrite.item}: {rewrite.path}")
    files = counted(len(changed), "file")
    if not changed:
        click.echo("nothing is left to change", err=True)
    elif dry_run:
        click.echo(f"{files} would be changed; nothing was written", err=True)
    else:
        next_step = "they wait for `inforce approve`" if len(changed) > 1 else _APPROVE
        click.echo(f"{files} changed; {next_step}", err=True)


def tell_cascade(root: Path, edit: Edit, today: date) -> None:
    """Say on stderr what still names the products that were edited."""
    gone = frozenset(rewrite.item for rewrite in edit.rewrites)
    mentions = site_cascade(root, edit.corpus, gone, today)
    for line in cascade_lines(mentions):
        click.echo(f"  {line}", err=True)
    places = counted(len(mentions), "place names", "places name")
    click.echo(f"{places} what goes; `inforce cascade` shows them", err=True)


_APPROVE = "it waits for `inforce approve`"
