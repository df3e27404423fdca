"""What of an edition was looked up: so it is known when what was made from it can be kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, ValuesView
from datetime import date
from hashlib import sha256
from typing import TypeAlias, TypeVar, final

import msgspec
from msgspec import structs

from inforce.domain.editions.edition import ChangeNotice, Edition, EditionProduct, Notice
from inforce.domain.items.content import FamilyContent, ProductContent
from inforce.domain.items.product import Product
from inforce.domain.items.specs import Specs
from inforce.domain.registers.digest import plain_part
from inforce.domain.text import Text

# A part of an edition by name, and what was looked up in it by key; all of it has no key.
Lookup: TypeAlias = tuple[str, str]

_ALL = ""
_ABSENT = b"\0"
_NO_FAMILY = FamilyContent(id="", name=Text(""))
_ELSEWHERE = ProductContent(product=Product(id="", name=Text(""), family=""), family=_NO_FAMILY)
_V = TypeVar("_V")


def _part(part: object) -> object:
    """Return specs as values, all else in the form it has in the files (an ``enc_hook``)."""
    return dict(part.items()) if type(part) is Specs else plain_part(part)


# The order of keys counts: a page may show them in it.
_ENCODER = msgspec.msgpack.Encoder(enc_hook=_part)


@final
class Lookups:
    """Notes what is looked up in ``edition``, which holds the same as the one it was made from.

    Who may see it, its languages and its brand are not noted, nor whether it is a preview: all that
    is made from an edition rests on them.
    """

    def __init__(self, edition: Edition) -> None:
        """Watch over ``edition``."""
        self._origin = edition
        self._seen: set[Lookup] = set()
        self._known: dict[Lookup, bytes] = {}
        self._families: dict[int, bytes] = {}
        parts = structs.asdict(edition)
        maps = {
            name: _Noted(name, part, self._seen)
            for name, part in parts.items()
            if isinstance(part, Mapping)
        }
        self.edition: Edition = _Watched(**{**parts, **maps}, seen=self._seen)

    def taken(self) -> tuple[Lookup, ...]:
        """Return what was looked up since this was asked last, sorted."""
        seen = tuple(sorted(self._seen))
        self._seen.clear()
        return seen

    def digest(self, lookups: Sequence[Lookup]) -> bytes:
        """Return the SHA-256 of what the edition has there, in the order given.

        What it does not have counts as that.
        """
        whole = sha256()
        for lookup in lookups:
            known = self._known.get(lookup)
            if known is None:
                known = self._known[lookup] = self._found(*lookup)
            whole.update(known)
        return whole.digest()

    def _found(self, name: str, key: str) -> bytes:
        part = getattr(self._origin, name)
        if key == _ALL:
            return sha256(_ENCODER.encode(part)).digest()
        value = part.get(key)
        if isinstance(value, EditionProduct):
            return self._product(value)
        return sha256(_ABSENT if value is None else _ENCODER.encode(value)).digest()

    def _product(self, product: EditionProduct) -> bytes:
        """Return the digest of a product.

        Its content need not be read where it is known what decides it. Else what a family's
        products have in common is read once.
        """
        if product.origin:
            return sha256(_ENCODER.encode(structs.replace(product, content=_ELSEWHERE))).digest()
        family = product.content.family
        shared = self._families.get(id(family))
        if shared is None:
            shared = self._families[id(family)] = sha256(_ENCODER.encode(family)).digest()
        content = structs.replace(product.content, family=_NO_FAMILY)
        own = _ENCODER.encode(structs.replace(product, content=content))
        return sha256(shared + own).digest()


@final
class _Noted(Mapping[str, _V]):
    """A part of an edition that notes which of its keys are asked for."""

    def __init__(self, name: str, part: Mapping[str, _V], seen: set[Lookup]) -> None:
        self._name = name
        self._part = part
        self._seen = seen

    def __getitem__(self, key: str) -> _V:
        self._seen.add((self._name, key))
        return self._part[key]

    def __iter__(self) -> Iterator[str]:
        self._seen.add((self._name, _ALL))
        return iter(self._part)

    def __len__(self) -> int:
        self._seen.add((self._name, _ALL))
        return len(self._part)

    def values(self) -> ValuesView[_V]:
        """Return all values; that all were asked for says more than the key of each."""
        self._seen.add((self._name, _ALL))
        return self._part.values()


# The fields themselves, before which the properties below stand.
_AS_OF, _NOTICES, _CHANGES, _DIGEST = (
    Edition.__dict__[name] for name in ("as_of", "notices", "changes", "digest")
)


@final
class _Watched(Edition, frozen=True, kw_only=True):
    """An edition that notes when its other parts are asked for."""

    seen: set[Lookup]

    @property  # type: ignore[misc]  # it is read as the field is
    def as_of(self) -> date:
        self.seen.add(("as_of", _ALL))
        day: date = _AS_OF.__get__(self)
        return day

    @property  # type: ignore[misc]
    def notices(self) -> tuple[Notice, ...]:
        self.seen.add(("notices", _ALL))
        all_of_them: tuple[Notice, ...] = _NOTICES.__get__(self)
        return all_of_them

    @property  # type: ignore[misc]
    def changes(self) -> tuple[ChangeNotice, ...]:
        self.seen.add(("changes", _ALL))
        all_of_them: tuple[ChangeNotice, ...] = _CHANGES.__get__(self)
        return all_of_them

    @property  # type: ignore[misc]
    def digest(self) -> str:
        self.seen.add(("digest", _ALL))
        whole: str = _DIGEST.__get__(self)
        return whole
