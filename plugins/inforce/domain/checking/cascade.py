"""Everything that still names a product when it goes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum

from msgspec import Struct

from inforce.domain.items.family import lineage
from inforce.domain.items.product import Product, RelationType
from inforce.domain.prose.naming import Found, ProductNames
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.texts import product_texts

_HISTORY = "/control/"  # what a change said on its day is no promise of today


_GOES_WITH = frozenset(
    {
        RelationType.ACCESSORY,
        RelationType.SPAREPART,
        RelationType.MANDATORY,
        RelationType.CONSISTS_OF,
    }
)


class MentionKind(Enum):
    """How a product is named, in the order in which people put it right."""

    REPLACEMENT = "replacement"
    RELATION = "relation"
    LINK = "link"
    TEXT = "text"
    FEEDBACK = "feedback"
    FAMILY = "family"
    LEFT_ALONE = "left_alone"
    CERTIFICATE = "certificate"
    FILE = "file"


class Mention(Struct, frozen=True, kw_only=True):
    """A place that names ``product``.

    ``by`` is the item, family or entry that stands there, ``sort`` what it is; ``words`` are those
    that name the product, or what is shared. ``line`` is 0 where the pointer alone says it.
    """

    product: str
    kind: MentionKind
    path: str
    by: str
    sort: str
    words: str
    pointer: str = ""
    line: int = 0


def cascade(
    corpus: Corpus, gone: frozenset[str], today: date, pages: Mapping[str, str]
) -> tuple[Mention, ...]:
    """Return what names the products ``gone`` on ``today``, by product, kind and place.

    ``pages`` are the sources of the Markdown files by path. What the products that go say of each
    other is left out.
    """
    names = ProductNames(corpus.products)
    found = (
        *_references(corpus, gone),
        *_product_texts(corpus, gone, names),
        *_pages(corpus, gone, names, pages),
        *_feedback(corpus, gone, today),
        *_families(corpus, gone, today),
        *_left_alone(corpus, gone),
        *_shared(corpus, gone),
    )
    order = list(MentionKind)
    return tuple(
        sorted(
            dict.fromkeys(found),
            key=lambda one: (one.product, order.index(one.kind), one.path, one.line, one.pointer),
        )
    )


def _others(corpus: Corpus, gone: frozenset[str]) -> Iterator[Product]:
    return (product for key, product in corpus.products.items() if key not in gone)


def _references(corpus: Corpus, gone: frozenset[str]) -> Iterator[Mention]:
    for product in _others(corpus, gone):
        for index, heir in enumerate(product.lifecycle.replaced_by):
            if heir.product in gone:
                pointer = f"/lifecycle/replaced_by/{index}/product"
                kind, words = MentionKind.REPLACEMENT, heir.fit.value
                yield _of(corpus, product, heir.product, kind, pointer, words)
        for index, relation in enumerate(product.relations):
            if relation.product in gone:
                pointer, words = f"/relations/{index}/product", relation.type.value
                yield _of(corpus, product, relation.product, MentionKind.RELATION, pointer, words)


def _of(
    corpus: Corpus, by: Product, product: str, kind: MentionKind, pointer: str, words: str
) -> Mention:
    return Mention(
        product=product,
        kind=kind,
        path=corpus.paths[by.id],
        by=by.id,
        sort="product",
        words=words,
        pointer=pointer,
    )


def _product_texts(corpus: Corpus, gone: frozenset[str], names: ProductNames) -> Iterator[Mention]:
    for product in _others(corpus, gone):
        for pointer, text in product_texts(product):
            if pointer.startswith(_HISTORY):
                continue
            for locale, words in text.items():
                place = f"{pointer}/{locale}" if locale else pointer
                for found in names.find(words):
                    if found.product in gone:
                        kind = _kind(found)
                        yield _of(corpus, product, found.product, kind, place, found.words)


def _pages(
    corpus: Corpus, gone: frozenset[str], names: ProductNames, pages: Mapping[str, str]
) -> Iterator[Mention]:
    controlled = {corpus.paths[key]: page for key, page in corpus.pages.items()}
    for path, source in pages.items():
        page = controlled.get(path)
        for found in names.find(source):
            if found.product in gone:
                yield Mention(
                    product=found.product,
                    kind=_kind(found),
                    path=path,
                    by=path.rpartition("/")[2] if page is None else page.id,
                    sort="page" if page is None else page.kind.value,
                    words=found.words,
                    line=found.line,
                )


def _kind(found: Found) -> MentionKind:
    return MentionKind.LINK if found.after == "products" else MentionKind.TEXT


def _feedback(corpus: Corpus, gone: frozenset[str], today: date) -> Iterator[Mention]:
    for entry in corpus.feedback.values():
        if entry.item is not None and entry.item in gone and entry.open_on(today):
            yield Mention(
                product=entry.item,
                kind=MentionKind.FEEDBACK,
                path=entry.path,
                by=entry.id,
                sort="feedback",
                words=entry.kind.value,
                pointer="/item",
            )


def _families(corpus: Corpus, gone: frozenset[str], today: date) -> Iterator[Mention]:
    """Yield the families, and so the chapters of catalogues, in which nothing is left."""
    left: set[str] = set()
    emptied: dict[str, str] = {}
    for key, product in sorted(corpus.products.items()):
        line = {family.id for family in lineage(product.family, corpus.families)}
        if key in gone:
            emptied |= {family: key for family in line if family not in emptied}
        elif not product.lifecycle.state(today, product.recall).gone:
            left |= line
    for family, key in emptied.items():
        if family not in left:
            yield Mention(
                product=key,
                kind=MentionKind.FAMILY,
                path=f"schemas/families/{family}.yaml",
                by=family,
                sort="family",
                words="nothing else is on sale in it",
            )


def _left_alone(corpus: Corpus, gone: frozenset[str]) -> Iterator[Mention]:
    """Yield the accessories and parts that only products which go refer to."""
    still = {
        relation.product for product in _others(corpus, gone) for relation in product.relations
    }
    for key in gone & corpus.products.keys():
        for relation in corpus.products[key].relations:
            target = corpus.products.get(relation.product)
            goes_with = relation.type in _GOES_WITH
            if goes_with and target is not None and target.id not in still | gone:
                kind = MentionKind.LEFT_ALONE
                yield _of(corpus, target, key, kind, "", relation.type.value)


def _shared(corpus: Corpus, gone: frozenset[str]) -> Iterator[Mention]:
    """Yield the certificates and files of products that go which others show too."""
    showing: dict[tuple[MentionKind, str], list[str]] = {}
    for other in _others(corpus, gone):
        for kind, _, name in _attached(other):
            showing.setdefault((kind, name), []).append(other.id)
    for key in gone & corpus.products.keys():
        product = corpus.products[key]
        for kind, pointer, name in _attached(product):
            others = tuple(dict.fromkeys(showing.get((kind, name), ())))
            if others:
                words = f"{name}: {', '.join(others)}"
                yield _of(corpus, product, key, kind, pointer, words)


def _attached(product: Product) -> Iterator[tuple[MentionKind, str, str]]:
    for index, part in enumerate(product.certificates):
        yield MentionKind.CERTIFICATE, f"/certificates/{index}/id", part.id
    for pointer, file in product.files():
        yield MentionKind.FILE, pointer, file
