"""What a file of an output leads to: a page, a style sheet, a map; told from its octets alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from urllib.parse import unquote

from msgspec import Struct

from inforce.domain.links import is_outside

# The files that lead somewhere.
READ = (".html", ".css", ".xml")
# What is written by scripts is not there yet; what stands between their tags is no markup.
_SCRIPT_END = b"</script>"
# Frequent names first.
_NAMES = (
    *(b"href", b"id", b"src", b"name", b"content", b"data", b"data-root", b"data-bundle"),
    *(b"action", b"poster", b"srcset", b"imagesrcset", b"formaction", b"xlink:href"),
)
# Found by their equals signs, as pages have fewer of these than of blanks; most are passed over by
# the letter before. Values are looked at and not passed over: an attribute in a text, whose
# quotation mark may have no other, must not hide what follows.
_ATTRIBUTE = re.compile(
    rb"=(?<=[%b]=)(?:%b)"
    % (
        b"".join(sorted({name[-1:] for name in _NAMES})),
        b"|".join(rb"(?<=[ \n\t\r\f](%b)=)" % name for name in _NAMES),
    )
)
_QUOTES = (b'"', b"'")
_UNQUOTED = re.compile(rb"[^\s\"'>]*")
_LETTER = b"mailto:"
_ANCHORS = (b"id", b"name")
_FOLDERS = (b"data-root", b"data-bundle")
# Seldom met, and words that a text may hold too: looked for inside of tags alone.
_RARE = (b"poster", b"srcset", b"imagesrcset", b"xlink:href", b"action", b"formaction", b"data")
_SETS = (b"srcset", b"imagesrcset")
_TAG = re.compile(rb"<[A-Za-z][^<>]*>")
_HREF = re.compile(rb"[ \n\t\r\f]href=(?:\"([^\"]*)|'([^']*)|([^\s\"'>]*))")
_SHEET = re.compile(rb"(?:url\(\s*|@import\s+)(?:\"([^\"]*)\"|'([^']*)'|([^)\"'\s]+))")
_LOCATION = re.compile(rb"<loc>\s*([^<\s]+)\s*</loc>")
_EVERYWHERE = frozenset({"", "top"})  # anchors that every page has


class FileLinks(Struct, frozen=True, array_like=True):
    """What a file leads to: ``links`` as they are written, each once, without entities.

    ``folders`` are those in which the scripts of a page find their files, ``anchors`` what can be
    led to in it.
    """

    links: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()


def file_links(path: str, octets: bytes, origin: str) -> FileLinks:
    """Return what the file at ``path`` leads to in its site, whose address is ``origin`` or empty.

    It rests on nothing else, so that it holds as long as these three do. What leads out of the
    site, or to an anchor of the same page that is there, is left out.
    """
    if path.endswith(".css"):
        return FileLinks(links=_inside(sheet_links(octets), origin))
    if path.endswith(".xml"):
        return FileLinks(links=_inside(map_links(octets), origin))
    if not path.endswith(".html"):
        return FileLinks()
    return inward(page_links(octets, origin), path, origin)


def inward(found: FileLinks, path: str, origin: str) -> FileLinks:
    """Return what is left of all that the page at ``path`` leads to, as ``file_links`` says."""
    there = _EVERYWHERE.union(found.anchors) if "%" not in path else ()
    links = [
        link
        for link in _inside(found.links, origin)
        if not (link.startswith("#") and unquote(link[1:]) in there)
    ]
    return FileLinks(links=tuple(links), folders=found.folders, anchors=found.anchors)


def without_scripts(html: bytes) -> bytes:
    """Return a page without what stands between the tags of its scripts."""
    parts: list[bytes] = []
    done = 0
    while (script := html.find(b"<script", done)) >= 0:
        start = html.find(b">", script) + 1
        end = html.find(_SCRIPT_END, start)
        if not start or end < 0:
            break
        parts.append(html[done:start])
        done = end
    return b"".join([*parts, html[done:]])


def page_links(html: bytes, origin: str) -> FileLinks:
    """Return all that a page leads to: with its references, pictures, forms and previews.

    Letters to write are left out: they are many, long, and lead nowhere in any site.
    A preview's picture and address stand in ``content`` and count where they begin with
    ``origin``, the site's own address.
    """
    html = without_scripts(html)
    body = html.find(b"<body")
    references: list[bytes] = []
    pictures: list[bytes] = []
    rare: list[bytes] = []
    previews: list[bytes] = []
    folders: list[bytes] = []
    anchors: list[bytes] = []
    for found in _ATTRIBUTE.finditer(html):
        name, value = found[found.lastindex or 0], _value(html, found.end())
        if name == b"href":
            if not value.startswith(_LETTER):
                references.append(value)
        elif name in _ANCHORS:
            anchors.append(value)
        elif name == b"src":
            pictures.append(value)
        elif name in _FOLDERS:
            folders.append(value)
        elif name in _RARE:
            if _in_tag(html, found.start()):
                rare += _candidates(value) if name in _SETS else (value,)
        elif origin and (body < 0 or found.start() < body):
            previews.append(value)
    own = origin.encode()
    return FileLinks(
        links=_texts(
            [*references, *pictures, *rare, *(at for at in previews if at.startswith(own))]
        ),
        folders=_texts(folders),
        anchors=tuple(sorted({unescape(name.decode("utf-8", "replace")) for name in anchors})),
    )


def _value(html: bytes, start: int) -> bytes:
    """Return the value of an attribute, which begins at ``start``."""
    quote = html[start : start + 1]
    if quote not in _QUOTES:
        return html[start : _UNQUOTED.match(html, start).end()]  # type: ignore[union-attr]  # it is
    end = html.find(quote, start + 1)
    return html[start + 1 : end] if end >= 0 else html[start + 1 :]


def sheet_links(css: bytes) -> tuple[str, ...]:
    """Return what a style sheet loads: faces, pictures, other sheets."""
    found = (a or b or c for a, b, c in _SHEET.findall(css))
    return _texts(link for link in found if link and not link.startswith(b"#"))


def map_links(xml: bytes) -> tuple[str, ...]:
    """Return the addresses in a sitemap or a feed."""
    references = (a or b or c for a, b, c in _HREF.findall(xml))
    return _texts([*references, *_LOCATION.findall(xml)])


def _texts(found: Iterable[bytes]) -> tuple[str, ...]:
    texts = (unescape(link.decode("utf-8", "replace")).strip() for link in dict.fromkeys(found))
    return tuple(dict.fromkeys(texts))


def _inside(links: Iterable[str], origin: str) -> tuple[str, ...]:
    """Leave out what leads to other hosts, or to what is no page: ``mailto:``, ``tel:``."""
    return tuple(
        link
        for link in links
        if not (":" in link or link.startswith("//"))
        or (origin and link.startswith(origin))
        or not is_outside(link)
    )


def _in_tag(html: bytes, at: int) -> bool:
    tag = html.rfind(b"<", 0, at)
    found = _TAG.match(html, tag) if tag >= 0 else None
    return found is not None and at < found.end()


def _candidates(value: bytes) -> Iterator[bytes]:
    """Yield the addresses in a set of pictures; each but the last is followed by a comma."""
    for part in re.split(rb",\s+", value.strip()):
        if part:
            yield part.split()[0].rstrip(b",")
