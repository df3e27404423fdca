"""What a build finds out about installed packages, found out once for all builds of a process."""

import sysconfig
from functools import cache

import jinja2
import pytest
from mkdocs import utils

from inforce.mkdocs_plugin import site_build
from inforce.renderers.website.compiled import CompiledTemplates

_PACKAGES = sysconfig.get_path("purelib")
_listed = jinja2.FileSystemLoader.list_templates


def quick_host(patch: pytest.MonkeyPatch) -> None:
    """Let MkDocs look for themes once, list the theme's files once, and compile them once.

    What belongs to a site is looked at each time. The 14,000 icons of the theme are not listed:
    MkDocs copies none of them.
    """
    compiled = CompiledTemplates()
    patch.setattr(site_build, "CompiledTemplates", lambda: compiled)
    patch.setattr(utils, "get_themes", cache(utils.get_themes))
    patch.setattr(jinja2.FileSystemLoader, "list_templates", _names)


def _names(loader: jinja2.FileSystemLoader) -> list[str]:
    found: set[str] = set()
    for folder in loader.searchpath:
        found.update(_shipped(folder) if folder.startswith(_PACKAGES) else _in(folder))
    return sorted(found)


def _in(folder: str) -> list[str]:
    return _listed(jinja2.FileSystemLoader(folder))


@cache
def _shipped(folder: str) -> list[str]:
    return [name for name in _in(folder) if not name.startswith(".icons/")]
