"""TRN003: texts are written in a locale that the site does not have."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from inforce.domain.checking.odd_texts import OddText
from inforce.domain.checking.rule import Breach, Inspection, Rule
from inforce.domain.site.policy import Severity

_SHORT = 2


def _check(inspection: Inspection) -> Iterator[Breach]:
    policy = inspection.policy
    known = dict.fromkeys((*policy.locales, *policy.needed_locales))
    found: dict[str, list[OddText]] = {}
    for odd in inspection.odd_texts:
        for locale in odd.text.locales:
            if locale not in known:
                found.setdefault(locale, []).append(odd)
    for locale, texts in sorted(found.items()):
        first = min(texts, key=attrgetter("path"))
        near = [one for one in known if _language(one) == _language(locale)]
        yield Breach(
            path=first.path,
            pointer=f"{first.pointer}/{locale}",
            item=first.item,
            facts={
                "locale": locale,
                "count": "1 text" if len(texts) == 1 else f"{len(texts)} texts",
                "expected": f"did you mean {near[0]}?" if near else f"one of {', '.join(known)}",
            },
            severity=Severity.WARNING if near else None,
        )


def _language(locale: str) -> str:
    """Return what codes of one language begin with in most cases: ru-RU and rus are ru."""
    return locale.partition("-")[0][:_SHORT]


RULE = Rule(
    code="TRN003",
    title="Texts are written in a locale that the site does not have",
    default=Severity.INFO,
    problem="{count} written in a locale that the policy does not have ({locale} → {expected})",
    fix="Correct the code, add the locale to the policy, or take the texts out.",
    why=(
        "No page, sheet or catalogue is made in a language that the policy does not name. A text "
        "in one is shown to nobody unless all others are missing, while whoever wrote it takes it "
        "for published. Told is the first of them in the site. It is a warning where the code is "
        "near to one of the policy, such as `rus` or `ru-RU` to `ru`."
    ),
    clause="ISO 9001:2015, 8.2.1 a: information relating to products; 7.5.2 b: language",
    wrong="name: {en: Ball valve, ru-RU: Шаровой кран}   # locales: [en, ru]\n",
    right="name: {en: Ball valve, ru: Шаровой кран}\n",
    check=_check,
    apart=("locale",),
)
