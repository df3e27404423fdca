"""What commands that print have in common: what they were asked for, and the printer for it."""

from __future__ import annotations

from collections.abc import Sequence

import click

from inforce.cli.options import SiteChoice
from inforce.cli.press import PressChoice, for_press
from inforce.cli.request import Request, requested
from inforce.domain.editions.edition import Edition
from inforce.domain.paper import Stock
from inforce.pipeline.press.print import Printer, PrintResult
from inforce.readers.wording import wording


class Printing(Request, frozen=True, kw_only=True):
    """A request to print from a site, in one language, for one audience, on one stock."""

    stock: Stock

    def printer(self, edition: Edition) -> Printer:
        """Return a printer for ``edition``, which leads readers of public papers to the website."""
        words = {self.locale: wording(self.locale, self.corpus.interface)}
        origin = self.origin(edition)
        return Printer(edition, words, self.site.root, origin, {self.locale: self.stock})

    def tell_press(self, done: Sequence[PrintResult]) -> None:
        """Tell what a printer gets, where that is whom it was printed for."""
        if done and self.stock.printed:
            click.echo(for_press(self.stock, self.corpus.brand, done), err=True)


def asked(site: SiteChoice, locale: str | None, audience: str, press: PressChoice) -> Printing:
    """Return the request; raise InforceError where the site has no such language or audience."""
    request = requested(site, locale, audience)
    return Printing(
        site=request.site,
        corpus=request.corpus,
        locale=request.locale,
        audience=request.audience,
        stock=press.stock(request.corpus.policy, request.locale),
    )
