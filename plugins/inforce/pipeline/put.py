"""Files of an output under construction: each is a file of its own, whatever it was before."""

from __future__ import annotations

from pathlib import Path


def put(path: Path, octets: bytes) -> None:
    """Write ``path``, and its folder; what had the name before is left alone by its other names.

    A file of the output that is live may have a second name here, and must not change.
    """
    try:
        stream = path.open("xb")
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        stream = path.open("xb")
    except FileExistsError:
        path.unlink()
        stream = path.open("xb")
    with stream:
        stream.write(octets)
