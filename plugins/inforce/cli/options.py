"""Options that every command has: which site, on which day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click
from msgspec import Struct

from inforce.cli.main import VERBOSE
from inforce.domain.errors import InforceError
from inforce.domain.interval import Interval
from inforce.domain.policy import Policy
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
        """Return the present moment in the policy's time zone; noon of a day that was
        given, or that a demonstration is pinned to.
        """
        try:
            zone = ZoneInfo(policy.time_zone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise InforceError(
                f"site_config/policy.yaml: unknown time_zone {policy.time_zone!r}; use a name such "
                "as Europe/Vienna"
            ) from error
        pinned = self.as_of or policy.demo.as_of
        if pinned is not None:
            return datetime.combine(pinned, time(12), zone)
        return datetime.now(zone).replace(microsecond=0)


class DayType(click.ParamType[date]):
    """A day, YYYY-MM-DD."""

    name = "date"

    def convert(
        self,
        value: Any,
        param: click.Parameter | None,
        ctx: click.Context | None,  # noqa: ANN401 - click's signature
    ) -> date:
        """Return the day that ``value`` names."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day such as 2026-01-31", param, ctx)


class IntervalType(click.ParamType[Interval]):
    """A length of time such as P30D."""

    name = "duration"

    def convert(
        self,
        value: Any,
        param: click.Parameter | None,
        ctx: click.Context | None,  # noqa: ANN401 - click's signature
    ) -> Interval:
        """Return the interval that ``value`` writes."""
        if isinstance(value, Interval):
            return value
        try:
            return Interval(value)
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
    @click.option(
        "--as-of", type=DAY, envvar="INFORCE_AS_OF", help="The day to take for today, YYYY-MM-DD."
    )
    @click.option("--verbose", is_flag=True, help="Show the program's trace when it fails.")
    @click.pass_context
    @wraps(command)
    def wrapped(  # noqa: PLR0913 - the options, and what the command has of its own
        ctx: click.Context,
        *args: Any,  # noqa: ANN401 - the command's own
        folder: Path,
        as_of: date | None,
        verbose: bool,
        **kwargs: Any,  # noqa: ANN401 - the command's own
    ) -> _ResultT:
        ctx.meta[VERBOSE] = verbose
        return command(*args, site=SiteChoice(find_site(folder), as_of), **kwargs)

    return wrapped
