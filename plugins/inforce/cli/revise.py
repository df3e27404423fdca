"""``inforce revise``: start a revision by saying what it changes."""

from __future__ import annotations

import click

from inforce.cli.edits import edit_options, tell
from inforce.cli.options import SiteChoice
from inforce.cli.said import text_of
from inforce.control.revise import Revision, revise
from inforce.domain.items.control import ChangeClass
from inforce.readers.site import read_settings

_CLASSES = [kind.value for kind in ChangeClass]


@click.command("revise")
@click.argument("items", nargs=-1, required=True, metavar="ID...")
@click.option(
    "-m",
    "--summary",
    "summaries",
    multiple=True,
    required=True,
    metavar="[LOCALE=]TEXT",
    help="What changes, for customers to read; once a locale.",
)
@click.option(
    "--class",
    "kind",
    type=click.Choice(_CLASSES),
    default=ChangeClass.SUBSTANTIVE.value,
    help="Whether the product changes, or only how it is said. Default: substantive.",
)
@edit_options
def command(
    items: tuple[str, ...],
    summaries: tuple[str, ...],
    kind: str,
    by: str | None,
    dry_run: bool,
    site: SiteChoice,
) -> None:
    """State in the working copies of the items ID what their next revision changes.

    Then edit them; `inforce approve` issues them.
    """
    policy = read_settings(site.root).policy
    order = Revision(
        items=items,
        summary=text_of(summaries, "-m", policy),
        today=site.today(policy),
        kind=ChangeClass(kind),
        by=by,
        dry_run=dry_run,
    )
    tell(revise(site.root, order), dry_run=dry_run)
