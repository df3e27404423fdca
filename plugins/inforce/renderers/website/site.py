"""The website of one locale: all its controlled pages, its redirects, and parts of other pages."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from markupsafe import Markup

from inforce.domain import address
from inforce.domain.editions.edition import EditionFamily, EditionPage, EditionProduct
from inforce.domain.text import Text
from inforce.domain.views.product import history_rows, stamp_view
from inforce.domain.views.reading import Reading
from inforce.renderers.website.contact import Correspondence, Subject
from inforce.renderers.website.downloads import Download
from inforce.renderers.website.frame import absolute
from inforce.renderers.website.inserted import Inserter
from inforce.renderers.website.machines.edition_words import edition_words
from inforce.renderers.website.machines.feed import notices_feed
from inforce.renderers.website.machines.json_feed import json_feed
from inforce.renderers.website.machines.last_orders import last_orders
from inforce.renderers.website.machines.llms import llms
from inforce.renderers.website.page import Ended, SitePage
from inforce.renderers.website.pages.compare import compare_page
from inforce.renderers.website.pages.families import FamilyPages
from inforce.renderers.website.pages.home import home_body
from inforce.renderers.website.pages.lists import Tile, families_page, products_page, tiles
from inforce.renderers.website.pages.notices import notice_pages
from inforce.renderers.website.pages.products import ProductPages
from inforce.renderers.website.pages.revisions import revision_pages
from inforce.renderers.website.pages.search import search_page
from inforce.renderers.website.pages.withdrawn import withdrawn_pages
from inforce.renderers.website.rendering import Renderer
from inforce.renderers.website.scrolling import boxed
from inforce.renderers.website.search.numbers import number_files


class LocaleSite:
    """Renders the pages of an edition for the readers of one locale."""

    def __init__(
        self,
        reading: Reading,
        *,
        origin: str = "",
        downloads: tuple[Download, ...] = (),
        search: bool = True,
    ) -> None:
        """Bind to ``reading``; ``origin`` is the absolute address of the whole site's root."""
        self.reading = reading
        self._search = search
        self._origin = origin
        self._downloads = tuple(
            file for file in downloads if file.product is None and file.notice is None
        )
        self._bulletins = {file.notice: file for file in downloads if file.notice is not None}
        self._brochures = {file.product: file for file in downloads if file.product is not None}
        self._renderer = Renderer(reading)
        self._correspondence = Correspondence(reading)
        self._products = ProductPages(self._renderer, origin, search=search)
        self.inserter = Inserter(self._renderer)

    @cached_property
    def _tiles(self) -> tuple[Tile, ...]:
        """The families, for lists and the home page; pages that are kept must look them up."""
        return tiles(self.reading)

    def lists(self) -> Iterator[SitePage]:
        """Yield every page that is spliced into a shell, but those of families and products."""
        if self._search:
            yield search_page(self._renderer)
        yield products_page(self._renderer, self._tiles)
        yield families_page(self._renderer, self._tiles)
        yield from withdrawn_pages(self._renderer)
        yield compare_page(self._renderer, self._tiles)
        yield from notice_pages(self._renderer, self._bulletins)

    def family(self, family: EditionFamily) -> FamilyPages:
        """Return what there is of a family: its pages, and the data of their scripts."""
        return FamilyPages(family, self._renderer)

    def product(self, product: EditionProduct) -> SitePage:
        """Return the page of a product."""
        return self._products.page(product, self.brochure(product.id))

    def revisions(self, product: EditionProduct) -> Iterator[SitePage]:
        """Yield the pages to which papers of a product lead."""
        yield from revision_pages(product, self._renderer, self.brochure(product.id))

    def product_redirects(self, product: EditionProduct) -> Iterator[tuple[str, str]]:
        """Yield (address, HTML) for each former address of a product that nothing else has today.

        That of its revisions leads to the only one, where there is but one.
        """
        shown = product.content.product
        for former in shown.former_ids:
            if former not in self.reading.edition.products:
                at = address.product(former)
                yield at, self._redirect(at, address.product(product.id), shown.name)
        if product.stamp.revision is not None and not product.past:
            only = address.revision(product.id, product.stamp.revision)
            at = address.revisions(product.id)
            yield at, self._redirect(at, only, shown.name)

    def brochure(self, product: str) -> tuple[Download, ...]:
        """Return the brochure that the pages of a product offer, where there is one."""
        found = self._brochures.get(product)
        return () if found is None else (found,)

    def redirects(self) -> Iterator[tuple[str, str]]:
        """Yield (address, HTML) for each former address of a page that nothing else has today."""
        edition = self.reading.edition
        pages = {address.written(page.content.page.path) for page in edition.pages.values()}
        for page in edition.pages.values():
            target = address.written(page.content.page.path)
            for at in map(address.written, page.content.page.former_paths):
                if at not in pages:
                    yield at, self._redirect(at, target, page.content.page.title)

    def _redirect(self, at: str, target: str, name: Text) -> str:
        prefix = address.prefix(self.reading.locale, self.reading.edition.locales[0])
        return self._renderer.render(
            "redirect.html",
            at,
            locale=self.reading.locale,
            name=self.reading.phrase(name),
            target=address.upwards(at) + target,
            canonical=absolute(self._origin, prefix, target),
            linkset="",
            lead=self.reading.say("site.moved"),
        )

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield (path from the locale's root, bytes) of what is no page: feeds, data of scripts.

        That of families is theirs.
        """
        yield address.FEED, notices_feed(self.reading, self._origin)
        yield address.JSON_FEED, json_feed(self.reading, self._origin)
        yield address.LAST_ORDERS, last_orders(self.reading, self._origin)
        yield address.LLMS, llms(self.reading, self._origin)
        yield address.EDITION, edition_words(self.reading)
        if self._search:
            yield from number_files(self.reading)

    def home(self, text: str, *, search: bool) -> str:
        """Return the article of the home page around the hand-written ``text``."""
        return home_body(self._renderer, text, self._tiles, self._downloads, search=search)

    def written(self, html: str, lang: str, page: EditionPage | None) -> str:
        """Return the article of a hand-written page, with its stamp where it is controlled.

        ``html`` is the host's rendering of it, ``lang`` the language it stands in where that is not
        the reader's: the reader is then told so.
        """
        return self._renderer.render(
            "page.html",
            address.HOME if page is None else address.written(page.content.page.path),
            html=Markup(boxed(html)),  # noqa: S704 - the host's own rendering of a page of this site
            lang=lang,
            item="" if page is None else page.id,
            stamp=None if page is None else stamp_view(page.stamp, self.reading),
            history=() if page is None else history_rows(page, self.reading),
            correction="" if page is None else self._correction(page),
            unapproved=page is not None and page.unapproved,
            ended=self._ended(page),
        )

    def _correction(self, page: EditionPage) -> str:
        at = address.written(page.content.page.path)
        prefix = address.prefix(self.reading.locale, self.reading.edition.locales[0])
        stamp = stamp_view(page.stamp, self.reading)
        subject = Subject(
            item=page.id,
            name=self.reading.phrase(page.content.page.title).text,
            part=page.id,
            revision=stamp.revision,
            digest=stamp.digest,
            page=absolute(self._origin, prefix, at) or at,
        )
        return self._correspondence.correction(subject)

    def _ended(self, page: EditionPage | None) -> Ended | None:
        if page is None or not page.withdrawn:
            return None
        gone = page.content.page
        day = self.reading.day(gone.withdrawn_on)
        heir = self.reading.edition.pages.get(gone.replaced_by or "")
        if heir is None:
            return Ended(day=day)
        return Ended(
            day=day,
            address=address.written(heir.content.page.path),
            title=self.reading.phrase(heir.content.page.title),
        )
