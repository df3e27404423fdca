"""What is to be done at a place so that an edition is live there: a comparison, nothing is done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import groupby
from pathlib import PurePosixPath

from msgspec import Struct

from inforce.pipeline.deployment.sequence import Place, Rank, places
from inforce.pipeline.deployment.state import OBJECTS, Kept, Published, State

KEEP = 3


class Asked(Struct, frozen=True, kw_only=True):
    """What the publisher wants beside the edition.

    ``keep`` is how many earlier editions stay; ``everything`` uploads what is there already too;
    ``prune`` deletes what nobody is known to have published.
    """

    keep: int = KEEP
    everything: bool = False
    prune: bool = False


class Keeping(Struct, frozen=True, kw_only=True):
    """Which earlier editions stay, newest first, and what that takes.

    ``added`` is the live one, where it has no record yet; ``copies`` the live path of each file to
    be set aside, by digest; ``dropped`` the paths of the records that go.
    """

    kept: tuple[Kept, ...] = ()
    added: Kept | None = None
    copies: Mapping[str, str]
    dropped: tuple[str, ...] = ()


class Deployment(Struct, frozen=True, kw_only=True):
    """What is to be done, in this order.

    Set aside what ``keeping`` says; delete ``displaced``, files where folders come or the other way
    about; write each of the ``waves``, then the manifest; delete ``gone``, then ``spent``, what
    ``.inforce/`` needs no longer.
    """

    state: State
    edition: Published
    keeping: Keeping
    displaced: tuple[str, ...]
    waves: tuple[tuple[str, ...], ...]
    gone: tuple[str, ...]
    spent: tuple[str, ...]

    @property
    def uploads(self) -> tuple[str, ...]:
        """All paths that are written."""
        return tuple(path for wave in self.waves for path in wave)

    @property
    def deletes(self) -> tuple[str, ...]:
        """All paths of the output that are deleted."""
        return (*self.displaced, *self.gone)

    @property
    def touches(self) -> bool:
        """Whether readers could see anything of it."""
        return bool(self.waves or self.deletes) or self.state.octets != self.edition.octets

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to do at all."""
        keeping = self.keeping
        return not (self.touches or self.spent or self.state.begun or keeping.dropped)


def plan(state: State, edition: Published, asked: Asked) -> Deployment:
    """Return what takes the place from ``state`` to ``edition``."""
    files = edition.files
    certain = {} if asked.everything else state.certain
    uploads = [path for path, digest in files.items() if certain.get(path) != digest]
    ours = state.ours | state.strangers if asked.prune else state.ours
    gone = ours - files.keys()
    displaced = frozenset(_displaced(gone, uploads))
    keeping = _keeping(state, edition, frozenset(uploads) | gone, asked.keep)
    return Deployment(
        state=state,
        edition=edition,
        keeping=keeping,
        displaced=tuple(sorted(displaced)),
        waves=tuple(_waves(uploads, state, files)),
        gone=tuple(sorted(gone - displaced)),
        spent=tuple(_spent(state, edition, keeping)),
    )


def _waves(
    uploads: Iterable[str], state: State, files: Mapping[str, str]
) -> Iterator[tuple[str, ...]]:
    """Yield the paths that may be written side by side; what leads to others comes after them."""
    place = places(files)
    there = state.listed.union(() if state.live is None else state.live.files)

    def order(path: str) -> tuple[Rank, Place]:
        at = place(path)
        fresh = path not in there and at is not Place.EDITION
        return (Rank.NEW if fresh else Rank.CHANGED), at

    for _, wave in groupby(sorted(uploads, key=lambda path: (order(path), path)), key=order):
        yield tuple(wave)


def _displaced(gone: AbstractSet[str], uploads: Iterable[str]) -> Iterator[str]:
    """Yield what is to be deleted first, since a folder cannot take the place of a file."""
    coming = frozenset(uploads)
    above = {str(parent) for path in coming for parent in PurePosixPath(path).parents}
    for path in gone:
        parents = (str(parent) for parent in PurePosixPath(path).parents)
        if path in above or any(parent in coming for parent in parents):
            yield path


def _keeping(state: State, edition: Published, touched: AbstractSet[str], keep: int) -> Keeping:
    earlier = [kept for kept in state.kept if kept.edition.name != edition.name]
    live = state.live
    added = None
    known = {edition.name, *(kept.edition.name for kept in earlier)}
    if live is not None and live.name not in known:
        added = Kept(1 + max((kept.number for kept in state.kept), default=0), live)
    kept: list[Kept] = []
    copies: dict[str, str] = {}
    for one in (*([added] if added else []), *reversed(earlier)):
        needed = _needed(one, state, edition, touched)
        if needed is not None and len(kept) < keep:
            kept.append(one)
            copies = {**needed, **copies}
    return Keeping(
        kept=tuple(kept),
        added=added if added in kept else None,
        copies=copies,
        dropped=tuple(one.path for one in earlier if one not in kept),
    )


def _needed(
    kept: Kept, state: State, edition: Published, touched: AbstractSet[str]
) -> dict[str, str] | None:
    """Return what must be set aside for ``kept`` to stay whole, None where it is whole no more.

    Each of its files is kept already, or is live at its path.
    """
    copies: dict[str, str] = {}
    for path, digest in kept.edition.files.items():
        if digest in state.objects or edition.files.get(path) == digest:
            continue
        if path not in touched or path in state.dirty:
            return None
        copies.setdefault(digest, path)
    return copies


def _spent(state: State, edition: Published, keeping: Keeping) -> Iterator[str]:
    """Yield what ``.inforce/`` needs no longer, once the edition is live."""
    yield from (kept.path for kept in state.kept if kept.edition.name == edition.name)
    needed = {
        digest
        for kept in keeping.kept
        for path, digest in kept.edition.files.items()
        if edition.files.get(path) != digest
    }
    yield from (f"{OBJECTS}{digest}" for digest in sorted(state.objects.keys() - needed))
    yield from state.spoilt
