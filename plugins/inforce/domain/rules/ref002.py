"""REF002: a text names what is gone or never was, or gives a figure that is not the data's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from typing import final

from msgspec import Struct

from inforce.domain.checking.rule import Breach, Inspection, Rule
from inforce.domain.checking.typed_figures import TypedFigures
from inforce.domain.editions.succession import successors
from inforce.domain.items.lifecycle import Lifecycle, LifecycleState
from inforce.domain.items.page import PageKind
from inforce.domain.items.product import Product, order_codes_of
from inforce.domain.items.sound_texts import SoundTexts
from inforce.domain.prose.designations import Designations
from inforce.domain.prose.part_numbers import PartNumbers
from inforce.domain.prose.statements import statements
from inforce.domain.site.policy import Severity
from inforce.domain.site.texts import product_texts
from inforce.domain.text import Text

_SCANNED = ("/summary", "/description", "/warnings/", "/specs/", "/variants/")
_OWN = ("/summary", "/description", "/warnings/")
_NO_SUCH = "names an order code that does not exist"
_OTHER = "gives a figure that is not that of the data"
_DIGIT = re.compile(r"\d")


class _Place(Struct, frozen=True, kw_only=True):
    """A text in one language, ``""`` for a neutral one: whose it is, and where it stands."""

    item: str | None
    path: str
    text: str
    locale: str
    pointer: str = ""
    line: int = 0


class _Hit(Struct, frozen=True):
    """What is wrong at a place of a text, unless the text is that of one of ``products``."""

    start: int
    facts: dict[str, str]
    products: frozenset[str] = frozenset()
    dated: bool = False


class _Known(Struct, frozen=True, kw_only=True):
    """What texts are held against."""

    named: Designations
    numbers: PartNumbers
    states: Mapping[str, LifecycleState]
    lives: Mapping[str, Lifecycle]
    products: Mapping[str, Product]

    def names(self, keys: Iterable[str]) -> frozenset[str]:
        """Return what links call these products."""
        products = [(key, self.products[key]) for key in keys]
        names = ((key, *one.former_ids, *one.order_codes()) for key, one in products)
        return frozenset(chain.from_iterable(names))


@final
class _Verdicts:
    """What is wrong with texts; each is looked at once, as many texts of a catalogue are the same.

    Nothing is looked up before a text has a figure.
    """

    def __init__(self, inspection: Inspection) -> None:
        self._inspection = inspection
        self._hits: dict[str, tuple[_Hit, ...]] = {}
        self._quiet = SoundTexts(self._talks)
        self._telling: dict[str, bool] = {}

    @cached_property
    def _known(self) -> _Known:
        return _known(self._inspection)

    @cached_property
    def _figures(self) -> TypedFigures:
        return TypedFigures(self._inspection, self._known.named)

    def pass_over(self, product: Product) -> bool:
        """Whether nothing is wrong with its texts, whichever product has those of its specs."""
        if not self._quiet.has_all(product):
            return False
        for text in _own_texts(product):
            for _, words in text.items():  # noqa: PERF102 - a text is no dict
                if self._tells(words):
                    return False
        return True

    def _talks(self, text: Text) -> bool:
        """Whether ``text`` of some specs says what may be wrong, whichever product has it."""
        return any(self._says(words, own=False) for _, words in text.items())

    def _tells(self, text: str) -> bool:
        """Whether a product's own ``text`` says what may be wrong, the figures being its own."""
        found = self._telling.get(text)
        if found is None:
            found = self._telling[text] = self._says(text, own=True)
        return found

    def _says(self, text: str, *, own: bool) -> bool:
        return _DIGIT.search(text) is not None and (
            bool(self._of(text)) or self._figures.claims(text, own=own)
        )

    def wrong(self, place: _Place) -> Iterator[_Hit]:
        """Yield what is wrong at ``place``."""
        if _DIGIT.search(place.text) or place.line:
            yield from self._of(place.text)
            yield from _wrong(place, self._figures)

    def _of(self, text: str) -> tuple[_Hit, ...]:
        found = self._hits.get(text)
        if found is None:
            found = self._hits[text] = tuple(_hits(text, self._known))
        return found


def _check(inspection: Inspection) -> Iterator[Breach]:
    verdicts = _Verdicts(inspection)
    for place in chain(_written(inspection), _of_products(inspection, verdicts)):
        told: set[str] = set()
        for hit in verdicts.wrong(place):
            if place.item not in hit.products and hit.facts["name"] not in told:
                told.add(hit.facts["name"])
                yield _breach(place, hit)


def _written(inspection: Inspection) -> Iterator[_Place]:
    corpus = inspection.corpus
    for page in corpus.writings:
        own = None if page.item is None else corpus.pages.get(page.item)
        if own is None or own.kind is not PageKind.NOTICE:
            yield _Place(
                item=page.item,
                path=page.path,
                text=page.body,
                locale=page.locale,
                line=page.line,
            )


