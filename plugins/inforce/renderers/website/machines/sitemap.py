"""The sitemap: every page with its languages and the day its content came into force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from inforce.renderers.xml_text import escape, quoteattr

# sitemaps.org: at most 50,000 addresses a file.
LIMIT = 50_000
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def sitemap(
    pages: Mapping[str, date | None], origin: str, prefixes: Mapping[str, str], limit: int = LIMIT
) -> dict[str, str]:
    """Return the sitemap files by name.

    ``pages`` maps each address to the day its content came into force, ``prefixes`` each locale to
    the folder of its site, default first. Beyond ``limit`` addresses an index names the parts.
    """
    entries = list(_entries(pages, origin, prefixes))
    if len(entries) <= limit:
        return {"sitemap.xml": _set(entries)}
    parts = [entries[start : start + limit] for start in range(0, len(entries), limit)]
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    index = "".join(f"<sitemap><loc>{escape(origin + name)}</loc></sitemap>\n" for name in names)
    files = {name: _set(part) for name, part in zip(names, parts, strict=True)}
    return {
        "sitemap.xml": f"{_HEAD}<sitemapindex {_SPACE}>\n{index}</sitemapindex>\n",
        **files,
    }


def _entries(
    pages: Mapping[str, date | None], origin: str, prefixes: Mapping[str, str]
) -> Iterator[str]:
    """Yield the entry of each page in each language, which names it in all of them."""
    for at, changed in sorted(pages.items()):
        day = f"<lastmod>{changed.isoformat()}</lastmod>" if changed else ""
        links = "".join(
            f'<xhtml:link rel="alternate" hreflang="{locale}" '
            f"href={quoteattr(origin + prefix + at)}/>"
            for locale, prefix in prefixes.items()
        )
        for prefix in prefixes.values():
            yield f"<url><loc>{escape(origin + prefix + at)}</loc>{day}{links}</url>\n"


def _set(entries: list[str]) -> str:
    space = f'{_SPACE} xmlns:xhtml="http://www.w3.org/1999/xhtml"'
    return f"{_HEAD}<urlset {space}>\n{''.join(entries)}</urlset>\n"
