"""Ids from foreign names: the same name gives the same id on every machine."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256

_LONGEST = 120
_DIGEST = 8

# Letters that decomposition leaves as they are; Cyrillic as in ISO 9:1995 without its marks.
_LETTERS = str.maketrans(
    {
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l",
        "ı": "i", "µ": "u", "μ": "u", "ω": "ohm",
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z",
        "и": "i", "й": "j", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
        "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "c", "ч": "ch", "ш": "sh",
        "щ": "shh", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
        "і": "i", "ї": "i", "є": "e", "ґ": "g", "ў": "u",
        "&": " and ", "+": " plus ", "@": " at ", "%": " percent ", "°": " deg ", "×": "x",
    }
)  # fmt: skip
_GAP = re.compile(r"[^a-z0-9.]+")
_LOOSE_DOT = re.compile(r"(?<![a-z0-9])\.+|\.+(?![a-z0-9])")
_HYPHENS = re.compile(r"-{2,}")


def slugify(text: str) -> str:
    """Return ``text`` in the form of an id: a-z, 0-9, hyphens, and dots inside words.

    ``&`` and ``+`` are said in words, other letters transliterated. A text too long for an id is
    cut and ends with a part of its digest. Empty where nothing can be said.
    """
    lowered = _bare(text.lower().translate(_LETTERS)).translate(_LETTERS)
    words = _GAP.sub("-", lowered)
    slug = _HYPHENS.sub("-", _LOOSE_DOT.sub("-", words)).strip("-")
    if len(slug) <= _LONGEST:
        return slug
    digest = sha256(text.encode()).hexdigest()[:_DIGEST]
    return f"{slug[: _LONGEST - _DIGEST - 1].rstrip('-.')}-{digest}"


def _bare(text: str) -> str:
    """Return ``text`` without the marks on its letters."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
