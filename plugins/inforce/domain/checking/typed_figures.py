"""Figures that people typed into a text and that are not those of the product they speak of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import chain
from typing import final

from msgspec import Struct

from inforce.domain.checking.rule import Inspection
from inforce.domain.items.content import ProductContent
from inforce.domain.items.family import Attribute
from inforce.domain.items.product import Product
from inforce.domain.items.specs import Value
from inforce.domain.prose.claims import Labels
from inforce.domain.prose.designations import Designations
from inforce.domain.prose.insertions import insertions
from inforce.domain.prose.markdown import code_places
from inforce.domain.prose.sentences import CUT, Sentence, sentences
from inforce.domain.site.corpus import Corpus

_DIGIT = re.compile(r"\d")
_START = re.compile(rf"[\s{CUT}|>:+\-\d.)(]*(?:(?:the|its|an?)\s+)?", re.IGNORECASE)
_MOST = 3


class TypedFigure(Struct, frozen=True):
    """A figure that contradicts the data: where it stands, of what it is, what the data has."""

    start: int
    written: str
    product: str
    label: str
    expected: str


class _Subject(Struct, frozen=True):
    """A product, and what its family measures of it; ``kin`` is the same where that is the same."""

    kin: str
    id: str
    product: Product
    attributes: Mapping[str, Attribute]

    def values(self, key: str) -> tuple[Value, ...]:
        """Return the value of the product and those of its variants, each once."""
        specs = self.product.all_specs()
        found = (one.get(key) for one in specs)
        return tuple(dict.fromkeys(value for value in found if value is not None))

    def conditions(self, key: str, locale: str) -> tuple[str, ...]:
        """Return under what the values hold, in the words of ``locale``."""
        texts = (value.condition for value in self.values(key))
        return tuple(text.get(locale) or "" for text in texts if text is not None)


@final
class TypedFigures:
    """Holds texts against the products of a site, in the words of each language."""

    def __init__(self, inspection: Inspection, named: Designations) -> None:
        self._corpus: Corpus = inspection.corpus
        self._standings = inspection.standings
        self._named = named
        self._labels: dict[tuple[str, str], Labels] = {}
        self._said: dict[str, tuple[Sentence, ...]] = {}

    def wrong(
        self, text: str, locale: str, own: str | None, *, whole: bool
    ) -> Iterator[TypedFigure]:
        """Yield each figure of ``text`` that contradicts the data; code and insertions have none.

        ``own`` is the product whose text it is. Where a sentence names no product it must begin
        with what it says, unless the ``whole`` text speaks of the product, as a summary does.
        """
        if not self._sentences(text):
            return
        locale = locale or self._corpus.policy.default_locale
        found = tuple(self._found(text, locale, own, whole=whole))
        if found:
            taken = ((one.start, one.end) for one in insertions(text))
            hidden = tuple(chain(code_places(text), taken))
            for figure in found:
                if not any(start <= figure.start < end for start, end in hidden):
                    yield figure

    def claims(self, text: str, *, own: bool) -> bool:
        """Whether ``text`` says a figure of a product: of one it names, or of its ``own``."""
        return any(own or one.product is not None for one in self._sentences(text))

    def _found(
        self, text: str, locale: str, own: str | None, *, whole: bool
    ) -> Iterator[TypedFigure]:
        for sentence in self._sentences(text):
            subject = self._subject(sentence.product or own)
            if subject is not None:
                free = not sentence.implied or (whole and subject.id == own)
                yield from self._of(sentence, subject, locale, free=free)

    def _sentences(self, text: str) -> tuple[Sentence, ...]:
        """Return the sentences with figures; many texts of a catalogue are the same."""
        known = self._said.get(text)
        if known is None:
            said = sentences(text, self._named) if _DIGIT.search(text) else ()
            known = tuple(one for one in said if _DIGIT.search(one.text))
            self._said[text] = known
        return known

    def _of(
        self, sentence: Sentence, subject: _Subject, locale: str, *, free: bool
    ) -> Iterator[TypedFigure]:
        labels = self._labels_of(subject, locale)
        conditions = partial(subject.conditions, locale=locale)
        for claim in labels.claims(sentence.text, conditions):
            begins = free or _START.fullmatch(sentence.text, 0, claim.start) is not None
            if begins and claim.contradicts(subject.values(claim.key)):
                attribute = subject.attributes[claim.key]
                yield TypedFigure(
                    start=sentence.place(claim.measure.start),
                    written=" ".join(claim.measure.written.split()),
                    product=subject.id,
                    label=attribute.label.get(locale) or claim.key,
                    expected=self._expected(subject.values(claim.key), attribute, locale),
                )

    def _subject(self, product: str | None) -> _Subject | None:
        """Return a product as its working copy says it, or else as it is in force."""
        if product is None:
            return None
        known = self._corpus.products.get(product)
        if known is not None:
            family = self._corpus.families.get(known.family)
            return (
                None
                if family is None
                else _Subject(f"family {family.id}", product, known, family.attributes)
            )
        place = self._standings.get(product)
        content = None if place is None else place.content
        if not isinstance(content, ProductContent):
            return None
        return _Subject(product, product, content.product, content.family.attributes)

    def _labels_of(self, subject: _Subject, locale: str) -> Labels:
        symbols = self._corpus.symbols.get(locale, {})
        key = (subject.kin, locale)
        if key not in self._labels:
            self._labels[key] = Labels(subject.attributes, locale, symbols)
        return self._labels[key]

    def _expected(self, values: tuple[Value, ...], attribute: Attribute, locale: str) -> str:
        code = attribute.unit or ""
        unit = self._corpus.symbols.get(locale, {}).get(code, code)
        figures = [*dict.fromkeys(map(_figure, values))]
        more = ", …" if len(figures) > _MOST else ""
        return f"{' or '.join(figures[:_MOST])}{more} {unit}"


def _figure(value: Value) -> str:
    ends = (value.figure,) if value.figure is not None else (value.minimum, value.maximum)
    return "…".join("" if end is None else format(end, "f") for end in ends)
