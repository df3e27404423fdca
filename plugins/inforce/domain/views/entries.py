"""The words for an entry of a list, alone: what it is called, and what it says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct

from inforce.domain.items.family import Group
from inforce.domain.items.lifecycle import Recall, Reinstatement, Replacement
from inforce.domain.items.product import (
    Certificate,
    Classification,
    Document,
    Evidence,
    Image,
    Relation,
    SafetyWarning,
    Variant,
)
from inforce.domain.views.reading import Reading

_Words = Callable[[Any, Reading], str]


def called(entry: Struct, reading: Reading) -> str:
    """Return what an entry is called where one of its fields is told: ``Manual (Russian)``."""
    return _CALLED[type(entry)](entry, reading)


def kind_of(entry: Struct, reading: Reading) -> str:
    """Return what an entry is where it comes or goes as a whole: ``Order code``."""
    return _KINDS.get(type(entry), _CALLED[type(entry)])(entry, reading)


def said(entry: Struct, reading: Reading) -> str:
    """Return what an entry says where it comes or goes, empty where its name says all."""
    words = _SAID.get(type(entry))
    return "" if words is None else words(entry, reading)


def _document(entry: Document, reading: Reading) -> str:
    kind = reading.say(f"document.{entry.kind.value}")
    return f"{kind} ({reading.wording.language(entry.lang)})" if entry.lang else kind


def _warning(entry: SafetyWarning, reading: Reading) -> str:
    level = reading.say(f"warning.{entry.level.value}")
    return f"{reading.say('change.entry.warning')} ({level})"


def _relation(entry: Relation, reading: Reading) -> str:
    return reading.say(f"relation.{entry.type.value}")


def _heir(_: Replacement, reading: Reading) -> str:
    return reading.say("change.field.replaced_by")


def _product(key: str, reading: Reading) -> str:
    known = reading.edition.products.get(key)
    return key if known is None else reading.phrase(known.content.product.name).text


def _document_said(entry: Document, reading: Reading) -> str:
    title = reading.phrase(entry.title).text
    if entry.revision is None:
        return title
    return f"{title}, {reading.say('change.part.revision')} {entry.revision}"


def _relation_said(entry: Relation, reading: Reading) -> str:
    name = _product(entry.product, reading)
    return name if entry.quantity is None else f"{name} × {entry.quantity}"


_CALLED: Mapping[type[Struct], _Words] = {
    Variant: lambda entry, _: str(entry.order_code),
    Document: _document,
    Certificate: lambda entry, reading: f"{reading.say('change.entry.certificate')} {entry.id}",
    Evidence: lambda entry, reading: f"{reading.say('change.entry.proof')} {entry.id}",
    SafetyWarning: _warning,
    Image: lambda _, reading: reading.say("change.entry.image"),
    Relation: lambda entry, reading: (
        f"{_relation(entry, reading)}, {_product(entry.product, reading)}"
    ),
    Replacement: lambda entry, reading: (
        f"{_heir(entry, reading)} {_product(entry.product, reading)}"
    ),
    Classification: lambda entry, _: str(entry.system),
    Group: lambda _, reading: reading.say("change.field.groups"),
}
_KINDS: Mapping[type[Struct], _Words] = {
    Variant: lambda _, reading: reading.say("change.field.variants"),
    Relation: _relation,
    Replacement: _heir,
}
_SAID: Mapping[type[Struct], _Words] = {
    Variant: lambda entry, _: str(entry.order_code),
    Document: _document_said,
    Certificate: lambda entry, reading: reading.phrase(entry.title or entry.body).text,
    Evidence: lambda entry, reading: reading.phrase(entry.title).text,
    SafetyWarning: lambda entry, reading: reading.phrase(entry.text).text,
    Image: lambda entry, reading: reading.phrase(entry.alt).text,
    Relation: _relation_said,
    Replacement: lambda entry, reading: _product(entry.product, reading),
    Classification: lambda entry, _: f"{entry.version} {entry.code}",
    Group: lambda entry, reading: reading.phrase(entry.label).text,
    Recall: lambda entry, reading: f"{entry.notice}, {reading.wording.day(entry.date)}",
    Reinstatement: lambda entry, reading: f"{entry.notice}, {reading.wording.day(entry.date)}",
}
