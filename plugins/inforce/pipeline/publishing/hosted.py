"""What a host gives to a publication: what it puts around pages, and pages of its own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from hashlib import sha256

import msgspec
from msgspec import Struct

from inforce.domain.editions.lookups import Lookup, Lookups
from inforce.domain.registers.digest import plain_part
from inforce.pipeline.plan import Plan
from inforce.pipeline.press.downloads import Downloads
from inforce.pipeline.publishing.asked import Answered
from inforce.renderers.website.assets import Assets

_ENCODER = msgspec.msgpack.Encoder(enc_hook=plain_part)


class Hosted(Struct, frozen=True, kw_only=True):
    """All that a publication has of its host, so that the host need not be asked for it again.

    ``files`` are the SHA-256 of its files in hex, ``records`` what the search is told of its pages,
    both by path from the output's root; ``shells`` the parts of each by locale and place; ``pages``
    the addresses for the sitemap, and since when each is as it is. ``answered`` are what its pages
    asked of the edition, ``lookups`` what was looked up beside that, ``rests`` the digest of what
    the edition had there.
    """

    files: Mapping[str, str]
    shells: Mapping[str, Mapping[str, tuple[str, ...]]]
    records: Mapping[str, bytes]
    pages: Mapping[str, date | None]
    answered: tuple[Answered, ...]
    lookups: tuple[Lookup, ...]
    rests: bytes


def told(lookups: Lookups, plan: Plan, printed: Downloads, assets: Assets) -> bytes:
    """Return the SHA-256 of what a host's pages rest on beside the site's files and products.

    The day is part of it: a theme may write it.
    """
    edition = lookups.edition
    of_edition = (edition.audience, edition.locales, edition.brand, edition.preview, edition.as_of)
    asked = (plan.locales, plan.origin, plan.search)
    offered = [
        (file.task.path, file.size)
        for file in printed.files
        if file.task.product is None and file.task.notice is None
    ]
    files = {path: sha256(octets).digest() for path, octets in assets.files.items()}
    octets = _ENCODER.encode((of_edition, asked, offered, files))
    return sha256(octets + lookups.digest([("pages", "")])).digest()
