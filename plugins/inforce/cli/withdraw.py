"""``inforce withdraw``: take products out under one notice."""

from __future__ import annotations

from datetime import date

import click

from inforce.cli.edits import notice_options, tell, tell_cascade
from inforce.cli.options import DAY, SiteChoice
from inforce.cli.said import text_of, text_option
from inforce.control.withdraw import Heir, Withdrawal, withdraw
from inforce.domain.errors import InforceError
from inforce.domain.items.lifecycle import Fit
from inforce.domain.nearest import Names
from inforce.readers.site import read_settings


@click.command("withdraw")
@click.argument("items", nargs=-1, metavar="[ID]...")
@click.option("--family", help="All products of this family, and those below, that do not end yet.")
@click.option("--notice", required=True, metavar="NO", help="The number of the notice.")
@click.option("--announced", required=True, type=DAY, help="The day customers are told.")
@click.option("--withdrawn-on", type=DAY, help="The first day it is out, where it is pulled.")
@click.option("--last-order", type=DAY, help="The last day for orders.")
@click.option("--last-delivery", type=DAY, help="The last day of delivery.")
@click.option("--support-until", type=DAY, help="The last day of spare parts and advice.")
@click.option(
    "--replaced-by",
    "heirs",
    multiple=True,
    metavar="[OLD=]ID[:FIT]",
    help="What takes its place: form-fit-function, functional (default) or partial.",
)
@text_option("--no-replacement", "Why there is none.", required=False)
@text_option("--reason", "Why it ends.")
@notice_options
def command(  # noqa: PLR0917 - one parameter an option
    items: tuple[str, ...],
    family: str | None,
    notice: str,
    announced: date,
    withdrawn_on: date | None,
    last_order: date | None,
    last_delivery: date | None,
    support_until: date | None,
    heirs: tuple[str, ...],
    no_replacement: tuple[str, ...],
    reason: tuple[str, ...],
    by: str | None,
    add: bool,
    dry_run: bool,
    site: SiteChoice,
) -> None:
    """Write the end of the products ID into their working copies.

    Customers see it when it is approved, and from the day it is announced.
    """
    if not (items or family):
        raise InforceError("name the products to withdraw, or use --family")
    policy = read_settings(site.root).policy
    order = Withdrawal(
        items=items,
        family=family,
        notice=notice,
        announced=announced,
        withdrawn_on=withdrawn_on,
        last_order=last_order,
        last_delivery=last_delivery,
        support_until=support_until,
        heirs=tuple(map(_heir, heirs)),
        no_replacement=text_of(no_replacement, "--no-replacement", policy),
        reason=text_of(reason, "--reason", policy),
        today=site.today(policy),
        by=by,
        add=add,
        dry_run=dry_run,
    )
    edit = withdraw(site.root, order)
    tell(edit, dry_run=dry_run)
    tell_cascade(site.root, edit, order.today)


def _heir(written: str) -> Heir:
    """Return the replacement that ``[OLD=]ID[:FIT]`` writes."""
    old, equals, new = written.rpartition("=")
    product, _, fit = new.partition(":")
    fits = [known.value for known in Fit]
    if fit and fit not in fits:
        hint = Names(fits).expected(fit, f"it is one of {', '.join(fits)}")
        raise InforceError(f"--replaced-by {written}: there is no fit {fit}; {hint}")
    return Heir(old if equals else None, product, Fit(fit) if fit else Fit.FUNCTIONAL)
