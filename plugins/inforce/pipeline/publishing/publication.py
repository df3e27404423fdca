"""One audience's outputs on their way from an edition to a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cached_property, partial
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import final

from inforce.domain import address
from inforce.domain.editions.edition import Edition, EditionPage
from inforce.domain.editions.lookups import Lookups
from inforce.domain.editions.page_files import uncontrolled
from inforce.domain.errors import InforceError
from inforce.domain.items.content import PublishedFile
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.finding import Problem
from inforce.domain.views.reading import Reading
from inforce.pipeline.last_look.output_check import Noted, check_output
from inforce.pipeline.leaves.commission import Commission
from inforce.pipeline.leaves.crew import Crew, Hired, Keep, Work
from inforce.pipeline.leaves.leaf_memory import LeafMemory
from inforce.pipeline.leaves.leaf_run import LeafRun, pages_of
from inforce.pipeline.leaves.leaf_writer import LeafWriter
from inforce.pipeline.leaves.leaves import Written
from inforce.pipeline.leaves.locale_sites import locale_site
from inforce.pipeline.output.live_output import LiveOutput
from inforce.pipeline.output.manifest import NAME, digests, require_whole
from inforce.pipeline.output.manifest_writing import write_manifest
from inforce.pipeline.output.put import put
from inforce.pipeline.output.staging import Staging
from inforce.pipeline.output.taking_over import TakingOver
from inforce.pipeline.plan import Plan
from inforce.pipeline.press.downloads import PRINTED, Downloads, tasks
from inforce.pipeline.press.sheet_store import SheetStore
from inforce.pipeline.publishing.asked import Asked
from inforce.pipeline.publishing.build_memory import Built
from inforce.pipeline.publishing.gaps import gap_problem
from inforce.pipeline.publishing.hosted import Hosted, told
from inforce.pipeline.search.search import Indexing
from inforce.pipeline.search.search_bundle import FOLDER as SEARCH_FOLDER
from inforce.pipeline.search.search_bundle import Listing
from inforce.pipeline.search.search_memory import SearchMemory
from inforce.readers.media import media_path
from inforce.readers.site import read_octets
from inforce.readers.wording import wording
from inforce.renderers.api.documents import documents
from inforce.renderers.report import text as text_report
from inforce.renderers.website.assets import Assets, assets
from inforce.renderers.website.frame import Frame, frame
from inforce.renderers.website.inserted import Gap
from inforce.renderers.website.lost import lost_words
from inforce.renderers.website.machines.sitemap import sitemap
from inforce.renderers.website.page import SitePage
from inforce.renderers.website.root_files import root_files
from inforce.renderers.website.search.facets import FILE as FACETS
from inforce.renderers.website.search.facets import facet_file
from inforce.renderers.website.search.records import html_record
from inforce.renderers.website.shell import Shell, slots
from inforce.renderers.website.site import LocaleSite


@final
class Publication:
    """Collects the outputs of one edition in a staging folder and swaps them in at the end.

    The host asks for ``frame`` and ``site`` of each locale, has ``asked`` answer what its own pages
    take from the edition, writes these below ``folder(locale)`` and hands over the shells with
    ``splice``; or what it gave before is adopted. The end is ``complete`` or ``abandon``.
    ``remarks`` then says what came out less well than it should, ``printed`` which PDFs there are,
    and ``reused`` how many products have their pages from the build before.
    """

    def __init__(
        self,
        corpus: Corpus,
        edition: Edition,
        plan: Plan,
        live: LiveOutput | None = None,
        store: SheetStore | None = None,
        crew: Crew | None = None,
    ) -> None:
        """Open the staging folder beside ``plan.out``, where ``live`` is what is there already.

        ``store`` has brochures of other builds. ``crew`` makes what is made of families and
        products; without one this machine does.
        """
        self.corpus = corpus
        self.edition = edition
        self._lookups = Lookups(edition)
        self._loose = uncontrolled(corpus, edition)
        self.plan = plan
        self._crew = crew
        self._assets = _assets(edition, plan)
        self._words = {locale: wording(locale, corpus.interface) for locale in plan.locales}
        former = None if live is None else live.former
        self._staging = Staging(plan.out, site=plan.root, former=former)
        self._live = live or LiveOutput(plan.root, plan.out)
        self._live.look()
        self._taking = TakingOver(self._live, self._staging.folder)
        self._pages: dict[str, date | None] = {}
        self.reused = 0
        self._gaps: list[Problem] = []
        self._written: dict[str, str] = {}
        self._records: dict[str, bytes] = {}
        self._index: dict[str, str] = {}
        self._shells: dict[str, Mapping[str, Shell]] = {}
        # Pages tell how large the PDFs are, so these come first.
        self.printed = self._print(store)
        self.remarks: list[str] = [*self._left_out(), *self.printed.remarks]
        self._sites = {locale: self._locale_site(locale) for locale in plan.locales}
        self.asked = Asked(self._sites, self._lookups, search=plan.search)

    @property
    def default_locale(self) -> str:
        """The locale whose site stands at the root."""
        return self.edition.locales[0]

    def folder(self, locale: str) -> Path:
        """Return the folder of a locale's site under construction."""
        return self._staging.folder / address.prefix(locale, self.default_locale)

    def site(self, locale: str) -> LocaleSite:
        """Return the renderer of a locale's site."""
        return self._sites[locale]

    def frame(self, locale: str) -> Frame:
        """Return what the host's theme needs to know."""
        names = {code: self._words[code].own_name for code in self.plan.locales}
        lost = lost_words(site.reading for site in self._sites.values())
        return frame(self._sites[locale].reading, names, self._assets, self.plan.origin, lost)

    def octets(self, file: PublishedFile) -> bytes:
        """Return the bytes of a file; raise InforceError where they are no longer what they were.

        That is as they were read of a working copy, or as they were approved.
        """
        source = media_path(self.plan.root, file)
        octets = read_octets(source)
        if sha256(octets).hexdigest() != file.fact.sha256:
            raise InforceError(f"{source}: the file has changed since it was read or approved")
        return octets

    def icon(self, locale: str) -> str:
        """Return the path of the site's icon from the root of a locale's site."""
        up = address.upwards(address.prefix(locale, self.default_locale))
        return f"{up}{self._assets.icon}"

    def controlled(self, path: str) -> EditionPage | None:
        """Return the controlled page at ``path`` below ``content/pages``, None if there is none."""
        pages = self.edition.pages.values()
        return next((page for page in pages if page.content.page.path == path), None)

    def loose(self, path: str) -> bool:
        """Whether the page at ``path`` is published as it stands, without control."""
        return path.removesuffix(".md") in self._loose

    def _left_out(self) -> Iterator[str]:
        for name, path in sorted(self.corpus.loose_pages.items()):
            if name not in self._loose:
                yield (
                    f"{path}: not published, as it is not under control; give it control: and have "
                    f"it approved, or list {name} under uncontrolled_pages in the policy"
                )

    def note_page(self, locale: str, at: str, title: str, html: str) -> None:
        """Enter a page of the host into the search; ``html`` is its article."""
        reading = self._sites[locale].reading
        self._note(locale, at, html_record(reading, title, html))

    def note_gaps(self, locale: str, path: str, text: str, gaps: tuple[Gap, ...]) -> None:
        """Note what the page at ``path`` asks for and this edition does not have."""
        self._gaps += [gap_problem(gap, text, locale, path, self.corpus) for gap in gaps]

    def list_page(self, at: str, changed: date | None = None) -> None:
        """Enter a page of the host into the sitemap."""
        self._pages[at] = changed

    def splice(self, locale: str, shells: Mapping[str, Shell]) -> None:
        """Take what the host puts around the pages of a locale; they are written at the end."""
        self._shells[locale] = shells

    @property
    def told(self) -> bytes:
        """The SHA-256 of what the host's pages rest on beside the site's files and products."""
        return told(self._lookups, self.plan, self.printed, self._assets)

    @cached_property
    def _given(self) -> Mapping[str, str]:
        """The SHA-256 in hex of the host's files; they are read while nothing else is there."""
        return digests(self._staging.folder)

    def hosted(self) -> Hosted | None:
        """Return what the host has given; None where its pages ask for what the edition has not."""
        if self._gaps:
            return None
        lookups = self.asked.looked
        return Hosted(
            files=self._given,
            shells={
                locale: {name: shell.parts for name, shell in shells.items()}
                for locale, shells in self._shells.items()
            },
            records=dict(self._records),
            pages=dict(self._pages),
            answered=self.asked.noted,
            lookups=lookups,
            rests=self._lookups.digest(lookups),
        )

    def adopt(self, hosted: Hosted) -> bool:
        """Take what the host gave to the live output; return whether all of that still holds."""
        if self._lookups.digest(hosted.lookups) != hosted.rests:
            return False
        if not self.asked.answers_still(hosted.answered):
            return False
        taking = TakingOver(self._live, self._staging.folder, apart=True)
        if not taking.take({path: bytes.fromhex(one) for path, one in hosted.files.items()}):
            return False
        self._given = hosted.files
        self._records.update(hosted.records)
        self._pages.update(hosted.pages)
        for locale, shells in hosted.shells.items():
            self.splice(locale, {name: Shell.of(parts) for name, parts in shells.items()})
        return True

    def add_leaves(self) -> tuple[LeafMemory, Written]:
        """Write what each family and each product adds in the locales that were spliced.

        One core writes the lists of all of them meanwhile. Return what was written of leaves, and
        what is to keep it once it is live.
        """
        sites = {locale: self._sites[locale] for locale in self._shells}
        run = LeafRun(self._lookups, sites, self._shells, self.printed, self.plan.origin)
        settled = run.settled(self.corpus, self.plan)
        memory = LeafMemory(self.plan.root, self.plan.out, settled)
        writer = LeafWriter(
            run,
            memory,
            folder=self._staging.folder,
            taking=self._taking,
            stamps=self._live.stamps,
        )
        written = writer.write(run.sheaves(), self._hired(), self._write_lists)
        for family in self.edition.families:
            at = address.family(family)
            self._pages.update(dict.fromkeys(pages_of(written.files(at), at)))
        return memory, written

    def complete(self) -> None:
        """Add the leaves and what belongs to the whole site, and put the folder in its place.

        Raise InforceError where a file is not what was approved, or the search index fails, and
        GateError where the last look at the output finds what must not go live.
        """
        folder = self._staging.folder
        given = self._given
        memory, written = self.add_leaves()
        keep_index = self._searched(folder, written)
        made = written.digests()
        taken = {**{path: made[path] for path in written.read()}, **self._index}
        lent = self._staging.lent(taken, self._live.stamps)
        # Before the folder is full: what was lent is not looked at again.
        whole = {**given, **self._written, **made, **taken}
        files = require_whole(folder, whole, self._live.stamps, taken, lent)
        manifest = write_manifest(folder, self.edition, files)
        self._staging.fill(lent)
        noted = Noted(tuple(self._gaps), written.links())
        remarks = check_output(folder, manifest, self.corpus, self.edition, self.plan, noted)
        self.remarks += text_report.lines(remarks)
        self._staging.swap()
        self._live.keep_stamps()
        memory.keep(written)
        if keep_index is not None:
            keep_index(manifest.files)
        self.reused = sum(
            at.startswith(address.PRODUCTS) for leaves in written.reused.values() for at in leaves
        )

    def built(self) -> Built:
        """Return what has become of it, once it is complete."""
        out = self.plan.out
        return Built(
            audience=self.edition.audience,
            products=len(self.edition.products),
            as_of=self.edition.as_of,
            out=str(out),
            manifest=sha256((out / NAME).read_bytes()).hexdigest(),
            remarks=tuple(self.remarks),
        )

    def abandon(self) -> None:
        """Throw the staging folder away; what is live stays as it is."""
        self._staging.discard()

    def _locale_site(self, locale: str) -> LocaleSite:
        reading = Reading(self._lookups.edition, self._words[locale])
        plan = self.plan
        return locale_site(reading, self.printed, origin=plan.origin, search=plan.search)

    def _hired(self) -> Hired | None:
        """Return what has the crew make leaves, None without one."""
        crew = self._crew
        if crew is None:
            return None
        scratch = self._staging.beside("crew")
        commission = Commission(
            edition=self.edition,
            interface=self.corpus.interface,
            shells=self._shells,
            printed=self.printed,
            origin=self.plan.origin,
            search=self.plan.search,
        )

        def make(leaves: tuple[str, ...], keep: Keep) -> None:
            crew.make(Work(leaves=leaves, commission=commission, scratch=scratch), keep)

        return make

    def _print(self, store: SheetStore | None) -> Downloads:
        if not self.plan.pdf:
            return Downloads()
        from inforce.pipeline.press.press_run import print_downloads

        todo = tasks(self.edition, self.corpus.policy, self.plan.locales)
        try:
            return print_downloads(self.edition, self._words, self.plan, todo, self._staging, store)
        except BaseException:
            self._staging.discard()
            raise

    def _write_lists(self) -> None:
        """Write lists, feeds and redirects of each locale, and what the whole site has but once.

        Search and sitemap come later: they rest on the leaves.
        """
        for locale, shells in self._shells.items():
            site = self._sites[locale]
            for page in site.lists():
                self._put_page(locale, page, shells)
                if page.listed:
                    self._pages[page.address] = page.changed
            for path, octets in site.files():
                self._put(locale, path, octets)
            for at, html in site.redirects():
                self._put(locale, f"{at}index.html", html.encode())
        for product in self.edition.products.values():
            self._pages[address.product(product.id)] = product.stamp.effective_from
        self._add_files(self._staging.folder)

    def _searched(
        self, folder: Path, written: Written
    ) -> Callable[[Mapping[str, str]], None] | None:
        """Add the sitemap, while the search index is made.

        Return what keeps the index, once it is live, when told the digests of all files.
        """
        if not self.plan.search:
            self._write_sitemap()
            return None
        records = {**self._records, **written.records()}
        if not records:  # nothing is in force yet: the search finds the site itself
            for locale, site in self._sites.items():
                name = site.reading.phrase(self.edition.brand.name).text
                self.note_page(locale, address.HOME, name, "")
            records = self._records
        memory = SearchMemory(self.plan.root, self.plan.out, records)
        index = memory.taken(self._taking)
        if index is not None:
            listings = index.listings
            self._index = {path: digest.hex() for path, digest in index.files.items()}
            self._write_sitemap()
        else:
            indexing = Indexing(records)
            try:
                self._write_sitemap()
                listings = indexing.finish(folder)
            except BaseException:
                indexing.stop()
                raise
        self._put_facets(listings)
        return partial(memory.keep, listings)

    def _put_facets(self, listings: Mapping[str, Listing]) -> None:
        for locale, site in self._sites.items():
            listing = listings[locale.lower()]
            start = f"/{address.prefix(locale, self.default_locale)}"
            pages = [page.removeprefix(start) for page in listing.pages]
            octets = facet_file(site.reading, listing.index, pages)
            self._put(locale, FACETS, octets)

    def _add_files(self, folder: Path) -> None:
        self._copy_media()
        printed = self._staging.beside(PRINTED)
        for path, digest in self.printed.digests.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            (printed / path).replace(target)
            self._written[path] = digest
        readings = tuple(site.reading for site in self._sites.values())
        for path, octets in chain(
            self._assets.files.items(),
            documents(self.edition, self.printed.bulletins()),
            root_files(readings, self.plan.origin),
        ):
            self._put(self.default_locale, path, octets)

    def _put(self, locale: str, path: str, octets: bytes) -> None:
        """Write a file of a locale's site; those of the whole site are the default locale's."""
        name = f"{address.prefix(locale, self.default_locale)}{path}"
        put(self._staging.folder / name, octets)
        self._written[name] = sha256(octets).hexdigest()

    def _put_page(self, locale: str, page: SitePage, shells: Mapping[str, Shell]) -> None:
        octets = shells[page.place].fill(slots(page))
        self._put(locale, f"{page.address}index.html", octets)
        if page.record:
            self._note(locale, page.address, page.record)

    def _note(self, locale: str, at: str, record: str) -> None:
        prefix = address.prefix(locale, self.default_locale)
        self._records[f"{prefix}{at}index.html"] = record.encode()

    def _copy_media(self) -> None:
        for path, file in self.edition.files.items():
            self._put(self.default_locale, path, self.octets(file))

    def _write_sitemap(self) -> None:
        if not self.plan.origin:
            return
        prefixes = {
            locale: address.prefix(locale, self.default_locale) for locale in self.plan.locales
        }
        for name, text in sitemap(self._pages, self.plan.origin, prefixes).items():
            self._put(self.default_locale, name, text.encode())


def _assets(edition: Edition, plan: Plan) -> Assets:
    brand = edition.brand
    logos = {
        key: (path.rpartition("/")[2], read_octets(plan.root / path))
        for key, path in (("logo", brand.logo), ("logo_dark", brand.logo_dark))
        if path is not None
    }
    return assets(
        brand.colours, _initial(edition), logos, search=SEARCH_FOLDER if plan.search else ""
    )


def _initial(edition: Edition) -> str:
    return edition.brand.name.phrase(edition.locales[0], edition.locales).text[:1]
