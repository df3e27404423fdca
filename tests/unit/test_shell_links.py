"""What a page leads to is the same, read in one piece or shell and page apart."""

import pytest

from inforce.pipeline.links.file_links import FileLinks, file_links
from inforce.pipeline.links.shell_links import ShellLinks
from inforce.renderers.website.page import SitePage
from inforce.renderers.website.shell import PLACES, Shell, slots, token

PLACE = next(place for place in PLACES if place.name == "product")
ORIGIN = "https://maker.example/"
PATH = "products/x/index.html"
HEAD = (
    '<!doctype html><html data-root="../"><head><link rel=a href="../a.css">\n'
    f'<link rel=b href="{ORIGIN}b/">{token("head")}<link href="{ORIGIN}{token("canonical")}">\n'
    f'<meta content="{ORIGIN}c.png"><meta content="{token("title")}"><title>{token("title")}'
    f'</title><script>"<a href=no>{token("title")}"</script><script src="../{token("title")}.js">'
    f'</script></head>\n<body id="all" class="{token("title")}">'
)
FOOT = (
    f'<nav><a href="#gone"></a> <a href="#own"></a> <a href="../{PLACE.address}"></a>'
    '<a href="#all"></a><p content="https://maker.example/d">a > b <b>c</b></p></nav>\n'
    '<script>if (a<b) c = "<a href=\'never\'>" > 1</script><img src="../e.png" id="foot"></body>'
)
BODY = (
    '<a href="../f/" id=own></a><a href="#foot"></a><a href="https://maker.example/g"></a>'
    '<p content="https://maker.example/h"><script>"<a href=never>"</script>'
    '<img srcset="i.png 1x, j.png 2x" data-bundle="k/"><a href="#nowhere"></a>'
)


def page(**parts: str) -> SitePage:
    given = {"address": "products/x/", "place": "product", "title": "T&1", "description": "D"}
    return SitePage(**{**given, "body": BODY, **parts})  # type: ignore[arg-type]  # texts only


def unordered(found: FileLinks) -> tuple[frozenset[str], frozenset[str], tuple[str, ...]]:
    assert len(set(found.links)) == len(found.links)
    return frozenset(found.links), frozenset(found.folders), found.anchors


@pytest.mark.parametrize("origin", ["", ORIGIN])
@pytest.mark.parametrize(
    "html",
    [
        HEAD + token("body") + FOOT,
        token("body"),
        f"<body>{token('body')}",
        f"<p>{token('body')}</p><body><p content='{ORIGIN}z'></p><a href=y></a>",
        f"<html><head><link href=x><link href=y></head><body><p>{token('body')}<p></body></html>",
    ],
)
def test_of_any_shell(html: str, origin: str) -> None:
    shell = Shell(PLACE, html)
    for one in (
        page(),
        page(
            head='<script>{"a": "<a href=never>"}</script><meta content="https://maker.example/l">'
        ),
        page(canonical="products/y/", title=f"{ORIGIN}m", body="<p>"),
        page(title="<body>", body="<body>", head="</head>"),
    ):
        whole = file_links(PATH, shell.fill(slots(one)), origin)
        assert unordered(ShellLinks(shell, origin).of(slots(one), PATH)) == unordered(whole)
