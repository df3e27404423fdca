"""The feed of notices as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import msgspec

from inforce.domain import address
from inforce.domain.views.reading import Reading
from inforce.renderers.website.machines.entries import Feed, instant


def json_feed(reading: Reading, origin: str = "") -> bytes:
    """Return what the Atom feed holds, entry by entry, under the same ids."""
    feed = Feed(reading, origin)
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.link(address.NOTICES),
        "feed_url": feed.link(address.JSON_FEED),
        "language": reading.locale,
        "authors": [{"name": feed.brand}],
        "items": [
            {
                "id": feed.id_of(entry),
                "url": feed.link(entry.at),
                "title": entry.title.text,
                "content_html": entry.content or "<p></p>",
                "date_published": instant(entry.day),
                "language": entry.title.lang or reading.locale,
            }
            for entry in feed.entries()
        ],
    }
    return msgspec.json.encode(document) + b"\n"
