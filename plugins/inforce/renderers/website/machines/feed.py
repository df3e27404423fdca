"""The Atom feed of notices (RFC 4287): what customers are told, for those who subscribe to it.

Ids are tag URIs (RFC 4151) of the day and number of a notice, so that they never change; times come
from the record alone, so that the same edition gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape as html
from urllib.parse import quote, urlsplit
from xml.sax.saxutils import escape, quoteattr

from msgspec import Struct, structs

from inforce.domain import address
from inforce.domain.edition import ChangeNotice, Notice
from inforce.domain.text import Phrase
from inforce.domain.views.lists import change_sheet, notice_sheet
from inforce.domain.views.reading import Reading
from inforce.domain.views.values import NoticeSheet
from inforce.renderers.website.frame import absolute

# Readers ask for a feed every hour: it holds the newest only, the pages hold all.
_MOST = 100


class _Entry(Struct, frozen=True, kw_only=True):
    day: date
    tag: str
    title: Phrase
    at: str
    content: str


def notices_feed(reading: Reading, origin: str = "") -> bytes:
    """Return the feed of an edition for readers of one locale, newest first.

    ``origin`` is the absolute address of the whole site's root; without one links are relative.
    """
    edition = reading.edition
    entries = sorted(
        [
            *(_notice(notice, reading) for notice in edition.notices[:_MOST]),
            *(_change(notice, reading) for notice in edition.changes[:_MOST]),
        ],
        key=lambda entry: (-entry.day.toordinal(), entry.tag),
    )[:_MOST]
    newest = entries[0].day if entries else edition.as_of
    return "".join(_document(entries, newest, reading, origin)).encode()


def _document(entries: list[_Entry], newest: date, reading: Reading, origin: str) -> Iterator[str]:
    brand = reading.phrase(reading.edition.brand.name).text
    title = f"{reading.say('site.notices')} · {brand}"
    home, own = _link(address.NOTICES, reading, origin), _link(address.FEED, reading, origin)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(reading.locale)}>\n'
    yield f"<id>{escape(_tag('notices', _FOUNDED, reading, origin))}</id>\n"
    yield f"<title>{escape(title)}</title>\n<updated>{_time(newest)}</updated>\n"
    yield f"<author><name>{escape(brand)}</name></author>\n"
    yield f'<link rel="self" type="application/atom+xml" href={quoteattr(own)}/>\n'
    yield f'<link rel="alternate" type="text/html" href={quoteattr(home)}/>\n'
    for entry in entries:
        yield f"<entry>\n<id>{escape(_tag(entry.tag, entry.day, reading, origin))}</id>\n"
        yield f"<title{_lang(entry.title.lang, 'xml:lang')}>{escape(entry.title.text)}</title>\n"
        yield f"<updated>{_time(entry.day)}</updated>\n"
        yield f'<link rel="alternate" href={quoteattr(_link(entry.at, reading, origin))}/>\n'
        yield f'<content type="html">{escape(entry.content)}</content>\n</entry>\n'
    yield "</feed>\n"


def _notice(notice: Notice, reading: Reading) -> _Entry:
    sheet = notice_sheet(notice, reading)
    names = [row.product.name for row in sheet.products]
    return _Entry(
        day=notice.issued_on,
        tag=f"notice/{notice.kind.value}/{quote(notice.number, safe='')}",
        title=Phrase(f"{sheet.kind_label} {sheet.number}"),
        at=address.notice(notice.number),
        content=_paragraphs(sheet.texts) + _listed(names) + _recalls(sheet),
    )


def _recalls(sheet: NoticeSheet) -> str:
    """Return what the products of a recall say, each text once."""
    found = dict.fromkeys(
        (row.recall.lead, row.recall.parts) for row in sheet.products if row.recall is not None
    )
    return "".join(
        _paragraphs([Phrase(lead)])
        + _listed([structs.replace(part.text, text=f"{part.label}: {part.text}") for part in parts])
        for lead, parts in found
    )


def _change(notice: ChangeNotice, reading: Reading) -> _Entry:
    sheet = change_sheet(notice, reading)
    revision = f"{reading.say('site.stamp.revision')} {sheet.row.revision}"
    return _Entry(
        day=notice.step.told_on,
        tag=f"item/{quote(sheet.id, safe='')}/{sheet.row.revision}",
        title=structs.replace(sheet.name, text=f"{sheet.name}, {revision}"),
        at=sheet.at,
        content=_paragraphs([sheet.row.summary])
        + _listed([Phrase(row.text) for row in sheet.row.changes]),
    )


def _paragraphs(texts: Sequence[Phrase]) -> str:
    return "".join(f"<p{_lang(text.lang)}>{html(text.text)}</p>" for text in texts)


def _listed(texts: Sequence[Phrase]) -> str:
    rows = "".join(f"<li{_lang(text.lang)}>{html(text.text)}</li>" for text in texts)
    return f"<ul>{rows}</ul>" if rows else ""


def _lang(code: str, attribute: str = "lang") -> str:
    return f" {attribute}={quoteattr(code)}" if code else ""


def _tag(name: str, day: date, reading: Reading, origin: str) -> str:
    authority = urlsplit(origin).hostname or _UNNAMED
    place = f"{reading.edition.audience}/{reading.locale}"
    return f"tag:{authority},{day.isoformat()}:{place}/{name}"


def _link(at: str, reading: Reading, origin: str) -> str:
    prefix = address.prefix(reading.locale, reading.edition.locales[0])
    return absolute(origin, prefix, at) or f"{address.upwards(address.FEED)}{at}"


def _time(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


# A site without an address has no name to sign with; RFC 2606 keeps this one free.
_UNNAMED = "inforce.invalid"
# RFC 4151 wants a day on which the name was already the site's own.
_FOUNDED = date(2020, 1, 1)
