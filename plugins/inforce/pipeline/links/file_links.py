"""What a file of an output leads to: a page, a style sheet, a map; told from its octets alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from urllib.parse import unquote

from msgspec import Struct

from inforce.domain.prose.links import is_outside

# The files that lead somewhere.
READ = (".html", ".css", ".xml")
# What is written by scripts is not there yet; what stands between their tags is no markup.
_SCRIPT_END = b"</script>"
# By what is made of them, frequent ones first.
_NAMES = (
    (b"href",),
    (b"id", b"name"),
    (b"src",),
    (b"data-root", b"data-bundle"),
    (b"content",),
    # Seldom met, and words that a text may hold too: looked for inside of tags alone.
    (b"data", b"action", b"poster", b"formaction", b"xlink:href"),
    (b"srcset", b"imagesrcset"),
)
_REFERENCES, _ANCHORS, _PICTURES, _FOLDERS, _PREVIEWS, _RARE, _SETS = range(len(_NAMES))
# What a group of the pattern below is of: a value stands between marks, of two kinds, or alone.
_KINDS = [0, *(kind for kind in range(len(_NAMES)) for _ in range(3))]
# Found by their equals signs, as pages have fewer of these than of blanks; most are passed over by
# the letter before. Values are looked at and not passed over: an attribute in a text, whose
# quotation mark may have no other, must not hide what follows.
_ATTRIBUTE = re.compile(
    rb"=(?<=[%b]=)(?:%b)"
    % (
        b"".join(sorted({name[-1:] for names in _NAMES for name in names})),
        b"|".join(
            rb"(?:%b)(?:\"(?=([^\"]*))|(?='([^']*)|([^\s\"'>]*)))"
            % b"|".join(rb"(?<=[ \n\t\r\f]%b=)" % name for name in names)
            for names in _NAMES
        ),
    )
)
_LETTER = b"mailto:"
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
    return elsewhere(inside(page_links(octets, origin), origin), path)


def inside(found: FileLinks, origin: str) -> FileLinks:
    """Return ``found`` without what leads out of the site."""
    return FileLinks(_inside(found.links, origin), found.folders, found.anchors)


def elsewhere(found: FileLinks, path: str) -> FileLinks:
    """Return ``found`` without what leads to an anchor that is there, on the page at ``path``."""
    there = _EVERYWHERE.union(found.anchors) if "%" not in path else ()
    links = [link for link in found.links if not (link[:1] == "#" and unquote(link[1:]) in there)]
    return FileLinks(tuple(links), found.folders, found.anchors)


def without_scripts(html: bytes) -> bytes:
    """Return a page without what stands between the tags of its scripts, but for ends of lines."""
    parts: list[bytes] = []
    done = 0
    while (script := html.find(b"<script", done)) >= 0:
        start = html.find(b">", script) + 1
        end = html.find(_SCRIPT_END, start)
        if not start or end < 0:
            break
        parts += html[done:start], b"\n" * html.count(b"\n", start, end)
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
    found: list[list[bytes]] = [[] for _ in _NAMES]
    for attribute in _ATTRIBUTE.finditer(html):
        group = attribute.lastindex or 0
        kind, value = _KINDS[group], attribute[group]
        if kind < _PREVIEWS:
            found[kind].append(value)
        elif kind == _PREVIEWS:
            if body < 0 or attribute.start() < body:
                found[kind].append(value)
        elif _in_tag(html, attribute.start()):
            found[_RARE] += _candidates(value) if kind == _SETS else (value,)
    own = origin.encode()
    links = [
        *(link for link in found[_REFERENCES] if not link.startswith(_LETTER)),
        *found[_PICTURES],
        *found[_RARE],
        *(at for at in found[_PREVIEWS] if origin and at.startswith(own)),
    ]
    return FileLinks(
        links=_texts(links),
        folders=_texts(found[_FOLDERS]),
        anchors=tuple(sorted({*map(_text, found[_ANCHORS])})),
    )


def sheet_links(css: bytes) -> tuple[str, ...]:
    """Return what a style sheet loads: faces, pictures, other sheets."""
    found = (a or b or c for a, b, c in _SHEET.findall(css))
    return _texts(link for link in found if link and not link.startswith(b"#"))


def map_links(xml: bytes) -> tuple[str, ...]:
    """Return the addresses in a sitemap or a feed."""
    references = (a or b or c for a, b, c in _HREF.findall(xml))
    return _texts([*references, *_LOCATION.findall(xml)])


def _texts(found: Iterable[bytes]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_text(link).strip() for link in dict.fromkeys(found)))


def _text(written: bytes) -> str:
    text = written.decode("utf-8", "replace")
    return unescape(text) if "&" in text else text


def _inside(links: Iterable[str], origin: str) -> tuple[str, ...]:
    """Leave out what leads to other hosts, or to what is no page: ``mailto:``, ``tel:``."""
    return tuple(
        [
            link
            for link in links
            if not (":" in link or link[:2] == "//")
            or (origin and link.startswith(origin))
            or not is_outside(link)
        ]
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
