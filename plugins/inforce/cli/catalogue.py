"""``inforce catalogue``: the PDF catalogue of one audience, in one language."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from inforce.cli.options import DAY, SiteChoice, site_options
from inforce.cli.output_file import put_file, require_folder
from inforce.cli.press import PressChoice, press_options
from inforce.cli.printing import asked
from inforce.cli.request import part_options
from inforce.domain.items.product import PUBLIC
from inforce.pipeline.press.print import PrintResult
from inforce.renderers.report.counted import counted
from inforce.renderers.typst.catalogue import Form, Selection


@click.command("catalogue")
@part_options
@click.option(
    "--product",
    "products",
    multiple=True,
    metavar="ID",
    help="This product, besides the families named; may be repeated. Default: all.",
)
@click.option(
    "--since", type=DAY, help="List changes from this day on. Default: the year before the edition."
)
@click.option(
    "--form",
    type=click.Choice([form.value for form in Form]),
    default=Form.AUTO.value,
    help="Products in blocks with all figures (full) or in rows (compact). "
    "Default: rows for a family of more than 5,000.",
)
@click.option("--locale", help="The language. Default: the site's first.")
@click.option("--audience", default=PUBLIC, help="For whom. Default: public.")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The PDF to write.",
)
@press_options
@site_options
def command(  # noqa: PLR0917 - one parameter an option
    families: tuple[str, ...],
    brands: tuple[str, ...],
    products: tuple[str, ...],
    since: date | None,
    form: str,
    locale: str | None,
    audience: str,
    output: Path,
    press: PressChoice,
    site: SiteChoice,
) -> None:
    """Set a PDF catalogue of what is in force.

    A picture that cannot be set is left out and named; FILE is replaced only by a whole PDF.
    Exit code 1: the check found what must not be published, and nothing was printed.
    """
    require_folder(output)
    order = asked(site, locale, audience, press)
    chosen = Selection(families, brands, products, since, Form(form))
    with order.printer(order.edition()) as printer:
        result = printer.catalogue(order.locale, chosen)
    put_file(output, result.pdf)
    _tell(result, output)
    order.tell_press([result])


def _tell(result: PrintResult, output: Path) -> None:
    for problem in result.problems:
        click.echo(f"warning: {problem}", err=True)
    click.echo(
        f"{output}: {counted(result.products, 'product')}, {result.withdrawn} withdrawn, "
        f"{len(result.pdf) / 1_000_000:.1f} MB",
        err=True,
    )
