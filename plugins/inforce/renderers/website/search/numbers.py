"""The index of part numbers: small files, of which a look-up needs the head and one or two others.

The numbers stand sorted by their keys, as JavaScript compares texts, so that all that begins alike
stands together. The head
names the first key of each file, and says how a key is made of what somebody writes: that rule is
``domain.designations``'s, and the script that looks numbers up has none of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

import msgspec

from inforce.domain import address
from inforce.domain.items.lifecycle import LifecycleState
from inforce.domain.prose.designations import LOOKALIKES
from inforce.domain.views.numbers import Number, numbers
from inforce.domain.views.reading import Reading

HEAD = f"{address.SEARCH}numbers.json"
# About 10 kB a file.
_SHARE = 100
# What ``joined`` keeps of a name, for JavaScript: letters and figures of any script.
_SIGNS = r"[\p{L}\p{N}]+"


def number_files(reading: Reading) -> Iterator[tuple[str, bytes]]:
    """Yield (path from the locale's root, bytes) of the head and of each file of numbers."""
    known = tuple(sorted(numbers(reading.edition), key=lambda one: one.key.encode("utf-16-be")))
    parts: list[tuple[str, str]] = []
    last = ""
    for part in _parts(known):
        octets = msgspec.json.encode(_part(part, reading))
        name = sha256(octets).hexdigest()[:10]
        parts.append((_beginning(part[0].key, last), name))
        last = part[-1].key
        yield f"{address.SEARCH}numbers/{name}.json", octets
    head = {
        "lookalikes": LOOKALIKES,
        "signs": _SIGNS,
        "states": {
            state.value: [reading.say(f"state.{state.value}"), state.gone]
            for state in LifecycleState
        },
        "parts": parts,
    }
    yield HEAD, msgspec.json.encode(head)


def _parts(known: tuple[Number, ...]) -> Iterator[tuple[Number, ...]]:
    """Cut the numbers into files; those with one key stay together."""
    start = 0
    while start < len(known):
        end = min(start + _SHARE, len(known))
        while end < len(known) and known[end].key == known[end - 1].key:
            end += 1
        yield known[start:end]
        start = end


def _beginning(key: str, last: str) -> str:
    """Return as much of ``key`` as tells it from ``last``, which stands before it."""
    signs = enumerate(zip(key, last, strict=False))
    alike = next((place for place, (one, other) in signs if one != other), len(last))
    return key[: alike + 1]


def _part(part: tuple[Number, ...], reading: Reading) -> dict[str, object]:
    shown = sorted({one.product for one in part})
    places = {product: place for place, product in enumerate(shown)}
    return {
        "products": [_product(product, reading) for product in shown],
        "numbers": [[one.key, one.written, one.kind.value, places[one.product]] for one in part],
    }


def _product(key: str, reading: Reading) -> list[str]:
    """Return address, name, family and state of a product."""
    product = reading.edition.products[key]
    family = reading.edition.families[product.content.family.id]
    return [
        address.product(key),
        reading.phrase(product.content.product.name).text,
        reading.phrase(family.name).text,
        product.state.value,
    ]
