"""The links that people write, followed before anything is built."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import final
from urllib.parse import unquote

from msgspec import Struct

from inforce.domain import address
from inforce.domain.checking.addresses import current_contents, existing
from inforce.domain.checking.rule import Breach, Inspection
from inforce.domain.items.content import Content
from inforce.domain.nearest import Names
from inforce.domain.prose.links import beside, is_outside, resolved
from inforce.domain.prose.markdown import anchors, has_anchor, links
from inforce.domain.prose.writing import Writing

_INDEX = "index.html"
# Made by the build and not by people: what stands there is not known before.
_MADE = (
    *("01/", "api/", "assets/", "compare/", "downloads/", "feeds/", "media/", "pagefind/"),
    *("manifest.json", "sitemap.xml"),
)
_LISTS = frozenset(
    f"{at}index.md"
    for at in (address.PRODUCTS, address.FAMILIES, address.WITHDRAWN, address.NOTICES)
)


class _Fault(Struct, frozen=True):
    """Why a link is wrong, and what it should lead to."""

    what: str
    expected: str


def astray(inspection: Inspection) -> Iterator[Breach]:
    """Yield a breach for each link in a page or description that leads nowhere inside the site."""
    corpus = inspection.corpus
    guide = _Guide(inspection)
    for writing in corpus.writings:
        for link, line in links(writing.body):
            fault = guide.from_page(link, writing)
            if fault is not None:
                yield Breach(
                    path=writing.path,
                    item=writing.item,
                    line=writing.line + line - 1,
                    column=1,
                    facts=_facts(link, fault),
                )
    for key, product in corpus.products.items():
        for locale, text in () if product.description is None else product.description.items():
            for link, _ in links(text):
                fault = guide.from_product(link, key, product.audience, locale)
                if fault is not None:
                    yield Breach(
                        path=corpus.paths[key],
                        pointer=f"/description/{locale}" if locale else "/description",
                        item=key,
                        facts=_facts(link, fault),
                    )


@final
class _Guide:
    """Knows what stands where, for each audience."""

    def __init__(self, inspection: Inspection) -> None:
        corpus = inspection.corpus
        self._policy = corpus.policy
        self._assets = corpus.assets
        self._inspection = inspection
        self._writings: dict[str, dict[str, Writing]] = {}
        for writing in corpus.writings:
            self._writings.setdefault(writing.page, {})[writing.locale] = writing
        self._pages = Names((*self._writings, *_LISTS))
        self._addresses: dict[str, frozenset[str]] = {}
        self._anchors: dict[str, frozenset[str]] = {}

    @cached_property
    def _contents(self) -> Mapping[str, Content]:
        return current_contents(self._inspection)

    def from_page(self, link: str, writing: Writing) -> _Fault | None:
        """Return what is wrong with a link of a hand-written page."""
        if is_outside(link):
            return None
        source = beside(link, writing.page)
        if source in self._assets:
            return None
        if source.endswith(".md") and not link.startswith("/"):
            return self._to_page(source, unquote(link.partition("#")[2]), writing)
        base = address.written(writing.page) + _INDEX
        return self._to_address(link, base, writing.audience, writing.locale)

    def from_product(self, link: str, key: str, audience: str, locale: str) -> _Fault | None:
        """Return what is wrong with a link in a description of the product ``key``."""
        if is_outside(link) or link.startswith("#"):
            return None
        return self._to_address(link, address.product(key) + _INDEX, audience, locale)

    def _to_page(self, source: str, fragment: str, writing: Writing) -> _Fault | None:
        if source not in self._pages:
            wanted = self._pages.expected(source, "a page in content/pages")
            return _Fault("leads to a page that is not there", wanted)
        there = self._writings.get(source, {})
        audience = next(iter(there.values())).audience if there else writing.audience
        if audience not in self._policy.sees(writing.audience):
            return _hidden(writing.audience)
        return self._to_anchor(there, fragment, writing.locale)

    def _to_anchor(self, there: Mapping[str, Writing], fragment: str, locale: str) -> _Fault | None:
        """Judge an anchor on a hand-written page; a made one has those that its template gives."""
        shown = there.get(locale) or there.get(self._policy.default_locale)
        if shown is None or fragment in {"", "top"}:
            return None
        if shown.path not in self._anchors:
            self._anchors[shown.path] = anchors(shown.body)
        if has_anchor(self._anchors[shown.path], fragment):
            return None
        expected = Names(self._anchors[shown.path]).expected(fragment, "a heading of that page")
        return _Fault("leads to an anchor that is not there", expected)

    def _to_address(self, link: str, base: str, audience: str, locale: str) -> _Fault | None:
        target = resolved(link.lstrip("/"), _INDEX) if link.startswith("/") else None
        target = target or resolved(link, base)
        if target is None or target.path.startswith(_MADE):
            return None
        at = target.path.removesuffix(_INDEX)
        if link.startswith("/") and not at.startswith((address.PRODUCTS, address.FAMILIES)):
            return None  # how long the way to the root is stands in the host's own settings
        there = self._there(audience)
        if at not in there and _owner(at) not in there:
            if at in self._there(None):
                return _hidden(audience)
            expected = Names(there).expected(at, "an address of this site")
            return _Fault("leads nowhere", expected)
        return self._to_anchor(self._page_at(at), target.fragment, locale)

    def _page_at(self, at: str) -> Mapping[str, Writing]:
        found = (there for page, there in self._writings.items() if address.written(page) == at)
        return next(found, {})

    def _there(self, audience: str | None) -> frozenset[str]:
        """Return the addresses that an audience sees; None stands for all audiences together."""
        name = audience or ""
        if name not in self._addresses:
            policy = self._policy
            sees = frozenset(policy.audiences) if audience is None else policy.sees(audience)
            pages = (
                address.written(page)
                for page, there in self._writings.items()
                if next(iter(there.values())).audience in sees
            )
            self._addresses[name] = existing(self._contents, sees) | frozenset(pages)
        return self._addresses[name]


def _owner(at: str) -> str:
    """Return the address of the product or family that ``at`` stands below."""
    return "".join(f"{step}/" for step in at.split("/")[:2])


def _hidden(audience: str) -> _Fault:
    return _Fault("leads to what its readers may not see", f"something for the audience {audience}")


def _facts(link: str, fault: _Fault) -> dict[str, str]:
    return {"link": link, "fault": fault.what, "expected": fault.expected, "others": ""}
