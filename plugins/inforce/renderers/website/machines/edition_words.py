"""edition.json: the day of the edition in words, for every page of a locale to show.

It stands beside the pages and not in them, so that a new edition changes only pages that changed.
"""

from __future__ import annotations

import msgspec

from inforce.domain.views.reading import Reading


def edition_words(reading: Reading) -> bytes:
    """Return the file for readers of one locale."""
    day = reading.date(reading.edition.as_of)
    told = {
        "as_of": day.iso,
        "digest": reading.edition.digest,
        "day": day.text,
        "words": reading.say("site.edition", day=day.text),
    }
    return msgspec.json.encode(told) + b"\n"
