"""MkDocs as a host of ``inforce build``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, final

from inforce.mkdocs_plugin.known import resting

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from inforce.pipeline.publishing.publication import Publication


@final
class MkDocsHost:
    """Builds publications with MkDocs (implements ``pipeline.host.Host``).

    MkDocs is loaded for what needs it.
    """

    def __init__(self) -> None:
        """Keep the theme's announcement of its end of life out of every build's output."""
        os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
        self._loaded: dict[Path, MkDocsConfig] = {}

    def origin(self, root: Path) -> str:
        """Return the absolute address that mkdocs.yml gives the site at ``root``, or nothing."""
        return self._config(root).site_url or ""

    def search(self, root: Path) -> bool:
        """Return whether mkdocs.yml gives the site at ``root`` a search."""
        from inforce.mkdocs_plugin.building import plugin

        return plugin(self._config(root)).config.search

    def rests(self, root: Path) -> bytes | None:
        """Return the digest of settings and theme; None where they run what is not known."""
        return resting(root)

    def build(self, publication: Publication) -> bool:
        """Render ``publication``; raise InforceError where that fails."""
        from inforce.mkdocs_plugin.building import build_with_mkdocs

        root = publication.plan.root
        config = self._config(root)
        del self._loaded[root]  # a build alters it
        return build_with_mkdocs(publication, config)

    def _config(self, root: Path) -> MkDocsConfig:
        """Return the settings of the site at ``root``, which are loaded for all that asks."""
        from inforce.mkdocs_plugin.building import configured

        if root not in self._loaded:
            self._loaded[root] = configured(root)
        return self._loaded[root]
