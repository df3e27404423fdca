"""TRN001: a text is missing in a required locale."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from inforce.domain.checking.rule import Breach, Inspection, Rule
from inforce.domain.items.product import Product
from inforce.domain.items.sound_texts import SoundTexts
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.policy import Severity
from inforce.domain.site.texts import (
    brand_texts,
    family_texts,
    other_texts,
    page_texts,
    product_texts,
    role_texts,
)
from inforce.domain.text import Text

_Place = tuple[str, str | None, str, Text]


def _check(inspection: Inspection) -> Iterator[Breach]:
    needed = inspection.policy.needed_locales
    all_needed = frozenset(needed)
    for path, item, pointer, text in _texts(inspection.corpus, all_needed):
        if text.lacks(all_needed):
            missing = [locale for locale in needed if text.get(locale) is None]
            yield Breach(
                path=path,
                pointer=pointer,
                item=item,
                facts={
                    "text": pointer[1:].replace("/", ".") or "page",
                    "found": ", ".join(text.locales),
                    "missing": " and ".join(missing),
                },
            )


def _texts(corpus: Corpus, needed: frozenset[str]) -> Iterator[_Place]:
    """Yield the texts of the site; those of a product only where one of them lacks a locale."""
    whole = SoundTexts(partial(Text.lacks, locales=needed))
    for key, product in corpus.products.items():
        if _lacks(product, needed, whole):
            for pointer, text in product_texts(product):
                yield corpus.paths[key], key, pointer, text
    for key, page in corpus.pages.items():
        for pointer, text in page_texts(page):
            yield corpus.paths[key], key, pointer, text
    for key, family in corpus.families.items():
        for pointer, text in family_texts(family, corpus.families):
            yield f"schemas/families/{key}.yaml", None, pointer, text
    for pointer, text in brand_texts(corpus.brand):
        yield "site_config/brand.yaml", None, pointer, text
    for pointer, text in role_texts(corpus.people):
        yield "site_config/people.yaml", None, pointer, text


def _lacks(product: Product, needed: frozenset[str], whole: SoundTexts) -> bool:
    """Whether a text of the product lacks a locale; ``whole`` knows those of specs that do not."""
    if not whole.has_all(product):
        return True
    for text in other_texts(product):  # noqa: SIM110 - it takes half the time of any()
        if text.lacks(needed):
            return True
    return False


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
