"""A paper that names a revision of a product: is it still valid, what changed, what did it say?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import structs

from inforce.domain.editions.edition import Edition, EditionProduct, PastRevision, Stamp
from inforce.domain.items.content import ProductContent, PublishedFile
from inforce.domain.items.lifecycle import LifecycleState
from inforce.domain.text import Phrase
from inforce.domain.views.banner import banner_if_any
from inforce.domain.views.difference import change_rows
from inforce.domain.views.product import (
    history_row,
    history_rows,
    product_sheet,
    revision_addresses,
)
from inforce.domain.views.reading import Reading
from inforce.domain.views.values import Banner, PaperSheet, ProductSheet, RevisionRow


def revision_rows(product: EditionProduct, reading: Reading) -> tuple[RevisionRow, ...]:
    """Return the revisions that this reader was told of, newest first."""
    summaries = {step.revision: history_row(step, reading).summary for step in product.history}
    at = revision_addresses(product)
    past = tuple(
        _row(one.revision, one.effective_from, one.until, summaries, at, reading)
        for one in product.past
    )
    stamp = product.stamp
    if stamp.revision is None or stamp.effective_from is None:
        return ()
    now = _row(stamp.revision, stamp.effective_from, None, summaries, at, reading)
    return (now, *reversed(past))


def papers(product: EditionProduct, reading: Reading) -> tuple[PaperSheet, ...]:
    """Return the sheets of all revisions of ``product``, newest first.

    A light site and a preview have none.
    """
    rows = revision_rows(product, reading)
    if not rows:
        return ()
    told = banner_if_any(product, reading)
    steps = history_rows(product, reading)
    sheets = [_sheet(product, rows[0], rows[0], told, reading)]
    for row, past in zip(rows[1:], reversed(product.past), strict=True):
        sheet = _sheet(product, row, rows[0], told, reading)
        sheets.append(
            structs.replace(
                sheet,
                changes=change_rows(past.changes, reading),
                steps=tuple(step for step in steps if int(step.revision) > past.revision),
                said=_said(past, reading),
            )
        )
    return tuple(sheets)


def _row(
    number: int,
    start: date,
    until: date | None,
    summaries: Mapping[int, Phrase],
    at: Mapping[int, str],
    reading: Reading,
) -> RevisionRow:
    return RevisionRow(
        revision=str(number),
        effective_from=reading.date(start),
        until=reading.day(until),
        summary=summaries.get(number, Phrase("")),
        at=at[number],
    )


def _sheet(
    product: EditionProduct,
    row: RevisionRow,
    present: RevisionRow,
    told: Banner | None,
    reading: Reading,
) -> PaperSheet:
    verdict = _verdict(product, current=row is present)
    facts = {
        "revision": row.revision,
        "present": present.revision,
        "day": present.effective_from.text,
    }
    return PaperSheet(
        id=product.id,
        name=reading.phrase(product.content.product.name),
        verdict=verdict,
        heading=reading.say(f"paper.{verdict}.heading"),
        lead=reading.say(f"paper.{verdict}.lead", **facts),
        row=row,
        present=present,
        banner=told,
    )


def _verdict(product: EditionProduct, *, current: bool) -> str:
    if product.state.gone:
        return "ended" if current else "outlived"
    return "current" if current else "superseded"


def _said(past: PastRevision, reading: Reading) -> ProductSheet:
    """Return the sheet of a past revision: its data alone, without what holds of it today."""
    then = EditionProduct(
        content=_published(past.content, reading.edition),
        state=LifecycleState.ACTIVE,
        stamp=Stamp(
            revision=past.revision,
            effective_from=past.effective_from,
            last_confirmed=None,
            next_review=None,
            digest="",
        ),
    )
    return product_sheet(then, reading)


def _published(content: ProductContent, edition: Edition) -> ProductContent:
    """Keep of the files of a content those that the edition publishes, bytes and all."""
    files = {
        source: fact
        for source, fact in content.files.items()
        if PublishedFile(source=source, fact=fact).path in edition.files
    }
    return structs.replace(content, files=files)
