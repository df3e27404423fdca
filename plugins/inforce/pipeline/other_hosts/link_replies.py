"""What LinkChecker writes of an address, as a reply: the only module that knows its words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element

from inforce.domain.site.answers import Kind, Reply

_STATUS = re.compile(r"(\d{3})\b")
_REDIRECTED = re.compile(r"Redirected to `(.*)' status: (\d{3})\b", re.DOTALL)
_WAIT = re.compile(r"Retry-After: (\d+)")
_PERMANENT = frozenset({"301", "308"})
_UNASKED = "syntax OK"  # robots.txt asks programs to stay away
_BUSY = frozenset({"408", "425"})
_TROUBLE = "5"
_LONGEST = 80
# The first that stands in an exception's text, and what it is called in a report.
_SILENCE = (
    ("NameResolutionError", "unknown host"),
    ("ProxyError", "refused by the proxy"),
    ("CERTIFICATE_VERIFY_FAILED", "invalid certificate"),
    ("certificate", "invalid certificate"),
    ("SSLError", "no secure connection"),
    ("timed out", "no answer in time"),
    ("Timeout", "no answer in time"),
    ("refused", "connection refused"),
    ("unreachable", "network unreachable"),
    ("ConnectionError", "connection broken off"),
    ("ChunkedEncodingError", "connection broken off"),
)


def reply_of(told: Element) -> tuple[str, Reply]:
    """Return the address that an ``urldata`` element is about, and the reply."""
    address = told.findtext("url", "")
    warnings = {w.get("tag", ""): w.text or "" for w in told.iterfind("warnings/warning")}
    valid = told.find("valid")
    result = "" if valid is None else valid.get("result", "")
    if valid is None or valid.text != "1":
        return address, _failure(result)
    if "http-rate-limited" in warnings:
        wait = _WAIT.search(warnings["http-rate-limited"])
        return address, Reply(kind=Kind.UNSAID, wait=int(wait[1]) if wait else 0)
    if result == _UNASKED:
        return address, Reply(kind=Kind.UNSAID)
    steps = (w.text or "" for w in told.iterfind("warnings/warning"))
    return address, Reply(kind=Kind.GOOD, moved=_moved(steps))


def _moved(warnings: Iterable[str]) -> str:
    """Return where the permanent redirects lead that come before any that is not."""
    found = ""
    for warning in warnings:
        step = _REDIRECTED.match(warning)
        if step is None:
            continue
        if step[2] not in _PERMANENT:
            break
        found = step[1]
    return found


def _failure(result: str) -> Reply:
    status = _STATUS.match(result)
    if status is not None:
        passing = status[1] in _BUSY or status[1].startswith(_TROUBLE)
        return Reply(kind=Kind.PASSING if passing else Kind.BAD, fault=_short(result))
    if result.startswith("TooManyRedirects"):
        return Reply(kind=Kind.BAD, fault="endless redirects")
    for mark, fault in _SILENCE:
        if mark in result:
            return Reply(kind=Kind.SILENT, fault=fault)
    return Reply(kind=Kind.BAD, fault=_short(result) or "no result")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
