"""The plugin's options in mkdocs.yml."""

from __future__ import annotations

from datetime import date

from mkdocs.config import config_options as c
from mkdocs.config.base import Config


class InforceOptions(Config):  # type: ignore[no-untyped-call]  # MkDocs types its metaclass loosely
    """``plugins: - inforce: {…}``; every option has a default."""

    audience = c.Type(str, default="public")
    as_of = c.Optional(c.Type((str, date)))
    preview = c.Type(bool, default=False)
    search = c.Type(bool, default=True)
    nav_titles = c.Type(dict, default={})
