"""Where the files of an edition come from: a folder that was built, or what a place has kept."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import file_digest
from pathlib import Path
from typing import Protocol, final

from inforce.domain.errors import InforceError
from inforce.pipeline.deployment.headers import headers
from inforce.pipeline.deployment.state import OBJECTS, Kept, Published, State
from inforce.pipeline.deployment.target import Target
from inforce.pipeline.output.manifest import NAME as MANIFEST
from inforce.pipeline.output.manifest import Files, compare_files, parse_manifest
from inforce.readers.real_path import real

_FEW = 3


class Source(Protocol):
    """An edition with the bytes of its files."""

    @property
    def edition(self) -> Published:
        """What is published."""

    def size(self, path: str) -> int:
        """Return the size of a file."""

    def unproved(self, paths: tuple[str, ...]) -> tuple[str, ...]:
        """Return those of ``paths`` that are to be proved before anything is written."""

    def prove(self, path: str) -> None:
        """Raise InforceError where a file is not the one of the edition."""

    def supply(self, target: Target, path: str) -> None:
        """Write a file to its path at ``target``."""


@final
class BuiltFolder:
    """The output of a build in a folder of this machine."""

    def __init__(self, folder: Path) -> None:
        """Read the folder; raise InforceError unless it is whole against its own manifest."""
        self.folder = real(folder)
        file = folder / MANIFEST
        octets = file.read_bytes() if file.is_file() else None
        manifest = parse_manifest(octets)
        if octets is None or isinstance(manifest, str):
            raise InforceError(f"{folder}: {manifest}; `inforce build` makes what can be published")
        files = compare_files(folder, manifest)
        if not files.sound:
            raise InforceError(f"{folder} is not as it was built: {_told(files)}; build it again")
        self.edition = Published(manifest, octets)

    def size(self, path: str) -> int:
        """Return the size of a file."""
        return (self.folder / path).stat().st_size

    def unproved(self, paths: tuple[str, ...]) -> tuple[str, ...]:  # noqa: ARG002 - see Source
        """Return nothing: the whole folder was proved when it was opened."""
        return ()

    def prove(self, path: str) -> None:
        """Raise InforceError where a file has changed since the folder was read."""
        with (self.folder / path).open("rb") as stream:
            if file_digest(stream, "sha256").hexdigest() != self.edition.files[path]:
                raise InforceError(f"{self.folder / path} changed while it was published")

    def supply(self, target: Target, path: str) -> None:
        """Write a file to its path at ``target``."""
        self.prove(path)
        target.put(self.folder / path, path, headers(path, self.edition.manifest.audience))


@final
class KeptEdition:
    """An earlier edition, brought back from what ``target`` has kept."""

    def __init__(self, target: Target, state: State, kept: Kept) -> None:
        self.edition = kept.edition
        self._target = target
        self._sizes: Mapping[str, int] = state.objects

    def size(self, path: str) -> int:
        """Return the size of a file."""
        return self._sizes.get(self.edition.files[path], 0)

    def unproved(self, paths: tuple[str, ...]) -> tuple[str, ...]:
        """Return all of ``paths``: a place may have been tampered with."""
        return paths

    def prove(self, path: str) -> None:
        """Raise InforceError where the kept bytes are gone or were altered.

        What is not kept apart was live in the edition after it too, and lies at its path.
        """
        digest = self.edition.files[path]
        where = f"{OBJECTS}{digest}" if digest in self._sizes else path
        if self._target.digest(where) != digest:
            raise InforceError(
                f"{self._target.shown}: {path} of the edition {self.edition.name} is not kept "
                f"unaltered; build it with --as-of {self.edition.manifest.as_of} and publish that"
            )

    def supply(self, target: Target, path: str) -> None:
        """Write a file to its path at ``target``, unless it was proved to lie there."""
        digest = self.edition.files[path]
        if digest in self._sizes:
            told = headers(path, self.edition.manifest.audience)
            target.copy(f"{OBJECTS}{digest}", path, told)


def _told(files: Files) -> str:
    parts = (
        (files.altered, "altered"),
        (files.missing, "missing"),
        (files.foreign, "not listed"),
    )
    return ", ".join(
        f"{len(paths)} {what} ({', '.join(paths[:_FEW])}{', …' if len(paths) > _FEW else ''})"
        for paths, what in parts
        if paths
    )
