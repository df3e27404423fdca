"""Hand-written pages under the same control as products."""

from __future__ import annotations

from msgspec import Struct

from inforce.domain.control import Control
from inforce.domain.product import PUBLIC
from inforce.domain.text import Text


class Page(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A controlled page with its text in every locale.

    ``path`` is the default locale's file below ``content/pages/``; ``body`` is Markdown;
    ``covers`` names the clauses it answers, such as ``8.2.1c``.
    """

    id: str
    path: str
    title: Text
    body: Text
    description: Text | None = None
    covers: tuple[str, ...] = ()
    audience: str = PUBLIC
    control: Control = Control()
