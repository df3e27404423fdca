"""What one audience may not see, as the texts by which it would be noticed in an output.

Only what is distinctive counts: a figure of five digits that is not round, a part number, an id, a
file's digest, a text of some length. What the audience may read anyway is no secret, wherever else
it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TypeAlias

import msgspec
from msgspec import Struct, structs

from inforce.domain.audience.audiences import product_audiences
from inforce.domain.audience.projection import project, visible
from inforce.domain.editions.edition import Edition
from inforce.domain.items.content import Content, PageContent, ProductContent
from inforce.domain.registers.digest import plain, plain_part
from inforce.domain.site.policy import Policy
from inforce.domain.standings.standing import Standing

Leaf: TypeAlias = tuple[str, str]

_DIGITS = 5
_SIGNIFICANT = 4
_TEXT = 8
_RUN = 24
_HEX = 12
_FIGURE = re.compile(r"-?\d+(?:\.\d+)?")
_SHA = re.compile(r"[0-9a-f]{64}")
_CODE = re.compile(r"(?=.*\d)(?=.*[A-Za-z])[\w./-]{6,40}", re.ASCII)
_PATH = re.compile(r"[^\s/]+(?:/[^\s/]+)+\.\w+")
_WORD = re.compile(r"[^\W\d_]+")
# What is written otherwise in HTML, JSON or a PDF parts a text into runs that are not.
_BREAKS = re.compile(r"[&<>\"'\\\r\n\t\u00ad]+")
_MARKUP = re.compile(r"[&<>\"'\\\r\n\t\u00ad*_`\[\](){}#|~^]+")
# Maps whose keys people chose, and parts that say nothing by themselves: one of a few words.
_NAMED_BY_PEOPLE = frozenset({"specs", "attributes", "files", "choices"})
_NO_SECRET = frozenset(
    {"kind", "type", "level", "audience", "unit", "size", "lang", "fit", "system", "version"}
)
_JOINED_BEFORE = re.compile(r"(?:[0-9A-Za-z]|[0-9A-Za-z][._-]|\d,)\Z")
_JOINED_AFTER = re.compile(r"[0-9A-Za-z]|[._-][0-9A-Za-z]|,\d")
_GROUPS = (",", "\u00a0", "\u202f", " ", "'", ".")


class Secret(Struct, frozen=True, kw_only=True):
    """A value that an audience may not see: whose it is, where it stands there, and its forms.

    ``certain`` says that nobody writes it by chance: a figure, a code, an id, a digest.
    """

    item: str
    place: str
    forms: tuple[str, ...]
    certain: bool


def secrets(where: Mapping[str, Standing], policy: Policy, sees: frozenset[str]) -> list[Secret]:
    """Return what of the items in force is not for an audience that sees ``sees``.

    What several items share is named by the first of them.
    """
    everything = frozenset(policy.audiences)
    found: dict[tuple[str, ...], Secret] = {}
    if everything <= sees:
        return []
    for key, place in where.items():
        content = place.content
        if content is None or _open(content, sees):
            continue
        told: frozenset[str] = frozenset()
        if visible(content, sees):
            told = frozenset(text for _, text in _leaves(plain(project(content, sees))))
        elif isinstance(content, ProductContent):
            forms = (f"products/{key}/", f"products/{key}.json")
            found[forms] = Secret(item=key, place="id", forms=forms, certain=True)
        for place_of, text in _leaves(plain(_stated(project(content, everything)))):
            if text not in told:
                for secret in _secret(key, place_of, text):
                    found.setdefault(secret.forms, secret)
    return list(found.values())


def _stated(content: Content) -> Content:
    """Return what an item says; a file beside its page may be one that pages for all have too."""
    return structs.replace(content, files={}) if isinstance(content, PageContent) else content


def readable(edition: Edition) -> str:
    """Return all that the audience of ``edition`` may read, as one text."""
    built = msgspec.to_builtins(
        edition, builtin_types=(Decimal,), enc_hook=plain_part, str_keys=True
    )
    return "\n".join(part for leaf in _leaves(built) for part in leaf)


def alone(before: str, after: str) -> bool:
    """Whether what stands between the two is not part of a longer word, code or figure."""
    return not _JOINED_BEFORE.search(before) and not _JOINED_AFTER.match(after)


def stands_in(form: str, text: str) -> int:
    """Return where ``form`` stands alone in ``text``, -1 where it does not."""
    at = text.find(form)
    while at >= 0:
        end = at + len(form)
        if alone(text[max(0, at - 2) : at], text[end : end + 2]):
            return at
        at = text.find(form, at + 1)
    return -1


def _open(content: Content, sees: frozenset[str]) -> bool:
    """Whether nothing of it is hidden; quick, for almost all items of most sites."""
    if not visible(content, sees):
        return False
    if isinstance(content, PageContent):
        return True
    parts = (audience for _, audience in product_audiences(content.product))
    attributes = (attribute.audience for attribute in content.family.attributes.values())
    return all(audience in sees for audience in (*parts, *attributes))


def _leaves(value: object) -> list[Leaf]:
    """Return (place, text) for each text, figure and key in plain data."""
    found: list[Leaf] = []
    _gather(value, "", found)
    return found


def _gather(value: object, place: str, found: list[Leaf]) -> None:
    if isinstance(value, str):
        found.append((place, value))
    elif isinstance(value, dict):
        named = place.rpartition(".")[2] in _NAMED_BY_PEOPLE
        for key, part in value.items():
            below = f"{place}.{key}" if place else str(key)
            if named:
                found.append((f"{below} (key)", str(key)))
            if named or key not in _NO_SECRET:
                _gather(part, below, found)
    elif isinstance(value, list | tuple):
        for index, part in enumerate(value):
            _gather(part, f"{place}.{index}", found)
    elif isinstance(value, Decimal | int) and not isinstance(value, bool):
        found.append((place, str(value)))


def _secret(item: str, place: str, text: str) -> Iterator[Secret]:
    if _FIGURE.fullmatch(text):
        forms, certain = tuple(_figures(text)), True
    elif _SHA.fullmatch(text):
        forms, certain = (text, f"media/{text[:_HEX]}/"), True
    elif _CODE.fullmatch(text) and not place.endswith("(key)"):
        forms, certain = _named(text), True
    elif _PATH.fullmatch(text):
        forms, certain = _named(text), False
    elif place == "page.body" or place.startswith("page.body."):
        forms, certain = tuple(_runs(text, _MARKUP, _RUN)), False
    else:
        forms, certain = tuple(_runs(text, _BREAKS, _TEXT)), False
    if forms:
        yield Secret(item=item, place=place, forms=forms, certain=certain)


def _named(text: str) -> tuple[str, ...]:
    """Return a code, or a path and the name of the file at its end."""
    name = text.rpartition("/")[2]
    return (text, name) if name != text and len(name) >= _TEXT else (text,)


def _figures(text: str) -> Iterator[str]:
    """Yield a figure as written in data, and as people in any country print it."""
    whole, _, decimals = text.lstrip("-").partition(".")
    digits = whole + decimals
    if len(digits) < _DIGITS or len(digits.strip("0")) < _SIGNIFICANT:
        return
    yield text.lstrip("-")
    if decimals:
        yield f"{whole},{decimals}"
    if len(whole) > 3:  # noqa: PLR2004 - thousands
        for group in _GROUPS:
            grouped = f"{int(whole):,}".replace(",", group)
            point = "." if group == "," else ","
            yield f"{grouped}{point}{decimals}" if decimals else grouped


def _runs(text: str, breaks: re.Pattern[str], least: int) -> Iterator[str]:
    for part in breaks.split(text):
        run = part.strip()
        if len(run) >= least and not _WORD.fullmatch(run):
            yield run
