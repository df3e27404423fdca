"""GS1 Digital Link: article numbers as addresses, and what stands behind each, as a linkset.

A resolver chooses by what is asked for; a static site cannot. So each address leads people on to
the product's page in the site's first language, and names the linkset (RFC 9264) for programs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import msgspec

from inforce.domain import address
from inforce.domain.editions.edition import EditionProduct
from inforce.domain.items.lifecycle import LifecycleState
from inforce.domain.items.product import DocumentKind
from inforce.domain.views.reading import Reading
from inforce.renderers.website.machines.places import Places
from inforce.renderers.website.rendering import Renderer

LINKSET = "linkset.json"
_VOCABULARY = "https://ref.gs1.org/voc/"
_DOCUMENTS = {
    DocumentKind.MANUAL: "instructions",
    DocumentKind.INSTALLATION: "instructions",
    DocumentKind.SAFETY: "safetyInfo",
    DocumentKind.DECLARATION: "certificationInfo",
}
_Link = dict[str, object]


def digital_links(readings: tuple[Reading, ...], origin: str) -> Iterator[tuple[str, bytes]]:
    """Yield (path from the site's root, bytes) of a page and a linkset for each GTIN.

    ``readings`` are of all locales, the default first. A number that left a product still leads
    there: it stands on packages and plates. One that two products claim is a finding of the check
    (SCH005); here it leads to the first of them.
    """
    default = readings[0]
    renderer = Renderer(default)
    named: set[str] = set()
    for product, gtin in _articles(default.edition.products.values()):
        at = address.digital_link(gtin)
        if at not in named:
            named.add(at)
            yield f"{at}index.html", _page(at, product, renderer, origin).encode()
            yield f"{at}{LINKSET}", _linkset(at, product, readings, origin)


def _articles(products: Collection[EditionProduct]) -> Iterator[tuple[EditionProduct, str]]:
    """Yield each product with each of its GTINs, those that they have before former ones."""
    for product in products:
        yield from ((product, gtin) for gtin in product.content.product.article_numbers())
    for product in products:
        yield from ((product, gtin) for gtin in product.former_gtins())


def _page(at: str, product: EditionProduct, renderer: Renderer, origin: str) -> str:
    target = address.product(product.id)
    return renderer.render(
        "redirect.html",
        at,
        locale=renderer.reading.locale,
        name=renderer.reading.phrase(product.content.product.name),
        target=address.upwards(at) + target,
        canonical=Places(renderer.reading, origin).page(target),
        linkset=LINKSET,
        lead=renderer.reading.say("site.article"),
    )


def _linkset(at: str, product: EditionProduct, readings: tuple[Reading, ...], origin: str) -> bytes:
    base = Places(readings[0], origin)
    up = address.upwards(at)
    context: dict[str, object] = {"anchor": base.file(at).rstrip("/") or at.rstrip("/")}
    for relation, link in _links(product, readings, origin, up):
        found = context.setdefault(f"{_VOCABULARY}{relation}", [])
        if isinstance(found, list):
            found.append(link)
    return msgspec.json.encode({"linkset": [context]}) + b"\n"


def _links(
    product: EditionProduct, readings: tuple[Reading, ...], origin: str, up: str
) -> Iterator[tuple[str, _Link]]:
    """Yield (link type of GS1, target), the default link first."""
    for reading in readings:
        page = _target(address.product(product.id), reading, origin, up)
        title = reading.phrase(product.content.product.name).text
        link: _Link = {"href": page, "title": title, "type": "text/html"}
        link["hreflang"] = [reading.locale]
        if reading is readings[0]:
            yield "defaultLink", {"href": page, "title": title}
        yield "pip", link
        if product.state is LifecycleState.RECALLED:
            yield "recallStatus", link
    default = readings[0]
    for part in product.content.product.documents:
        file = default.file(product.content.published(part.file))
        if part.kind in _DOCUMENTS and file is not None:
            where = Places(default, origin).file(file.path) or f"{up}{file.path}"
            told: _Link = {"href": where, "title": default.phrase(part.title).text}
            yield _DOCUMENTS[part.kind], told | ({"hreflang": [part.lang]} if part.lang else {})


def _target(at: str, reading: Reading, origin: str, up: str) -> str:
    prefix = address.prefix(reading.locale, reading.edition.locales[0])
    return Places(reading, origin).page(at) or f"{up}{prefix}{at}"
