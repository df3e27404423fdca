"""What a site must tell its customers, as ``site_config/communication.yaml`` lists it."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from inforce.domain.text import Text


class MetBy(Enum):
    """What else than a page can answer a requirement."""

    PRODUCTS = "products"


class Requirement(
    Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """Something that controlled pages must answer; they name ``id`` in ``covers:``.

    ``required: false`` lists it without asking for it; ``met_by`` names what answers it besides.
    """

    id: str
    text: Text
    required: bool = True
    met_by: MetBy | None = None


class Communication(
    Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """``site_config/communication.yaml``."""

    requirements: tuple[Requirement, ...] = ()
