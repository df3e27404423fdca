"""Beginning a product: a working copy with a place for everything that its family asks for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from msgspec import Struct

from inforce.control.draft import (
    Begun,
    Draft,
    first_issue,
    hold_known,
    hold_new_item,
    owner_for,
    reading,
    unreviewed,
)
from inforce.control.selection import settled
from inforce.domain.errors import InforceError
from inforce.domain.items.family import Attribute, AttributeType, Family, Level, lineage
from inforce.domain.items.product import Product
from inforce.domain.site.corpus import Corpus
from inforce.domain.text import Text
from inforce.domain.yaml_text import Plain, to_yaml
from inforce.readers.corpus_reader import PRODUCTS, read_corpus


class ProductOrder(Struct, frozen=True, kw_only=True):
    """The product that is wanted; without ``name`` it is called by its id."""

    id: str
    family: str
    name: Text | None = None
    owner: str | None = None


def new_product(root: Path, order: ProductOrder) -> Begun:
    """Return the file of a new product, in the folder where the others of its family lie.

    Raise InforceError for an id that is taken, an unknown or abstract family, an unknown role.
    """
    corpus = settled(read_corpus(root))
    hold_new_item(corpus, order.id)
    hold_known(order.family, corpus.families, "family", "`inforce new family` begins one")
    family = corpus.families[order.family]
    if family.abstract:
        concrete = ", ".join(_concrete(family, corpus)) or "`inforce new family` begins one"
        raise InforceError(f"the family {family.id} is abstract; below it: {concrete}")
    near = _siblings(family, corpus)
    folder = _folder(near, corpus)
    built = f"schemas/build/{family.id}.schema.json"
    schema = () if (root / built).is_file() else (f"`inforce schema` writes {built} for editors",)
    owner = owner_for(corpus, order.owner, near)
    text = _text(order, family, owner, corpus)
    up = "../" * len(PurePosixPath(folder).parts)
    head = f"# yaml-language-server: $schema={up}{built}\n"
    return Begun(
        drafts=(Draft(f"{folder}/{order.id}.yaml", head + text),),
        notes=(*schema, *unreviewed(corpus)),
    )


def _concrete(family: Family, corpus: Corpus) -> Iterator[str]:
    for key, other in sorted(corpus.families.items()):
        line = {parent.id for parent in lineage(key, corpus.families)}
        if family.id in line and not other.abstract:
            yield key


def _siblings(family: Family, corpus: Corpus) -> tuple[Product, ...]:
    """Return the products of the family, else of the nearest family above it that has some."""
    for elder in reversed(lineage(family.id, corpus.families)):
        found = tuple(
            product
            for product in corpus.products.values()
            if elder.id in {parent.id for parent in lineage(product.family, corpus.families)}
        )
        if found:
            return found
    return ()


def _folder(near: tuple[Product, ...], corpus: Corpus) -> str:
    folders = Counter(corpus.paths[product.id].rpartition("/")[0] for product in near)
    return next((folder for folder, _ in folders.most_common(1)), PRODUCTS)


def _text(order: ProductOrder, family: Family, owner: str, corpus: Corpus) -> str:
    locales = corpus.policy.locales
    name = order.id.upper() if order.name is None else order.name.plain()
    change: dict[str, Plain] = {"class": "substantive", "summary": first_issue(corpus)}
    return "".join(
        [
            to_yaml({"id": order.id, "name": name, "family": family.id}),
            *_specs(family, locales[0]),
            *_variants(family, locales[0]),
            to_yaml({"control": {"owner": owner, "change": change}}),
        ]
    )


def _specs(family: Family, locale: str) -> Iterator[str]:
    needed = _needed(family, Level.PRODUCT)
    if needed:
        yield "specs: {}  # put the lines below in its place, filled in\n# specs:\n"
        for key, attribute in needed.items():
            yield f"#   {key}:  # {_told(attribute, locale)}\n"


def _variants(family: Family, locale: str) -> Iterator[str]:
    needed = _needed(family, Level.VARIANT)
    if needed:
        by = ", ".join(needed)
        yield f"# variants:\n#   by: [{by}]  # those in which the variants differ\n#   items:\n"
        yield "#     - order_code:\n#       specs:\n"
        for key, attribute in needed.items():
            yield f"#         {key}:  # {_told(attribute, locale)}\n"


def _needed(family: Family, level: Level) -> dict[str, Attribute]:
    return {
        key: attribute
        for key, attribute in family.attributes.items()
        if attribute.required and attribute.level is level
    }


def _told(attribute: Attribute, locale: str) -> str:
    form = {
        AttributeType.NUMBER: "a number",
        AttributeType.INTEGER: "a whole number",
        AttributeType.RANGE: "{min: …, max: …}",
        AttributeType.TEXT: "a text, or one a locale",
        AttributeType.BOOLEAN: "true or false",
        AttributeType.CHOICE: "one of " + ", ".join(attribute.choices),
    }[attribute.type]
    unit = f" in {attribute.unit}" if attribute.unit else ""
    return f"{reading(attribute.label, locale)}: {form}{unit}"
