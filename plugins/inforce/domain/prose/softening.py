"""Words that make a hazard smaller than it is, in the languages of the shipped interface.

EU 2023/988, Art. 36 (2) c forbids elements in a recall notice that may lessen consumers' perception
of the risk, such as calling it voluntary or precautionary, or saying that nobody was hurt so far.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from inforce.domain.text import Text

_CASES = "(?:case|situation|circumstance|instance|occasion)s?"
_HARM_EN = "(?:accident|incident|injur(?:y|ie)|complaint)s?"
_RARE_RU = "(?:редк|редчайш|отдельн|единичн|некотор|определенн|исключительн)\\w+"
_HARM_RU = "(?:несчастн\\w+ случа\\w+|авари\\w+|инцидент\\w*|происшестви\\w+|травм\\w*|жалоб\\w*)"
_NONE_RU = (
    "(?:не (?:было|зарегистрирован\\w*|зафиксирован\\w*|отмечен\\w*|выявлен\\w*|известно|"
    "поступал\\w*|сообщал\\w*|происходил\\w*)|нет)"
)
_WORDS: Mapping[str, tuple[str, ...]] = {
    "en": (
        r"voluntar(?:y|ily)",
        r"precautionary",
        r"as an? (?:\w+ )?precaution",
        r"abundance of caution",
        r"discretion(?:ary)?",
        rf"(?:in|on|under) (?:\w+ )?(?:rare|isolated|exceptional|specific|certain|few) {_CASES}",
        rf"only in (?:\w+ )?{_CASES}",
        rf"no (?:\w+ )?{_HARM_EN} (?:(?:have|has|had|was|were|been) )*(?:reported|recorded|known)",
        rf"no (?:reported|known|recorded) {_HARM_EN}",
        rf"no reports? of (?:any )?{_HARM_EN}",
        rf"not aware of any {_HARM_EN}",
    ),
    "ru": (
        r"добровольн\w*",
        r"превентивн\w*",
        r"профилактическ\w*",
        r"(?:в|из|для) (?:качестве |порядке |целях )?(?:мер\w* |соображений )?предосторожности",
        r"на всякий случай",
        r"перестрахов\w*",
        r"(?:по|на) \w+ усмотрени[юе]",
        r"дискреционн\w*",
        rf"в (?:\w+ )?{_RARE_RU} (?:случа|ситуаци|обстоятельств|услови)\w+",
        rf"{_HARM_RU}(?: \w+){{0,2}} {_NONE_RU}",
        rf"{_NONE_RU}(?: \w+){{0,2}} {_HARM_RU}",
    ),
}
_PATTERNS = {
    locale: re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)
    for locale, words in _WORDS.items()
}


def softened(text: Text) -> Iterator[tuple[str, str]]:
    """Yield (locale, words) for each place of ``text`` that makes a hazard smaller.

    A text that is neutral in language is held against every language.
    """
    for locale, words in text.items():
        language = locale.partition("-")[0]
        plain = " ".join(words.replace("ё", "е").replace("Ё", "Е").split())
        for known, pattern in _PATTERNS.items():
            if language in {known, ""}:
                for found in pattern.finditer(plain):
                    yield locale, found[0]
