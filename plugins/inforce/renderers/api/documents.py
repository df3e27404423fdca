"""The files of the static API."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from inspect import cleandoc

import msgspec
from msgspec import Struct

from inforce.domain import address
from inforce.domain.editions.edition import Edition, EditionProduct, Notice
from inforce.renderers.api import paths
from inforce.renderers.api.changes import api_change, encoded
from inforce.renderers.api.openapi import openapi
from inforce.renderers.api.products import api_product
from inforce.renderers.api.values import (
    ApiCounts,
    ApiEdition,
    ApiEntry,
    ApiLifted,
    ApiNotice,
    ApiNotices,
    ApiPdf,
    ApiProduct,
    ApiProducts,
)

_KINDS: dict[str, type[Struct]] = {
    "product": ApiProduct,
    "products": ApiProducts,
    "notices": ApiNotices,
    "edition": ApiEdition,
}


def product_document(
    edition: Edition, product: EditionProduct, brochures: Mapping[str, ApiPdf]
) -> tuple[str, bytes]:
    """Return (path from the site's root, JSON) of a product; ``brochures`` are by locale."""
    family = edition.families[product.content.family.id]
    return paths.product(product.id), _encoded(
        api_product(product, brochures, family.ordering_code)
    )


def documents(
    edition: Edition, bulletins: Mapping[str, Mapping[str, ApiPdf]]
) -> Iterator[tuple[str, bytes]]:
    """Yield (path from the site's root, JSON) for what the API has beside products: lists, schemas.

    ``bulletins`` are the PDFs of notices, by address and locale.
    ``edition.json`` is not among them: it tells of all files, and comes last.
    """
    yield f"{paths.BASE}products.json", _encoded(_products(edition))
    yield f"{paths.BASE}notices.json", _encoded(_notices(edition, bulletins))
    yield f"{paths.BASE}openapi.json", _encoded(openapi(edition, paths.BASE))
    for name in _KINDS:
        yield f"{paths.BASE}schemas/{name}.schema.json", _encoded(schema(name))


def edition_document(edition: Edition, inventory: str) -> bytes:
    """Return ``edition.json``; ``inventory`` is the digest of all other files of the output."""
    return _encoded(_edition(edition, inventory))


def schema(name: str) -> dict[str, object]:
    """Return the JSON Schema (2020-12) of product, products, notices or edition."""
    described = msgspec.json.schema(_KINDS[name])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"inforce static API, version 1: {name}",
        **{str(key): _settled(value) for key, value in described.items()},
    }


def _settled(part: object) -> object:
    """Say ``number`` where msgspec describes a Decimal as a string: here it is written as one.

    Descriptions are docstrings, which Python takes the indentation out of since 3.13 only.
    """
    if isinstance(part, dict):
        if part.get("format") == "decimal":
            return {"type": "number"}
        words = part.get("description")
        said = {"description": cleandoc(words)} if isinstance(words, str) else {}
        return {key: _settled(value) for key, value in part.items()} | said
    return [_settled(value) for value in part] if isinstance(part, list) else part


def _encoded(document: object) -> bytes:
    return encoded(document) + b"\n"


def _edition(edition: Edition, inventory: str) -> ApiEdition:
    current = len(edition.current())
    return ApiEdition(
        as_of=edition.as_of,
        audience=edition.audience,
        digest=edition.digest,
        inventory=inventory,
        preview=edition.preview,
        locales=edition.locales,
        counts=ApiCounts(
            products=len(edition.products),
            current=current,
            withdrawn=len(edition.products) - current,
            families=len(edition.families),
            pages=sum(not page.withdrawn for page in edition.pages.values()),
            notices=len(edition.notices),
        ),
    )


def _products(edition: Edition) -> ApiProducts:
    return ApiProducts(
        as_of=edition.as_of,
        audience=edition.audience,
        products=tuple(_entry(product) for product in edition.products.values()),
    )


def _entry(product: EditionProduct) -> ApiEntry:
    shown = product.content.product
    return ApiEntry(
        id=product.id,
        name=shown.name.plain(),
        family=product.content.family.id,
        state=product.state.value,
        digest=product.stamp.digest,
        url=address.product(product.id),
        json=paths.product(product.id),
        revision=product.stamp.revision,
        codes=tuple(shown.order_codes()),
        gtins=tuple(shown.article_numbers()),
    )


def _lifted(notice: Notice) -> ApiLifted | None:
    was = notice.lifted
    return None if was is None else ApiLifted(kind=was.kind.value, issued_on=was.issued_on)


def _notices(edition: Edition, bulletins: Mapping[str, Mapping[str, ApiPdf]]) -> ApiNotices:
    return ApiNotices(
        as_of=edition.as_of,
        audience=edition.audience,
        notices=tuple(
            ApiNotice(
                number=notice.number,
                kind=notice.kind.value,
                issued_on=notice.issued_on,
                url=address.notice(notice.number),
                products=notice.products,
                lifted=_lifted(notice),
                bulletin=dict(bulletins.get(address.notice(notice.number), {})),
            )
            for notice in edition.notices
        ),
        changes=tuple(api_change(notice, edition) for notice in edition.changes),
    )
