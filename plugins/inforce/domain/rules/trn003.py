"""TRN003: texts are written in a locale that the site does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from inforce.domain.checking.rule import Breach, Inspection, Rule
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.policy import Severity

# The locale of a text, the file that it stands in, where in it, and the item that it is of.
_Place = tuple[str, str, str, str | None]
_SHORT = 2
_SUFFIX = re.compile(r"(?P<page>.+)\.(?P<locale>[a-z]{2}(?:-[A-Za-z0-9]{2,8})*)\.md")


def _check(inspection: Inspection) -> Iterator[Breach]:
    policy = inspection.policy
    known = dict.fromkeys((*policy.locales, *policy.needed_locales))
    found: dict[str, list[_Place]] = {}
    for place in (*_texts(inspection), *_pages(inspection.corpus), *_words(inspection.corpus)):
        if place[0] not in known:
            found.setdefault(place[0], []).append(place)
    for locale, places in sorted(found.items()):
        _, path, pointer, item = min(places, key=lambda place: place[1])
        near = [one for one in known if _language(one) == _language(locale)]
        yield Breach(
            path=path,
            pointer=pointer,
            item=item,
            facts={
                "locale": locale,
                "count": "1 text" if len(places) == 1 else f"{len(places)} texts",
                "expected": f"did you mean {near[0]}?" if near else f"one of {', '.join(known)}",
            },
            severity=Severity.WARNING if near else None,
        )


def _texts(inspection: Inspection) -> Iterator[_Place]:
    for odd in inspection.odd_texts:
        for locale in odd.text.locales:
            yield locale, odd.path, f"{odd.pointer}/{locale}", odd.item


def _pages(corpus: Corpus) -> Iterator[_Place]:
    """Yield the pages that look like the translation of another one, and are pages of their own."""
    pages = {writing.page: writing for writing in corpus.writings}
    for name, writing in pages.items():
        found = _SUFFIX.fullmatch(name)
        if found and f"{found['page']}.md" in pages:
            yield found["locale"], writing.path, "", writing.item


def _words(corpus: Corpus) -> Iterator[_Place]:
    """Yield the files of interface texts that no locale of the site takes any from."""
    languages = {locale.partition("-")[0] for locale in corpus.policy.locales}
    for locale in corpus.interface:
        if locale not in languages:
            yield locale, f"site_config/locales/{locale}.yaml", "", None


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
        "for published; a page such as about.de.md is one of its own, in the first language of the "
        "site. Told is the first of them in the site. It is a warning where the code is "
        "near to one of the policy, such as `rus` or `ru-RU` to `ru`."
    ),
    clause="ISO 9001:2015, 8.2.1 a: information relating to products; 7.5.2 b: language",
    wrong="name: {en: Ball valve, ru-RU: Шаровой кран}   # locales: [en, ru]\n",
    right="name: {en: Ball valve, ru: Шаровой кран}\n",
    check=_check,
    apart=("locale",),
)
