"""What one audience may see of an item: everything else is taken out before anything renders.

Parts of which nothing is taken out stay the very same values: most of a catalogue is for all.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Protocol, TypeVar, overload

from msgspec import structs

from inforce.domain.items.content import Content, FamilyContent, PageContent, ProductContent
from inforce.domain.items.control import Control
from inforce.domain.items.lifecycle import UNDATED
from inforce.domain.items.product import Product, Variant, Variants
from inforce.domain.items.specs import Specs, Value


class _Addressed(Protocol):
    @property
    def audience(self) -> str: ...


_PartT = TypeVar("_PartT", bound=_Addressed)
_NOTHING: frozenset[str] = frozenset()


def visible(content: Content, sees: frozenset[str]) -> bool:
    """Whether the item as a whole may be seen by an audience that sees ``sees``."""
    if isinstance(content, PageContent):
        return content.page.audience in sees
    return content.product.audience in sees and content.family.audience in sees


@overload
def project(content: ProductContent, sees: frozenset[str]) -> ProductContent: ...
@overload
def project(content: PageContent, sees: frozenset[str]) -> PageContent: ...
def project(content: Content, sees: frozenset[str]) -> Content:
    """Return ``content`` with only what an audience that sees ``sees`` may see.

    Control data (owner, interval, change) go too: they are nobody's outside. A spec that cites
    evidence the audience may not see keeps its figure and loses the citation.
    """
    if isinstance(content, PageContent):
        return structs.replace(content, page=structs.replace(content.page, control=Control()))
    family, keys = _family(content.family, sees)
    product = _product(content.product, keys, sees)
    files = content.files
    if files and not files.keys() <= (named := set(product.attached())):
        files = {path: fact for path, fact in files.items() if path in named}
    return ProductContent(product=product, family=family, files=files)


def told(content: ProductContent, today: date) -> ProductContent:
    """Return ``content`` with only the lifecycle that customers have been told by ``today``.

    A discontinuance, withdrawal or recall that lies in the future was approved, but is not out.
    """
    product = content.product
    life = product.lifecycle.told(today)
    recall = product.recall if product.recall is None or product.recall.date <= today else None
    if life is product.lifecycle and recall is product.recall:
        return content
    return structs.replace(content, product=structs.replace(product, lifecycle=life, recall=recall))


def told_to(
    content: ProductContent, sees: frozenset[str], day: date, known: frozenset[str]
) -> ProductContent:
    """Return a product as an audience that sees ``sees`` is told of it on ``day``.

    ``known`` are the products that the audience sees: of others it learns nothing here either.
    """
    return _within(project(told(content, day), sees), known)


def _within(content: ProductContent, known: frozenset[str]) -> ProductContent:
    """Take out references to products that this audience does not see."""
    product = content.product
    if not product.relations and not product.lifecycle.replaced_by:
        return content
    life = product.lifecycle
    kept = tuple([link for link in product.relations if link.product in known])
    heirs = tuple([heir for heir in life.replaced_by if heir.product in known])
    # One that a product has without a word is made anew, as empty specs are below.
    if life is UNDATED or len(heirs) != len(life.replaced_by):
        life = structs.replace(life, replaced_by=heirs)
    elif len(kept) == len(product.relations):
        return content
    return structs.replace(
        content, product=structs.replace(product, relations=kept, lifecycle=life)
    )


@lru_cache(maxsize=1024)
def _family(family: FamilyContent, sees: frozenset[str]) -> tuple[FamilyContent, frozenset[str]]:
    """Return what may be seen of what a family adds, and the keys of the attributes in it."""
    attributes = {
        key: attribute for key, attribute in family.attributes.items() if attribute.audience in sees
    }
    wanted = {attribute.group for attribute in attributes.values()}
    groups = tuple(group for group in family.groups if group.id in wanted)
    shown = structs.replace(family, attributes=attributes, groups=groups)
    return shown, frozenset(attributes)


def _product(product: Product, keys: frozenset[str], sees: frozenset[str]) -> Product:
    evidence = _seen(product.evidence, sees)
    certificates = _seen(product.certificates, sees)
    citable = _NOTHING
    if evidence or certificates:
        citable = frozenset([*[proof.id for proof in evidence], *[one.id for one in certificates]])
    return structs.replace(
        product,
        specs=_specs(product.specs, keys, citable),
        variants=_variants(product.variants, keys, citable, sees),
        documents=_seen(product.documents, sees),
        certificates=certificates,
        evidence=evidence,
        control=Control(),
    )


def _variants(
    variants: Variants, keys: frozenset[str], citable: frozenset[str], sees: frozenset[str]
) -> Variants:
    # None at all are made anew, as empty specs are below.
    if variants.items and keys.issuperset(variants.by):
        for one in variants.items:
            if one.audience not in sees or not _whole(one.specs, keys, citable):
                break
        else:
            return variants
    items = tuple(_variant(one, keys, citable) for one in _seen(variants.items, sees))
    return Variants(by=tuple(key for key in variants.by if key in keys), items=items)


def _variant(variant: Variant, keys: frozenset[str], citable: frozenset[str]) -> Variant:
    specs = _specs(variant.specs, keys, citable)
    return variant if specs is variant.specs else structs.replace(variant, specs=specs)


def _seen(parts: tuple[_PartT, ...], sees: frozenset[str]) -> tuple[_PartT, ...]:
    return tuple([part for part in parts if part.audience in sees]) if parts else parts


def _specs(specs: Specs, keys: frozenset[str], citable: frozenset[str]) -> Specs:
    if _whole(specs, keys, citable):
        return specs
    return Specs({key: _cited(value, citable) for key, value in specs.only(keys).items()})


def _whole(specs: Specs, keys: frozenset[str], citable: frozenset[str]) -> bool:
    """Whether specs are seen as they are.

    Empty ones are made anew: those that a product has without a word are left out of digests, and
    every digest in use was taken with them.
    """
    if not specs or not specs.are_among(keys):
        return False
    cited = specs.citations()
    return not cited or all(evidence in citable for _, evidence in cited)


def _cited(value: Value, citable: frozenset[str]) -> Value:
    if value.evidence is None or value.evidence in citable:
        return value
    return structs.replace(value, evidence=None)
