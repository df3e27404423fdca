"""Products as one graph of schema.org in JSON-LD: the nodes that their pages carry."""

from __future__ import annotations

from collections.abc import Iterable

from inforce.domain.editions.edition import EditionProduct
from inforce.domain.views.product import product_sheet
from inforce.domain.views.reading import Reading
from inforce.renderers.website.embedding import encoded
from inforce.renderers.website.machines.jsonld import CONTEXT, ProductScripts
from inforce.renderers.website.machines.places import Places


def graph_octets(products: Iterable[EditionProduct], reading: Reading, origin: str) -> bytes:
    """Return ``products`` as a JSON-LD document with a node in each line.

    ``origin`` is the absolute address of the website's root; without it nodes have no names of
    their own.
    """
    scripts = ProductScripts(reading, Places(reading, origin))
    nodes = (
        encoded(node)
        for product in products
        for node in scripts.nodes(product, product_sheet(product, reading))
    )
    return b'{"@context":%b,"@graph":[\n%b\n]}\n' % (encoded(CONTEXT), b",\n".join(nodes))
