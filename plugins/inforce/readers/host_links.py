"""The links to other hosts that stand in the host's settings and in templates of the site's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from inforce.domain.site.link_record import Use
from inforce.readers.site import read_octets, relative

_SETTINGS = "mkdocs.yml"
_TEMPLATES = "site_config/overrides"
_OWN = re.compile(r"^site_url:\s*[\"']?(https?://[^\s\"']+)", re.MULTILINE)
_IN_SETTINGS = re.compile(r"https?://[^\s\"'<>{}\[\],]+")
_IN_TEMPLATE = re.compile(r"\b(?:href|src)=[\"'](https?://[^\s\"'<>{}]+)[\"']")
_COMMENT = re.compile(r"(?:^|\s)#.*")


def own_address(root: Path) -> str:
    """Return the address that ``mkdocs.yml`` gives the site, with a slash at its end, or none."""
    found = _OWN.search(_text(root / _SETTINGS))
    return f"{found[1].rstrip('/')}/" if found else ""


def host_links(root: Path) -> Iterator[Use]:
    """Yield the links in ``mkdocs.yml``, without comments, and in ``site_config/overrides/``."""
    for number, line in enumerate(_text(root / _SETTINGS).splitlines(), start=1):
        for found in _IN_SETTINGS.finditer(_COMMENT.sub("", line)):
            yield _use(found[0], _SETTINGS, number)
    for file in sorted((root / _TEMPLATES).rglob("*.html")):
        for number, line in enumerate(_text(file).splitlines(), start=1):
            for found in _IN_TEMPLATE.finditer(line):
                yield _use(unescape(found[1]), relative(file, root), number)


def _use(address: str, path: str, line: int) -> Use:
    return Use(address=address, page="every page", path=path, line=line)


def _text(file: Path) -> str:
    return read_octets(file).decode("utf-8", errors="replace")
