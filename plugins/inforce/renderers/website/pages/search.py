"""The page of the search: a field, what is found, and by what it can be narrowed down."""

from __future__ import annotations

from inforce.domain import address
from inforce.renderers.website.page import SitePage
from inforce.renderers.website.rendering import Renderer


def search_page(renderer: Renderer) -> SitePage:
    """Return the page on which a script shows what is found; no other search is to list it."""
    say = renderer.reading.say
    return SitePage(
        address=address.SEARCH,
        place="search",
        title=say("site.search"),
        description=say("site.search_lead"),
        head='<meta name="robots" content="noindex">',
        body=renderer.render("search.html", address.SEARCH),
        listed=False,
    )
