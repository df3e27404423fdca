"""The facets as one small file: what is asked, and what each entry of the search index answers.

The search index itself could carry them, at 45 kB for each facet that 20,000 products answer;
packed as a column of places they take a tenth of that, and any choice of them can be counted.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from inforce.domain import address
from inforce.domain.items.lifecycle import LifecycleState
from inforce.domain.views.facets import STATUS, Facet, facets
from inforce.domain.views.reading import Reading
from inforce.renderers.packing import packed

FILE = f"{address.SEARCH}facets.pack"


def facet_file(reading: Reading, index: str, pages: Sequence[str]) -> bytes:
    """Return the file for an index: ``pages`` are the addresses of its entries, in its order.

    ``index`` names that order, so that a script does not join this file with another index.
    """
    products = {address.product(key): key for key in reading.edition.products}
    entries = [products.get(page, "") for page in pages]
    found = {
        "index": index,
        "gone": [state.value for state in LifecycleState if state.gone],
        "status": STATUS,
        "facets": [_column(facet, entries) for facet in facets(reading)],
    }
    return packed(msgspec.json.encode(found))


def _column(facet: Facet, entries: list[str]) -> dict[str, object]:
    """Return a facet with the place, among its kinds of answer, of what each entry answers."""
    answers = [facet.answers.get(entry, ()) for entry in entries]
    kinds = sorted({(), *answers})
    places = {kind: place for place, kind in enumerate(kinds)}
    return {
        "key": facet.key,
        "label": facet.label,
        "values": [[value.token, value.label] for value in facet.values],
        "kinds": kinds,
        "of": [places[answer] for answer in answers],
    }
