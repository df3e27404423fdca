"""``inforce build``: every output of every audience."""

from __future__ import annotations

from pathlib import Path

import click

from inforce.cli.gate import stop
from inforce.cli.options import SiteChoice, site_options
from inforce.pipeline.gate import GateError
from inforce.pipeline.host import find_host
from inforce.pipeline.publish import Order, open_publications
from inforce.readers.corpus_reader import read_corpus
from inforce.renderers.report.counted import counted


@click.command("build")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the folders of the audiences go. Default: build in the site's folder.",
)
@click.option("--audience", "audiences", multiple=True, help="Only this one; may be repeated.")
@click.option("--locale", "locales", multiple=True, help="Only this one, and the default one.")
@click.option("--no-pdf", is_flag=True, help="Leave the PDFs out.")
@click.option("--preview", is_flag=True, help="Show working copies, marked as not approved.")
@site_options
def command(
    out: Path | None,
    audiences: tuple[str, ...],
    locales: tuple[str, ...],
    no_pdf: bool,
    preview: bool,
    site: SiteChoice,
) -> None:
    """Build website, API and PDFs into OUT/<audience>, one audience after the other.

    Each folder is swapped in whole. Exit code 1: the check found what must not be published, and
    nothing was built.
    """
    host = find_host()
    corpus = read_corpus(site.root)
    order = Order(
        root=site.root,
        out=out or site.root / "build",
        today=site.today(corpus.policy),
        locales=locales,
        preview=preview,
        pdf=not no_pdf,
        search=host.search(site.root),
        origin=host.origin(site.root),
    )
    try:
        for publication in open_publications(corpus, order, audiences):
            host.build(publication)
            for remark in publication.remarks:
                click.echo(f"warning: {remark}", err=True)
            edition = publication.edition
            click.echo(
                f"{edition.audience}: {counted(len(edition.products), 'product')} as of "
                f"{edition.as_of.isoformat()} in {publication.plan.out}",
                err=True,
            )
            if publication.reused:
                shown = counted(publication.reused, "product")
                click.echo(f"{edition.audience}: {shown} as in the build before", err=True)
            if publication.printed.told:
                click.echo(f"{edition.audience}: {publication.printed.told}", err=True)
    except GateError as error:
        stop(error)
