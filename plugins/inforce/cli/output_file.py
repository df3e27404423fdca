"""Files that a command was told to write: whole, wherever that can be."""

from __future__ import annotations

from pathlib import Path

from inforce.control.whole_file import write_whole


def put_file(file: Path, octets: bytes) -> None:
    """Put ``octets`` into ``file`` in one step.

    A pipe, a device or a link, such as ``/dev/stdout``, stays what it is, and is written to.
    """
    if file.is_symlink() or (file.exists() and not file.is_file()):
        file.write_bytes(octets)
    else:
        write_whole(file, octets)
