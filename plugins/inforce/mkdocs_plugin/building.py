"""One publication built by MkDocs, from the settings of its site."""

from __future__ import annotations

from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from inforce.domain.errors import InforceError
from inforce.mkdocs_plugin.known import ODD, SETTINGS
from inforce.mkdocs_plugin.plugin import InforcePlugin
from inforce.mkdocs_plugin.settings import require_pages, require_theme
from inforce.mkdocs_plugin.site_build import SiteBuild
from inforce.pipeline.publishing.publication import Publication


def configured(root: Path) -> MkDocsConfig:
    """Return the settings of the site at ``root``; raise InforceError where they are wrong."""
    try:
        return load_config(config_file=str(root / SETTINGS))
    except MkDocsException as error:
        raise InforceError(f"{SETTINGS}: {error}") from error
    except ODD as error:
        raise InforceError(f"{SETTINGS} is not as MkDocs expects it: {error}") from error


def plugin(config: MkDocsConfig) -> InforcePlugin:
    """Return the plugin in settings; raise InforceError where it is not among them."""
    found = config.plugins.get("inforce")
    if not isinstance(found, InforcePlugin):
        raise InforceError(f"{SETTINGS}: the plugin inforce is missing; add it under plugins:")
    return found


def build_with_mkdocs(publication: Publication, config: MkDocsConfig) -> bool:
    """Render ``publication`` with settings that are used up; return whether nothing was amiss.

    Raise InforceError where it fails.
    """
    site = SiteBuild(publication, completes=False)
    try:
        require_theme(config)
        require_pages(config, publication.plan.root)
        config.site_url = publication.plan.origin
        plugin(config).take(site)
        build(config)
    except MkDocsException as error:
        site.abandon()
        raise InforceError(f"MkDocs: {error}") from error
    except BaseException:
        site.abandon()
        raise
    return not site.warned
