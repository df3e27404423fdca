"""``inforce import``: products from the tables and files of other systems."""

from __future__ import annotations

from pathlib import Path

import click

from inforce.cli.options import SiteChoice, site_options
from inforce.cli.output_file import put_file
from inforce.cli.progress import shown
from inforce.control.record import sole_writer
from inforce.exchange.importing import plan_import, write
from inforce.exchange.report import ImportReport, as_json
from inforce.exchange.summary import lines


@click.command("import")
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--mapping",
    "mapping_file",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The file that says how records become products.",
)
@click.option(
    "--into", required=True, metavar="DIR", help="The folder below content/products, from the site."
)
@click.option("--dry-run", is_flag=True, help="Tell what would be done; write nothing.")
@click.option(
    "--report",
    "report_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write what became of every record and field, as JSON.",
)
@site_options
@click.pass_context
def command(  # noqa: PLR0917 - one parameter an option
    ctx: click.Context,
    source: Path,
    mapping_file: Path,
    into: str,
    dry_run: bool,
    report_file: Path | None,
    site: SiteChoice,
) -> None:
    """Import the records in SOURCE, a CSV file or a folder of YAML files, as products.

    What people edited since the last import is left as it is and told. Exit code 0: all was taken.
    1: records were skipped or values left out. 2: nothing could be imported.
    """
    with sole_writer(site.root, dry_run=dry_run):
        plan = plan_import(site.root, source, mapping_file, into, shown)
        if report_file is not None:  # first: where it cannot be written, nothing is imported
            put_file(report_file, as_json(plan.report))
        if not dry_run:
            write(plan, site.root, shown)
    _tell(plan.report, dry_run=dry_run)
    if not plan.report.taken:
        ctx.exit(1)


def _tell(report: ImportReport, *, dry_run: bool) -> None:
    for line in lines(report):
        click.echo(line, err=True)
    if dry_run:
        click.echo("Nothing was written: --dry-run.", err=True)
