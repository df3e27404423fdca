"""What single products and families add to an output: pages, API documents, search records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from itertools import chain
from typing import final

import msgspec
from msgspec import Struct

from inforce.domain import address
from inforce.domain.editions.edition import EditionFamily, EditionProduct
from inforce.domain.editions.lookups import Lookup, Lookups
from inforce.domain.registers.digest import plain_part
from inforce.domain.site.corpus import Corpus
from inforce.pipeline.links.file_links import FileLinks, file_links
from inforce.pipeline.links.shell_links import ShellLinks
from inforce.pipeline.plan import Plan
from inforce.pipeline.press.downloads import Downloads
from inforce.readers.program import program
from inforce.renderers.api.documents import product_document
from inforce.renderers.website.page import SitePage
from inforce.renderers.website.shell import Shell, slots
from inforce.renderers.website.site import LocaleSite

# The places whose shells the pages of leaves are put into.
_PLACES = ("product", "revisions", "revision", "family", "family-part")
_INDEX = "index.html"
# So many leaves at most are taken over together.
_SHEAF = 32
_ENCODER = msgspec.msgpack.Encoder(enc_hook=plain_part)


class LeafFiles(Struct, frozen=True):
    """The files that an output has of one leaf, by path from its root.

    ``records`` are what the search is told, by the path of the page that it is told of;
    ``lookups`` what of the edition was asked for; ``links`` what the pages lead to, by path.
    """

    files: Mapping[str, bytes]
    records: Mapping[str, bytes]
    lookups: tuple[Lookup, ...]
    links: Mapping[str, FileLinks]


class _Part(Struct, frozen=True):
    """A file, by its path: what the search is told of it, and what it leads to if it is a page."""

    path: str
    octets: bytes
    record: str = ""
    links: FileLinks | None = None


@final
class LeafRun:
    """Makes the files of one leaf after the other: of a product, or of a family.

    A leaf is named by the address of its page. ``sites`` render what is watched by ``lookups``;
    ``shells`` are the host's pages by locale and place; ``origin`` is the absolute address of the
    output's root, empty where it has none.
    """

    def __init__(
        self,
        lookups: Lookups,
        sites: Mapping[str, LocaleSite],
        shells: Mapping[str, Mapping[str, Shell]],
        printed: Downloads,
        origin: str,
    ) -> None:
        self._lookups = lookups
        self._origin = origin
        edition = lookups.edition
        self._sites = {
            address.prefix(locale, edition.locales[0]): (site, shells[locale])
            for locale, site in sites.items()
        }
        self._leads = {
            prefix: {place: ShellLinks(around[place], origin) for place in _PLACES}
            for prefix, (_, around) in self._sites.items()
        }
        self._brochures = printed.brochures()
        self._families = {address.family(key): one for key, one in edition.families.items()}

    def leaves(self) -> tuple[str, ...]:
        """Return all leaves: each family, followed by its products, which look up much the same."""
        return tuple(chain.from_iterable(self.sheaves()))

    def sheaves(self) -> tuple[tuple[str, ...], ...]:
        """Return all leaves in sheaves: some of one family, which are taken over together."""
        return tuple(
            leaves[start : start + _SHEAF]
            for at, family in self._families.items()
            for leaves in [(at, *map(address.product, family.products))]
            for start in range(0, len(leaves), _SHEAF)
        )

    def files(self, leaf: str) -> LeafFiles:
        """Return the files of ``leaf``."""
        self._lookups.taken()
        edition = self._lookups.edition
        family = self._families.get(leaf)
        if family is None:
            parts = self._of_product(edition.products[_id(leaf)])
        else:
            parts = self._of_family(edition.families[family.id])
        files, records, links = {}, {}, {}
        for part in parts:
            files[part.path] = part.octets
            if part.record:
                records[part.path] = part.record.encode()
            if part.links is not None:
                links[part.path] = part.links
        return LeafFiles(files, records, self._lookups.taken(), links)

    def rests(self, leaves: Iterable[str], lookups: tuple[Lookup, ...]) -> bytes:
        """Return the SHA-256 of what the files of ``leaves`` rest on, where ``lookups`` lead."""
        papers = [self._papers(leaf) for leaf in leaves]
        return sha256(self._lookups.digest(lookups) + _ENCODER.encode(papers)).digest()

    def _papers(self, leaf: str) -> object:
        """Return what is offered for printing on the pages of a product."""
        if leaf in self._families:
            return None
        key = _id(leaf)
        offered = [site.brochure(key) for site, _ in self._sites.values()]
        return self._brochures.get(key, {}), offered

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
        yield _Part(*product_document(self._lookups.edition, product, own))
        for prefix, (site, _) in self._sites.items():
            yield from self._pages(prefix, (site.product(product), *site.revisions(product)))
            for at, html in site.product_redirects(product):
                path, octets = f"{prefix}{at}{_INDEX}", html.encode()
                yield _Part(path, octets, links=file_links(path, octets, self._origin))

    def _of_family(self, family: EditionFamily) -> Iterator[_Part]:
        for prefix, (site, _) in self._sites.items():
            its = site.family(family)
            yield from self._pages(prefix, its.pages())
            for path, octets in its.files():
                yield _Part(f"{prefix}{path}", octets)

    def _pages(self, prefix: str, pages: Iterable[SitePage]) -> Iterator[_Part]:
        _, shells = self._sites[prefix]
        for page in pages:
            path = f"{prefix}{page.address}{_INDEX}"
            values = slots(page)
            octets = shells[page.place].fill(values)
            yield _Part(path, octets, page.record, self._leads[prefix][page.place].of(values, path))


def _id(leaf: str) -> str:
    """Return the id of the product of which ``leaf`` is."""
    return leaf.removeprefix(address.PRODUCTS).removesuffix("/")


def pages_of(files: Iterable[str], at: str) -> Iterator[str]:
    """Yield the addresses, in the default locale, of the pages among ``files`` from ``at`` on."""
    for path in files:
        if path.startswith(at) and path.endswith(f"/{_INDEX}"):
            yield path.removesuffix(_INDEX)
