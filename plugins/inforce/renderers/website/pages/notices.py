"""The pages of notices: what customers were told of products that leave, and of changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import itemgetter

from msgspec import structs

from inforce.domain import address
from inforce.domain.views.lists import change_sheet, notice_sheet
from inforce.domain.views.reading import Reading
from inforce.domain.views.values import NoticeSheet
from inforce.renderers.website.downloads import Download
from inforce.renderers.website.page import SitePage
from inforce.renderers.website.pages.lists import PART
from inforce.renderers.website.rendering import Renderer
from inforce.renderers.website.search.records import text_record

# What the page of notices shows of the changes before it leads to the list of all.
_LATEST = 10
# So many keep a page below 150 kB: a notice names its products, a recall tells all of each.
_NOTICES = 100
_PRODUCTS = 50


def notice_pages(
    renderer: Renderer, bulletins: Mapping[str, Download] | None = None
) -> Iterator[SitePage]:
    """Yield the list of notices, and the page of each notice.

    A number that is used for more than one kind of notice has one page with all of them.
    ``bulletins`` are the PDFs of notices, by their address.
    """
    reading = renderer.reading
    sheets = tuple(notice_sheet(notice, reading) for notice in reading.edition.notices)
    yield from _lists(sheets, renderer)
    yield from _changes_pages(renderer)
    for at, group in groupby(sorted(sheets, key=_address), _address):
        yield from _notice(tuple(group), renderer, (bulletins or {}).get(at))


def _lists(sheets: tuple[NoticeSheet, ...], renderer: Renderer) -> Iterator[SitePage]:
    reading = renderer.reading
    title = reading.say("site.notices")
    latest = [change_sheet(one, reading) for one in reading.edition.changes[:_LATEST]]
    count = max(1, -(-len(sheets) // _NOTICES))
    for part in range(1, count + 1):
        at = address.notices(part)
        yield SitePage(
            address=at,
            place="notices" if part == 1 else "notices-part",
            title=title if part == 1 else _numbered(title, part, reading),
            description=reading.say("site.notices_lead"),
            body=renderer.render(
                "notices.html",
                at,
                sheets=sheets[(part - 1) * _NOTICES : part * _NOTICES],
                changes=latest if part == 1 else [],
                part=part,
                count=count,
            ),
        )


def _changes_pages(renderer: Renderer) -> Iterator[SitePage]:
    reading, found = renderer.reading, renderer.reading.edition.changes
    title = reading.say("site.changes")
    count = max(1, -(-len(found) // PART))
    for part in range(1, count + 1):
        at = address.changes(part)
        shown = found[(part - 1) * PART : part * PART]
        sheets = [change_sheet(notice, reading) for notice in shown]
        yield SitePage(
            address=at,
            place="changes" if part == 1 else "changes-part",
            title=title if part == 1 else _numbered(title, part, reading),
            description=reading.say("site.changes_lead"),
            body=renderer.render("changes.html", at, changes=sheets, part=part, count=count),
        )


def _address(sheet: NoticeSheet) -> str:
    return address.notice(sheet.number)


def _notice(
    sheets: tuple[NoticeSheet, ...], renderer: Renderer, bulletin: Download | None
) -> Iterator[SitePage]:
    """Yield the page of a notice, and further parts of it where it names many products."""
    first, reading = sheets[0], renderer.reading
    names = ", ".join(row.product.name.text for row in first.products[:5])
    title = f"{first.kind_label} {first.number}"
    record = text_record(reading, "notice", title, f"{first.number}: {names}")
    parts = tuple(_parts(sheets))
    for number, shown in enumerate(parts, 1):
        at = address.notice(first.number, number)
        yield SitePage(
            address=at,
            place="notice" if number == 1 else "notice-part",
            title=title if number == 1 else _numbered(title, number, reading),
            description=f"{first.kind_label}: {names}",
            record=record if number == 1 else "",
            body=renderer.render(
                "notice.html",
                at,
                sheets=shown,
                downloads=() if bulletin is None else (bulletin,),
                base=address.notice(first.number),
                part=number,
                count=len(parts),
            ),
        )


def _numbered(title: str, part: int, reading: Reading) -> str:
    return reading.say("site.part", name=title, number=str(part))


def _parts(sheets: tuple[NoticeSheet, ...]) -> Iterator[tuple[NoticeSheet, ...]]:
    """Yield the sheets with so many of their products as a page may hold."""
    rows = [(place, row) for place, sheet in enumerate(sheets) for row in sheet.products]
    for start in range(0, len(rows), _PRODUCTS):
        groups = groupby(rows[start : start + _PRODUCTS], key=itemgetter(0))
        yield tuple(
            structs.replace(sheets[place], products=tuple(row for _, row in members))
            for place, members in groups
        )
