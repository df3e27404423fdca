"""Ids for records: permanent, and what happens when two records ask for the same one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import final

from msgspec import Struct

from inforce.exchange.mapping import Identity, OnCollision
from inforce.exchange.slug import slugify
from inforce.exchange.source import Values
from inforce.exchange.values import BadValueError, filled


class Collision(Struct, frozen=True, kw_only=True):
    """Two records asked for ``id``: which, and how it was settled; ``settled`` is the second's id.

    ``first`` is a file where the id was another item's before. ``settled`` is None where the second
    record was skipped.
    """

    id: str
    record: str
    first: str
    by: str
    settled: str | None = None


class Given(Struct, frozen=True):
    """An id, the key under which the record of imports knows it, and the collision on its way."""

    id: str | None
    key: str
    reason: str = ""
    collision: Collision | None = None


@final
class Identities:
    """Gives out the ids of one import, in the order of the records."""

    def __init__(
        self, identity: Identity, known: Mapping[str, str], held: Mapping[str, str]
    ) -> None:
        """Keep to the ``known`` ids, by key, of earlier imports.

        No other record gets those, or one that is ``held`` by another item: its file, by id.
        """
        self._identity = identity
        self._known = known
        self._reserved = {**dict.fromkeys(known.values(), "an earlier import"), **held}
        self._owners: dict[str, str] = {}
        self._keys: dict[str, int] = {}

    def give(self, place: str, values: Values) -> Given:
        """Return the id of the record at ``place``, or None with the reason."""
        try:
            return self._given(place, values)
        except BadValueError as error:
            return Given(None, "", f"no id; {error}")

    def _given(self, place: str, values: Values) -> Given:
        raw = filled(self._identity.template, values)
        base = slugify(raw or "")
        if raw is None or not base:
            return Given(None, "", f"no id: {self._identity.template} gives nothing")
        times = self._keys[raw] = self._keys.get(raw, 0) + 1
        key = raw if times == 1 else f"{raw}\n{times}"
        wanted = self._known.get(key)
        if wanted is None and base not in self._owners and base not in self._reserved:
            wanted = base
        if wanted == base:
            self._owners[base] = place
            return Given(base, key)
        return self._settle(key, base, wanted, place, values)

    def _settle(self, key: str, base: str, wanted: str | None, place: str, values: Values) -> Given:
        policy = self._identity.on_collision
        settled = wanted or self._another(base, policy, values)
        first = self._owners.get(base) or self._reserved[base]
        collision = Collision(id=base, record=place, first=first, by=policy.value, settled=settled)
        if settled is None:
            return Given(None, key, f"the id {base} is taken by {first}", collision)
        self._owners[settled] = place
        return Given(settled, key, collision=collision)

    def _another(self, base: str, policy: OnCollision, values: Values) -> str | None:
        if policy is OnCollision.SKIP:
            return None
        if policy is OnCollision.SUFFIX:
            suffix = slugify(filled(self._identity.suffix or "", values) or "")
            base = slugify(f"{base}-{suffix}") if suffix else base
            if suffix and self._free(base):
                return base
        number = 2
        while not self._free(f"{base}-{number}"):
            number += 1
        return f"{base}-{number}"

    def _free(self, candidate: str) -> bool:
        return candidate not in self._owners and candidate not in self._reserved
