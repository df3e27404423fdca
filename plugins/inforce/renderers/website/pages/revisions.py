"""The pages to which papers lead: of each revision of a product, and the list of them."""

from __future__ import annotations

from collections.abc import Iterator

from inforce.domain import address
from inforce.domain.editions.edition import EditionProduct
from inforce.domain.views.paper import papers, revision_rows
from inforce.domain.views.values import PaperSheet
from inforce.renderers.website.downloads import Download
from inforce.renderers.website.page import SitePage
from inforce.renderers.website.rendering import Renderer


def revision_pages(
    product: EditionProduct, renderer: Renderer, downloads: tuple[Download, ...] = ()
) -> Iterator[SitePage]:
    """Yield the page of each revision that readers were told of, and the list of several.

    ``downloads`` are the PDFs of the product as it is today. A light site and a preview have no
    revisions, and so none of these pages.
    """
    sheets = papers(product, renderer.reading)
    for sheet in sheets:
        yield _page(product, sheet, renderer, downloads, several=len(sheets) > 1)
    if len(sheets) > 1:
        yield _list(product, sheets[0], renderer)


def _page(
    product: EditionProduct,
    sheet: PaperSheet,
    renderer: Renderer,
    downloads: tuple[Download, ...],
    *,
    several: bool,
) -> SitePage:
    reading = renderer.reading
    revision = sheet.row.revision
    return SitePage(
        address=sheet.row.at,
        place="revision",
        title=reading.say("paper.title", name=sheet.name.text, revision=revision),
        description=f"{sheet.heading}. {sheet.lead}",
        canonical=address.product(product.id),
        body=renderer.render(
            "revision.html",
            sheet.row.at,
            paper=sheet,
            gone=product.state.gone,
            several=several,
            variants_title=reading.say("site.variants"),
            downloads=downloads,
        ),
    )


def _list(product: EditionProduct, sheet: PaperSheet, renderer: Renderer) -> SitePage:
    reading = renderer.reading
    at = address.revisions(product.id)
    return SitePage(
        address=at,
        place="revisions",
        title=reading.say("paper.list_title", name=sheet.name.text),
        description=reading.say("paper.list_lead"),
        canonical=address.product(product.id),
        body=renderer.render(
            "revisions.html",
            at,
            id=product.id,
            name=sheet.name,
            banner=sheet.banner if product.state.gone else None,
            rows=revision_rows(product, reading),
        ),
    )
