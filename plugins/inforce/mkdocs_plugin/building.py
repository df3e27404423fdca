"""One publication built by MkDocs, from the settings of its site."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from logging import LogRecord, getLogger
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from inforce.domain.errors import InforceError
from inforce.mkdocs_plugin.known import SETTINGS
from inforce.mkdocs_plugin.plugin import InforcePlugin
from inforce.mkdocs_plugin.site_build import SiteBuild
from inforce.pipeline.publication import Publication


def configured(root: Path) -> MkDocsConfig:
    """Return the settings of the site at ``root``; raise InforceError where they are wrong."""
    try:
        return load_config(config_file=str(root / SETTINGS))
    except MkDocsException as error:
        raise InforceError(f"{SETTINGS}: {error}") from error


def plugin(config: MkDocsConfig) -> InforcePlugin:
    """Return the plugin in settings; raise InforceError where it is not among them."""
    found = config.plugins.get("inforce")
    if not isinstance(found, InforcePlugin):
        raise InforceError(f"{SETTINGS}: the plugin inforce is missing; add it under plugins:")
    return found


def build_with_mkdocs(publication: Publication) -> None:
    """Render ``publication`` and complete it; raise InforceError where that fails."""
    site = SiteBuild(publication)
    try:
        config = configured(publication.plan.root)
        config.site_url = publication.plan.origin
        plugin(config).take(site)
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
