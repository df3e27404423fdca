"""COV002: a page gives no contact."""

from __future__ import annotations

import re
from collections.abc import Iterator

from inforce.domain.checking.reviews_due import path_of
from inforce.domain.checking.rule import Breach, Inspection, Rule
from inforce.domain.items.content import PageContent, ProductContent
from inforce.domain.items.page import Page
from inforce.domain.site.policy import Contact, Severity
from inforce.domain.text import Text

_CHANNEL = re.compile(
    r"mailto:|tel:|<form\b|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\+\d(?:[ \u00a0()/\u2013-]*\d){6,}",
    re.IGNORECASE,
)
_BRAND = "site_config/brand.yaml"


def _check(inspection: Inspection) -> Iterator[Breach]:
    brand = inspection.corpus.brand
    if _reachable(brand.contact):
        return
    places = inspection.standings.values()
    if brand.name != Text("") and any(
        isinstance(place.content, ProductContent) for place in places
    ):
        yield Breach(path=_BRAND, pointer="/contact", facts={"what": "the product pages give"})
    for place in places:
        content = place.content
        if isinstance(content, PageContent) and not place.gone and not _has_channel(content.page):
            path = path_of(place.id, inspection)
            yield Breach(path=path, item=place.id, facts={"what": "the page gives"})


def _reachable(contact: Contact) -> bool:
    return bool(contact.email or contact.phone or contact.url)


def _has_channel(page: Page) -> bool:
    return all(_CHANNEL.search(text) for _, text in page.body.items())


RULE = Rule(
    code="COV002",
    title="A page gives no contact",
    default=Severity.ERROR,
    problem="{what} no contact (nothing → an address to write to, a number to call or a form)",
    fix="Give contact: email, phone or url in site_config/brand.yaml; every page then shows it.",
    why=(
        "A reader who finds an error, or needs more than the page says, must be able to tell "
        "somebody from where he is."
    ),
    clause="ISO 9001:2015, 8.2.1 b, c: enquiries; customer feedback, including complaints",
    wrong="name: Maker   # brand.yaml without contact\n",
    right="name: Maker\ncontact: {email: info@maker.example}\n",
    check=_check,
)
