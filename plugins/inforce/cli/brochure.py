"""``inforce brochure``: the data sheets of single products, in one language."""

from __future__ import annotations

from pathlib import Path

import click

from inforce.cli.options import SiteChoice, site_options
from inforce.cli.press import PressChoice, press_options
from inforce.cli.printing import asked
from inforce.cli.sheets import put_sheet, sheet_files, sheet_options
from inforce.domain import address
from inforce.domain.editions.picked import require_products
from inforce.domain.errors import InforceError
from inforce.pipeline.press.print import Printer, PrintResult


@click.command("brochure")
@click.argument("items", nargs=-1, required=True, metavar="ID...")
@sheet_options("The folder to write <ID>-<LOCALE>.pdf into, or for one ID a FILE.pdf.")
@press_options
@site_options
def command(
    items: tuple[str, ...],
    locale: str | None,
    audience: str,
    output: Path,
    press: PressChoice,
    site: SiteChoice,
) -> None:
    """Set a data sheet of each product, or a notice sheet of one that can no longer be had.

    A picture that cannot be set is left out and named; a file is replaced only by a whole PDF.
    Exit code 1: a sheet could not be set, or the check found what must not be published.
    """
    order = asked(site, locale, audience, press)
    wanted = tuple(dict.fromkeys(items))
    published = {key: address.brochure(key, order.locale) for key in wanted}
    files = sheet_files(published, output, "brochure", "products")
    edition = order.edition()
    require_products(wanted, edition, "print")
    with order.printer(edition) as printer:
        made = [_print(key, order.locale, printer, files[key]) for key in wanted]
    done = [result for result in made if result is not None]
    order.tell_press(done)
    if len(done) < len(made):
        click.get_current_context().exit(1)


def _print(key: str, locale: str, printer: Printer, file: Path) -> PrintResult | None:
    """Print one brochure and tell of it; return it, or None where it cannot be set."""
    try:
        done = printer.brochure(locale, key)
    except InforceError as error:
        click.echo(f"inforce: {key}: {error}", err=True)
        return None
    put_sheet(done, file, "notice sheet" if done.withdrawn else "data sheet")
    return done
