"""The absolute addresses of the pages of one locale, where the site has an address of its own."""

from __future__ import annotations

from inforce.domain import address
from inforce.domain.views.reading import Reading
from inforce.renderers.website.frame import absolute


class Places:
    """Turns addresses of a locale's site into absolute ones."""

    def __init__(self, reading: Reading, origin: str) -> None:
        """Bind to ``origin``, the absolute address of the whole site's root, or to none."""
        self.origin = origin
        self._prefix = address.prefix(reading.locale, reading.edition.locales[0])

    def page(self, at: str) -> str:
        """Return the absolute address of a page of this locale, empty without an origin."""
        return absolute(self.origin, self._prefix, at)

    def product(self, key: str) -> str:
        """Return the absolute address of a product's page."""
        return self.page(address.product(key))

    def file(self, path: str) -> str:
        """Return the absolute address of a file that all locales share."""
        return absolute(self.origin, "", path)
