"""What BMEcat 2005 calls languages, currencies, references and files.

Source: the enumerations and patterns of bmecat_2005.xsd of 2005-11-04 (2005fd).
"""

from __future__ import annotations

import re
from datetime import date

from inforce.domain.errors import InforceError
from inforce.domain.items.product import RelationType

# Currencies of today that the schema of 2005 knows.
CURRENCIES = frozenset(
    {
        "AED", "AUD", "BHD", "CAD", "CHF", "CNY", "COP", "DKK", "EGP", "EUR", "GBP", "HKD", "HUF",
        "IDR", "ILS", "INR", "ISK", "JPY", "KRW", "KWD", "MAD", "MYR", "NOK", "NZD", "OMR", "PHP",
        "QAR", "SAR", "SEK", "SGD", "THB", "TND", "USD", "VND", "ZAR",
    }
)  # fmt: skip
REFERENCES = {
    RelationType.ACCESSORY: "accessories",
    RelationType.SPAREPART: "sparepart",
    RelationType.SIMILAR: "similar",
    RelationType.CONSISTS_OF: "consists_of",
    RelationType.MANDATORY: "mandatory",
    RelationType.UPSELLING: "others",
}
# ISO 639-2/T by ISO 639-1.
_LANGUAGES = {
    "ar": "ara", "be": "bel", "bg": "bul", "cs": "ces", "da": "dan", "de": "deu", "el": "ell",
    "en": "eng", "es": "spa", "et": "est", "fi": "fin", "fr": "fra", "he": "heb", "hi": "hin",
    "hr": "hrv", "hu": "hun", "id": "ind", "it": "ita", "ja": "jpn", "kk": "kaz", "ko": "kor",
    "lt": "lit", "lv": "lav", "nb": "nob", "nl": "nld", "no": "nor", "pl": "pol", "pt": "por",
    "ro": "ron", "ru": "rus", "sk": "slk", "sl": "slv", "sr": "srp", "sv": "swe", "th": "tha",
    "tr": "tur", "uk": "ukr", "vi": "vie", "zh": "zho",
}  # fmt: skip
_MEDIA_TYPES = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
}
_SUBTAG = re.compile("[-_]")


def language(locale: str) -> str:
    """Return the code of a language; raise InforceError where none is known."""
    code = _LANGUAGES.get(_SUBTAG.split(locale)[0])
    if code is None:
        raise InforceError(f"BMEcat wants a code of ISO 639-2, and none is known for {locale!r}")
    return code


def version(day: date) -> str:
    """Return the version of a day's catalogue, as in 26.324: later days have higher ones."""
    return f"{day.year % 1000}.{day.timetuple().tm_yday:03}"


def media_type(path: str) -> str:
    """Return the media type of a file; nothing where the schema of 2005 has none for it."""
    return _MEDIA_TYPES.get(path.rpartition(".")[2].lower(), "")
