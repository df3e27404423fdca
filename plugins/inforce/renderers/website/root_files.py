"""What the website keeps at its root for all locales together, besides pages and the API."""

from __future__ import annotations

from collections.abc import Iterator

from inforce.domain.views.reading import Reading
from inforce.renderers.website.machines.digital_link import digital_links
from inforce.renderers.website.machines.robots import robots


def root_files(readings: tuple[Reading, ...], origin: str) -> Iterator[tuple[str, bytes]]:
    """Yield (path from the site's root, bytes); ``readings`` are of all locales, default first."""
    edition = readings[0].edition
    open_to_all = edition.public and not edition.preview
    yield "robots.txt", robots(origin, public=open_to_all)
    yield from digital_links(readings, origin)
