"""What MkDocs lists of a theme to see which of its files it copies."""

from __future__ import annotations

import os
from collections.abc import Iterator

import jinja2
from mkdocs.theme import Theme


class ListedTemplates(jinja2.FileSystemLoader):
    """Loads any template of a theme, and lists those that are not hidden.

    MkDocs copies nothing from folders such as ``.icons``; to list the 14,000 icons in it, and to
    hold the name of each against what is not copied, takes a quarter of its time.
    """

    def list_templates(self) -> list[str]:
        """Return the paths of all templates outside of hidden folders, sorted."""
        return sorted({path for folder in self.searchpath for path in _below(folder)})


def list_no_icons(theme: Theme) -> None:
    """Have ``theme`` list what MkDocs may copy of it, and nothing else."""
    made = theme.get_env

    def environment() -> jinja2.Environment:
        env = made()
        env.loader = ListedTemplates(theme.dirs)
        return env

    theme.get_env = environment  # type: ignore[method-assign]  # MkDocs asks the theme for it


def _below(folder: str) -> Iterator[str]:
    for base, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        start = os.path.relpath(base, folder).replace(os.sep, "/")
        yield from names if start == "." else (f"{start}/{name}" for name in names)
