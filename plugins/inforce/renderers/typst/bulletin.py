"""From a notice of an edition to the bulletin that the templates set."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from inforce.domain import address
from inforce.domain.editions.edition import Edition, Notice
from inforce.domain.errors import InforceError
from inforce.domain.nearest import Names
from inforce.domain.paper import Stock
from inforce.domain.views.lists import notice_sheet
from inforce.domain.views.product import stamp_view
from inforce.domain.views.reading import Reading
from inforce.domain.views.values import Fact, NoticeRow
from inforce.renderers.typst.brochure import CODE
from inforce.renderers.typst.document import Bulletin, NoticedProduct
from inforce.renderers.typst.marks import brand_mark, reader_mark, site_root, words
from inforce.renderers.typst.page import page


def notices_of(edition: Edition, number: str) -> tuple[Notice, ...]:
    """Return the notices that one bulletin tells of, as one page does: all of the same address.

    Raise InforceError where there is none of that number.
    """
    require_notices((number,), edition)
    at = address.notice(number)
    return tuple(one for one in edition.notices if address.notice(one.number) == at)


def require_notices(numbers: Iterable[str], edition: Edition) -> None:
    """Raise InforceError where there are no notices of some of ``numbers``."""
    known = Names(notice.number for notice in edition.notices)
    where = f"for the audience {edition.audience!r} on {edition.as_of.isoformat()}"
    faults = [
        f"no notice {number!r} {where}; "
        f"{known.expected(number, '`inforce status` shows what leaves')}"
        for number in numbers
        if number not in known
    ]
    if faults:
        raise InforceError("\n".join(faults))


def bulletin(
    notices: tuple[Notice, ...],
    reading: Reading,
    texts: Mapping[str, str],
    origin: str,
    stock: Stock,
) -> Bulletin:
    """Return the bulletin of ``notices``, which have one address.

    ``texts`` are all interface texts of the locale, ``origin`` is the address of the site's root.
    """
    edition = reading.edition
    sheets = tuple(notice_sheet(notice, reading) for notice in notices)
    rows = tuple(row for sheet in sheets for row in sheet.products)
    members = [edition.products[row.product.id] for row in rows]
    root = site_root(reading, origin)
    at = f"{root}{address.notice(notices[0].number)}" if root else ""
    return Bulletin(
        locale=reading.locale,
        words=words(texts),
        page=page(stock),
        edition=reader_mark(reading),
        brand=brand_mark(reading, stock),
        notices=sheets,
        products=tuple(
            NoticedProduct(row=row, stamp=stamp_view(member.stamp, reading))
            for row, member in zip(rows, members, strict=True)
        ),
        shared=_shared(rows),
        tone=rows[0].banner.tone,
        dated=reading.date(bulletin_day(edition, notices)),
        address=at,
        code=CODE if at else "",
    )


def bulletin_day(edition: Edition, notices: Iterable[Notice]) -> date:
    """Return the day by which the bulletin of ``notices`` is dated: its last change."""
    members = (edition.products[key] for notice in notices for key in notice.products)
    return max(edition.paper_day(member) for member in members)


def picture_users(document: Bulletin) -> Mapping[str, tuple[str, ...]]:
    """Return the published paths of the pictures to set, each with the products that show it."""
    users: dict[str, list[str]] = {}
    for product in document.products:
        recall = product.row.recall
        if recall is not None and recall.picture is not None:
            users.setdefault(recall.picture.file.path, []).append(product.row.product.id)
    return {path: tuple(items) for path, items in users.items()}


def _shared(rows: Iterable[NoticeRow]) -> tuple[Fact, ...]:
    """Return the days that are the same for all products."""
    first, *others = (row.banner.facts for row in rows)
    return tuple(fact for fact in first if all(fact in facts for facts in others))
