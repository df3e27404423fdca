"""What single products add to an output: pages in every locale, API documents, search records."""

from __future__ import annotations

from collections.abc import Mapping
from typing import final

from msgspec import Struct

from inforce.domain import address
from inforce.domain.edition import Edition, EditionProduct
from inforce.pipeline.downloads import Downloads
from inforce.renderers.api.documents import product_document
from inforce.renderers.website.shell import Shell
from inforce.renderers.website.site import LocaleSite


class ProductFiles(Struct, frozen=True):
    """The files that an output has of one product, by path from its root.

    ``records`` are what the search is told, by the path of the page that it is told of.
    """

    files: Mapping[str, bytes]
    records: Mapping[str, bytes]


@final
class ProductRun:
    """Makes the files of one product after the other; each rests on the edition alone.

    ``shells`` are the host's pages by locale and place.
    """

    def __init__(
        self,
        edition: Edition,
        sites: Mapping[str, LocaleSite],
        shells: Mapping[str, Mapping[str, Shell]],
        printed: Downloads,
    ) -> None:
        self._edition = edition
        self._sites = {
            address.prefix(locale, edition.locales[0]): (site, shells[locale])
            for locale, site in sites.items()
        }
        self._brochures = printed.brochures()

    def files(self, product: EditionProduct) -> ProductFiles:
        """Return the files of ``product``."""
        own = self._brochures.get(product.id, {})
        files = dict([product_document(self._edition, product, own)])
        records = {}
        for prefix, (site, shells) in self._sites.items():
            for page in (site.product(product), *site.revisions(product)):
                path = f"{prefix}{page.address}index.html"
                files[path] = shells[page.place].fill(page).encode()
                if page.record:
                    records[path] = page.record.encode()
        return ProductFiles(files, records)
