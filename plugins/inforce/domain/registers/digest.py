"""Digests that approvals bind to: SHA-256 over canonical JSON (RFC 8785)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256

import msgspec
from msgspec import Struct, structs

from inforce.domain.interval import Interval
from inforce.domain.items.content import Content, FamilyContent, FileFact, ProductContent
from inforce.domain.items.control import Control
from inforce.domain.items.product import Product
from inforce.domain.items.specs import Specs
from inforce.domain.registers.register import Approved, Assigned, Entry
from inforce.domain.text import Text
from inforce.domain.yaml_text import Plain

ALGORITHM = "sha256-jcs-1"


class _WithFamily(
    Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind", tag="product"
):
    """The content of a product, of which what its family's products share is written already."""

    product: Product
    family: msgspec.Raw
    files: Mapping[str, FileFact] = {}


def plain(value: Struct) -> dict[str, Plain]:
    """Return ``value`` in the form it has in the files: maps, lists, text, dates and Decimals."""
    built = msgspec.to_builtins(value, builtin_types=(Decimal, date, datetime), enc_hook=plain_part)
    return dict(built)


def content_digest(content: Content) -> str:
    """Return the digest of what customers can see of ``content``; control data are left out.

    Figures enter as text, so that ``32`` and ``32.0`` differ as they do on paper.
    """
    blank = Control()
    if isinstance(content, ProductContent):
        visible: Content = structs.replace(
            content, product=structs.replace(content.product, control=blank)
        )
    else:
        visible = structs.replace(content, page=structs.replace(content.page, control=blank))
    return digest(visible)


def seal(entry: Entry) -> str:
    """Return the digest of a register entry without its seal; the next entry's ``prev``."""
    return digest(structs.replace(entry, seal=None))


def signable(entry: Approved | Assigned) -> bytes:
    """Return what a signature of ``entry`` is over: the entry without ``signature`` and ``seal``.

    It names the entry before, the snapshot's digests and the day, so that it holds nowhere else.
    """
    return canonical(structs.replace(entry, signature=None, seal=None))


def digest(value: Struct) -> str:
    """Return ``sha256-jcs-1:`` and the hex SHA-256 of ``value`` as canonical JSON."""
    return f"{ALGORITHM}:{sha256(canonical(value)).hexdigest()}"


def canonical(value: Struct) -> bytes:
    """Return ``value`` as canonical JSON (RFC 8785): keys sorted, no space, figures as text."""
    if not isinstance(value, ProductContent):
        return _ENCODER.encode(value)
    shared = msgspec.Raw(_family(value.family))
    return _ENCODER.encode(_WithFamily(product=value.product, family=shared, files=value.files))


@lru_cache(maxsize=1024)
def _family(family: FamilyContent) -> bytes:
    """Return the canonical JSON of what the products of a family share."""
    return _ENCODER.encode(family)


def short(full: str) -> str:
    """Return the first eight hex digits of a digest, as outputs print it."""
    return full.rpartition(":")[2][:8]


def plain_part(part: object) -> object:
    """Return a text, specs or an interval in the form it has in the files (an ``enc_hook``).

    Of any other mapping return what it holds.
    """
    if isinstance(part, Text):
        return part.plain()
    if type(part) is Specs:
        return part.plain()
    if isinstance(part, Interval):
        return part.written
    if isinstance(part, Mapping):
        return dict(part)
    message = f"{type(part).__name__} has no form in the files"
    raise NotImplementedError(message)


# Decimals are written as texts, with their digits.
_ENCODER = msgspec.json.Encoder(enc_hook=plain_part, order="sorted")
