"""Builds the product that a record of a source stands for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import final

from msgspec import Struct

from inforce.domain.items.family import Attribute, Family
from inforce.domain.yaml_text import Plain
from inforce.exchange.links import Link, links_in
from inforce.exchange.mapping import ImageRule, ImportMapping, LinkRule, Rule
from inforce.exchange.product_writer import plain
from inforce.exchange.source import Source, Values
from inforce.exchange.values import BadValueError, Conventions, filled, value_of
from inforce.readers.real_path import real

_TEXTS = ("brand", "order_code", "gtin", "audience", "summary", "description")
_IMAGES = "media/imported"


class BadValue(Struct, frozen=True, kw_only=True):
    """A value of the source that was left out: for which field of the product, and why."""

    field: str
    path: str
    value: str
    reason: str

    @property
    def told(self) -> str:
        """The value and the reason in words."""
        return f"{self.path}: {self.value} is {self.reason}"


class Built(Struct, frozen=True, kw_only=True):
    """A product without its id; ``missing`` says why it cannot be one.

    ``pictures`` are files of the source by the path below ``content/`` that they get.
    """

    product: Mapping[str, Plain]
    bad: tuple[BadValue, ...] = ()
    pictures: Mapping[str, str] = {}
    missing: str = ""


@final
class Builder:
    """Applies a mapping to records."""

    def __init__(
        self, mapping: ImportMapping, families: Mapping[str, Family], source: Source
    ) -> None:
        self._mapping = mapping
        self._families = families
        self._folder = source.folder
        self._control = plain(mapping.control)
        self._beside: dict[str, bool] = {}
        self.conventions = Conventions(
            dict(mapping.units), dict(source.units), mapping.source.decimal
        )

    def build(self, values: Values) -> Built:
        """Return the product of a record."""
        bad: list[BadValue] = []
        name = self._text("name", self._mapping.name, values, bad)
        family = self._text("family", self._mapping.family, values, bad)
        missing = self._fault(name, family, bad)
        if missing:
            return Built(product={}, bad=tuple(bad), missing=missing)
        product: dict[str, Plain] = {"name": name, "family": family}
        for key in _TEXTS:
            product[key] = self._text(key, getattr(self._mapping, key), values, bad)
        product["specs"] = dict(self._specs(self._families[str(family)], values, bad))
        product["documents"] = list(self._documents(values))
        pictures = dict(self._pictures(values, bad))
        product["images"] = [{"file": target, "alt": alt} for target, (_, alt) in pictures.items()]
        product["lifecycle"] = dict(self._lifecycle(values, bad))
        product["control"] = self._control
        return Built(
            product={key: part for key, part in product.items() if part is not None},
            bad=tuple(bad),
            pictures={target: file for target, (file, _) in pictures.items()},
            missing=self._without(product, bad),
        )

    def _fault(self, name: Plain, family: Plain, bad: list[BadValue]) -> str:
        for key, value in (("name", name), ("family", family)):
            if not value:
                return "; ".join([f"no {key}", *(fault.told for fault in bad)])
        known = self._families.get(str(family))
        if known is None or known.abstract:
            return f"the site has no family {family} for products"
        return ""

    def _without(self, product: Mapping[str, Plain], bad: list[BadValue]) -> str:
        """Return which required values are absent, and what was left out, if any are."""
        absent = [place for place in self._mapping.required() if _at(product, place) is None]
        if not absent:
            return ""
        return "; ".join([f"no {', '.join(absent)}", *(fault.told for fault in bad)])

    def _text(self, key: str, rule: Rule | None, values: Values, bad: list[BadValue]) -> Plain:
        if rule is None:
            return None
        value = self._value(key, rule, values, bad)
        return value if value is None or isinstance(value, dict) else str(value)

    def _specs(
        self, family: Family, values: Values, bad: list[BadValue]
    ) -> Iterator[tuple[str, Plain]]:
        for key, rule in self._mapping.specs.items():
            attribute = family.attributes.get(key)
            if attribute is not None:
                value = self._value(f"specs.{key}", rule, values, bad, attribute)
                if value is not None:
                    yield key, value

    def _lifecycle(self, values: Values, bad: list[BadValue]) -> Iterator[tuple[str, Plain]]:
        for key, rule in self._mapping.lifecycle.items():
            value = self._value(f"lifecycle.{key}", rule, values, bad)
            if value is not None:
                yield key, value

    def _value(
        self,
        field: str,
        rule: Rule,
        values: Values,
        bad: list[BadValue],
        attribute: Attribute | None = None,
    ) -> Plain:
        try:
            return value_of(rule, values, self.conventions, attribute)
        except BadValueError as error:
            bad.append(_bad_value(field, error))
            return None

    def _documents(self, values: Values) -> Iterator[dict[str, Plain]]:
        seen: set[str] = set()
        for rule in self._mapping.documents:
            for text in values.get(rule.links, ()):
                for link in links_in(str(text)):
                    if link.address not in seen:
                        seen.add(link.address)
                        yield _document(link, rule)

    def _pictures(
        self, values: Values, bad: list[BadValue]
    ) -> Iterator[tuple[str, tuple[str, Plain]]]:
        for rule in self._mapping.images:
            try:
                file = filled(rule.file, values)
                if file is None or not self._is_beside(file):
                    continue
                alt = _alt(rule, values)
            except BadValueError as error:
                bad.append(_bad_value("images", error))
                continue
            target = f"{_IMAGES}/{self._mapping.mapping}/{PurePosixPath(file).as_posix()}"
            yield target, (file, alt)

    def _is_beside(self, file: str) -> bool:
        """Whether the source has that file; a name that leads out of its folder names none."""
        if file not in self._beside:
            try:
                path = real(self._folder / file)
                inside = ".." not in PurePosixPath(file).parts and path.is_relative_to(
                    real(self._folder)
                )
                self._beside[file] = inside and path.is_file()
            except (OSError, ValueError):  # too long, or not a name at all
                self._beside[file] = False
        return self._beside[file]


def _bad_value(field: str, error: BadValueError) -> BadValue:
    return BadValue(field=field, path=error.path, value=error.value, reason=error.reason)


def _at(product: Mapping[str, Plain], place: str) -> Plain:
    value: Plain = product
    for key in place.split("."):
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _document(link: Link, rule: LinkRule) -> dict[str, Plain]:
    title: Plain = {rule.locale: link.title} if rule.locale else link.title
    document: dict[str, Plain] = {
        "kind": _kind(link, rule),
        "title": title,
        "url": link.address,
    }
    if rule.lang is not None:
        document["lang"] = rule.lang
    if rule.audience != "public":
        document["audience"] = rule.audience
    return document


def _kind(link: Link, rule: LinkRule) -> str:
    for text in (link.title.lower(), link.address.lower()):
        for kind, words in rule.kinds.items():
            if any(word.lower() in text for word in words):
                return kind.value
    return rule.kind.value


def _alt(rule: ImageRule, values: Values) -> Plain:
    told = {locale: filled(text, values) or "" for locale, text in rule.alt.items()}
    return told[""] if rule.alt.neutral else told
