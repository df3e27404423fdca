"""What a build finds out about installed packages, found out once for all builds of a process."""

from functools import cache

import pytest
from mkdocs import utils

from inforce.mkdocs_plugin import site_build
from inforce.renderers.website.compiled import CompiledTemplates


def quick_host(patch: pytest.MonkeyPatch) -> None:
    """Let MkDocs look for themes once, and compile their templates once.

    What belongs to a site is looked at each time.
    """
    compiled = CompiledTemplates()
    patch.setattr(site_build, "CompiledTemplates", lambda: compiled)
    patch.setattr(utils, "get_themes", cache(utils.get_themes))
