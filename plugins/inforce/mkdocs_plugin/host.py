"""MkDocs as a host of ``inforce build``."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from logging import LogRecord, getLogger
from pathlib import Path
from typing import final

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from inforce.domain.errors import InforceError
from inforce.mkdocs_plugin.known import resting
from inforce.mkdocs_plugin.plugin import InforcePlugin
from inforce.mkdocs_plugin.site_build import SiteBuild
from inforce.pipeline.publication import Publication


@final
class MkDocsHost:
    """Builds publications with MkDocs (implements ``pipeline.host.Host``)."""

    def __init__(self) -> None:
        """Keep the theme's announcement of its end of life out of every build's output."""
        os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

    def origin(self, root: Path) -> str:
        """Return the absolute address that mkdocs.yml gives the site at ``root``, or nothing."""
        return _configured(root).site_url or ""

    def search(self, root: Path) -> bool:
        """Return whether mkdocs.yml gives the site at ``root`` a search."""
        return bool(_plugin(_configured(root)).config.search)

    def rests(self, root: Path) -> bytes | None:
        """Return the digest of settings, theme and pages; None where they run what is not known."""
        return resting(_configured(root))

    def build(self, publication: Publication) -> None:
        """Render ``publication`` and complete it; raise InforceError where that fails."""
        site = SiteBuild(publication)
        try:
            config = _configured(publication.plan.root)
            config.site_url = publication.plan.origin
            _plugin(config).take(site)
            with _told_once(site):
                build(config)
        except MkDocsException as error:
            site.abandon()
            raise site.failure or InforceError(f"MkDocs: {error}") from error
        except BaseException:
            site.abandon()
            raise


@contextmanager
def _told_once(site: SiteBuild) -> Iterator[None]:
    """Keep MkDocs from telling why a publication failed: whoever asked for it does."""
    log = getLogger(build.__module__)

    def wanted(_: LogRecord) -> bool:
        return site.failure is None

    log.addFilter(wanted)
    try:
        yield
    finally:
        log.removeFilter(wanted)


def _configured(root: Path) -> MkDocsConfig:
    try:
        return load_config(config_file=str(root / "mkdocs.yml"))
    except MkDocsException as error:
        raise InforceError(f"mkdocs.yml: {error}") from error


def _plugin(config: MkDocsConfig) -> InforcePlugin:
    plugin = config.plugins.get("inforce")
    if not isinstance(plugin, InforcePlugin):
        raise InforceError("mkdocs.yml: the plugin inforce is missing; add it under plugins:")
    return plugin
