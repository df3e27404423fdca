"""What may still be told of an earlier revision: nothing that today is kept from the audience.

A figure, document or variant may be public in one revision and confidential in a later one. The
latest revision that names it decides, for the earlier ones too.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import TypeAlias, TypeVar

from msgspec import Struct, structs

from inforce.domain.items.content import FamilyContent, FileFact, ProductContent
from inforce.domain.items.family import Attribute
from inforce.domain.items.product import Certificate, Document, Evidence, Product, Variant

# What tells a part apart from others, whichever revision it stands in: its kind and its name.
Sign: TypeAlias = tuple[str, Hashable]
_Part: TypeAlias = Variant | Document | Certificate | Evidence
_PartT = TypeVar("_PartT", Variant, Document, Certificate, Evidence)


class Reserve(Struct, frozen=True):
    """What an audience may not be told of one product's past.

    ``signs`` are those of hidden parts; ``now`` is the family as the product in force shows it,
    which stands in for one that is hidden.
    """

    signs: frozenset[Sign]
    now: FamilyContent

    def over(self, content: ProductContent) -> ProductContent:
        """Return ``content`` without what is hidden; nothing but that is changed."""
        if not self.signs:
            return content
        family = self._family(content.family)
        return structs.replace(content, family=family, product=self._product(content, family.id))

    def _product(self, content: ProductContent, family: str) -> Product:
        product, files = content.product, content.files
        items = self._kept(product.variants.items, files)
        images = (image for image in product.images if not self._names(image.file, files))
        return structs.replace(
            product,
            family=family,
            order_code=self._unless("variant", product.order_code),
            gtin=self._unless("gtin", product.gtin),
            variants=structs.replace(product.variants, items=items),
            documents=self._kept(product.documents, files),
            certificates=self._kept(product.certificates, files),
            evidence=self._kept(product.evidence, files),
            images=tuple(images),
        )

    def _kept(self, parts: tuple[_PartT, ...], files: Mapping[str, FileFact]) -> tuple[_PartT, ...]:
        return tuple(part for part in parts if self.signs.isdisjoint(_signs(part, files)))

    def _unless(self, kind: str, name: str | None) -> str | None:
        return None if (kind, name) in self.signs else name

    def _names(self, path: str | None, files: Mapping[str, FileFact]) -> bool:
        return not self.signs.isdisjoint(_file(path, files))

    def _family(self, family: FamilyContent) -> FamilyContent:
        hidden = ("family", family.id) in self.signs
        attributes = {
            key: attribute
            for key, attribute in family.attributes.items()
            if ("attribute", key) not in self.signs and (not hidden or key in self.now.attributes)
        }
        if not hidden:
            return structs.replace(family, attributes=attributes)
        return structs.replace(self.now, attributes=attributes)


def reserve(
    revisions: Iterable[ProductContent],
    current: ProductContent,
    elsewhere: Iterable[Sign],
    sees: frozenset[str],
) -> Reserve:
    """Return what an audience that sees ``sees`` may not be told of the past of a product.

    ``revisions`` are all that have been in force, oldest first, with all their parts, ``current``
    the one that is. ``elsewhere`` are the signs that other products in force keep back: they count
    where ``current`` itself does not show the same.
    """
    hidden: set[Sign] = set()
    for content in revisions:
        closed, open_ = _divided(content, sees)
        hidden = (hidden | closed) - open_
    return Reserve(
        frozenset(hidden | (set(elsewhere) - _divided(current, sees)[1])), current.family
    )


def kept_back(contents: Iterable[ProductContent], sees: frozenset[str]) -> Mapping[str, set[Sign]]:
    """Return by family the signs of attributes, and of the family, that some content hides."""
    found: dict[str, set[Sign]] = {}
    for content in contents:
        family = content.family
        signs = {sign for sign, audience in _of_family(family) if audience not in sees}
        if signs:
            found.setdefault(family.id, set()).update(signs)
    return found


def _divided(content: ProductContent, sees: frozenset[str]) -> tuple[set[Sign], set[Sign]]:
    """Return the signs of what is hidden, and of what is not; the same sign is not hidden."""
    closed: set[Sign] = set()
    shown: set[Sign] = set()
    for sign, audience in _stated(content):
        (shown if audience in sees else closed).add(sign)
    return closed - shown, shown


def _stated(content: ProductContent) -> Iterator[tuple[Sign, str]]:
    """Yield each sign with the audience that the content gives it."""
    product = content.product
    yield from _of_family(content.family)
    for sign in _open(product, content.files):
        yield sign, product.audience
    parts: tuple[_Part, ...] = (
        *product.variants.items,
        *product.documents,
        *product.certificates,
        *product.evidence,
    )
    for part in parts:
        for sign in _signs(part, content.files):
            yield sign, part.audience


def _open(product: Product, files: Mapping[str, FileFact]) -> Iterator[Sign]:
    """Yield the signs of what has no audience of its own: the product's numbers, its pictures."""
    if product.order_code is not None:
        yield "variant", product.order_code
    if product.gtin is not None:
        yield "gtin", product.gtin
    for image in product.images:
        yield from _file(image.file, files)


def _of_family(family: FamilyContent) -> Iterator[tuple[Sign, str]]:
    yield ("family", family.id), family.audience
    attributes: Mapping[str, Attribute] = family.attributes
    for key, attribute in attributes.items():
        yield ("attribute", key), attribute.audience


def _signs(part: _Part, files: Mapping[str, FileFact]) -> Iterator[Sign]:
    match part:
        case Variant():
            yield "variant", part.order_code
            if part.gtin is not None:
                yield "gtin", part.gtin
        case Document():
            yield "title", part.title
            if part.url is not None:
                yield "url", part.url
            yield from _file(part.file, files)
        case _:
            yield "proof", part.id
            yield from _file(part.file, files)


def _file(path: str | None, files: Mapping[str, FileFact]) -> Iterator[Sign]:
    """Yield the signs of a file: its name, and its bytes under whatever name."""
    if path is not None:
        yield "file", path
        fact = files.get(path)
        if fact is not None:
            yield "bytes", fact.sha256
