"""Products in lists as HTML, written without templates: each page has some, of its relatives."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

from markupsafe import Markup, escape

from inforce.domain import address
from inforce.domain.views.values import Card, FileLink, ProductRef
from inforce.renderers.website.tables import converted, figure, phrase

# So many order codes of a product stand in a table.
_CODES = 3
_PLAIN_STATE = "active"
_UNMARKED_STATES = (_PLAIN_STATE, "preview")
# Products have their relatives in common: so many cards and rows are remembered.
_REMEMBERED = 4096


def cards(shown: Iterable[Card], up: str, home: str) -> Markup:
    """Return the cards of products.

    ``home`` leads to the locale's root, ``up`` to that of the whole site.
    """
    return Markup("".join(card(one, up, home) for one in shown))  # noqa: S704 - texts are escaped


@lru_cache(_REMEMBERED)
def card(one: Card, up: str, home: str, since: str = "") -> Markup:
    """Return the card of a product; ``since`` says what is new about it."""
    key = escape(one.product.id)
    picture = _picture(one.picture.file, up) if one.picture else ""
    html = (
        f'<li class="inf-card" data-product="{key}">'
        f'<a class="inf-card__link" href="{home}{address.product(key)}">\n'
        f'<span class="inf-card__picture">{picture}</span>\n'
        f'<span class="inf-card__name">{phrase(one.product.name)}</span></a>\n'
    )
    if since:
        html += f'<p class="inf-sub">{escape(since)}</p>'
    if one.product.state != _PLAIN_STATE:
        html += f"<p>{_state(one.product)}</p>"
    if one.summary:
        html += f'<p class="inf-card__summary">{phrase(one.summary)}</p>'
    figures = "".join(
        f"<div><dt>{phrase(row.label)}</dt><dd{converted(row.cell)}>{figure(row.cell)}</dd></div>"
        for row in one.key_figures
    )
    if figures:
        html += f'<dl class="inf-card__figures">{figures}</dl>'
    return Markup(f"{html}</li>")  # noqa: S704 - every text is escaped


def goods(
    shown: Iterable[Card], up: str, home: str, *, counted: bool, say: Callable[..., str]
) -> Markup:
    """Return a row for each product, with its order codes and, if ``counted``, how many of it."""
    rows = []
    for one in shown:
        further = len(one.codes) - _CODES
        more = say("relation.more", count=str(further)) if further > 0 else ""
        rows.append(_row(one, up, home, more, counted=counted))
    return Markup("".join(rows))  # noqa: S704 - every text is escaped


@lru_cache(_REMEMBERED)
def _row(one: Card, up: str, home: str, more: str, *, counted: bool) -> str:
    picture = ""
    if one.picture:
        picture = f'<span class="inf-goods__picture">{_picture(one.picture.file, up)}</span>'
    at = f"{home}{address.product(escape(one.product.id))}"
    state = "" if one.product.state in _UNMARKED_STATES else f" {_state(one.product)}"
    codes = "".join(f"<span data-copy>{escape(code)}</span> " for code in one.codes[:_CODES])
    if more:
        codes += f'<a href="{at}#variants">{escape(more)}</a>'
    count = f'<td class="inf-num">{escape(one.product.quantity or "–")}</td>' if counted else ""
    return (
        f'<tr><th scope="row">{picture}'
        f'<span><a href="{at}">{phrase(one.product.name)}</a>{state}</span></th>\n'
        f'<td class="inf-goods__codes">{codes}</td>\n{count}</tr>\n'
    )


def _picture(file: FileLink, up: str) -> str:
    return f'<img src="{up}{escape(file.path)}" alt="" loading="lazy">'


def _state(product: ProductRef) -> str:
    return (
        f'<span class="inf-state inf-state--{escape(product.state)}">'
        f"{escape(product.state_label)}</span>"
    )
