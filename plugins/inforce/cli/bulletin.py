"""``inforce bulletin``: what single notices tell, as PDFs in one language."""

from __future__ import annotations

from pathlib import Path

import click

from inforce.cli.options import SiteChoice, site_options
from inforce.cli.press import PressChoice, press_options
from inforce.cli.printing import asked
from inforce.cli.sheets import put_sheet, sheet_files, sheet_options
from inforce.domain import address
from inforce.pipeline.press.print import PrintResult
from inforce.renderers.report.counted import counted
from inforce.renderers.typst.bulletin import require_notices


@click.command("bulletin")
@click.argument("numbers", nargs=-1, required=True, metavar="NO...")
@sheet_options("The folder to write notice-<NO>-<LOCALE>.pdf into, or for one NO a FILE.pdf.")
@press_options
@site_options
def command(
    numbers: tuple[str, ...],
    locale: str | None,
    audience: str,
    output: Path,
    press: PressChoice,
    site: SiteChoice,
) -> None:
    """Set the bulletin of each notice: what leaves or comes back, what replaces it, what to do.

    A picture that cannot be set is left out and named; a file is replaced only by a whole PDF.
    Exit code 1: the check found what must not be published.
    """
    order = asked(site, locale, audience, press)
    published = {
        number: address.bulletin(number, order.locale) for number in dict.fromkeys(numbers)
    }
    files = sheet_files(published, output, "bulletin", "notices")
    edition = order.edition()
    require_notices(files, edition)
    done: list[PrintResult] = []
    with order.printer(edition) as printer:
        for number, file in files.items():
            done.append(printer.bulletin(order.locale, number))
            put_sheet(done[-1], file, f"bulletin of {counted(done[-1].products, 'product')}")
    order.tell_press(done)