def _of_products(inspection: Inspection, verdicts: _Verdicts) -> Iterator[_Place]:
    """Yield the texts of each product that has any with which something may be wrong."""
    for product in inspection.on_offer:
        if verdicts.pass_over(product):
            continue
        path = inspection.corpus.paths[product.id]
        for pointer, text in product_texts(product):
            if pointer.startswith(_SCANNED):
                for locale, words in text.items():
                    at = f"{pointer}/{locale}" if locale else pointer
                    yield _Place(item=product.id, path=path, pointer=at, text=words, locale=locale)


def _own_texts(product: Product) -> list[Text]:
    """Return the texts whose figures are those of the product."""
    texts = (product.summary, product.description, *[one.text for one in product.warnings])
    return [text for text in texts if text is not None]


def _known(inspection: Inspection) -> _Known:
    issued = {
        key: place.item
        for key, place in inspection.standings.items()
        if isinstance(place.item, Product)
    }
    products = {**issued, **inspection.corpus.products}
    named = Designations(products.values())
    codes = order_codes_of(products.values())
    others = (name for product in products.values() for name in _others(product))
    return _Known(
        named=named,
        numbers=PartNumbers(codes, others, named),
        states=inspection.states,
        lives=inspection.lives,
        products=products,
    )


def _others(product: Product) -> Iterator[str]:
    """Yield what a product names that may look like an order code."""
    yield from product.former_ids
    yield from product.former_order_codes()
    yield from (certificate.id for certificate in product.certificates)
    yield from (proof.id for proof in product.evidence)
    if product.lifecycle.notice is not None:
        yield product.lifecycle.notice
    if product.recall is not None:
        yield product.recall.notice


def _hits(text: str, known: _Known) -> Iterator[_Hit]:
    for statement in statements(text):
        for mention in known.named.find(statement.text):
            gone = [key for key in mention.products if known.states[key].gone]
            if len(gone) == len(mention.products) and not (
                statement.tells_an_end or statement.links_to(known.names(gone))
            ):
                facts = _gone(mention.written, min(gone), known)
                start = statement.start + mention.start
                yield _Hit(start, facts, mention.products, dated=True)
        for start, written in known.numbers.unknown(statement.text):
            expected = known.numbers.expected(written)
            facts = {"fault": _NO_SUCH, "name": written, "expected": expected}
            yield _Hit(statement.start + start, facts)


def _wrong(place: _Place, figures: TypedFigures) -> Iterator[_Hit]:
    own = place.item if place.pointer.startswith(_OWN) else None
    summary = place.pointer.startswith("/summary")
    for one in figures.wrong(place.text, place.locale, own, whole=summary):
        name = f"{one.product}, {one.label}: {one.written}"
        yield _Hit(one.start, {"fault": _OTHER, "name": name, "expected": one.expected})


def _gone(written: str, product: str, known: _Known) -> dict[str, str]:
    heirs = successors(product, known.lives, known.states)
    instead = " or ".join(heir.product for heir in heirs if not heir.state.gone)
    state = known.states[product].value
    fault = f"names a product without saying that it is {state}"
    name = " ".join(written.split())
    return {"fault": fault, "name": name, "expected": instead or "that it is no longer available"}


def _breach(place: _Place, hit: _Hit) -> Breach:
    facts, start = hit.facts, hit.start
    dated = None if hit.dated else False
    if not place.line:
        return Breach(
            path=place.path, pointer=place.pointer, item=place.item, facts=facts, dated=dated
        )
    before = place.text[:start]
    return Breach(
        path=place.path,
        item=place.item,
        facts=facts,
        line=place.line + before.count("\n"),
        column=start - before.rfind("\n"),
        dated=dated,
    )


RULE = Rule(
    code="REF002",
    title="A text is behind the data",
    default=Severity.WARNING,
    problem="{fault} ({name} → {expected})",
    fix=(
        "Name what can be had now, say beside the name that it is gone, or link to its page; "
        "let a page take its figures from the data."
    ),
    why=(
        "A product that is taken out of the range stays behind in running text, order codes are "
        "mistyped there, and figures grow old. Hand-written pages are read, and the summaries, "
        "descriptions, warnings and figures of products on offer. Found are three things. First, a "
        "product that is gone and is named as if it were there: no word such as discontinued, "
        "withdrawn, replaced, снят or замена stands in the same paragraph, entry of a list or row "
        "of a table, in the heading above or in the line that leads to it, and no link to the "
        "product's page. Ids, order codes and type designations count in any spelling, with "
        "Cyrillic look-alikes; of several names the longest. Second, an order code that is made as "
        "the known ones are, and is not known. Third, a figure that is not that of the data: a "
        "sentence, an entry or a cell of a table names one product, and has the label of an "
        "attribute beside a figure in its unit. An entry that begins with the label may have the "
        "product in its heading; a product's summary speaks of that product. Any variant's figure "
        "will do, rounded too. Sentences that compare, look back or set conditions of their own "
        "are left alone, and so are pages of the kind notice."
    ),
    clause="ISO 9001 Auditing Practices Group, Customer communication, 4.3: current and accurate",
    wrong="Fits the HX 100 and the HX 110.\n",
    right="Fits the HX 110 and its predecessor HX 100, which is discontinued.\n",
    check=_check,
    dated=True,
    apart=("path", "name"),
)
