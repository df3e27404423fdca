"""What commands that edit working copies say: the touched lines, or the touched files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from inforce.cli.cascade import cascade_lines
from inforce.control.working_copy import Edit
from inforce.pipeline.cascade import site_cascade


def tell(edit: Edit, *, dry_run: bool) -> None:
    """Print the diff of a dry run, or name the files; what comes next goes to stderr."""
    changed = [rewrite for rewrite in edit.rewrites if rewrite.changed]
    for rewrite in changed:
        if dry_run:
            click.echo(rewrite.diff(), nl=False)
        else:
            click.echo(f"{rewrite.item}: {rewrite.path}")
    if not changed:
        click.echo("nothing is left to change", err=True)
    elif dry_run:
        click.echo(f"{_files(len(changed))} would be changed; nothing was written", err=True)
    else:
        next_step = "they wait for `inforce approve`" if len(changed) > 1 else _APPROVE
        click.echo(f"{_files(len(changed))} changed; {next_step}", err=True)


def tell_cascade(root: Path, edit: Edit, today: date) -> None:
    """Say on stderr what still names the products that were edited."""
    gone = frozenset(rewrite.item for rewrite in edit.rewrites)
    mentions = site_cascade(root, edit.corpus, gone, today)
    for line in cascade_lines(mentions):
        click.echo(f"  {line}", err=True)
    click.echo(f"{len(mentions)} places name what goes; `inforce cascade` shows them", err=True)


_APPROVE = "it waits for `inforce approve`"


def _files(number: int) -> str:
    return f"{number} file" if number == 1 else f"{number} files"
