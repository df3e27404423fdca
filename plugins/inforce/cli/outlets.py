"""Where a command's reports go: each in its format, to standard output or whole into a file."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import click
from msgspec import Struct

from inforce.cli.output_file import put_file
from inforce.domain.errors import InforceError
from inforce.domain.nearest import Names
from inforce.renderers.report.formats import FORMATS


class Outlet(Struct, frozen=True):
    """A format, and the file it goes into; without one it goes to standard output."""

    form: str
    file: str = ""


def outlets_of(wanted: Iterable[str]) -> tuple[Outlet, ...]:
    """Return the outlets written as ``F`` or ``F:FILE``.

    Raise InforceError for an unknown format, for two that go to standard output, and for two that
    go into one file.
    """
    found = tuple(_outlet(text) for text in wanted)
    places = [os.path.realpath(outlet.file) if outlet.file else "" for outlet in found]
    for index, place in enumerate(places):
        if place in places[:index]:
            first, second = found[places.index(place)], found[index]
            raise InforceError(
                f"{first.form} and {second.form} both go to {second.file or 'standard output'}: "
                f"give each a file of its own, --format {second.form}:FILE"
            )
    return found


def _outlet(text: str) -> Outlet:
    form, colon, file = text.partition(":")
    if form not in FORMATS:
        *most, last = FORMATS
        hint = Names(FORMATS).expected(form, f"there are {', '.join(most)} and {last}")
        raise InforceError(f"unknown format {form!r}; {hint}")
    if colon and not file:
        raise InforceError(f"--format {text} names no file after the colon")
    return Outlet(form, file)


def put(outlet: Outlet, text: str) -> None:
    """Print ``text``, or put it into the outlet's file, which never holds a part of it."""
    if not outlet.file:
        click.echo(text, nl=False)
        return
    put_file(Path(outlet.file), text.encode())
