"""What inforce asks of a host: the program that renders the pages around inforce's own."""

from __future__ import annotations

from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from inforce.domain.errors import InforceError

if TYPE_CHECKING:
    from inforce.pipeline.publishing.publication import Publication

GROUP = "inforce.hosts"


class Host(Protocol):
    """An adapter to a static site generator, found by its entry point in ``inforce.hosts``."""

    def origin(self, root: Path) -> str:
        """Return the absolute address of the site at ``root``, empty where it has none."""
        ...

    def search(self, root: Path) -> bool:
        """Return whether the host's settings give the site at ``root`` a search."""
        ...

    def rests(self, root: Path) -> bytes | None:
        """Return the digest of the host's settings, and of what else decides its pages.

        The sources of the site need not be in it (``readers/sources.py``), unless they may be
        products. None where that cannot be known, as settings let other programs write into pages.
        """
        ...

    def build(self, publication: Publication) -> bool:
        """Render every locale's site into ``publication``, which is then ready to be completed.

        Return whether there was nothing to warn of. Raise InforceError where it fails.
        """
        ...


def find_host(name: str = "mkdocs") -> Host:
    """Return the host ``name``; raise InforceError where none of that name is installed."""
    found = entry_points(group=GROUP, name=name)
    for entry in found:
        host: Host = entry.load()()
        return host
    raise InforceError(f"no host {name!r} is installed; the group of entry points is {GROUP}")
