"""A page as the website's renderer hands it over: what goes into each slot of a shell."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from inforce.domain.text import Phrase
from inforce.domain.views.values import Day


class SitePage(Struct, frozen=True, kw_only=True):
    """A controlled page of one locale.

    ``address`` is relative to the locale's root, ``place`` names the shell it is spliced into.
    ``title`` and ``description`` are plain text, ``body`` and ``head`` are HTML; ``record`` is
    what the search knows of it, empty where it is not to be found; ``changed`` is the day its
    content came into force; one that is not ``listed`` stands in no sitemap. ``lang`` and
    ``description_lang`` are set where title and description stand in another language than the
    page. ``canonical`` is the address that search engines take instead of its own, in a shell that
    defers to another page.
    """

    address: str
    place: str
    title: str
    description: str
    body: str
    lang: str = ""
    description_lang: str = ""
    head: str = ""
    record: str = ""
    canonical: str = ""
    changed: date | None = None
    listed: bool = True


class Ended(Struct, frozen=True, kw_only=True):
    """What stands at the address of a page that was withdrawn: since when, and what holds instead.

    ``address`` and ``title`` are those of the page in its place, empty where there is none.
    """

    day: Day | None
    address: str = ""
    title: Phrase = Phrase("")
