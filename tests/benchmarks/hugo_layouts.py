"""Hugo's templates of the same pages: the frame of a page that inforce built, and an own article.

Frame means all that stands around the article: head, menu, footer, words for the scripts. It is
taken from the built page, so Hugo writes as much of it as inforce does. The articles are in
``hugo/``. What Hugo cannot say it says with as many bytes: stated figures stand for converted ones,
the QR code of one product for that of each, the first of a family for those most alike.
"""

from __future__ import annotations

import re
from pathlib import Path

_HERE = Path(__file__).parent / "hugo"
_FIGURES = (
    '{{ $p := .Params.product }}{{ $figures := partialCached "figures.html" . .RelPermalink }}'
)
_ARTICLE = re.compile(r"<article .*?</article>", re.DOTALL)
_LINKED_DATA = re.compile(r'<script type="application/ld\+json">.*?</script>', re.DOTALL)
_CODE = re.compile(r'<p class="inf-stamp__code">.*?</p>', re.DOTALL)


def layouts(built: Path, sample: str) -> dict[str, str]:
    """Return Hugo's layouts by path, from the site ``built`` and its product ``sample``."""
    page = _read(built / "products" / sample / "index.html")
    family = _of(page, r'data-family="([^"]+)"')
    name = _of(page, r"<h1>([^<]+)</h1>")
    summary = _of(page, r'<meta name="description" content="([^"]+)"')
    fields = {
        f"products/{sample}/": "products/{{ .File.ContentBaseName }}/",
        name: "{{ .Title }}",
        summary: "{{ index .Params.product.summary site.Language.Lang }}",
    }
    lists = _read(built / "products/index.html")
    one = _read(built / "families" / family / "index.html")
    titles = {_of(one, r"<h1>([^<]+)</h1>"): "{{ .Title }}"}
    return {
        "products/single.html": _framed(page, fields, "product"),
        "products/list.html": _framed(lists, {}, "list"),
        "products/family.html": _framed(one, titles, "family"),
        "index.html": _framed(lists, {}, "home"),
        "_partials/code.html": _code(page),
        **{f"_partials/{name}.html": _own(name) for name in ("figures", "card", "data")},
    }


def _framed(page: str, fields: dict[str, str], name: str) -> str:
    """Return the page as a template, with the article ``name`` in place of its own."""
    frame = []
    for part in _ARTICLE.split(page):
        text = part.replace("{{", '{{ "{{" }}')
        for said, field in fields.items():
            text = text.replace(said, field)
        frame.append(text)
    head, foot = frame
    article = _own(name)
    start = "{{ $lang := site.Language.Lang }}"
    linked = ""
    if name == "product":
        start += _FIGURES
        linked = '{{ partial "data.html" (dict "page" . "figures" $figures) }}'
    return f"{start}{_LINKED_DATA.sub(lambda _: linked, head)}{article}{foot}"


def _own(name: str) -> str:
    return _read(_HERE / f"{name}.html")


def _code(page: str) -> str:
    """Return the QR code of the sample for all: Hugo draws none, but writes as many bytes."""
    found = _CODE.search(page)
    return found.group() if found else ""


def _of(page: str, pattern: str) -> str:
    found = re.search(pattern, page)
    if found is None:
        raise LookupError(f"a page of inforce has nothing like {pattern}: see hugo_layouts.py")
    return found.group(1)


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")
