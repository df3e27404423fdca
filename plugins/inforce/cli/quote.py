"""``inforce quote``: what is offered to whom, pinned to the revisions in force, as a PDF."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import click

from inforce.cli.options import DAY, SiteChoice, site_options
from inforce.cli.press import PressChoice, press_options
from inforce.cli.printing import asked
from inforce.cli.sheets import put_sheet, sheet_files, sheet_options
from inforce.domain import address
from inforce.domain.editions.quotation import Line, Offer, Order
from inforce.renderers.report.counted import counted

_QUANTITY = re.compile(r"(?P<code>.+):(?P<quantity>\d{1,6})")


@click.command("quote")
@click.argument("codes", nargs=-1, required=True, metavar="CODE[:QUANTITY]...")
@click.option("--for", "recipient", default="", metavar="NAME", help="Whom it is for.")
@click.option("--number", default="", metavar="NO", help="Its number.")
@click.option(
    "--valid-until",
    type=DAY,
    help="The last day on which it is good. Default: as long as the policy says, else 30 days.",
)
@sheet_options(
    "The folder to write quotation-<NO or day>-<LOCALE>.pdf into, or a FILE.pdf.",
    "For whom, and so with which prices.",
)
@press_options
@site_options
def command(
    *,
    codes: tuple[str, ...],
    recipient: str,
    number: str,
    valid_until: date | None,
    locale: str | None,
    audience: str,
    output: Path,
    press: PressChoice,
    site: SiteChoice,
) -> None:
    """Set a quotation for order codes: what is offered, in which revisions, on which terms.

    A price is shown where the policy names its attribute and the audience may see it. Exit code 1:
    the check found what must not be published. 2: a code cannot be quoted; all that cannot are
    named, and nothing is written.
    """
    request = asked(site, locale, audience, press)
    policy = request.corpus.policy.quotation
    today = site.today(request.corpus.policy)
    name = address.quotation(number or today.isoformat(), request.locale)
    (file,) = sheet_files({number: name}, output, "quotation", "quotations").values()
    edition = request.edition()
    offer = Offer(edition)
    order = Order(
        lines=tuple(map(_line, codes)),
        valid_until=valid_until or policy.valid_for.after(today),
        recipient=" ".join(recipient.split()),
        number=" ".join(number.split()),
        price=policy.price,
        terms=offer.terms(policy),
    )
    quotation = offer.quotation(order)
    with request.printer(edition) as printer:
        done = printer.quotation(request.locale, quotation)
    told = f"quotation of {counted(len(order.lines), 'line')}"
    put_sheet(done, file, told if quotation.priced else f"{told}, not all with prices")
    request.tell_press([done])


def _line(written: str) -> Line:
    """Return what ``CODE`` or ``CODE:QUANTITY`` asks for."""
    match = _QUANTITY.fullmatch(written)
    return Line(written) if match is None else Line(match["code"], int(match["quantity"]))
