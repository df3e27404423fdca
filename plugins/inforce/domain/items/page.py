"""Hand-written pages under the same control as products."""

from __future__ import annotations

from datetime import date
from enum import Enum

from msgspec import Struct

from inforce.domain.items.control import Control
from inforce.domain.items.product import PUBLIC
from inforce.domain.text import Text


class PageKind(Enum):
    """What a controlled page is: plain information, terms, a notice, or a form."""

    PAGE = "page"
    TERMS = "terms"
    NOTICE = "notice"
    OFFER = "offer"
    ORDER_FORM = "order-form"
    ORDER_CONFIRMATION = "order-confirmation"
    CHANGE_OF_ORDER = "change-of-order"
    DELIVERY_NOTE = "delivery-note"
    INVOICE = "invoice"
    CREDIT_NOTE = "credit-note"
    VISIT_REPORT = "visit-report"
    COMPLAINT_REPLY = "complaint-reply"
    LETTER_OF_THANKS = "letter-of-thanks"
    CONCESSION_REQUEST = "concession-request"
    UNDOCUMENTED_REQUIREMENTS = "undocumented-requirements"

    @property
    def form(self) -> bool:
        """Whether it is there to be filled in."""
        return self not in {PageKind.PAGE, PageKind.TERMS, PageKind.NOTICE}


class Page(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A controlled page with its text in every locale.

    ``path`` is the default locale's file below ``content/pages/``; ``body`` is Markdown;
    ``covers`` names the clauses it answers, such as ``8.2.1c``; ``former_paths`` are files that it
    had before, whose addresses redirect. From ``withdrawn_on`` on its address says that it does not
    hold any longer, and names the page ``replaced_by``. Defaults are left out of what is digested,
    so that approvals made before a field was there stay valid.
    """

    id: str
    path: str
    title: Text
    body: Text
    kind: PageKind = PageKind.PAGE
    description: Text | None = None
    covers: tuple[str, ...] = ()
    former_paths: tuple[str, ...] = ()
    withdrawn_on: date | None = None
    replaced_by: str | None = None
    audience: str = PUBLIC
    control: Control = Control()

    def withdrawn(self, today: date) -> bool:
        """Whether it no longer holds on ``today``."""
        return self.withdrawn_on is not None and self.withdrawn_on <= today
