"""``inforce reinstate``: bring products back on sale."""

from __future__ import annotations

import click

from inforce.cli.edits import notice_options, tell
from inforce.cli.options import SiteChoice
from inforce.cli.said import text_of, text_option
from inforce.control.reinstate import Return, reinstate
from inforce.readers.site import read_settings


@click.command("reinstate")
@click.argument("items", nargs=-1, required=True, metavar="ID...")
@text_option("--reason", "Why.")
@click.option("--notice", metavar="NO", help="The notice, needed where customers knew of the end.")
@notice_options
def command(  # noqa: PLR0917 - one parameter an option
    items: tuple[str, ...],
    reason: tuple[str, ...],
    notice: str | None,
    by: str | None,
    add: bool,
    dry_run: bool,
    site: SiteChoice,
) -> None:
    """Take the recall, or else the end, out of the working copies of the products ID."""
    policy = read_settings(site.root).policy
    order = Return(
        items=items,
        reason=text_of(reason, "--reason", policy),
        today=site.today(policy),
        notice=notice,
        by=by,
        add=add,
        dry_run=dry_run,
    )
    tell(reinstate(site.root, order), dry_run=dry_run)
