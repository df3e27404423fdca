"""The page on which a script puts products side by side, from what their own pages say."""

from __future__ import annotations

from markupsafe import Markup

from inforce.domain import address
from inforce.renderers.website.embedding import embedded
from inforce.renderers.website.page import SitePage
from inforce.renderers.website.pages.lists import Tile
from inforce.renderers.website.rendering import Renderer


def compare_page(renderer: Renderer, families: tuple[Tile, ...]) -> SitePage:
    """Return the page with its place for the comparison, and the way to those of families."""
    say = renderer.reading.say
    words = embedded(
        renderer.reading.wording.section("comparison"), "application/json", "inf-comparison-words"
    )
    body = renderer.render(
        "compare.html",
        address.COMPARE,
        families=families,
        words=Markup(words),  # noqa: S704 - it is written for its place
    )
    return SitePage(
        address=address.COMPARE,
        place="compare",
        title=say("site.compare"),
        description=say("site.compare_lead"),
        body=body,
    )
