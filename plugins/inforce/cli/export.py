"""``inforce export``: products of the approved edition, for other systems."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from inforce.cli.options import SiteChoice, site_options
from inforce.cli.output_file import deliver, put_file, require_folder
from inforce.cli.progress import shown
from inforce.cli.request import part_options, requested
from inforce.domain.editions.picked import Picked
from inforce.domain.errors import InforceError
from inforce.domain.items.product import PUBLIC
from inforce.domain.views.reading import Reading
from inforce.exchange.exporting import Export, Exported, Format, export
from inforce.exchange.table import Rows
from inforce.exchange.workbook import require_library
from inforce.readers.wording import wording
from inforce.renderers.report.counted import counted


@click.command("export")
@click.argument("items", nargs=-1, metavar="[ID]...")
@click.option(
    "--format",
    "form",
    required=True,
    type=click.Choice([form.value for form in Format]),
    help="What to write: a table, a workbook, a graph of schema.org, or a BMEcat 2005 catalogue.",
)
@part_options
@click.option("--withdrawn", is_flag=True, help="Also what can no longer be had. Default: without.")
@click.option(
    "--rows",
    type=click.Choice([rows.value for rows in Rows]),
    help="With csv and xlsx: a row for each product, or for each order code. Default: product.",
)
@click.option(
    "--mapping",
    "mapping_file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="With csv: also write the mapping by which `inforce import` reads it again.",
)
@click.option("--locale", help="The language of texts. Default: the site's first.")
@click.option("--audience", default=PUBLIC, help="For whom. Default: public.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write to this file. Default: standard output.",
)
@site_options
@click.pass_context
def command(  # noqa: PLR0917 - one parameter an option
    ctx: click.Context,
    items: tuple[str, ...],
    form: str,
    families: tuple[str, ...],
    brands: tuple[str, ...],
    withdrawn: bool,
    rows: str | None,
    mapping_file: Path | None,
    locale: str | None,
    audience: str,
    output: Path | None,
    site: SiteChoice,
) -> None:
    """Export the products ID, or all, as they are approved and in force; never a working copy.

    What can no longer be had is exported with --withdrawn, or where it is named. FILE is replaced
    only by a whole one. Exit code 1: the check found what must not be published, and nothing was
    exported; or BMEcat cannot hold a product, and the others were.
    """
    wished = Format(form)
    _require_sense(wished, rows, mapping_file, output)
    request = requested(site, locale, audience)
    edition = request.edition()
    done = export(
        Export(
            form=wished,
            picked=Picked(families, brands, items),
            withdrawn=withdrawn,
            rows=Rows(rows or Rows.PRODUCT.value),
            price=request.corpus.policy.quotation.price or "",
        ),
        Reading(edition, wording(request.locale, request.corpus.interface)),
        request.origin(edition),
        mapping=mapping_file is not None,
        track=shown,
    )
    deliver(output, done.octets)
    if mapping_file is not None:
        put_file(mapping_file, done.mapping.encode())
    _tell(done, output)
    if done.left_out:
        ctx.exit(1)


def _require_sense(
    form: Format, rows: str | None, mapping_file: Path | None, output: Path | None
) -> None:
    """Raise InforceError where options do not go together, or it is plain that none will work."""
    if rows is not None and not form.tabular:
        raise InforceError("--rows goes with --format csv and xlsx")
    if mapping_file is not None and form is not Format.CSV:
        raise InforceError("--mapping goes with --format csv")
    if form is Format.XLSX:
        require_library()
        if output is None and sys.stdout.isatty():
            raise InforceError("a workbook is nothing for a terminal: name a file with -o")
    for file in (output, mapping_file):
        if file is not None:
            require_folder(file)


def _tell(done: Exported, output: Path | None) -> None:
    for key in done.left_out:
        why = "has no order code, without which BMEcat has no place for it"
        click.echo(f"warning: {key} {why}; it is left out", err=True)
    told = f"{counted(done.products, 'product')}, {len(done.octets) / 1000:.0f} kB"
    click.echo(f"{output or 'standard output'}: {told}", err=True)
