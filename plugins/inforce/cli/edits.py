"""What commands that edit working copies say: the touched lines, or the touched files."""

from __future__ import annotations

import click

from inforce.control.working_copy import Edit


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


_APPROVE = "it waits for `inforce approve`"


def _files(number: int) -> str:
    return f"{number} file" if number == 1 else f"{number} files"
