"""``inforce review``: record that items were held against reality."""

from __future__ import annotations

import click

from inforce.cli.options import SiteChoice, site_options
from inforce.control.review import Review, review
from inforce.domain.errors import InforceError
from inforce.domain.register import Outcome
from inforce.readers.site import read_settings

_OUTCOMES = [outcome.value for outcome in Outcome]


@click.command("review")
@click.argument("items", nargs=-1, metavar="[ID]...")
@click.option("--family", help="All products of this family and the families below it.")
@click.option("--by", required=True, metavar="PERSON", help="Who reviewed, as in people.yaml.")
@click.option("--outcome", required=True, type=click.Choice(_OUTCOMES), help="What was found.")
@click.option("--note", help="What it was held against, or what is to be done.")
@click.option("--dry-run", is_flag=True, help="Say what would be recorded; write nothing.")
@site_options
def command(  # noqa: PLR0917 - one parameter an option
    items: tuple[str, ...],
    family: str | None,
    by: str,
    outcome: str,
    note: str | None,
    dry_run: bool,
    site: SiteChoice,
) -> None:
    """Record a review of the effective revisions of the items ID.

    Only the outcome no_change confirms an item and starts its interval anew.
    """
    if not (items or family):
        raise InforceError("name the items that were reviewed, or use --family")
    order = Review(
        by=by,
        on=site.today(read_settings(site.root).policy),
        outcome=Outcome(outcome),
        items=items,
        family=family,
        note=note,
        dry_run=dry_run,
    )
    for item, entry in review(site.root, order):
        click.echo(f"{item}: revision {entry.revision} reviewed on {entry.on}, {outcome}")
