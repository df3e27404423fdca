"""What the script of a family's page knows: its questions, and of a long family all its rows.

The rows are written column by column: a text that many rows share stands once, the others in one
long text, a line each. ``JSON.parse`` then takes milliseconds for 20,000 rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from inforce.domain.text import Phrase
from inforce.domain.views.values import ChoiceCell, ChoiceTable, Column, Facet
from inforce.renderers.website.embedding import embedded

NAME = "rows.json"
# Where texts repeat less often, numbers that point to them take more room than they save.
_WORTH_SHARING = 2
_LINE = "\n"
_Data = dict[str, object]


def description(table: ChoiceTable, rows: str, words: Mapping[str, str]) -> str:
    """Return the element that tells the script columns and questions of a family, and its words.

    ``rows`` is the address of all its rows, empty where the page has them all.
    """
    told = {
        "columns": [_head(column) for column in table.columns],
        "facets": [_facet(facet) for facet in table.facets],
        "count": len(table.rows),
        "rows": rows,
        "words": words,
    }
    return embedded(told, "application/json", "inf-family")


def columns(table: ChoiceTable) -> bytes:
    """Return every row of ``table`` as JSON."""
    products = [row.product for row in table.rows]
    states = {one.state: one.state_label for one in products}
    return msgspec.json.encode(
        {
            "ids": _lines(one.id for one in products),
            "names": _texts([one.name for one in products]),
            "codes": _lines(" ".join(row.codes) for row in table.rows),
            "states": states,
            "state": [list(states).index(one.state) for one in products] if len(states) > 1 else [],
            "columns": [
                _column([row.cells[at] for row in table.rows]) for at in range(len(table.columns))
            ],
        }
    )


def _head(column: Column) -> _Data:
    told: _Data = {"key": column.key, "numeric": column.numeric}
    return told if column.converted is None else {**told, "system": column.converted.system}


def _facet(facet: Facet) -> _Data:
    told: _Data = {"key": facet.key, "kind": facet.kind.value, **_phrase(facet.label)}
    if facet.options:
        told["options"] = [
            {"token": one.token, "count": one.count, **_phrase(one.label)} for one in facet.options
        ]
    ends = {"unit": facet.unit, "low": facet.low, "high": facet.high}
    told |= {key: text for key, text in ends.items() if text}
    if facet.converted is not None and facet.scale is not None:
        told["other"] = {
            "system": facet.converted.system,
            "unit": facet.converted.text,
            "slope": float(facet.scale[0]),
            "start": float(facet.scale[1]),
        }
    return told


def _phrase(phrase: Phrase) -> _Data:
    return {"text": phrase.text, "lang": phrase.lang} if phrase.lang else {"text": phrase.text}


def _texts(phrases: list[Phrase]) -> _Data:
    """Return texts, a line each, and their languages where any is not the reader's."""
    told: _Data = {"texts": _lines(phrase.text for phrase in phrases)}
    if any(phrase.lang for phrase in phrases):
        told["langs"] = _lines(phrase.lang for phrase in phrases)
    return told


def _column(cells: list[ChoiceCell]) -> _Data:
    """Return a column: its texts, and for each row the place of its own, unless all differ."""
    known = {one: place for place, one in enumerate(dict.fromkeys(cells))}
    shared = len(known) * _WORTH_SHARING <= len(cells)
    told = _values(list(known) if shared else cells)
    return {**told, "at": [known[one] for one in cells]} if shared else told


def _values(cells: list[ChoiceCell]) -> _Data:
    told = _texts([Phrase(one.cell.text, one.cell.lang) for one in cells])
    if any(one.plain and one.plain != one.cell.text for one in cells):
        told["plains"] = _lines(one.plain for one in cells)
    if any(one.cell.converted for one in cells):
        others = (one.cell.converted for one in cells)
        told["others"] = _lines("" if other is None else other.text for other in others)
    return told


def _lines(texts: Iterable[str]) -> str:
    return _LINE.join(text.replace(_LINE, " ") for text in texts)
