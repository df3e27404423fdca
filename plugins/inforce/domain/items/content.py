"""The content of a revision: an item with everything resolved that customers can see.

A product alone does not say what customers read: labels and units stand in its family, pictures in
files. Content gathers them, so that a stored revision can be rendered as of any date.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from msgspec import Struct

from inforce.domain.items.family import Attribute, Family, Group, lineage
from inforce.domain.items.page import Page
from inforce.domain.items.product import PUBLIC, Product
from inforce.domain.text import Text

# Where hand-written pages lie below ``content/``, with the files that they name.
PAGES = "pages/"


class FileFact(Struct, frozen=True, kw_only=True):
    """What is known of a file: its bytes' SHA-256 in hex, and their number."""

    sha256: str
    size: int


class PublishedFile(Struct, frozen=True, kw_only=True):
    """A file that an edition publishes: its path below ``content/`` and its bytes."""

    source: str
    fact: FileFact

    @property
    def path(self) -> str:
        """Its path from the site's root: its own name, in a folder named by its digest.

        So two revisions of one file never share an address, and an address never changes its
        content.
        """
        return f"media/{self.fact.sha256[:12]}/{self.source.rpartition('/')[2]}"


class FamilyContent(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The part of a family that a product shows: its names, groups and used attributes in order."""

    id: str
    name: Text
    audience: str = PUBLIC
    lineage: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    attributes: Mapping[str, Attribute] = {}

    def __hash__(self) -> int:
        # Two that differ in their order are equal, and yet not the same to a reader.
        return hash((self.id, *self.attributes))


class ProductContent(
    Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind", tag="product"
):
    """A product with its family's labels and units and the digests of its files."""

    product: Product
    family: FamilyContent
    files: Mapping[str, FileFact] = {}

    def published(self, path: str | None) -> PublishedFile | None:
        """Return the file at ``path`` below ``content/``, None when it is not known."""
        fact = None if path is None else self.files.get(path)
        return None if path is None or fact is None else PublishedFile(source=path, fact=fact)


class PageContent(
    Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind", tag="page"
):
    """A controlled page with the digests of the files beside it that its text names."""

    page: Page
    files: Mapping[str, FileFact] = {}


Content = ProductContent | PageContent
Item = Product | Page


def item_of(content: Content) -> Item:
    """Return the product or page in ``content``."""
    return content.product if isinstance(content, ProductContent) else content.page


def product_content(
    product: Product, families: Mapping[str, Family], files: Mapping[str, FileFact]
) -> ProductContent:
    """Return ``product`` with what its family and files add.

    ``families`` have their parents' attributes filled in. A file or family that is missing is left
    out here and reported by the rules.
    """
    family = families.get(product.family)
    return ProductContent(
        product=product,
        family=_family_content(product, family, families),
        files={path: files[path] for path in product.attached() if path in files},
    )


def _family_content(
    product: Product, family: Family | None, families: Mapping[str, Family]
) -> FamilyContent:
    if family is None:
        return FamilyContent(id=product.family, name=Text(product.family))
    elders = tuple(parent.id for parent in lineage(family.id, families)[:-1])
    return _shown(family, elders, product.attribute_keys())


@lru_cache(maxsize=1024)
def _shown(family: Family, elders: tuple[str, ...], used: frozenset[str]) -> FamilyContent:
    """Return what products show of a family: one value for all that use the same of it."""
    attributes = {key: value for key, value in family.attributes.items() if key in used}
    wanted = {attribute.group for attribute in attributes.values()}
    return FamilyContent(
        id=family.id,
        name=family.name,
        audience=family.audience,
        lineage=elders,
        groups=tuple(group for group in family.groups if group.id in wanted),
        attributes=attributes,
    )
