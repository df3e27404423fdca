"""The pages of notices: what customers were told of products that leave, and of changes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from inforce.domain import address
from inforce.domain.views.lists import change_sheet, notice_sheet
from inforce.domain.views.values import NoticeSheet
from inforce.renderers.website.page import SitePage
from inforce.renderers.website.pages.lists import PART
from inforce.renderers.website.rendering import Renderer
from inforce.renderers.website.search.records import text_record

# What the page of notices shows of the changes before it leads to the list of all.
_LATEST = 10


def notice_pages(renderer: Renderer) -> Iterator[SitePage]:
    """Yield the list of notices, and the page of each notice.

    A number that is used for more than one kind of notice has one page with all of them.
    """
    reading = renderer.reading
    sheets = tuple(notice_sheet(notice, reading) for notice in reading.edition.notices)
    yield SitePage(
        address=address.NOTICES,
        place="notices",
        title=reading.say("site.notices"),
        description=reading.say("site.notices_lead"),
        body=renderer.render(
            "notices.html",
            address.NOTICES,
            sheets=sheets,
            changes=[change_sheet(one, reading) for one in reading.edition.changes[:_LATEST]],
        ),
    )
    yield from _changes_pages(renderer)
    for at, group in groupby(sorted(sheets, key=_address), _address):
        yield _notice(at, tuple(group), renderer)


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
            title=title if part == 1 else reading.say("site.part", name=title, number=str(part)),
            description=reading.say("site.changes_lead"),
            body=renderer.render("changes.html", at, changes=sheets, part=part, count=count),
        )


def _address(sheet: NoticeSheet) -> str:
    return address.notice(sheet.number)


def _notice(at: str, sheets: tuple[NoticeSheet, ...], renderer: Renderer) -> SitePage:
    first = sheets[0]
    title = f"{first.kind_label} {first.number}"
    names = ", ".join(row.product.name.text for row in first.products[:5])
    return SitePage(
        address=at,
        place="notice",
        title=title,
        description=f"{first.kind_label}: {names}",
        record=text_record(renderer.reading, "notice", title, f"{first.number}: {names}"),
        body=renderer.render("notice.html", at, sheets=sheets),
    )
