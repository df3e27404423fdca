"""The pages of notices: what customers were told of products that leave."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from inforce.domain import address
from inforce.domain.views.lists import notice_sheet
from inforce.domain.views.values import NoticeSheet
from inforce.renderers.website.page import SitePage
from inforce.renderers.website.records import text_record
from inforce.renderers.website.rendering import Renderer


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
        body=renderer.render("notices.html", address.NOTICES, sheets=sheets),
    )
    for at, group in groupby(sorted(sheets, key=_address), _address):
        yield _notice(at, tuple(group), renderer)


def _address(sheet: NoticeSheet) -> str:
    return address.notice(sheet.number)


def _notice(at: str, sheets: tuple[NoticeSheet, ...], renderer: Renderer) -> SitePage:
    first = sheets[0]
    names = ", ".join(row.product.name.text for row in first.products[:5])
    return SitePage(
        address=at,
        place="notice",
        title=f"{first.kind_label} {first.number}",
        description=f"{first.kind_label}: {names}",
        record=text_record(
            renderer.reading, f"{first.kind_label} {first.number}", f"{first.number}: {names}"
        ),
        body=renderer.render("notice.html", at, sheets=sheets),
    )
