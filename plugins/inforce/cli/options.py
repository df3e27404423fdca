"""Options that every command has: which site, on which day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import click
from msgspec import Struct

from inforce.cli.main import VERBOSE
from inforce.domain.interval import Interval
from inforce.domain.site.policy import Policy
from inforce.readers.site import find_site

_ResultT = TypeVar("_ResultT")


class SiteChoice(Struct, frozen=True):
    """The site a command works on, and the day it was told to take for today."""

    root: Path
    as_of: date | None

    def today(self, policy: Policy) -> date:
        """Return the day given, else the one a demonstration is pinned to, else today there."""
        return self.now(policy).date()

    def now(self, policy: Policy) -> datetime:
        """Return the present moment in the policy's time zone.

        It is noon of a day that was given, or that a demonstration is pinned to.
        """
        zone = ZoneInfo(policy.time_zone)
        pinned = self.as_of or policy.demo.as_of
        if pinned is not None:
            return datetime.combine(pinned, time(12), zone)
        return datetime.now(zone).replace(microsecond=0)


class DayType(click.ParamType[date]):
    """A day, YYYY-MM-DD."""

    name = "date"

    def convert(
        self,
        value: object,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> date:
        """Return the day that ``value`` names."""
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a day such as 2026-01-31", param, ctx)


class IntervalType(click.ParamType[Interval]):
    """A length of time such as P30D."""

    name = "duration"

    def convert(
        self,
        value: object,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Interval:
        """Return the interval that ``value`` writes."""
        try:
            return Interval(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


DAY = DayType()
INTERVAL = IntervalType()


def site_options(command: Callable[..., _ResultT]) -> Callable[..., _ResultT]:
    """Give a command ``--site``, ``--as-of`` and ``--verbose``; it gets ``site: SiteChoice``."""

    @click.option(
        "--site",
        "folder",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        default=".",
        help="The site's folder, or one below it. Default: here.",
    )
    @day_options
    @wraps(command)
    def wrapped(
        *args: Any,  # noqa: ANN401 - the command's own
        folder: Path,
        as_of: date | None,
        **kwargs: Any,  # noqa: ANN401 - the command's own
    ) -> _ResultT:
        return command(*args, site=SiteChoice(find_site(folder), as_of), **kwargs)

    return wrapped


def day_options(command: Callable[..., _ResultT]) -> Callable[..., _ResultT]:
    """Give a command ``--as-of`` and ``--verbose``; it gets ``as_of: date | None``."""

    @click.option(
        "--as-of", type=DAY, envvar="INFORCE_AS_OF", help="The day to take for today, YYYY-MM-DD."
    )
    @click.option("--verbose", is_flag=True, help="Show the program's trace when it fails.")
    @wraps(command)
    def wrapped(
        *args: Any,  # noqa: ANN401 - the command's own
        verbose: bool,
        **kwargs: Any,  # noqa: ANN401 - the command's own
    ) -> _ResultT:
        click.get_current_context().meta[VERBOSE] = verbose
        return command(*args, **kwargs)

    return wrapped
