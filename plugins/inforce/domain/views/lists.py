"""Views of many products: cards, families, the withdrawn list, notices, the part-number index."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from inforce.domain import address
from inforce.domain.editions.edition import (
    ChangeNotice,
    EditionFamily,
    EditionProduct,
    Notice,
    NoticeKind,
)
from inforce.domain.items.family import Attribute, Level
from inforce.domain.items.lifecycle import Lifecycle, LifecycleState, day_after
from inforce.domain.text import Phrase, Text
from inforce.domain.views.banner import banner, heirs, told_ahead
from inforce.domain.views.ordering import family_key
from inforce.domain.views.pictures import pictures
from inforce.domain.views.product import history_row, key_figures
from inforce.domain.views.reading import Reading, column
from inforce.domain.views.recall import recall_view
from inforce.domain.views.values import (
    Card,
    ChangeSheet,
    CodeRow,
    ComparisonRow,
    FamilySheet,
    NoticeRow,
    NoticeSheet,
    WithdrawnRow,
)

# So many key figures have room on a card.
_FIGURES = 3


def card(product: EditionProduct, reading: Reading) -> Card:
    """Return a product as a list shows it, with the first of its key figures."""
    shown = product.content.product
    images = pictures(product, reading)
    return Card(
        product=reading.ref(product.id),
        family=product.content.family.id,
        summary=reading.phrase(shown.summary),
        picture=images[0] if images else None,
        key_figures=key_figures(product, reading, _FIGURES),
        codes=tuple(shown.order_codes()),
    )


def family_sheet(family: EditionFamily, reading: Reading) -> FamilySheet:
    """Return a family with the products on sale and their comparison."""
    members = [reading.edition.products[key] for key in family.products]
    current = [member for member in members if not member.state.gone]
    compared = {
        key: attribute
        for key, attribute in family.attributes.items()
        if attribute.level is Level.PRODUCT and (attribute.comparable or attribute.key)
    }
    return FamilySheet(
        id=family.id,
        name=reading.phrase(family.name),
        summary=reading.phrase(family.summary),
        picture=reading.file(family.image),
        products=tuple(reading.ref(member.id) for member in current),
        columns=tuple(column(key, attribute, reading) for key, attribute in compared.items()),
        rows=tuple(_comparison(member, compared, reading) for member in current),
        ordering=family_key(family, reading),
    )


def _comparison(
    product: EditionProduct, compared: dict[str, Attribute], reading: Reading
) -> ComparisonRow:
    specs = product.content.product.specs
    return ComparisonRow(
        product=reading.ref(product.id),
        cells=tuple(
            reading.cell(specs.get(key), attribute, unit=False)
            for key, attribute in compared.items()
        ),
    )


def withdrawn_row(product: EditionProduct, reading: Reading) -> WithdrawnRow:
    """Return a product as the withdrawn list shows it."""
    shown = product.content.product
    life = shown.lifecycle
    recall = shown.recall
    return WithdrawnRow(
        product=reading.ref(product.id),
        family=product.content.family.id,
        family_name=reading.phrase(product.content.family.name),
        since=reading.day(_since(life, reading.edition.as_of) if recall is None else recall.date),
        support_until=reading.day(life.support_until),
        notice=(life.notice or "") if recall is None else recall.notice,
        recall=recall_view(product, reading),
        codes=tuple(shown.order_codes()),
        heirs=heirs(product, reading),
        no_replacement=reading.phrase(life.no_replacement),
    )


def _since(life: Lifecycle, today: date) -> date | None:
    """Return the first day on which it could no longer be ordered."""
    days = (life.withdrawn_on, day_after(life.last_order))
    return min((day for day in days if day is not None and day <= today), default=None)


def notice_sheet(notice: Notice, reading: Reading) -> NoticeSheet:
    """Return a notice with its reasons, each told once, and its products."""
    products = [reading.edition.products[key] for key in notice.products]
    rows = tuple(_notice_row(product, notice.kind, reading) for product in products)
    lives = [product.content.product.lifecycle for product in products]
    reasons = [reading.phrase(_reason(life, notice.kind)) for life in lives]
    return NoticeSheet(
        number=notice.number,
        kind=notice.kind.value,
        kind_label=_kind_label(notice.kind, products, reading),
        issued_on=reading.date(notice.issued_on),
        texts=tuple(dict.fromkeys(text for text in (_lifted(notice, reading), *reasons) if text)),
        products=rows,
    )


def _lifted(notice: Notice, reading: Reading) -> Phrase:
    """Return what the notice was before the return that it tells of, or nothing."""
    if notice.lifted is None:
        return Phrase("")
    facts = {
        "kind": reading.say(f"notice.{notice.lifted.kind.value}"),
        "since": reading.wording.day(notice.lifted.issued_on),
        "until": reading.wording.day(notice.issued_on),
    }
    return Phrase(reading.say("notice.lifted", **facts))


def change_sheet(notice: ChangeNotice, reading: Reading) -> ChangeSheet:
    """Return a change notice with the item it is about."""
    product = reading.edition.products.get(notice.item)
    if product is None:
        page = reading.edition.pages[notice.item].content.page
        kind, name, at = "page", page.title, address.written(page.path)
    else:
        kind, name, at = "product", product.content.product.name, address.product(notice.item)
    return ChangeSheet(
        id=notice.item,
        name=reading.phrase(name),
        kind=kind,
        at=at,
        day=reading.date(notice.step.told_on),
        row=history_row(notice.step, reading),
    )


def _kind_label(kind: NoticeKind, products: Sequence[EditionProduct], reading: Reading) -> str:
    """Return what a notice is; one of what is still ahead says from when it holds."""
    ahead = all(product.state is LifecycleState.ACTIVE for product in products)
    if kind is NoticeKind.NOT_RECOMMENDED and ahead:
        lives = (product.content.product.lifecycle for product in products)
        days = (life.not_recommended_from for life in lives)
        return told_ahead(min(day for day in days if day is not None), reading)
    return reading.say(f"notice.{kind.value}")


def _reason(life: Lifecycle, kind: NoticeKind) -> Text | None:
    """Return why the notice was given: a recall says so itself, not why sales had ended before."""
    if kind is NoticeKind.RECALL:
        return None
    if kind is NoticeKind.REINSTATEMENT and life.reinstated is not None:
        return life.reinstated.reason
    return life.reason


def _notice_row(product: EditionProduct, kind: NoticeKind, reading: Reading) -> NoticeRow:
    told = banner(product, reading)
    return NoticeRow(
        product=reading.ref(product.id),
        codes=tuple(product.content.product.order_codes()),
        recall=told.recall if kind is NoticeKind.RECALL else None,
        banner=told,
    )


def code_index(products: tuple[EditionProduct, ...], reading: Reading) -> tuple[CodeRow, ...]:
    """Return the part numbers of ``products`` with what they belong to, sorted."""
    rows = [
        CodeRow(code=code, product=reading.ref(product.id))
        for product in products
        for code in product.content.product.order_codes()
    ]
    return tuple(sorted(rows, key=lambda row: (row.code.casefold(), row.product.id)))
