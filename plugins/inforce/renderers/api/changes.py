"""The steps of an item's history as they stand in the API."""

from __future__ import annotations

from enum import Enum

import msgspec
from msgspec import Struct

from inforce.domain import address
from inforce.domain.editions.edition import ChangeNotice, Edition, Step
from inforce.domain.items.difference import Datum, Difference
from inforce.domain.items.specs import Specs, Value
from inforce.domain.registers.digest import plain
from inforce.domain.text import Text
from inforce.renderers.api.values import ApiChange, ApiDifference, ApiRevision

_ENCODER = msgspec.json.Encoder(decimal_format="number")


def api_revision(step: Step) -> ApiRevision:
    """Return a revision with what it changed."""
    return ApiRevision(
        revision=step.revision,
        effective_from=step.effective_from,
        told_on=step.told_on,
        change=step.change_class.value,
        summary=None if step.summary is None else step.summary.plain(),
        follows=step.follows,
        differences=tuple(api_difference(one) for one in step.changes),
    )


def api_change(notice: ChangeNotice, edition: Edition) -> ApiChange:
    """Return a change notice with the address of its item."""
    page = edition.pages.get(notice.item)
    at = address.product(notice.item) if page is None else address.written(page.content.page.path)
    return ApiChange(item=notice.item, url=at, step=api_revision(notice.step))


def api_difference(one: Difference) -> ApiDifference:
    """Return one difference with its values as they stand in the files."""
    return ApiDifference(
        kind=one.kind.value,
        pointer=one.pointer,
        path=one.path,
        before=_bare(one.before),
        after=_bare(one.after),
    )


def encoded(document: object) -> bytes:
    """Return ``document`` as JSON; figures leave with the digits they have on paper."""
    return _ENCODER.encode(document)


def _bare(datum: Datum | None) -> object:
    match datum:
        case Value():
            return Specs({"": datum}).plain()[""]
        case Text():
            return datum.plain()
        case Enum():
            return datum.value
        case Struct():
            return plain(datum)
        case _:
            return datum
