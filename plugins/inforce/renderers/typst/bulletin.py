"""From a notice of an edition to the bulletin that the templates set."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from inforce.domain import address
from inforce.domain.edition import Edition, Notice
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


def notice_of(edition: Edition, number: str) -> Notice:
    """Return the notice of that number; raise InforceError where there is none."""
    known = {notice.number: notice for notice in edition.notices}
    if number in known:
        return known[number]
    hint = Names(known).expected(number, "`inforce status` shows what leaves")
    raise InforceError(
        f"no notice {number!r} for the audience {edition.audience!r} on "
        f"{edition.as_of.isoformat()}; {hint}"
    )


def bulletin(
    notice: Notice, reading: Reading, texts: Mapping[str, str], origin: str, stock: Stock
) -> Bulletin:
    """Return the bulletin of ``notice``.

    ``texts`` are all interface texts of the locale, ``origin`` is the address of the site's root.
    """
    edition = reading.edition
    sheet = notice_sheet(notice, reading)
    members = [edition.products[key] for key in notice.products]
    root = site_root(reading, origin)
    at = f"{root}{address.notice(notice.number)}" if root else ""
    return Bulletin(
        locale=reading.locale,
        words=words(texts),
        page=page(stock),
        edition=reader_mark(reading),
        brand=brand_mark(reading, stock),
        notice=sheet,
        products=tuple(
            NoticedProduct(row=row, stamp=stamp_view(member.stamp, reading))
            for row, member in zip(sheet.products, members, strict=True)
        ),
        shared=_shared(sheet.products),
        tone=sheet.products[0].banner.tone,
        dated=reading.date(max(edition.paper_day(member) for member in members)),
        address=at,
        code=CODE if at else "",
    )


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
