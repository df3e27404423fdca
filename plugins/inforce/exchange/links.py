"""Web links in Markdown that others wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from msgspec import Struct

# [title](address), its frequent reversal (title)[address], <address>, and a bare address.
_LINK = re.compile(
    r"\[(?P<title>[^\]\n]*)\]\(<?(?P<address>https?://(?:[^\s()<>]|\([^\s()]*\))+)>?(?:\s+\"[^\"]*\")?\)"
    r"|\((?P<reversed>[^()\n]+)\)\[(?P<bracketed>https?://[^\s\]]+)\]"
    r"|(?P<bare>https?://[^\s<>\"\]]+)",
    re.IGNORECASE,
)
_TRAILING = ".,;:!?'*_"
_SCAFFOLD = re.compile(r"[\s\-*+:;,.()\[\]<>|]*")


class Link(Struct, frozen=True):
    """A web address and what the text calls it."""

    title: str
    address: str


def links_in(text: str) -> tuple[Link, ...]:
    """Return the web links in ``text`` in order, each address once.

    A link that is only an address is called by the last part of its path, or by its host.
    """
    found: dict[str, Link] = {}
    for match in _LINK.finditer(text):
        address = _address(match)
        title = " ".join((match["title"] or match["reversed"] or "").split())
        if not title or title.startswith(("http://", "https://")):
            title = _called(address)
        found.setdefault(address, Link(title, address))
    return tuple(found.values())


def without_bare_links(text: str) -> str:
    """Return ``text`` without the lines that hold nothing but links, line ends made uniform."""
    kept = [line.rstrip() for line in _lines(text) if not _is_only_links(line)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip("\n")


def _lines(text: str) -> Iterator[str]:
    yield from text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _is_only_links(line: str) -> bool:
    rest = _LINK.sub("", line)
    return rest != line and _SCAFFOLD.fullmatch(rest) is not None


def _address(match: re.Match[str]) -> str:
    bare: str | None = match["bare"]
    if bare is None:
        return str(match["address"] or match["bracketed"])
    bare = bare.rstrip(_TRAILING)
    while bare.endswith(")") and bare.count("(") < bare.count(")"):
        bare = bare[:-1].rstrip(_TRAILING)
    return bare


def _called(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:  # no host that could be asked, as in https://[host
        return address
    last = unquote(parts.path.rstrip("/").rpartition("/")[2])
    return last or parts.netloc
