"""The links that lead to other hosts: each address, and every place where it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import structs

from inforce.domain import address
from inforce.domain.checking.rule import Inspection
from inforce.domain.items.content import Content, PageContent, item_of
from inforce.domain.items.product import Product
from inforce.domain.prose.markdown import embedded, links
from inforce.domain.site.link_record import Use
from inforce.domain.site.web_address import external, ignored

_BRAND = "site_config/brand.yaml"
_EVERYWHERE = "every page"
_PLACES = re.compile(r"\{[a-z]+\}")


def uses(inspection: Inspection) -> Iterator[Use]:
    """Yield every use of an address on another host that the policy does not ignore.

    Those of the working copies come first: there they can be mended. Of a revision in force come
    those that its working copy does not have any longer.
    """
    corpus = inspection.corpus
    own = "" if corpus.links is None else corpus.links.own
    for use in _all(inspection):
        at = external(use.address, own)
        if at is not None and not ignored(at, corpus.policy.links):
            yield structs.replace(use, address=at)


def _all(inspection: Inspection) -> Iterator[Use]:
    written: set[tuple[str | None, str]] = set()
    for use in (*_pages(inspection), *_products(inspection)):
        written.add((use.item, use.address))
        yield use
    for use in _issued(inspection):
        if (use.item, use.address) not in written:
            yield use
    yield from _brand(inspection)
    if inspection.corpus.links is not None:
        yield from inspection.corpus.links.elsewhere


def _pages(inspection: Inspection) -> Iterator[Use]:
    pages = inspection.corpus.pages
    for writing in inspection.corpus.writings:
        controlled = pages.get(writing.item or "")
        if controlled is not None and controlled.withdrawn(inspection.today):
            continue
        for link, line in _written(writing.body):
            yield Use(
                address=link,
                page=address.written(writing.page),
                path=writing.path,
                line=writing.line + line - 1,
                item=writing.item,
            )


def _products(inspection: Inspection) -> Iterator[Use]:
    for key, product in inspection.corpus.products.items():
        for pointer, link in _of_product(product):
            yield Use(
                address=link,
                page=address.product(key),
                path=inspection.corpus.paths[key],
                pointer=pointer,
                item=key,
            )


def _of_product(product: Product) -> Iterator[tuple[str, str]]:
    for index, document in enumerate(product.documents):
        if document.url is not None:
            yield f"/documents/{index}/url", document.url
    for locale, text in () if product.description is None else product.description.items():
        for link, _ in links(text):
            yield f"/description/{locale}" if locale else "/description", link


def _issued(inspection: Inspection) -> Iterator[Use]:
    for key, place in inspection.standings.items():
        if place.content is None or place.approval is None:
            continue
        content = place.content
        for pointer, link in _of_content(content, inspection):
            yield Use(
                address=link,
                page=_page_of(content),
                path=f"content/issued/{key}/{place.approval.revision}.yaml",
                pointer=pointer,
                item=key,
            )


def _of_content(content: Content, inspection: Inspection) -> Iterator[tuple[str, str]]:
    if not isinstance(content, PageContent):
        yield from ((f"/product{pointer}", link) for pointer, link in _of_product(content.product))
    elif not content.page.withdrawn(inspection.today):
        for locale, text in content.page.body.items():
            pointer = f"/page/body/{locale}" if locale else "/page/body"
            yield from ((pointer, link) for link, _ in _written(text))


def _page_of(content: Content) -> str:
    if isinstance(content, PageContent):
        return address.written(content.page.path)
    return address.product(item_of(content).id)


def _brand(inspection: Inspection) -> Iterator[Use]:
    contact = inspection.corpus.brand.contact
    for name, link in (
        ("url", contact.url),
        ("enquiry_form", contact.enquiry_form),
        ("correction_form", contact.correction_form),
    ):
        if link is not None:
            yield Use(
                address=_PLACES.sub("", link),
                page=_EVERYWHERE,
                path=_BRAND,
                pointer=f"/contact/{name}",
            )


def _written(body: str) -> Iterator[tuple[str, int]]:
    """Yield the links of a Markdown page, in its text and in HTML that stands in it."""
    yield from links(body)
    yield from embedded(body)
