"""A part of an edition that is asked for: by family, by brand, product by product."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct, structs

from inforce.domain.editions.edition import Edition, EditionFamily, EditionProduct
from inforce.domain.errors import InforceError
from inforce.domain.nearest import Names


class Picked(Struct, frozen=True):
    """What is asked for: the named families with all below them, the named products; else all.

    Families and single products add up; brands are taken of all those. A brand is named as in any
    language of the product's ``brand``.
    """

    families: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    products: tuple[str, ...] = ()

    def takes(self, family: EditionFamily) -> bool:
        """Whether all of ``family`` is taken: it is named, or one that it descends from."""
        if not self.families:
            return not self.products
        return not {family.id, *family.lineage}.isdisjoint(self.families)

    def shows(self, product: EditionProduct) -> bool:
        """Whether ``product`` is of a brand that is named."""
        return not self.brands or not brands_of(product).isdisjoint(self.brands)

    def within(self, edition: Edition) -> tuple[EditionFamily, ...]:
        """Return the families taken, each with the products shown; families left empty are out."""
        taken = (
            structs.replace(family, products=tuple(self._of(family, edition)))
            for family in edition.families.values()
        )
        return tuple(family for family in taken if family.products)

    def require(self, edition: Edition, purpose: str) -> None:
        """Raise InforceError where ``edition`` lacks a family, a brand or a product that is named.

        ``purpose`` is what is to be done with them, as in "nothing to print".
        """
        self._require_families(edition, purpose)
        self._require_brands(edition)
        if self.products:
            require_products(self.products, edition, purpose)

    def _of(self, family: EditionFamily, edition: Edition) -> Iterator[str]:
        """Yield the products of ``family`` that are taken."""
        whole = self.takes(family)
        for key in family.products:
            if (whole or key in self.products) and self.shows(edition.products[key]):
                yield key

    def _require_families(self, edition: Edition, purpose: str) -> None:
        parents = (parent for family in edition.families.values() for parent in family.lineage)
        known = Names((*edition.families, *parents))
        for name in self.families:
            if name not in known:
                if not known.known:
                    raise InforceError(nothing(edition, purpose))
                there = f"there are: {', '.join(sorted(known.known))}"
                hint = known.expected(name, there)
                raise InforceError(f"no family {name!r} in this edition; {hint}")

    def _require_brands(self, edition: Edition) -> None:
        if not self.brands:
            return
        products = edition.products.values()
        known = Names(brand for product in products for brand in brands_of(product))
        for name in self.brands:
            if name not in known:
                hint = known.expected(name, "products say theirs in `brand`")
                raise InforceError(f"no product of the brand {name!r} in this edition; {hint}")


def brands_of(product: EditionProduct) -> frozenset[str]:
    """Return the product's brand in every language it is written in."""
    brand = product.content.product.brand
    return frozenset() if brand is None else frozenset(text for _, text in brand.items())


def require_products(items: Iterable[str], edition: Edition, purpose: str) -> None:
    """Raise InforceError where the edition is empty, or some of ``items`` are no products of it."""
    if not edition.products:
        raise InforceError(nothing(edition, purpose))
    known = Names(edition.products)
    where = f"for the audience {edition.audience!r} on {edition.as_of.isoformat()}"
    faults = [
        f"no product {key!r} {where}; {known.expected(key, '`inforce status` lists them')}"
        for key in items
        if key not in known
    ]
    if faults:
        raise InforceError("\n".join(faults))


def nothing(edition: Edition, purpose: str) -> str:
    """Return, in words, why there is nothing to print or export, as ``purpose`` says."""
    return (
        f"nothing to {purpose}: no product is in force for the audience {edition.audience!r} "
        f"on {edition.as_of.isoformat()}; `inforce status` shows where each stands"
    )
