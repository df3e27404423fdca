"""``inforce init``: begin a site."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from getpass import getuser
from pathlib import Path
from shlex import quote
from zoneinfo import available_timezones

import click

from inforce.cli.options import SiteChoice, day_options
from inforce.control.draft import hold_known
from inforce.control.new_site import SiteOrder, new_site, person_id
from inforce.domain.site.policy import Policy
from inforce.readers.checkout import user_name
from inforce.readers.real_path import real
from inforce.renderers.report.counted import counted

_CLOCK = Path("/etc/localtime")
_ZONES = "zoneinfo/"


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--example", is_flag=True, help="With three products of a family, approved.")
@click.option("--name", metavar="TEXT", help="What customers call you. Default: as the folder.")
@click.option(
    "--locale",
    "locales",
    multiple=True,
    default=("en",),
    help="A language of the site, en or ru; once each, the default first. Default: en.",
)
@click.option("--person", metavar="NAME", help="You, who may approve. Default: as git knows you.")
@click.option("--time-zone", "zone", metavar="ZONE", help="Default: that of this machine.")
@day_options
def command(  # noqa: PLR0917 - one parameter an option
    folder: Path,
    example: bool,
    name: str | None,
    locales: tuple[str, ...],
    person: str | None,
    zone: str | None,
    as_of: date | None,
) -> None:
    """Begin a site in the folder DIR, which may be there, that passes its check and builds.

    Nothing that is there is replaced. The paths of what was made are printed.
    """
    if zone is not None:
        hold_known(zone, available_timezones(), "time zone", "a zone is called as Europe/Vienna")
    policy = Policy(time_zone=zone or _zone_here())
    order = SiteOrder(
        name=name or _title(folder),
        person=person or user_name() or _account(),
        locales=tuple(dict.fromkeys(locales)),
        time_zone=policy.time_zone,
        at=SiteChoice(folder, as_of).now(policy),
        example=example,
    )
    made = new_site(folder, order)
    for path in made.paths:
        click.echo(path)
    for note in made.notes:
        click.echo(note, err=True)
    click.echo(f"{counted(len(made.paths), 'file', 'files')} in {folder}. To go on:", err=True)
    for step in _steps(folder, order):
        click.echo(f"    {step}", err=True)


def _title(folder: Path) -> str:
    words = real(folder).name.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:] or "Products"


def _account() -> str:
    try:
        return getuser()
    except (OSError, KeyError):  # nobody: a container without accounts
        return "Editor"


def _zone_here() -> str:
    """Return the time zone that the machine names, UTC where it names none."""
    clock = real(_CLOCK).as_posix()
    named = (os.environ.get("TZ", "").removeprefix(":"), clock.rpartition(_ZONES)[2])
    zones = available_timezones()
    return next((zone for zone in named if zone in zones), "UTC")


def _steps(folder: Path, order: SiteOrder) -> Iterator[str]:
    if real(folder) != Path.cwd():
        yield f"cd {quote(str(folder))}"
    if not order.example:
        yield "inforce new family pump"
        yield "inforce new product p-100 --family pump"
    yield "inforce check"
    if not order.example:
        yield f"inforce approve --all --by {person_id(order.person)}"
    yield "inforce build"
    yield "python3 -m http.server --directory build/public"
