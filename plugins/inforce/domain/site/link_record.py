"""What a check knows of the links to other hosts, beside what stands in the content."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from inforce.domain.site.answers import Answer


class Use(Struct, frozen=True, kw_only=True):
    """A place where an address is written, and the page on which customers meet it.

    ``page`` is an address of the site in its default locale; ``line`` counts from 1 and is 0 where
    the pointer alone says it.
    """

    address: str
    page: str
    path: str
    pointer: str = ""
    line: int = 0
    item: str | None = None


class LinkRecord(Struct, frozen=True, kw_only=True):
    """What is known of links to other hosts.

    ``answers`` is what was heard, by address; ``elsewhere`` are the links that stand in the host's
    settings and templates; ``own`` is the address of the site itself, empty where it has none.
    """

    answers: Mapping[str, Answer] = {}
    elsewhere: tuple[Use, ...] = ()
    own: str = ""
