"""``inforce approve``: authorise revisions for issue."""

from __future__ import annotations

from datetime import date

import click

from inforce.cli.options import DAY, SiteChoice, site_options
from inforce.control.approve import Order, approve
from inforce.domain.digest import short
from inforce.domain.errors import InforceError
from inforce.readers.site import read_settings


@click.command("approve")
@click.argument("items", nargs=-1, metavar="[ID]...")
@click.option("--family", help="All products of this family and the families below it.")
@click.option("--all", "everything", is_flag=True, help="Every item that waits for approval.")
@click.option("--by", required=True, metavar="PERSON", help="Who approves, as in people.yaml.")
@click.option("--effective", type=DAY, help="The first day it holds. Default: the day of approval.")
@click.option("--dry-run", is_flag=True, help="Say what would be issued; write nothing.")
@site_options
def command(  # noqa: PLR0917 - one parameter an option
    items: tuple[str, ...],
    family: str | None,
    everything: bool,
    by: str,
    effective: date | None,
    dry_run: bool,
    site: SiteChoice,
) -> None:
    """Issue the working copies of the items ID as their next revisions.

    An item in which nothing changed that a customer sees gets no new revision.
    """
    if not (items or family or everything):
        raise InforceError("name the items to approve, or use --family or --all")
    order = Order(
        by=by,
        at=site.now(read_settings(site.root).policy),
        effective_from=effective,
        items=items,
        family=family,
        dry_run=dry_run,
    )
    issues = approve(site.root, order)
    for issue in issues:
        entry = issue.entry
        click.echo(
            f"{issue.item}: revision {entry.revision}, effective from {entry.effective_from}, "
            f"digest {short(entry.digest)}"
        )
    done = "would be issued" if dry_run else "issued"
    click.echo(
        f"{len(issues)} revisions {done}" if issues else "nothing waits for approval", err=True
    )
