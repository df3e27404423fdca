"""The MkDocs plugin: its hooks hand over to ``LocaleBuild`` and ``SiteBuild``."""

from __future__ import annotations

from typing import final

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from inforce.domain.errors import line_of
from inforce.mkdocs_plugin.locale_build import LocaleBuild
from inforce.mkdocs_plugin.options import InforceOptions
from inforce.mkdocs_plugin.site_build import SiteBuild, ordered
from inforce.mkdocs_plugin.skeleton import mended

_LAST = -100


@final
class InforcePlugin(BasePlugin[InforceOptions]):  # type: ignore[no-untyped-call]  # MkDocs types its hook for subclasses loosely
    """Publishes the edition's controlled pages through the shells that MkDocs renders."""

    site: SiteBuild | None = None
    locale: str | None = None
    _build: LocaleBuild | None = None

    def take(self, site: SiteBuild, locale: str | None = None) -> None:
        """Work for a build that is under way already, instead of starting one."""
        self.site, self.locale = site, locale

    @property
    def build(self) -> LocaleBuild:
        """The build of one locale's site, from ``on_config`` on."""
        if self._build is None:
            raise RuntimeError("MkDocs called a hook before on_config")
        return self._build

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Open the publication, unless another build did, and set MkDocs up for it."""
        if self.site is None:
            self.site = ordered(config, self.config)
        self._build = LocaleBuild(self.site, self.locale, self.config)
        return self._build.configure(config)

    @event_priority(_LAST)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Put the edition's pages and the shells in the place of files."""
        return self.build.arrange(files, config)

    def on_env(self, env: jinja2.Environment, **_: object) -> jinja2.Environment:
        """Give the theme what it needs to know of the site."""
        return self.build.equip(env)

    @event_priority(_LAST)
    def on_page_markdown(self, markdown: str, *, page: Page, **_: object) -> str:
        """Fill in what a hand-written page takes from the product data."""
        return self.build.insert(markdown, page)

    @event_priority(_LAST)
    def on_page_content(self, html: str, *, page: Page, **_: object) -> str:
        """Make a shell hollow; mark and stamp a hand-written page."""
        return self.build.dress(html, page)

    def on_page_context(
        self, context: TemplateContext, *, page: Page, **_: object
    ) -> TemplateContext:
        """Note the page for the sitemap."""
        self.build.note(page)
        return context

    @event_priority(_LAST)
    def on_post_page(self, output: str, *, page: Page, **_: object) -> str:
        """Mend what the theme wrote; keep a shell's HTML instead of writing it."""
        return self.build.catch(mended(output), page)

    def on_post_template(self, output_content: str, **_: object) -> str:
        """Mend what the theme wrote of a page that has no Markdown, such as 404.html."""
        return mended(output_content)

    @event_priority(_LAST)
    def on_post_build(self, *, config: MkDocsConfig, **_: object) -> None:
        """Splice; then, at the root, build the other locales and swap the whole in."""
        self.build.splice()
        if self.locale is None and self.site is not None:
            self.site.finish(config)

    def on_build_error(self, *, error: Exception, **_: object) -> None:
        """Throw away what was begun; where MkDocs would show a trace, say in a line what is wrong.

        Raise PluginError for that.
        """
        if self.site is not None:
            self.site.abandon()
        if isinstance(error, OSError) and (self.site is None or self.site.completes):
            raise PluginError(line_of(error)) from error
