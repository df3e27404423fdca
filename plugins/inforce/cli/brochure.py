"""``inforce brochure``: the data sheets of single products, in one language."""

from __future__ import annotations

from pathlib import Path

import click

from inforce.cli.gate import stop
from inforce.cli.language import require, spoken
from inforce.cli.options import SiteChoice, site_options
from inforce.cli.press import PressChoice, for_press, press_options
from inforce.cli.sheets import sheet_files
from inforce.control.record import write_whole
from inforce.domain import address
from inforce.domain.decide import decide
from inforce.domain.errors import InforceError
from inforce.domain.product import PUBLIC
from inforce.pipeline.gate import GateError
from inforce.pipeline.host import find_host
from inforce.pipeline.print import Printer, PrintResult, require_products
from inforce.pipeline.publish import past_the_gate
from inforce.readers.corpus_reader import read_corpus
from inforce.readers.wording import wording


@click.command("brochure")
@click.argument("items", nargs=-1, required=True, metavar="ID...")
@click.option("--locale", help="The language. Default: the site's first.")
@click.option("--audience", default=PUBLIC, help="For whom. Default: public.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path(),
    metavar="DIR|FILE",
    help="The folder to write <ID>-<LOCALE>.pdf into, or for one ID a FILE.pdf. Default: here.",
)
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
    corpus = read_corpus(site.root)
    language = spoken(locale, corpus.policy)
    words = {language: wording(language, corpus.interface)}
    require("audience", audience, corpus.policy.audiences)
    wanted = tuple(dict.fromkeys(items))
    published = {key: address.brochure(key, language) for key in wanted}
    files = sheet_files(published, output, "brochure", "products")
    today = site.today(corpus.policy)
    try:
        where = {} if corpus.empty else past_the_gate(corpus, site.root, today)
    except GateError as error:
        stop(error)
    edition = decide(corpus, today, audience, where=where)
    require_products(wanted, edition)
    origin = find_host().origin(site.root) if edition.public else ""
    stock = {language: press.stock(corpus.policy, language)}
    with Printer(edition, words, site.root, origin, stock) as printer:
        made = [_print(key, language, printer, files[key]) for key in wanted]
    done = [result for result in made if result is not None]
    if done and stock[language].printed:
        click.echo(for_press(stock[language], corpus.brand, done), err=True)
    if len(done) < len(made):
        click.get_current_context().exit(1)


def _print(key: str, locale: str, printer: Printer, file: Path) -> PrintResult | None:
    """Print one brochure and tell of it; return it, or None where it cannot be set."""
    try:
        done = printer.brochure(locale, key)
    except InforceError as error:
        click.echo(f"inforce: {key}: {error}", err=True)
        return None
    write_whole(file, done.pdf)
    for problem in done.problems:
        click.echo(f"warning: {problem}", err=True)
    kind = "notice sheet" if done.withdrawn else "data sheet"
    click.echo(f"{file}: {kind}, {len(done.pdf) / 1000:.0f} kB", err=True)
    return done
