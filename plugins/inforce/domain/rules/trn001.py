"""TRN001: a text is missing in a required locale."""

from __future__ import annotations

from collections.abc import Iterator

from inforce.domain.checking.rule import Breach, Inspection, Rule
from inforce.domain.site.policy import Severity


def _check(inspection: Inspection) -> Iterator[Breach]:
    needed = inspection.policy.needed_locales
    for odd in inspection.odd_texts:
        missing = [locale for locale in needed if odd.text.get(locale) is None]
        if missing:
            yield Breach(
                path=odd.path,
                pointer=odd.pointer,
                item=odd.item,
                facts={
                    "text": odd.pointer[1:].replace("/", ".") or "page",
                    "found": ", ".join(odd.text.locales),
                    "missing": " and ".join(missing),
                },
            )


RULE = Rule(
    code="TRN001",
    title="A text is missing in a required locale",
    default=Severity.ERROR,
    problem="{text}: not written in {missing} (found {found} → {missing} too)",
    fix="Add the translation, or write one text for all where it is the same in every language.",
    why=(
        "A reader who gets half of a page in a language he does not read is not informed. The "
        "policy says in which languages everything must stand."
    ),
    clause="ISO 9001:2015, 8.2.1 a: information relating to products; 7.5.2 b: language",
    wrong="name: {en: Ball valve}   # required_locales: [en, ru]\n",
    right="name: {en: Ball valve, ru: Шаровой кран}\n",
    check=_check,
)
