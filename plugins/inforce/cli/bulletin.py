"""``inforce bulletin``: what single notices tell, as PDFs in one language."""

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
from inforce.domain.product import PUBLIC
from inforce.pipeline.gate import GateError
from inforce.pipeline.host import find_host
from inforce.pipeline.print import Printer, PrintResult
from inforce.pipeline.publish import past_the_gate
from inforce.readers.corpus_reader import read_corpus
from inforce.readers.wording import wording
from inforce.renderers.report.counted import counted
from inforce.renderers.typst.bulletin import notice_of


@click.command("bulletin")
@click.argument("numbers", nargs=-1, required=True, metavar="NO...")
@click.option("--locale", help="The language. Default: the site's first.")
@click.option("--audience", default=PUBLIC, help="For whom. Default: public.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path(),
    metavar="DIR|FILE",
    help="The folder to write notice-<NO>-<LOCALE>.pdf into, or for one NO a FILE.pdf. "
    "Default: here.",
)
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
    corpus = read_corpus(site.root)
    language = spoken(locale, corpus.policy)
    require("audience", audience, corpus.policy.audiences)
    names = {number: address.bulletin(number, language) for number in dict.fromkeys(numbers)}
    files = sheet_files(names, output, "bulletin", "notices")
    today = site.today(corpus.policy)
    try:
        where = {} if corpus.empty else past_the_gate(corpus, site.root, today)
    except GateError as error:
        stop(error)
    edition = decide(corpus, today, audience, where=where)
    for number in files:
        notice_of(edition, number)
    origin = find_host().origin(site.root) if edition.public else ""
    stock = {language: press.stock(corpus.policy, language)}
    words = {language: wording(language, corpus.interface)}
    with Printer(edition, words, site.root, origin, stock) as printer:
        done = [_print(printer.bulletin(language, number), file) for number, file in files.items()]
    if stock[language].printed:
        click.echo(for_press(stock[language], corpus.brand, done), err=True)


def _print(done: PrintResult, file: Path) -> PrintResult:
    write_whole(file, done.pdf)
    for problem in done.problems:
        click.echo(f"warning: {problem}", err=True)
    told = counted(done.products, "product")
    click.echo(f"{file}: bulletin of {told}, {len(done.pdf) / 1000:.0f} kB", err=True)
    return done
