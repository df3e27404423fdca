"""A progress bar on a terminal, for work that takes long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any


def shown(steps: Iterable[Any], about: str, size: int) -> Iterator[Any]:
    """Go through ``steps`` with a progress bar on a terminal."""
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    yield from track(
        steps, about, size, console=console, transient=True, disable=not console.is_terminal
    )
