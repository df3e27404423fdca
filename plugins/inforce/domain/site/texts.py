"""Every text that customers read, with its place in the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from inforce.domain.items.family import Attribute, Family
from inforce.domain.items.lifecycle import UNDATED, Lifecycle, Recall
from inforce.domain.items.ordering_code import Segment
from inforce.domain.items.page import Page
from inforce.domain.items.product import Product
from inforce.domain.items.specs import Specs
from inforce.domain.pointer import escape
from inforce.domain.site.policy import Brand, People
from inforce.domain.text import Text

Place = tuple[str, Text]


def product_texts(product: Product) -> Iterator[Place]:
    """Yield (JSON Pointer, text) for every text of a product, in the order of the model."""
    yield from _first_texts(product)
    yield from _spec_texts("/specs", product.specs)
    for index, variant in enumerate(product.variants.items):
        yield from _spec_texts(f"/variants/items/{index}/specs", variant.specs)
    yield from _last_texts(product)


def other_texts(product: Product) -> list[Text]:
    """Return the texts of ``product_texts`` that stand in no specs, without their places."""
    life, change = product.lifecycle, product.control.change
    texts = [product.name, product.brand, product.summary, product.description]
    texts += [image.alt for image in product.images]
    if product.warnings or product.documents or product.certificates or product.evidence:
        texts += [warning.text for warning in product.warnings]
        texts += [document.title for document in product.documents]
        texts += [text for one in product.certificates for text in (one.body, one.title)]
        texts += [proof.title for proof in product.evidence]
    if life is not UNDATED:
        texts += [text for _, text in _life_texts(life)]
    if product.recall is not None:
        texts += [text for _, text in _recall_texts(product.recall)]
    if change is not None:
        texts.append(change.summary)
    return [text for text in texts if text is not None]


def page_texts(page: Page) -> Iterator[Place]:
    """Yield (JSON Pointer into the front matter, text) for the texts of a page; ``""`` the body."""
    yield "", page.body
    if page.description is not None:
        yield "/description", page.description
    change = page.control.change
    if change is not None and change.summary is not None:
        yield "/control/change/summary", change.summary


def family_texts(family: Family, families: Mapping[str, Family]) -> Iterator[Place]:
    """Yield (JSON Pointer, text) for the texts in a family's own file.

    What it inherits stands in the file of its parent.
    """
    yield "/name", family.name
    if family.summary is not None:
        yield "/summary", family.summary
    for index, group in enumerate(family.own_groups):
        yield f"/groups/{index}/label", group.label
    for key, attribute in own_attributes(family, families):
        yield f"/attributes/{key}/label", attribute.label
        for choice, label in attribute.choices.items():
            yield f"/attributes/{key}/choices/{escape(choice)}", label
    for index, segment in enumerate(own_segments(family, families)):
        if segment.label is not None:
            yield f"/ordering_code/{index}/label", segment.label


def own_attributes(
    family: Family, families: Mapping[str, Family]
) -> Iterator[tuple[str, Attribute]]:
    """Yield the attributes that stand in the family's own file, with their keys."""
    parent = families.get(family.parent or "")
    inherited = {} if parent is None else parent.attributes
    for key, attribute in family.attributes.items():
        if inherited.get(key) is not attribute:
            yield key, attribute


def own_segments(family: Family, families: Mapping[str, Family]) -> tuple[Segment, ...]:
    """Return the segments of order codes that stand in the family's own file."""
    parent = families.get(family.parent or "")
    inherited = () if parent is None else parent.ordering_code
    return () if family.ordering_code is inherited else family.ordering_code


def brand_texts(brand: Brand) -> Iterator[Place]:
    """Yield (JSON Pointer, text) for the texts of the brand."""
    for pointer, text in (
        ("/name", brand.name),
        ("/legal_name", brand.legal_name),
        ("/tagline", brand.tagline),
        ("/contact/address", brand.contact.address),
    ):
        if text is not None:
            yield pointer, text


def role_texts(people: People) -> Iterator[Place]:
    """Yield (JSON Pointer, text) for the names of the roles; customers never see people."""
    for key, role in people.roles.items():
        yield f"/roles/{key}/name", role.name


def _first_texts(product: Product) -> Iterator[Place]:
    yield "/name", product.name
    if product.brand is not None:
        yield "/brand", product.brand
    if product.summary is not None:
        yield "/summary", product.summary
    if product.description is not None:
        yield "/description", product.description
    for index, warning in enumerate(product.warnings):
        yield f"/warnings/{index}/text", warning.text


def _last_texts(product: Product) -> Iterator[Place]:
    yield from _part_texts(product)
    yield from _life_texts(product.lifecycle)
    yield from _recall_texts(product.recall)
    change = product.control.change
    if change is not None and change.summary is not None:
        yield "/control/change/summary", change.summary


def _spec_texts(base: str, specs: Specs) -> Iterator[Place]:
    for key, value in specs.items():
        if value.text is not None:
            yield f"{base}/{key}", value.text
        if value.condition is not None:
            yield f"{base}/{key}/condition", value.condition


def _part_texts(product: Product) -> Iterator[Place]:
    for index, document in enumerate(product.documents):
        yield f"/documents/{index}/title", document.title
    for index, certificate in enumerate(product.certificates):
        yield f"/certificates/{index}/body", certificate.body
        if certificate.title is not None:
            yield f"/certificates/{index}/title", certificate.title
    for index, image in enumerate(product.images):
        yield f"/images/{index}/alt", image.alt
    for index, proof in enumerate(product.evidence):
        if proof.title is not None:
            yield f"/evidence/{index}/title", proof.title


def _life_texts(life: Lifecycle) -> Iterator[Place]:
    if life.reason is not None:
        yield "/lifecycle/reason", life.reason
    for index, heir in enumerate(life.replaced_by):
        if heir.note is not None:
            yield f"/lifecycle/replaced_by/{index}/note", heir.note
    if life.no_replacement is not None:
        yield "/lifecycle/no_replacement", life.no_replacement
    if life.reinstated is not None:
        yield "/lifecycle/reinstated/reason", life.reinstated.reason


def _recall_texts(recall: Recall | None) -> Iterator[Place]:
    if recall is None:
        return
    for key, text in (
        ("hazard", recall.hazard),
        ("affected", recall.affected),
        ("identify", recall.identify),
        ("action", recall.action),
        ("remedies", recall.remedies),
        ("contact", recall.contact),
        ("sold", recall.sold),
    ):
        if text is not None:
            yield f"/recall/{key}", text
