"""What commands that make something of an edition have in common: of which, and for whom."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import click
from msgspec import Struct

from inforce.cli.gate import stop
from inforce.cli.language import require, spoken
from inforce.cli.options import SiteChoice
from inforce.domain.editions.decide import decide
from inforce.domain.editions.edition import Edition
from inforce.domain.site.corpus import Corpus
from inforce.pipeline.checking.gate import GateError
from inforce.pipeline.publishing.host import find_host
from inforce.pipeline.publishing.publish import past_the_gate
from inforce.readers.corpus_reader import read_corpus

_CommandT = TypeVar("_CommandT", bound=Callable[..., object])


def part_options(command: _CommandT) -> _CommandT:
    """Give a command ``--family`` and ``--brand``; it gets ``families`` and ``brands``."""
    of_brand = click.option(
        "--brand",
        "brands",
        multiple=True,
        metavar="BRAND",
        help="Only products of this brand; may be repeated. Default: all.",
    )
    of_family = click.option(
        "--family",
        "families",
        multiple=True,
        metavar="FAMILY",
        help="Only this family and the families below it; may be repeated. Default: all.",
    )
    return of_family(of_brand(command))


class Request(Struct, frozen=True, kw_only=True):
    """A request for what is in force on a site, in one language, for one audience."""

    site: SiteChoice
    corpus: Corpus
    locale: str
    audience: str

    def edition(self) -> Edition:
        """Return what is in force; end the command with 1 where the check stops it."""
        today = self.site.today(self.corpus.policy)
        try:
            where = {} if self.corpus.empty else past_the_gate(self.corpus, self.site.root, today)
        except GateError as error:
            stop(error)
        return decide(self.corpus, today, self.audience, where=where)

    def origin(self, edition: Edition) -> str:
        """Return the absolute address of the website's root, empty where readers have none."""
        return find_host().origin(self.site.root) if edition.public else ""


def requested(site: SiteChoice, locale: str | None, audience: str) -> Request:
    """Return the request; raise InforceError where the site has no such language or audience."""
    corpus = read_corpus(site.root)
    language = spoken(locale, corpus.policy)
    require("audience", audience, corpus.policy.audiences)
    return Request(site=site, corpus=corpus, locale=language, audience=audience)
