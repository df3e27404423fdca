"""Beginning a controlled page, in every locale, from the template of its kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from inforce.control.draft import (
    Begun,
    Draft,
    first_issue,
    hold_known,
    hold_new_item,
    owner_for,
    reading,
    unreviewed,
)
from inforce.control.selection import settled
from inforce.domain.items.page import PageKind
from inforce.domain.items.product import PUBLIC
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.policy import Brand
from inforce.domain.text import Text
from inforce.domain.yaml_text import Plain, to_yaml
from inforce.readers.corpus_reader import read_corpus
from inforce.readers.pages import FOLDER
from inforce.readers.templates import PageTemplate, page_template


class PageOrder(Struct, frozen=True, kw_only=True):
    """The page that is wanted; where ``title`` says nothing the template's title stands."""

    id: str
    kind: PageKind = PageKind.PAGE
    owner: str | None = None
    audience: str = PUBLIC
    title: Text | None = None


def new_page(root: Path, order: PageOrder) -> Begun:
    """Return the files of a new page; forms lie in a folder of their own.

    The translations come first, so that half of a page is never one under control. Raise
    InforceError for an id that is taken and for names that are unknown.
    """
    corpus = settled(read_corpus(root))
    hold_new_item(corpus, order.id)
    hold_known(order.audience, corpus.policy.audiences, "audience", "policy.yaml lists them")
    owner = owner_for(corpus, order.owner, corpus.pages.values())
    locales = corpus.policy.locales
    templates = {locale: page_template(root, order.kind, locale) for locale in locales}
    name = f"forms/{order.id}" if order.kind.form else order.id
    head = {"control": _control(order, owner, templates[locales[0]], corpus)}
    drafts = [
        Draft(
            f"{FOLDER}/{name}.{locale}.md",
            _text(templates[locale], {}, corpus.brand, locale, order.title),
        )
        for locale in locales[1:]
    ]
    main = _text(templates[locales[0]], head, corpus.brand, locales[0], order.title)
    return Begun(
        drafts=(*drafts, Draft(f"{FOLDER}/{name}.md", main)),
        notes=(*_notes(name, templates), *unreviewed(corpus)),
    )


def _control(
    order: PageOrder, owner: str, template: PageTemplate, corpus: Corpus
) -> Mapping[str, Plain]:
    asked = {requirement.id for requirement in corpus.communication}
    control: dict[str, Plain] = {"id": order.id}
    if order.kind is not PageKind.PAGE:
        control["kind"] = order.kind.value
    control["owner"] = owner
    if order.audience != PUBLIC:
        control["audience"] = order.audience
    covers = [key for key in template.covers if key in asked or not asked]
    if covers:
        control["covers"] = covers
    summary = first_issue(corpus)
    return {**control, "change": {"class": "substantive", "summary": summary}}


def _text(
    template: PageTemplate,
    more: Mapping[str, Plain],
    brand: Brand,
    locale: str,
    title: Text | None = None,
) -> str:
    contact = brand.contact
    head: dict[str, Plain] = {"title": (title and title.get(locale)) or template.title}
    if template.description is not None:
        head["description"] = template.description
    body = template.filled(
        company=reading(brand.legal_name, locale) or reading(brand.name, locale) or "…",
        contact=", ".join(part for part in (contact.email, contact.phone) if part)
        or contact.url
        or "…",
    )
    return f"---\n{to_yaml({**head, **more})}---\n\n{body}"


def _notes(name: str, templates: Mapping[str, PageTemplate]) -> Iterator[str]:
    for locale, template in templates.items():
        if template.locale != locale:
            yield f"there is no template for {locale}: the page in it begins in {template.locale}"
    yield f"put {name}.md under nav in mkdocs.yml where readers should find it"
