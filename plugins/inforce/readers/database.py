"""Asks a database one question; the only module that knows SQLAlchemy (the extra ``inforce[sql]``).

Nothing is written: the question is a single SELECT, it runs in a transaction that is rolled back,
and read-only where the database can be told so. It is given up after its time.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from threading import Thread
from typing import TYPE_CHECKING

from inforce.domain.errors import InforceError
from inforce.domain.items.offering import OfferingSource

if TYPE_CHECKING:
    from sqlalchemy import URL

_SELECT = re.compile(r"\s*(select|with)\b", re.IGNORECASE)
_ADDRESS = "://"
Answer = tuple[Sequence[str], Sequence[Sequence[object]]]


def answer(source: OfferingSource) -> Answer:
    """Return the columns and rows that the database answers to the policy's query.

    Raise InforceError, in one line and without the password, when there is no answer in time.
    """
    if not _SELECT.match(source.query or "") or ";" in (source.query or "").rstrip("; \n"):
        raise InforceError("the query is not a single SELECT")
    address = _address(source.sql or "")
    done: list[Answer] = []
    failed: list[Exception] = []

    def ask() -> None:
        try:
            done.append(_ask(address, source.query or "", source.timeout))
        except Exception as error:  # noqa: BLE001 - each driver raises its own kind
            failed.append(error)

    thread = Thread(target=ask, daemon=True)
    thread.start()
    thread.join(source.timeout)
    if failed:
        raise InforceError(_told(failed[0], address)) from failed[0]
    if not done:
        raise InforceError(f"no answer within {source.timeout} seconds")
    return done[0]


def _address(named: str) -> URL:
    try:
        from sqlalchemy.engine import make_url
        from sqlalchemy.exc import ArgumentError
    except ImportError as error:
        raise InforceError("SQLAlchemy is missing: pip install 'inforce[sql]'") from error
    written = named if _ADDRESS in named else os.environ.get(named, "")
    if not written:
        raise InforceError(f"the environment variable {named} is not set")
    try:
        url = make_url(written)
    except ArgumentError as error:
        raise InforceError("the address is not of the form dialect://host/database") from error
    if _ADDRESS in named and url.password is not None:
        raise InforceError("a password stands in the policy; name an environment variable instead")
    return url


def _ask(url: URL, query: str, timeout: int) -> Answer:
    from sqlalchemy import create_engine, text
    from sqlalchemy.pool import NullPool

    engine = create_engine(_read_only(url), connect_args=_limits(url, timeout), poolclass=NullPool)
    if url.get_backend_name() == "postgresql":
        engine = engine.execution_options(postgresql_readonly=True)
    with engine.connect() as connection:
        result = connection.execute(text(query))
        columns, rows = tuple(result.keys()), tuple(tuple(row) for row in result)
        connection.rollback()
    return columns, rows


def _read_only(url: URL) -> URL:
    if url.get_backend_name() != "sqlite" or url.database in {None, "", ":memory:"}:
        return url
    return url.set(database=f"file:{url.database}").update_query_dict({"mode": "ro", "uri": "true"})


def _limits(url: URL, timeout: int) -> Mapping[str, object]:
    """Return what the driver takes as its own limits of time."""
    match url.get_backend_name():
        case "postgresql":
            return {"connect_timeout": timeout, "options": f"-c statement_timeout={timeout}s"}
        case "mysql" | "mariadb":
            return {"connect_timeout": timeout, "read_timeout": timeout}
        case "sqlite" | "mssql":
            return {"timeout": timeout}
        case _:
            return {}


def _told(error: Exception, url: URL) -> str:
    first = next(iter(str(error).splitlines()), "") or type(error).__name__
    return first if url.password is None else first.replace(str(url.password), "…")
