"""REF002: a text names what is gone or never was, or gives a figure that is not the data's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from inforce.domain.designations import Designations
from inforce.domain.lifecycle import Lifecycle, LifecycleState
from inforce.domain.offer import lives, on_offer, states
from inforce.domain.page import PageKind
from inforce.domain.part_numbers import PartNumbers
from inforce.domain.policy import Severity
from inforce.domain.product import Product
from inforce.domain.rule import Breach, Inspection, Rule
from inforce.domain.statements import statements
from inforce.domain.succession import successors
from inforce.domain.texts import product_texts
from inforce.domain.typed_figures import TypedFigures

_SCANNED = ("/summary", "/description", "/warnings/", "/specs/", "/variants/")
_OWN = ("/summary", "/description", "/warnings/")
_NO_SUCH = "names a part number that does not exist"
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
    """What texts are held against; ``names`` are what links call a product."""

    named: Designations
    numbers: PartNumbers
    states: Mapping[str, LifecycleState]
    lives: Mapping[str, Lifecycle]
    names: Mapping[str, frozenset[str]]


def _check(inspection: Inspection) -> Iterator[Breach]:
    places = tuple(_places(inspection))
    if not places:
        return
    known = _known(inspection)
    figures = TypedFigures(inspection, known.named)
    hits: dict[str, tuple[_Hit, ...]] = {}  # many texts of a catalogue are the same
    for place in places:
        if place.text not in hits:
            hits[place.text] = tuple(_hits(place.text, known))
        told: set[str] = set()
        for hit in (*hits[place.text], *_wrong(place, figures)):
            if place.item not in hit.products and hit.facts["name"] not in told:
                told.add(hit.facts["name"])
                yield _breach(place, hit)


def _places(inspection: Inspection) -> Iterator[_Place]:
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
    for product in on_offer(inspection):
        path = corpus.paths[product.id]
        for pointer, text in product_texts(product):
            if pointer.startswith(_SCANNED):
                for locale, words in text.items():
                    if _DIGIT.search(words):
                        at = f"{pointer}/{locale}" if locale else pointer
                        yield _Place(
                            item=product.id, path=path, pointer=at, text=words, locale=locale
                        )


def _known(inspection: Inspection) -> _Known:
    issued = {
        key: place.item
        for key, place in inspection.standings.items()
        if isinstance(place.item, Product)
    }
    products = {**issued, **inspection.corpus.products}
    named = Designations(products.values())
    codes = (code for product in products.values() for _, code in product.codes())
    others = (name for product in products.values() for name in _others(product))
    return _Known(
        named=named,
        numbers=PartNumbers(codes, others, named),
        states=states(inspection),
        lives=lives(inspection),
        names={
            key: frozenset({key, *product.former_ids, *(code for _, code in product.codes())})
            for key, product in products.items()
        },
    )


def _others(product: Product) -> Iterator[str]:
    """Yield what a product names that may look like a part number."""
    yield from product.former_ids
    yield from (code for _, code in product.older_codes())
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
            if len(gone) == len(mention.products):
                names = frozenset[str]().union(*(known.names[key] for key in gone))
                if not (statement.tells_an_end or statement.links_to(names)):
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
        "A product that is taken out of the range stays behind in running text, and part numbers "
        "are mistyped there. Ids, order codes and type designations with letters and digits are "
        "looked for in hand-written pages and in the summaries, descriptions, warnings and figures "
        "of products on offer, in any spelling, with Cyrillic look-alikes; the longest name that "
        "is known counts. A paragraph, an entry of a list or a row of a table says so with a word "
        "such as discontinued, withdrawn, replaced, снят or замена, of its own, in the heading "
        "above or in the line that leads to it, or with a link to the product's page. Pages of the "
        "kind notice are left alone. A part number is one that is made as the known ones are, and "
        "is not known. A figure is held against the data where a sentence, an entry or a cell of a "
        "table names one product and, beside the figure, what an attribute is called in the "
        "language of the text, in the attribute's unit; an entry that begins with it may have the "
        "product in its heading, and a product's summary speaks of that product. Any variant's "
        "figure will do, rounded too; sentences that compare, look back or set conditions of their "
        "own are left alone."
    ),
    clause="ISO 9001 Auditing Practices Group, Customer communication, 4.3: current and accurate",
    wrong="Fits the HX 100 and the HX 110.\n",
    right="Fits the HX 110 and its predecessor HX 100, which is discontinued.\n",
    check=_check,
    dated=True,
    apart=("path", "name"),
)
