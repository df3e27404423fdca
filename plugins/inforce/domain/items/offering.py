"""The offering list: what is really sold, as the ERP tells it, and where the policy says it is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct


class OfferingSource(
    Struct,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
    rename={"dated": "date"},
):
    """Where the list is read and how: ``offering:`` in the policy.

    Either ``file``, a CSV file below the site, or ``sql`` with ``query``: the name of an
    environment variable that holds a database's address, or an address without a password.
    ``code``, ``status`` and ``dated`` (``date`` in the file) name columns; a row is on sale where
    ``status`` is among ``on_sale``, or where there is no such column. ``as_of`` is the day of a
    list that does not say it itself; after ``max_age`` days it is stale. ``timeout`` is in seconds.
    """

    file: str | None = None
    delimiter: str = ","
    encoding: str = "utf-8"
    sql: str | None = None
    query: str | None = None
    timeout: int = 30
    code: str = "code"
    status: str | None = None
    on_sale: tuple[str, ...] = ()
    dated: str | None = None
    as_of: date | None = None
    max_age: int = 31


class Offered(Struct, frozen=True, kw_only=True):
    """One row of the list: ``line`` counts from 1 in a file and is 0 in the answer to a query."""

    code: str
    on_sale: bool
    line: int = 0
    status: str | None = None
    day: date | None = None


def listed_on(source: OfferingSource, rows: Iterable[Offered]) -> date | None:
    """Return the day whose offer the list tells: its newest row's, else the policy's."""
    return max((row.day for row in rows if row.day is not None), default=source.as_of)
