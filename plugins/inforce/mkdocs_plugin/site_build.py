"""The build of a whole site: opened before the first locale, finished after the last."""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path
from typing import final
from zoneinfo import ZoneInfo

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger

from inforce.domain import address
from inforce.domain.errors import InforceError
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.policy import Policy
from inforce.mkdocs_plugin.options import InforceOptions
from inforce.mkdocs_plugin.settings import require_pages, require_theme
from inforce.mkdocs_plugin.warnings import WarningCounter
from inforce.pipeline.checking.gate import GateError
from inforce.pipeline.order import Order
from inforce.pipeline.publishing.publication import Publication
from inforce.pipeline.publishing.publish import open_publication
from inforce.readers.corpus_reader import read_corpus
from inforce.readers.site import find_site
from inforce.renderers.report.text import lines
from inforce.renderers.website.compiled import CompiledTemplates

_log = get_plugin_logger("inforce")
_WATCHED = ("content", "schemas", "site_config")


@final
class SiteBuild:
    """One publication on its way through MkDocs, with the warnings that came up.

    It ``completes`` what MkDocs itself was asked to build.
    """

    def __init__(self, publication: Publication, *, completes: bool = True) -> None:
        """Count warnings from here on."""
        self.publication = publication
        self.completes = completes
        self._warnings = WarningCounter()
        self._warnings.start()
        self.compiled = CompiledTemplates()

    @property
    def warned(self) -> bool:
        """Whether MkDocs warned of anything."""
        return self._warnings.count > 0

    @property
    def watched(self) -> list[str]:
        """The folders whose changes ``mkdocs serve`` is to notice."""
        folders = (self.publication.plan.root / name for name in _WATCHED)
        return [str(folder) for folder in folders if folder.is_dir()]

    def finish(self, config: MkDocsConfig) -> None:
        """Build the other locales below the root, then swap the whole in where that is asked.

        In strict mode a warning keeps the old site where it is; MkDocs then ends in failure.
        """
        for locale in self.publication.plan.locales[1:]:
            self._nest(locale, config)
        self._warnings.stop()
        if config.strict and self.warned:
            self.publication.abandon()
        elif self.completes:
            self._complete()

    def _complete(self) -> None:
        try:
            self.publication.complete()
        except GateError as error:
            raise PluginError("\n".join([*lines(error.findings), str(error)])) from error
        except InforceError as error:
            raise PluginError(str(error)) from error
        for remark in self.publication.remarks:
            _log.info(remark)

    def abandon(self) -> None:
        """Throw the publication away."""
        self._warnings.stop()
        self.publication.abandon()

    def _nest(self, locale: str, config: MkDocsConfig) -> None:
        """Run MkDocs for one more locale, with this publication and its own folder."""
        nested = load_config(
            config_file=config.config_file_path,
            site_dir=str(self.publication.folder(locale)),
            strict=False,
        )
        nested.site_url = _below(config.site_url, locale, self.publication.default_locale)
        nested.plugins["inforce"].take(self, locale)  # type: ignore[attr-defined]  # it is ours
        build(nested)


def ordered(config: MkDocsConfig, options: InforceOptions) -> SiteBuild:
    """Return the build that ``mkdocs build`` or ``mkdocs serve`` asks for.

    Raise PluginError, which MkDocs shows in one line, where nothing can be built; findings that
    must be settled first are logged one by one.
    """
    try:
        require_theme(config)
        return SiteBuild(open_publication(*_order(config, options)))
    except GateError as error:
        for line in lines(error.findings):
            _log.error(line)
        raise PluginError(str(error)) from error
    except InforceError as error:
        raise PluginError(str(error)) from error


def _order(config: MkDocsConfig, options: InforceOptions) -> tuple[Corpus, Order]:
    root = find_site(Path(config.config_file_path).parent)
    require_pages(config, root)
    corpus = read_corpus(root)
    return corpus, Order(
        root=root,
        out=Path(config.site_dir),
        today=_today(corpus.policy, options),
        audience=options.audience,
        preview=options.preview,
        search=options.search,
        origin=config.site_url or "",
    )


def _today(policy: Policy, options: InforceOptions) -> date:
    """Return the day to build for: option, environment, the demonstration's, or today there."""
    if isinstance(options.as_of, date):
        return options.as_of
    written = options.as_of or os.environ.get("INFORCE_AS_OF")
    if written:
        try:
            return date.fromisoformat(str(written))
        except ValueError as error:
            raise InforceError(f"as_of: {written!r} is not a day such as 2026-01-31") from error
    return policy.demo.as_of or datetime.now(ZoneInfo(policy.time_zone)).date()


def _below(site_url: str | None, locale: str, default: str) -> str | None:
    return site_url and f"{site_url}{address.prefix(locale, default)}"
