"""What people wrote by hand: the text of each Markdown file, with where it begins."""

from __future__ import annotations

from msgspec import Struct

from inforce.domain.items.product import PUBLIC


class Writing(Struct, frozen=True, kw_only=True):
    """One Markdown file: ``page`` is the default locale's file below ``content/pages/``.

    ``line`` is that of the file on which ``body`` begins; ``item`` is set where it is controlled.
    """

    path: str
    page: str
    locale: str
    body: str
    line: int
    item: str | None = None
    audience: str = PUBLIC
