"""What the page for addresses that do not exist says, in every language of the site.

A static host has one such page for all of them; its script finds the language in the address.
"""

from __future__ import annotations

from collections.abc import Iterable

from inforce.domain import address
from inforce.domain.views.reading import Reading
from inforce.renderers.website.embedding import embedded

# What the page says whatever the address, by the names that its elements have for the script.
_OWN = {
    "title": "site.lost",
    "lead": "site.lost_lead",
    "products": "site.all_products",
    "home": "site.home",
}


def lost_words(readings: Iterable[Reading]) -> str:
    """Return the element with the texts and the folder of each locale."""
    words = {
        reading.locale: {
            **reading.wording.section("lost"),
            **{name: reading.say(key) for name, key in _OWN.items()},
            "prefix": address.prefix(reading.locale, reading.edition.locales[0]),
        }
        for reading in readings
    }
    return embedded(words, "application/json", "inf-lost-words")
