"""What feeds of notices hold: the newest notices and changes, for readers of one locale.

Ids are tag URIs (RFC 4151) of the day and number of a notice, so that they never change; times come
from the record alone, so that the same edition gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape as html
from urllib.parse import quote, urlsplit

from msgspec import Struct, structs

from inforce.domain import address
from inforce.domain.editions.edition import ChangeNotice, Notice
from inforce.domain.text import Phrase
from inforce.domain.views.lists import change_sheet, notice_sheet
from inforce.domain.views.reading import Reading
from inforce.domain.views.values import NoticeSheet
from inforce.renderers.website.frame import absolute
from inforce.renderers.xml_text import quoteattr

# Readers ask for a feed every hour: it holds the newest only, the pages hold all.
_MOST = 100
# A site without an address has no name to sign with; RFC 2606 keeps this one free.
_UNNAMED = "inforce.invalid"
# RFC 4151 wants a day on which the name was already the site's own.
_FOUNDED = date(2020, 1, 1)


class Entry(Struct, frozen=True, kw_only=True):
    """A notice or a change; ``content`` is HTML, ``at`` an address of the locale's site."""

    day: date
    tag: str
    title: Phrase
    at: str
    content: str


class Feed(Struct, frozen=True):
    """The feed of a locale's notices; ``origin`` is the absolute address of the site's root."""

    reading: Reading
    origin: str = ""

    @property
    def title(self) -> str:
        """What it is called."""
        return f"{self.reading.say('site.notices')} · {self.brand}"

    @property
    def brand(self) -> str:
        """Whose it is."""
        return self.reading.phrase(self.reading.edition.brand.name).text

    @property
    def id(self) -> str:
        """The id of the feed as a whole."""
        return self._tag("notices", _FOUNDED)

    def entries(self) -> tuple[Entry, ...]:
        """Return the newest notices and changes, newest first."""
        edition, reading = self.reading.edition, self.reading
        found = [
            *(_notice(notice, reading) for notice in edition.notices[:_MOST]),
            *(_change(notice, reading) for notice in edition.changes[:_MOST]),
        ]
        found.sort(key=lambda entry: (-entry.day.toordinal(), entry.tag))
        return tuple(found[:_MOST])

    def id_of(self, entry: Entry) -> str:
        """Return the id of an entry."""
        return self._tag(entry.tag, entry.day)

    def link(self, at: str) -> str:
        """Return the absolute address of ``at``, or the way from a feed where there is none."""
        prefix = address.prefix(self.reading.locale, self.reading.edition.locales[0])
        return absolute(self.origin, prefix, at) or f"{address.upwards(address.FEED)}{at}"

    def _tag(self, name: str, day: date) -> str:
        place = f"{self.reading.edition.audience}/{self.reading.locale}"
        return f"tag:{authority(self.origin)},{day.isoformat()}:{place}/{name}"


def authority(origin: str) -> str:
    """Return the name by which ids of a site are told from those of others."""
    return urlsplit(origin).hostname or _UNNAMED


def instant(day: date) -> str:
    """Return the beginning of a day as RFC 3339 writes it."""
    return f"{day.isoformat()}T00:00:00Z"


def _notice(notice: Notice, reading: Reading) -> Entry:
    sheet = notice_sheet(notice, reading)
    names = [row.product.name for row in sheet.products]
    return Entry(
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


def _change(notice: ChangeNotice, reading: Reading) -> Entry:
    sheet = change_sheet(notice, reading)
    revision = f"{reading.say('site.stamp.revision')} {sheet.row.revision}"
    return Entry(
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


def _lang(code: str) -> str:
    return f" lang={quoteattr(code)}" if code else ""
