"""Commands that print single sheets: where these go, and what is told of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath

import click

from inforce.cli.output_file import put_file, require_folder
from inforce.domain.errors import InforceError
from inforce.domain.items.product import PUBLIC
from inforce.pipeline.press.print import PrintResult

_PDF = ".pdf"


def sheet_options(
    output: str, readers: str = "For whom."
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command ``--locale``, ``--audience`` and ``-o``; it gets each by its name.

    ``output`` says what is written into a folder, ``readers`` what the audience decides.
    """
    options = (
        click.option("--locale", help="The language. Default: the site's first."),
        click.option("--audience", default=PUBLIC, help=f"{readers} Default: public."),
        click.option(
            "-o",
            "--output",
            type=click.Path(path_type=Path),
            default=Path(),
            metavar="DIR|FILE",
            help=f"{output} Default: here.",
        ),
    )

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def sheet_files(
    published: Mapping[str, str], output: Path, kind: str, about: str
) -> dict[str, Path]:
    """Return the file of each sheet: ``output`` itself, or in that folder the published name.

    ``published`` gives for each sheet its path beside the website. Raise InforceError where one
    cannot be written; ``kind`` and ``about`` are what it is called and what it is of.
    """
    if output.suffix.lower() == _PDF and not output.is_dir():
        if len(published) > 1:
            raise InforceError(
                f"{output} holds one {kind}, and {len(published)} {about} are named: "
                "give a folder with -o"
            )
        require_folder(output)
        return dict.fromkeys(published, output)
    if not output.is_dir():
        raise InforceError(f"the folder {output} does not exist; a file would end in {_PDF}")
    return {key: output / PurePosixPath(path).name for key, path in published.items()}


def put_sheet(done: PrintResult, file: Path, told: str) -> None:
    """Write a sheet whole, and tell of it: what went less well, and what it is."""
    put_file(file, done.pdf)
    for problem in done.problems:
        click.echo(f"warning: {problem}", err=True)
    click.echo(f"{file}: {told}, {len(done.pdf) / 1000:.0f} kB", err=True)
