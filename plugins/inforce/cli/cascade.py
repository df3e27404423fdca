"""``inforce cascade``: everything that still names a product."""

from __future__ import annotations

import json
from collections.abc import Iterator

import click
from msgspec import structs

from inforce.cli.options import SiteChoice, site_options
from inforce.control.selection import chosen, settled
from inforce.domain.checking.cascade import Mention, MentionKind
from inforce.domain.errors import InforceError
from inforce.pipeline.cascade import site_cascade
from inforce.readers.corpus_reader import read_corpus
from inforce.renderers.report.counted import counted

_SAID = {
    MentionKind.REPLACEMENT: "{sort} {by} is replaced by it ({words})",
    MentionKind.RELATION: "{sort} {by} refers to it ({words})",
    MentionKind.LINK: "{sort} {by} links to it ({words})",
    MentionKind.TEXT: "{sort} {by} names it ({words})",
    MentionKind.FEEDBACK: "{sort} {by} is open ({words})",
    MentionKind.FAMILY: "{sort} {by} becomes empty: {words}",
    MentionKind.LEFT_ALONE: "{sort} {by} goes with nothing else ({words})",
    MentionKind.CERTIFICATE: "its certificate is that of others too ({words})",
    MentionKind.FILE: "its file is shown by others too ({words})",
}


@click.command("cascade")
@click.argument("items", nargs=-1, required=True, metavar="ID...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="Default: text.",
)
@site_options
def command(items: tuple[str, ...], form: str, site: SiteChoice) -> None:
    """Show everything that still names the products ID: what is to be put right when they go."""
    corpus = settled(read_corpus(site.root))
    products = chosen(corpus, items, None)
    for item in products:
        if item not in corpus.products:
            raise InforceError(f"{item} is a page; the cascade is that of products")
    today = site.today(corpus.policy)
    mentions = site_cascade(site.root, corpus, frozenset(products), today)
    if form == "json":
        click.echo(json.dumps(_document(mentions, products), ensure_ascii=False, indent=2))
        return
    for line in cascade_lines(mentions):
        click.echo(line)
    places = counted(len(mentions), "place names", "places name")
    click.echo(f"{places} {', '.join(products)}", err=True)


def cascade_lines(mentions: tuple[Mention, ...]) -> Iterator[str]:
    """Yield one line for each place: path, line, product, and how it is named."""
    for mention in mentions:
        said = _SAID[mention.kind].format(sort=mention.sort, by=mention.by, words=mention.words)
        yield f"{mention.path}:{mention.line}: {mention.product}: {said}"


def _document(mentions: tuple[Mention, ...], products: tuple[str, ...]) -> dict[str, object]:
    told = [{**structs.asdict(mention), "kind": mention.kind.value} for mention in mentions]
    return {"products": list(products), "mentions": told}
