"""Files that a command was told to write: whole, wherever that can be."""

from __future__ import annotations

from pathlib import Path

import click

from inforce.control.whole_file import write_whole
from inforce.domain.errors import InforceError, naming
from inforce.readers.real_path import real


def put_file(file: Path, octets: bytes) -> None:
    """Put ``octets`` into ``file`` in one step.

    A pipe, a device or a link, such as ``/dev/stdout``, stays what it is, and is written to.
    """
    if file.is_symlink() or (file.exists() and not file.is_file()):
        with naming(file):
            file.write_bytes(octets)
    else:
        write_whole(file, octets)


def deliver(file: Path | None, octets: bytes) -> None:
    """Put ``octets`` into ``file``, or on standard output where there is none."""
    if file is None:
        click.echo(octets, nl=False)
    else:
        put_file(file, octets)


def require_folder(file: Path) -> None:
    """Raise InforceError where ``file`` cannot be written, as the folder for it is missing."""
    if not real(file).parent.is_dir():
        raise InforceError(f"the folder of {file} does not exist")
