"""``inforce catalogue``: the PDF catalogue of one audience, in one language."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from inforce.cli.gate import stop
from inforce.cli.language import require, spoken
from inforce.cli.options import DAY, SiteChoice, site_options
from inforce.cli.press import PressChoice, for_press, press_options
from inforce.control.record import write_whole
from inforce.domain.decide import decide
from inforce.domain.errors import InforceError
from inforce.domain.product import PUBLIC
from inforce.pipeline.gate import GateError
from inforce.pipeline.host import find_host
from inforce.pipeline.print import PrintResult, print_catalogue
from inforce.pipeline.publish import past_the_gate
from inforce.readers.corpus_reader import read_corpus
from inforce.readers.wording import wording
from inforce.renderers.report.counted import counted
from inforce.renderers.typst.catalogue import Form, Selection


@click.command("catalogue")
@click.option(
    "--family",
    "families",
    multiple=True,
    metavar="FAMILY",
    help="Only this family and the families below it; may be repeated. Default: all.",
)
@click.option(
    "--brand",
    "brands",
    multiple=True,
    metavar="BRAND",
    help="Only products of this brand; may be repeated. Default: all.",
)
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
    if not output.resolve().parent.is_dir():
        raise InforceError(f"the folder of {output} does not exist")
    corpus = read_corpus(site.root)
    language = spoken(locale, corpus.policy)
    require("audience", audience, corpus.policy.audiences)
    today = site.today(corpus.policy)
    try:
        where = {} if corpus.empty else past_the_gate(corpus, site.root, today)
    except GateError as error:
        stop(error)
    edition = decide(corpus, today, audience, where=where)
    stock = press.stock(corpus.policy, language)
    result = print_catalogue(
        edition,
        wording(language, corpus.interface),
        Selection(families, brands, products, since, Form(form)),
        site.root,
        origin=find_host().origin(site.root) if edition.public else "",
        stock=stock,
    )
    write_whole(output, result.pdf)
    _tell(result, output)
    if stock.printed:
        click.echo(for_press(stock, corpus.brand, [result]), err=True)


def _tell(result: PrintResult, output: Path) -> None:
    for problem in result.problems:
        click.echo(f"warning: {problem}", err=True)
    click.echo(
        f"{output}: {counted(result.products, 'product')}, {result.withdrawn} withdrawn, "
        f"{len(result.pdf) / 1_000_000:.1f} MB",
        err=True,
    )
