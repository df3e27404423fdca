"""What a hand-written page takes from the product data, so that no figure is typed twice.

``{{ spec("hx-100", "head_max") }}`` stands for a figure, ``{{ product_table(family="valve") }}``
for a table, ``[the pump](product:hx-100)`` for a link. Code is left as it is.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

import msgspec
from msgspec import Struct

from inforce.domain.prose.markdown import code_places

SCHEME = "product:"
_CALL = re.compile(r"\{\{\s*(\w+)\s*\(((?:(?!\}\}).)*)\)\s*\}\}", re.DOTALL)
# One of ours that is no call, such as one whose bracket or brace is missing.
_BROKEN = re.compile(r"\{\{\s*(spec|product_table)\b[^{}\n]*(?:\}\}|\}|$)", re.MULTILINE)
_BREAK_BEFORE = re.compile(r"(?:\A\s*|\n[ \t]*\n)\Z")
_BREAK_AFTER = re.compile(r"[ \t]*(?:\n[ \t]*\n|\n?[ \t]*\Z)")
_LINK = re.compile(r"\]\(<?(product:([^)\s#>]*))")
_FORMS = {
    "spec": 'spec("ID", "ATTRIBUTE")',
    "product_table": 'product_table(family="FAMILY", attributes=["ATTRIBUTE"])',
}


class SpecCall(Struct, frozen=True, forbid_unknown_fields=True):
    """One value of a product or of one of its variants.

    ``product`` is an id, or the order code of a variant; ``condition`` adds under what it holds.
    """

    product: str
    attribute: str
    unit: bool = True
    condition: bool = False


class TableCall(Struct, frozen=True, forbid_unknown_fields=True):
    """A table of products: those of a family and its descendants, or those that are named.

    ``attributes`` are the columns, the family's comparable ones where none are named; ``withdrawn``
    also shows what can no longer be ordered. ``sort`` names the attribute by which the rows stand,
    ``-`` before it puts the largest first.
    """

    family: str | None = None
    products: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    withdrawn: bool = False
    sort: str | None = None
    limit: int | None = None


class ProductLink(Struct, frozen=True):
    """The target of a link: a product's page."""

    product: str


class Unreadable(Struct, frozen=True):
    """One of these calls that is written wrongly."""

    expected: str


Call = SpecCall | TableCall | ProductLink | Unreadable


class Insertion(Struct, frozen=True):
    """A place of a text, from ``start`` to ``end``: what is written there, and what it asks for."""

    start: int
    end: int
    written: str
    call: Call


_CALLS: Mapping[str, type[SpecCall | TableCall]] = {"spec": SpecCall, "product_table": TableCall}


def insertions(text: str) -> Iterator[Insertion]:
    """Yield every insertion of a Markdown text, in order.

    Other things in double braces belong to others and are left alone.
    """
    if "{{" not in text and SCHEME not in text:
        return
    code = tuple(code_places(text))
    for one in sorted(_all(text), key=lambda insertion: insertion.start):
        if not any(start <= one.start < end for start, end in code):
            yield one


def shortened(text: str) -> str:
    """Return ``text`` with what its insertions ask for in their place: ``‹hx-100: head_max›``."""
    parts: list[str] = []
    done = 0
    for one in insertions(text):
        match one.call:
            case SpecCall(product=product, attribute=attribute):
                asked = f"{product}: {attribute}"
            case TableCall(family=family, products=products):
                asked = ", ".join(products) or family or ""
            case _:
                continue
        parts += [text[done : one.start], f"‹{asked}›"]
        done = one.end
    return "".join([*parts, text[done:]])


def _all(text: str) -> Iterator[Insertion]:
    for match in _CALL.finditer(text):
        call = _call(match[1], match[2])
        if isinstance(call, TableCall) and not _alone(text, match):
            call = Unreadable("a line of its own, with empty lines around it")
        if call is not None:
            yield Insertion(match.start(), match.end(), match[0], call)
    for match in _BROKEN.finditer(text):
        if not _CALL.match(text, match.start()):
            call = Unreadable(_FORMS[match[1]])
            yield Insertion(match.start(), match.end(), match[0], call)
    for match in _LINK.finditer(text):
        yield Insertion(match.start(1), match.end(1), match[1], ProductLink(match[2]))


def _alone(text: str, match: re.Match[str]) -> bool:
    """Whether nothing else stands in the paragraph: a table is none of its words."""
    before, after = text[: match.start()], text[match.end() :]
    return bool(_BREAK_BEFORE.search(before)) and bool(_BREAK_AFTER.match(after))


def _call(name: str, arguments: str) -> Call | None:
    kind = _CALLS.get(name)
    if kind is None:
        near = get_close_matches(name, _CALLS, n=1)
        return Unreadable(f"did you mean {near[0]}(…)?") if near else None
    try:
        node = ast.parse(f"{name}({arguments})", mode="eval").body
        return msgspec.convert(_arguments(node, kind), kind)
    except SyntaxError:
        return Unreadable(_FORMS[name])
    except (ValueError, msgspec.ValidationError) as error:
        return Unreadable(f"{_FORMS[name]}: {error}")


def _arguments(node: ast.expr, kind: type[SpecCall | TableCall]) -> dict[str, object]:
    """Return the arguments by name; raise ValueError where they are no plain values."""
    if not isinstance(node, ast.Call):
        raise ValueError("one call and nothing else")  # noqa: TRY004 - of what people wrote
    names = kind.__struct_fields__
    if len(node.args) > len(names):
        raise ValueError(f"{len(names)} values at most")
    given = dict(zip(names, map(_plain, node.args), strict=False))
    for keyword in node.keywords:
        if keyword.arg is None or keyword.arg in given:
            raise ValueError("each value once, by its name")
        given[keyword.arg] = _plain(keyword.value)
    return given


def _plain(node: ast.expr) -> object:
    try:
        value: object = ast.literal_eval(node)
    except (ValueError, TypeError):
        raise ValueError("texts in quotes, numbers, lists, True and False only") from None
    return value
