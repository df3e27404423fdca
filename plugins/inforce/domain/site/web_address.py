"""Addresses on other hosts: which links lead to one, and whether it is one at all."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from urllib.parse import urlsplit

from inforce.domain.site.policy import LinkPolicy

_WEB = re.compile(r"(?:https?:|//)", re.IGNORECASE)
_LABEL = re.compile(r"\w(?:[\w-]{0,61}\w)?")


def external(link: str, own: str = "") -> str | None:
    """Return the address on another host that ``link`` leads to, without its fragment.

    None where it stays within the site, whose own address is ``own``, or is none of the web.
    """
    if not _WEB.match(link):
        return None
    written = f"https:{link}" if link.startswith("//") else link
    written = written.partition("#")[0].strip()
    inside = own and (written.startswith(own) or f"{written}/" == own)
    return None if inside else written


def flaw(written: str) -> str:
    """Return what makes ``written`` no address that could be asked, empty where it is one."""
    try:
        parts = urlsplit(written)
        name, _ = parts.hostname, parts.port
    except ValueError:
        return "an impossible host or port"
    if not name:
        return "no host"
    if parts.netloc.rpartition("@")[2].startswith("["):
        return ""
    labels = name.removesuffix(".").split(".")
    return "" if all(_LABEL.fullmatch(label) for label in labels) else "an impossible host"


def ignored(written: str, terms: LinkPolicy) -> bool:
    """Whether the policy names the host of an address, or a pattern that it matches."""
    try:
        parts = urlsplit(written)
        hosts = (parts.netloc.lower(), parts.hostname or "")
    except ValueError:
        return False
    return any(
        fnmatchcase(written, pattern)
        if "://" in pattern
        else any(fnmatchcase(name, pattern.lower()) for name in hosts)
        for pattern in terms.ignore
    )


def host(written: str) -> str:
    """Return the host of an address, with its port where one is named."""
    return urlsplit(written).netloc.lower()
