"""What may be published where: never over sources, and never for two audiences at one place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from inforce.domain.errors import InforceError
from inforce.pipeline.deployment.state import State
from inforce.pipeline.deployment.target import Target
from inforce.pipeline.output.manifest import NAME as MANIFEST
from inforce.pipeline.output.manifest import Manifest
from inforce.pipeline.output.staging import refuse_sources
from inforce.readers.json_reader import read_json
from inforce.readers.real_path import real


class _Readers(Struct, frozen=True):
    """All that is asked of a manifest that may be damaged in other parts."""

    audience: str
    preview: bool = False

    def __str__(self) -> str:
        """Return the readers in words."""
        kind = "a preview " if self.preview else ""
        return f"{kind}for the audience {self.audience}"


def refuse_overlap(target: Target, built: Path, site: Path) -> None:
    """Raise InforceError where ``target`` overlaps with the build, or would replace sources."""
    folder = target.folder
    if folder is None:
        return
    refuse_sources(folder, real(site))
    if folder.is_relative_to(built) or built.is_relative_to(folder):
        raise InforceError(f"{target.shown} and the build {built} overlap; name another folder")


def refuse_mixture(target: Target, state: State, manifest: Manifest) -> None:
    """Raise InforceError where ``target`` has, had, or is about to have other readers.

    So it does where it lies in a folder of another audience's edition, or such a folder in it: what
    protects one of the two would not protect the other.
    """
    wanted = _Readers(manifest.audience, manifest.preview)
    for where, found in _found(target, state):
        if found != wanted:
            raise InforceError(
                f"{target.shown}: {where} is {found}, and this build is {wanted}; "
                "publish each to a place of its own"
            )


def _found(target: Target, state: State) -> Iterator[tuple[str, _Readers]]:
    there = _readers(state.octets)
    if there is not None:
        yield "what is published there", there
    for begun in state.begun.values():
        yield "what was begun there", _Readers(begun.audience, begun.preview)
    for kept in state.kept:
        manifest = kept.edition.manifest
        yield "an edition kept there", _Readers(manifest.audience, manifest.preview)
    for way in target.above():
        around = _readers(target.peek(f"{way}{MANIFEST}"))
        if around is not None:
            yield f"the site around it, {way},", around
    for path in sorted(state.listed):
        if path.endswith(f"/{MANIFEST}"):
            within = _readers(target.peek(path))
            if within is not None:
                yield f"{path.removesuffix(MANIFEST)} in it", within


def _readers(octets: bytes | None) -> _Readers | None:
    try:
        return None if octets is None else read_json(octets, _Readers)
    except msgspec.DecodeError:
        return None
