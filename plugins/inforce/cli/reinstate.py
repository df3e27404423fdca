"""``inforce reinstate``: bring products back on sale."""

from __future__ import annotations

import click

from inforce.cli.edits import tell
from inforce.cli.options import SiteChoice, site_options
from inforce.cli.said import text_of
from inforce.control.reinstate import Return, reinstate
from inforce.readers.site import read_settings


@click.command("reinstate")
@click.argument("items", nargs=-1, required=True, metavar="ID...")
@click.option("--reason", multiple=True, required=True, metavar="[LOCALE=]TEXT", help="Why.")
@click.option("--notice", metavar="NO", help="The notice, needed where customers knew of the end.")
@click.option("--by", metavar="PERSON", help="Who makes the change, and so may not approve it.")
@click.option("--add", is_flag=True, help="Join the products that carry this notice already.")
@click.option("--dry-run", is_flag=True, help="Show the lines that would change; write nothing.")
@site_options
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
