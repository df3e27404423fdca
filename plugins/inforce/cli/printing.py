"""What commands that print have in common: what they were asked for, and the edition for it."""

from __future__ import annotations

from collections.abc import Sequence

import click
from msgspec import Struct

from inforce.cli.gate import stop
from inforce.cli.language import require, spoken
from inforce.cli.options import SiteChoice
from inforce.cli.press import PressChoice, for_press
from inforce.domain.corpus import Corpus
from inforce.domain.decide import decide
from inforce.domain.edition import Edition
from inforce.domain.paper import Stock
from inforce.pipeline.gate import GateError
from inforce.pipeline.host import find_host
from inforce.pipeline.print import Printer, PrintResult
from inforce.pipeline.publish import past_the_gate
from inforce.readers.corpus_reader import read_corpus
from inforce.readers.wording import wording


class Printing(Struct, frozen=True, kw_only=True):
    """A request to print from a site, in one language, for one audience, on one stock."""

    site: SiteChoice
    corpus: Corpus
    locale: str
    audience: str
    stock: Stock

    def edition(self) -> Edition:
        """Return what is in force; end the command with 1 where the check stops it."""
        today = self.site.today(self.corpus.policy)
        try:
            where = {} if self.corpus.empty else past_the_gate(self.corpus, self.site.root, today)
        except GateError as error:
            stop(error)
        return decide(self.corpus, today, self.audience, where=where)

    def printer(self, edition: Edition) -> Printer:
        """Return a printer for ``edition``, which leads readers of public papers to the website."""
        words = {self.locale: wording(self.locale, self.corpus.interface)}
        origin = find_host().origin(self.site.root) if edition.public else ""
        return Printer(edition, words, self.site.root, origin, {self.locale: self.stock})

    def tell_press(self, done: Sequence[PrintResult]) -> None:
        """Tell what a printer gets, where that is whom it was printed for."""
        if done and self.stock.printed:
            click.echo(for_press(self.stock, self.corpus.brand, done), err=True)


def asked(site: SiteChoice, locale: str | None, audience: str, press: PressChoice) -> Printing:
    """Return the request; raise InforceError where the site has no such language or audience."""
    corpus = read_corpus(site.root)
    language = spoken(locale, corpus.policy)
    require("audience", audience, corpus.policy.audiences)
    return Printing(
        site=site,
        corpus=corpus,
        locale=language,
        audience=audience,
        stock=press.stock(corpus.policy, language),
    )
