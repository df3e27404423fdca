"""What single products add to an output: pages in every locale, API documents, search records."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import final

import msgspec
from msgspec import Struct

from inforce.domain import address
from inforce.domain.corpus import Corpus
from inforce.domain.digest import plain_part
from inforce.domain.edition import EditionProduct
from inforce.domain.lookups import Lookup, Lookups
from inforce.pipeline.downloads import Downloads
from inforce.pipeline.plan import Plan
from inforce.readers.program import program
from inforce.renderers.api.documents import product_document
from inforce.renderers.website.shell import Shell
from inforce.renderers.website.site import LocaleSite

# The places whose shells the pages of products are put into.
_PLACES = ("product", "revisions", "revision")
_ENCODER = msgspec.msgpack.Encoder(enc_hook=plain_part)


class LeafFiles(Struct, frozen=True):
    """The files that an output has of one product, by path from its root.

    ``records`` are what the search is told, by the path of the page that it is told of;
    ``lookups`` what of the edition was asked for.
    """

    files: Mapping[str, bytes]
    records: Mapping[str, bytes]
    lookups: tuple[Lookup, ...]


@final
class LeafRun:
    """Makes the files of one product after the other.

    ``sites`` render what is watched by ``lookups``; ``shells`` are the host's pages by locale and
    place.
    """

    def __init__(
        self,
        lookups: Lookups,
        sites: Mapping[str, LocaleSite],
        shells: Mapping[str, Mapping[str, Shell]],
        printed: Downloads,
    ) -> None:
        self._lookups = lookups
        default = lookups.edition.locales[0]
        self._sites = {
            address.prefix(locale, default): (site, shells[locale])
            for locale, site in sites.items()
        }
        self._brochures = printed.brochures()

    def files(self, product: EditionProduct) -> LeafFiles:
        """Return the files of ``product``."""
        self._lookups.taken()
        edition = self._lookups.edition
        own = self._brochures.get(product.id, {})
        files = dict([product_document(edition, edition.products[product.id], own)])
        records = {}
        for prefix, (site, shells) in self._sites.items():
            for page in (site.product(product), *site.revisions(product)):
                path = f"{prefix}{page.address}index.html"
                files[path] = shells[page.place].fill(page).encode()
                if page.record:
                    records[path] = page.record.encode()
            for at, html in site.product_redirects(product):
                files[f"{prefix}{at}index.html"] = html.encode()
        return LeafFiles(files, records, self._lookups.taken())

    def rests(self, product: EditionProduct, lookups: tuple[Lookup, ...]) -> bytes:
        """Return the SHA-256 of what the files of ``product`` rest on, where ``lookups`` lead."""
        own = self._brochures.get(product.id, {})
        offered = [site.brochure(product) for site, _ in self._sites.values()]
        return sha256(self._lookups.digest(lookups) + _ENCODER.encode((own, offered))).digest()

    def settled(self, corpus: Corpus, plan: Plan) -> bytes:
        """Return the SHA-256 of what the files of all products rest on.

        That is the program, the site's own words, who may see it, and what the host puts around
        them.
        """
        edition = self._lookups.edition
        around = {
            prefix: {place: shells[place].digest for place in _PLACES}
            for prefix, (_, shells) in self._sites.items()
        }
        told = (edition.audience, edition.locales, edition.brand, edition.preview)
        asked = (plan.locales, plan.origin, plan.search)
        octets = _ENCODER.encode((told, asked, corpus.interface, around))
        return sha256(program() + octets).digest()
