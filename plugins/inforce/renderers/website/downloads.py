"""The PDFs that stand beside the website, as its pages link to them."""

from __future__ import annotations

from msgspec import Struct


class Download(Struct, frozen=True, kw_only=True):
    """A file for download: ``path`` from the site's root; of one family, or of all of them."""

    path: str
    label: str
    locale: str
    family: str | None = None


def offered(
    downloads: tuple[Download, ...], locale: str, family: str | None = None
) -> tuple[Download, ...]:
    """Return the downloads in ``locale`` for the page of ``family``, or for the home page."""
    return tuple(file for file in downloads if (file.locale, file.family) == (locale, family))
