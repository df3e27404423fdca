"""What the page for addresses that do not exist says of papers, in every language of the site.

A static host has one such page for all of them; its script finds the language in the address.
"""

from __future__ import annotations

from collections.abc import Iterable

from inforce.domain import address
from inforce.domain.views.reading import Reading
from inforce.renderers.website.embedding import embedded


def lost_words(readings: Iterable[Reading]) -> str:
    """Return the element with the texts and the folder of each locale."""
    words = {
        reading.locale: {
            **reading.wording.section("lost"),
            "prefix": address.prefix(reading.locale, reading.edition.locales[0]),
        }
        for reading in readings
    }
    return embedded(words, "application/json", "inf-lost-words")
