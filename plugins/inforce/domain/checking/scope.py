"""What a change to files touches: so that no change answers for what time alone has done."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from inforce.domain.items.family import lineage
from inforce.domain.items.page import Page
from inforce.domain.items.product import Product
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.finding import Finding

_CONTENT = "content/"
_MEDIA = "content/media/"
_PRODUCTS = "content/products/"
_PAGES = "content/pages/"
_ISSUED = "content/issued/"
_FAMILIES = "schemas/families/"


class Scope(Struct, frozen=True, kw_only=True):
    """The paths that a change alters, and the ids of the items that it touches."""

    paths: frozenset[str]
    items: frozenset[str]

    def covers(self, finding: Finding) -> bool:
        """Whether the change answers for the finding: it is no matter of days, or is touched."""
        return not finding.dated or finding.path in self.paths or finding.item in self.items


def scope_of(corpus: Corpus, changed: frozenset[str]) -> Scope:
    """Return the scope of a change to the files ``changed``, given from the site's root.

    It touches an item by its file, a file it refers to, its family or a parent of that, its record
    in ``content/issued/``; and an item whose file it has taken away.
    """
    return Scope(paths=changed, items=frozenset(_touched(corpus, changed)))


def _touched(corpus: Corpus, changed: frozenset[str]) -> Iterator[str]:
    families = _families(corpus, changed)
    for path in changed:
        if path.startswith(_PRODUCTS):
            yield _stem(path)
        elif path.startswith(_ISSUED):
            yield path.removeprefix(_ISSUED).partition("/")[0]
    for key, product in corpus.products.items():
        if corpus.paths[key] in changed or product.family in families or _uses(product, changed):
            yield key
    for key, page in corpus.pages.items():
        if not changed.isdisjoint(_files(page, corpus)) or _shows(page, changed):
            yield key


def _families(corpus: Corpus, changed: frozenset[str]) -> frozenset[str]:
    """Return the families whose own file, or a parent's, is among the changed."""
    own = {_stem(path) for path in changed if path.startswith(_FAMILIES)}
    heirs = (
        key
        for key in corpus.families
        if any(family.id in own for family in lineage(key, corpus.families))
    )
    return frozenset({*own, *heirs})


def _uses(product: Product, changed: frozenset[str]) -> bool:
    return any(f"content/{file}" in changed for _, file in product.files())


def _files(page: Page, corpus: Corpus) -> Iterator[str]:
    stem = f"{_PAGES}{page.path.removesuffix('.md')}"
    yield f"{stem}.md"
    for locale in corpus.policy.locales:
        yield f"{stem}.{locale}.md"


def _shows(page: Page, changed: frozenset[str]) -> bool:
    """Whether the text names a changed file below content/; from where it does is all the same."""
    files = [path.removeprefix(_CONTENT) for path in changed if path.startswith(_MEDIA)]
    return any(file in text for file in files for _, text in page.body.items())


def _stem(path: str) -> str:
    return path.rpartition("/")[2].rpartition(".")[0]
