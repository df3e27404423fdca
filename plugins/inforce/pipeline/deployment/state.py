"""What lies at a place of publication: the live edition, earlier ones, and work left unfinished.

Beside the output itself a place has ``.inforce/``: ``objects/`` holds by SHA-256 the files of
earlier editions that are not live any more, ``editions/`` their manifests, ``runs/`` the paths that
a publication under way, or one that was interrupted, may have touched.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from hashlib import sha256

import msgspec
from msgspec import Struct

from inforce.domain.errors import InforceError
from inforce.pipeline.deployment.target import SCRATCH, Target
from inforce.pipeline.output.manifest import NAME as MANIFEST
from inforce.pipeline.output.manifest import STORE, Manifest, parse_manifest
from inforce.readers.json_reader import read_json

OBJECTS = f"{STORE}/objects/"
EDITIONS = f"{STORE}/editions/"
RUNS = f"{STORE}/runs/"
_SHORT = 12


class Published(Struct, frozen=True):
    """An edition as it is published: its manifest, as values and as the bytes that were written."""

    manifest: Manifest
    octets: bytes

    @property
    def name(self) -> str:
        """The day of the edition and the beginning of its manifest's SHA-256."""
        return f"{self.manifest.as_of}-{sha256(self.octets).hexdigest()[:_SHORT]}"

    @property
    def files(self) -> Mapping[str, str]:
        """The SHA-256 of each file, by path."""
        return self.manifest.files


class Kept(Struct, frozen=True):
    """An earlier edition that can be brought back; a higher number was live later."""

    number: int
    edition: Published

    @property
    def path(self) -> str:
        """Where its manifest lies."""
        return f"{EDITIONS}{self.number:06}-{self.edition.name}.json"


class Begun(Struct, frozen=True, kw_only=True):
    """A publication that was begun: for whom, of what, and every path that it may touch.

    ``crossed`` where another one came in its way, so that nothing there is certain.
    """

    audience: str
    preview: bool
    edition: str
    paths: tuple[str, ...]
    crossed: bool = False


class State(Struct, frozen=True, kw_only=True, dict=True):
    """A place as it was found.

    ``octets`` are those of its ``manifest.json``; ``live`` is None where ``fault`` says why they
    cannot be trusted. ``objects`` has the size of each kept file by digest; ``begun`` the
    unfinished publications by path; ``spoilt`` the paths in ``.inforce/`` that are of no use;
    ``listed`` all files beside ``.inforce/``, where they were asked for or ``live`` is None.
    """

    octets: bytes | None
    live: Published | None
    fault: str = ""
    objects: Mapping[str, int]
    kept: tuple[Kept, ...] = ()
    begun: Mapping[str, Begun]
    spoilt: tuple[str, ...] = ()
    listed: frozenset[str] = frozenset()

    @cached_property
    def dirty(self) -> frozenset[str]:
        """The paths that may hold anything: an unfinished publication may have touched them."""
        return frozenset(path for begun in self.begun.values() for path in begun.paths)

    @cached_property
    def certain(self) -> Mapping[str, str]:
        """The digest of each file that is known to be there, by path."""
        files = {} if self.live is None else self.live.files
        return {path: digest for path, digest in files.items() if path not in self.dirty}

    @cached_property
    def ours(self) -> frozenset[str]:
        """The paths that some publication wrote here."""
        editions = [self.live] if self.live else [kept.edition for kept in self.kept]
        return self.dirty.union(*(edition.files for edition in editions))

    @cached_property
    def strangers(self) -> frozenset[str]:
        """The paths that lie there and that no publication is known to have written."""
        return self.listed - self.ours - {MANIFEST}


def earlier(state: State, name: str | None) -> Kept:
    """Return the kept edition whose name begins so; without one, that which was live before.

    After an interrupted publication that is the one which the live manifest still names. Raise
    InforceError where there is none, or more than one.
    """
    live = "" if state.live is None else state.live.name
    if not state.kept:
        raise InforceError("no earlier edition is kept there")
    if name is None:
        before = [kept for kept in state.kept if (kept.edition.name == live) == bool(state.begun)]
        return (before or state.kept)[-1]
    found = [kept for kept in state.kept if kept.edition.name.startswith(name)]
    if len(found) != 1:
        names = ", ".join(kept.edition.name for kept in reversed(state.kept))
        problem = "several editions begin with" if found else "no kept edition is called"
        raise InforceError(f"{problem} {name}; kept are {names}")
    return found[0]


def read_state(target: Target, *, whole: bool = False) -> State:
    """Return what lies at ``target``; ``whole`` lists the files of the output too."""
    octets = target.read(MANIFEST)
    sizes = target.files(STORE)
    kept, spoilt = _kept(target, [path for path in sizes if path.startswith(EDITIONS)])
    begun: dict[str, Begun] = {}
    fault = ""
    for path in sorted(path for path in sizes if path.startswith(RUNS)):
        one = _begun(target.read(path))
        if one is None:
            spoilt.append(path)
            fault = "an interrupted publication left no record of what it had touched"
        else:
            begun[path] = one
            fault = "two publications met there" if one.crossed else fault
    manifest = parse_manifest(octets)
    live = None
    if octets is None or isinstance(manifest, str):
        fault = str(manifest)
    elif not fault:
        live = Published(manifest, octets)
    return State(
        octets=octets,
        live=live,
        fault=fault,
        objects=dict(_objects(sizes)),
        kept=tuple(kept),
        begun=begun,
        spoilt=(*spoilt, *(path for path in sizes if path.startswith(SCRATCH))),
        listed=_listed(target) if whole or live is None else frozenset(),
    )


def _kept(target: Target, paths: list[str]) -> tuple[list[Kept], list[str]]:
    """Return the kept editions, oldest first, and the paths of what is none."""
    kept: list[Kept] = []
    spoilt: list[str] = []
    for path in sorted(paths):
        one = _record(path, target.read(path))
        if one is None:
            spoilt.append(path)
        else:
            kept.append(one)
    return kept, spoilt


def _record(path: str, octets: bytes | None) -> Kept | None:
    manifest = parse_manifest(octets)
    number = path.removeprefix(EDITIONS).partition("-")[0]
    if octets is None or isinstance(manifest, str) or not number.isdecimal():
        return None
    one = Kept(int(number), Published(manifest, octets))
    return one if one.path == path else None


def _begun(octets: bytes | None) -> Begun | None:
    try:
        return read_json(octets or b"", Begun)
    except msgspec.DecodeError:
        return None


def _objects(sizes: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    for path, size in sizes.items():
        if path.startswith(OBJECTS):
            yield path.removeprefix(OBJECTS), size


def _listed(target: Target) -> frozenset[str]:
    return frozenset(path for path in target.files() if path.partition("/")[0] != STORE)
