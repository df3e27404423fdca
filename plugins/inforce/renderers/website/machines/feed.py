"""The Atom feed of notices (RFC 4287): what customers are told, for those who subscribe to it."""

from __future__ import annotations

from collections.abc import Iterator

from inforce.domain import address
from inforce.domain.views.reading import Reading
from inforce.renderers.website.machines.entries import Feed, instant
from inforce.renderers.xml_text import escape, quoteattr, writable


def notices_feed(reading: Reading, origin: str = "") -> bytes:
    """Return the feed of an edition for readers of one locale, newest first.

    ``origin`` is the absolute address of the whole site's root; without one links are relative.
    """
    return writable("".join(_document(Feed(reading, origin)))).encode()


def _document(feed: Feed) -> Iterator[str]:
    entries, locale = feed.entries(), feed.reading.locale
    newest = entries[0].day if entries else feed.reading.edition.as_of
    home, own = feed.link(address.NOTICES), feed.link(address.FEED)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(locale)}>\n'
    yield f"<id>{escape(feed.id)}</id>\n"
    yield f"<title>{escape(feed.title)}</title>\n<updated>{instant(newest)}</updated>\n"
    yield f"<author><name>{escape(feed.brand)}</name></author>\n"
    yield f'<link rel="self" type="application/atom+xml" href={quoteattr(own)}/>\n'
    yield f'<link rel="alternate" type="text/html" href={quoteattr(home)}/>\n'
    for entry in entries:
        yield f"<entry>\n<id>{escape(feed.id_of(entry))}</id>\n"
        lang = f" xml:lang={quoteattr(entry.title.lang)}" if entry.title.lang else ""
        yield f"<title{lang}>{escape(entry.title.text)}</title>\n"
        yield f"<updated>{instant(entry.day)}</updated>\n"
        yield f'<link rel="alternate" href={quoteattr(feed.link(entry.at))}/>\n'
        yield f'<content type="html">{escape(entry.content)}</content>\n</entry>\n'
    yield "</feed>\n"
