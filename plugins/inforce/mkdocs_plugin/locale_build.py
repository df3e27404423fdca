"""The build of one locale's site: what MkDocs renders, and what is put into it."""

from __future__ import annotations

from typing import final

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from inforce.mkdocs_plugin import navigation, settings
from inforce.mkdocs_plugin.options import InforceOptions
from inforce.mkdocs_plugin.site_build import SiteBuild
from inforce.mkdocs_plugin.sources import Sources, front_matter, put_in
from inforce.mkdocs_plugin.warnings import quiet_shells
from inforce.renderers.website.richtext import foreign
from inforce.renderers.website.shell import PLACES, Shell, ShellPlace, token

_SHELL = "inforce_shell"


@final
class LocaleBuild:
    """Arranges one locale's files, dresses its pages and splices the controlled ones."""

    def __init__(self, site: SiteBuild, locale: str | None, options: InforceOptions) -> None:
        """Work on ``locale`` of the site, None for the default one."""
        self._site = site
        self._publication = site.publication
        self.locale = locale or site.publication.default_locale
        self._options = options
        self._renderer = self._publication.site(self.locale)
        self._sources = Sources(self._publication, self.locale)
        self._shells: dict[str, Shell] = {}

    def configure(self, config: MkDocsConfig) -> MkDocsConfig:
        """Point MkDocs at the staging folder and give it the locale's names."""
        quiet_shells()
        config.site_dir = str(self._publication.folder(self.locale))
        config.watch.extend(self._site.watched)
        settings.apply(
            config,
            self._renderer.reading,
            favicon=self._publication.icon(self.locale),
            origin=self._publication.plan.origin,
        )
        return config

    def arrange(self, files: Files, config: MkDocsConfig) -> Files:
        """Put the edition's pages in the place of the working copies, and add the shells."""
        self._sources.arrange(files, config)
        for file in [file for file in files if settings.unused(file.src_uri)]:
            files.remove(file)
        for place in PLACES:
            put_in(files, self._shell_file(place, config))
        titles = self._options.nav_titles.get(self.locale, {})
        config.nav = navigation.arranged(config.nav, frozenset(self._sources.left_out), titles)
        return files

    def equip(self, env: jinja2.Environment) -> jinja2.Environment:
        """Give the theme's templates the frame of the site."""
        env.globals["inforce"] = self._publication.frame(self.locale)
        env.bytecode_cache = self._site.compiled
        return env

    def insert(self, text: str, page: Page) -> str:
        """Return a page's Markdown with the figures and tables that it takes from the data."""
        if _SHELL in page.meta:
            return text
        filled, gaps = self._publication.asked.filled(self.locale, text, _address(page))
        self._publication.note_gaps(self.locale, page.file.src_uri, text, gaps)
        return filled

    def dress(self, html: str, page: Page) -> str:
        """Return a page's HTML with stamp and marks; a shell's is the token of its body."""
        if _SHELL in page.meta:
            return token("body")
        html = self._publication.asked.linked(self.locale, html, _address(page))
        source = page.file.src_uri
        lang = self._sources.foreign.get(source, "")
        if lang:
            page.meta["inforce_lang"] = lang
        if page.meta.get("template") == "home.html":
            return self._publication.asked.home(self.locale, foreign(html, lang))
        controlled = self._publication.controlled(source)
        if controlled is None or not controlled.withdrawn:
            self._publication.note_page(self.locale, _address(page), str(page.title), html)
        return self._renderer.written(html, lang, controlled)

    def note(self, page: Page) -> None:
        """Enter a hand-written page into the sitemap."""
        if _SHELL not in page.meta:
            controlled = self._publication.controlled(page.file.src_uri)
            if controlled is None:
                self._publication.list_page(_address(page))
            elif not controlled.withdrawn:
                self._publication.list_page(_address(page), controlled.stamp.effective_from)

    def catch(self, output: str, page: Page) -> str:
        """Keep the HTML of a shell, so that MkDocs writes nothing; return that of other pages."""
        name = page.meta.get(_SHELL)
        if name is None:
            return output
        place = next(place for place in PLACES if place.name == name)
        self._shells[place.name] = Shell(place, output)
        return ""

    def splice(self) -> None:
        """Write the controlled pages of this locale."""
        self._publication.splice(self.locale, self._shells)

    def _shell_file(self, place: ShellPlace, config: MkDocsConfig) -> File:
        say = self._renderer.reading.say
        meta = {_SHELL: place.name, "title": token("title"), "description": token("description")}
        if place.listing:
            meta |= {
                "title": say(f"site.{place.name}"),
                "description": say(f"site.{place.name}_lead"),
            }
        if place.defers:
            meta["inforce_canonical"] = token("canonical")
        by_itself = place.listing and place.name != "search" and config.nav is None
        return File.generated(
            config,
            place.source,
            content=front_matter(meta),
            inclusion=InclusionLevel.INCLUDED if by_itself else InclusionLevel.NOT_IN_NAV,
        )


def _address(page: Page) -> str:
    return "" if page.is_homepage else page.url
