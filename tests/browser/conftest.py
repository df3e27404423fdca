"""The small site of tests/site, for the browser."""

from tests.site.conftest import built, make_site, mkdocs

__all__ = ["built", "make_site", "mkdocs"]
