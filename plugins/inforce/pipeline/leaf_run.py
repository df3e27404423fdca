"""What single products and families add to an output: pages, API documents, search records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import TypeAlias, final

import msgspec
from msgspec import Struct

from inforce.domain import address
from inforce.domain.corpus import Corpus
from inforce.domain.digest import plain_part
from inforce.domain.edition import EditionFamily, EditionProduct
from inforce.domain.lookups import Lookup, Lookups
from inforce.pipeline.downloads import Downloads
from inforce.pipeline.plan import Plan
from inforce.readers.program import program
from inforce.renderers.api.documents import product_document
from inforce.renderers.website.page import SitePage
from inforce.renderers.website.shell import Shell
from inforce.renderers.website.site import LocaleSite

# The places whose shells the pages of leaves are put into.
_PLACES = ("product", "revisions", "revision", "family", "family-part")
_INDEX = "index.html"
_ENCODER = msgspec.msgpack.Encoder(enc_hook=plain_part)
# The path of a file, its bytes, and what the search is told of it.
_Part: TypeAlias = tuple[str, bytes, str]


class LeafFiles(Struct, frozen=True):
    """The files that an output has of one leaf, by path from its root.

    ``records`` are what the search is told, by the path of the page that it is told of;
    ``lookups`` what of the edition was asked for.
    """

    files: Mapping[str, bytes]
    records: Mapping[str, bytes]
    lookups: tuple[Lookup, ...]


@final
class LeafRun:
    """Makes the files of one leaf after the other: of a product, or of a family.

    A leaf is named by the address of its page. ``sites`` render what is watched by ``lookups``;
    ``shells`` are the host's pages by locale and place.
    """

    def __init__(
        self,
        lookups: Lookups,
        sites: Mapping[str, LocaleSite],
        shells: Mapping[str, Mapping[str, Shell]],
        printed: Downloads,
    ) -> None:
        self._lookups = lookups
        edition = lookups.edition
        self._sites = {
            address.prefix(locale, edition.locales[0]): (site, shells[locale])
            for locale, site in sites.items()
        }
        self._brochures = printed.brochures()
        self._families = {address.family(key): one for key, one in edition.families.items()}
        self._products = {address.product(key): one for key, one in edition.products.items()}

    def leaves(self) -> tuple[str, ...]:
        """Return all leaves: each family, followed by its products, which look up much the same."""
        return tuple(
            leaf
            for at, family in self._families.items()
            for leaf in (at, *map(address.product, family.products))
        )

    def files(self, leaf: str) -> LeafFiles:
        """Return the files of ``leaf``."""
        self._lookups.taken()
        edition = self._lookups.edition
        family = self._families.get(leaf)
        if family is None:
            parts = self._of_product(edition.products[self._products[leaf].id])
        else:
            parts = self._of_family(edition.families[family.id])
        files, records = {}, {}
        for path, octets, record in parts:
            files[path] = octets
            if record:
                records[path] = record.encode()
        return LeafFiles(files, records, self._lookups.taken())

    def rests(self, leaf: str, lookups: tuple[Lookup, ...]) -> bytes:
        """Return the SHA-256 of what the files of ``leaf`` rest on, where ``lookups`` lead."""
        family = self._families.get(leaf)
        if family is None:
            product = self._products[leaf]
            own = self._brochures.get(product.id, {})
            offered = [site.brochure(product) for site, _ in self._sites.values()]
        else:
            own = {}
            offered = [site.offer(family) for site, _ in self._sites.values()]
        return sha256(self._lookups.digest(lookups) + _ENCODER.encode((own, offered))).digest()

    def settled(self, corpus: Corpus, plan: Plan) -> bytes:
        """Return the SHA-256 of what the files of all leaves rest on.

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

    def _of_product(self, product: EditionProduct) -> Iterator[_Part]:
        own = self._brochures.get(product.id, {})
        yield *product_document(self._lookups.edition, product, own), ""
        for prefix, (site, shells) in self._sites.items():
            yield from _pages((site.product(product), *site.revisions(product)), prefix, shells)
            for at, html in site.product_redirects(product):
                yield f"{prefix}{at}{_INDEX}", html.encode(), ""

    def _of_family(self, family: EditionFamily) -> Iterator[_Part]:
        for prefix, (site, shells) in self._sites.items():
            its = site.family(family)
            yield from _pages(its.pages(), prefix, shells)
            for path, octets in its.files():
                yield f"{prefix}{path}", octets, ""


def _pages(pages: Iterable[SitePage], prefix: str, shells: Mapping[str, Shell]) -> Iterator[_Part]:
    for page in pages:
        octets = shells[page.place].fill(page).encode()
        yield f"{prefix}{page.address}{_INDEX}", octets, page.record


def pages_of(files: Iterable[str], at: str) -> Iterator[str]:
    """Yield the addresses, in the default locale, of the pages among ``files`` from ``at`` on."""
    for path in files:
        if path.startswith(at) and path.endswith(f"/{_INDEX}"):
            yield path.removesuffix(_INDEX)
