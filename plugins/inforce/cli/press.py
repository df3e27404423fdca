"""Options of commands that print: on which paper, and for a screen or a press."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, TypeVar

import click
from msgspec import Struct

from inforce.domain.paper import Paper, Profile, Stock
from inforce.domain.site.policy import Brand, Policy
from inforce.pipeline.press.print import PrintResult

_ResultT = TypeVar("_ResultT")


class PressChoice(Struct, frozen=True):
    """What documents are to be put on, where a command was told."""

    paper: Paper | None
    profile: Profile

    def stock(self, policy: Policy, locale: str) -> Stock:
        """Return what documents in ``locale`` are put on."""
        return policy.press.stock(locale, self.paper, self.profile)


def press_options(command: Callable[..., _ResultT]) -> Callable[..., _ResultT]:
    """Give a command ``--paper`` and ``--profile``; it gets ``press: PressChoice``."""

    @click.option(
        "--paper",
        type=click.Choice([paper.value for paper in Paper]),
        help="The size of pages. Default: the policy's, else a4.",
    )
    @click.option(
        "--profile",
        type=click.Choice([profile.value for profile in Profile]),
        default=Profile.SCREEN.value,
        help="For reading as it is, or for a press, with bleed and marks. Default: screen.",
    )
    @wraps(command)
    def wrapped(
        *args: Any,  # noqa: ANN401 - the command's own
        paper: str | None,
        profile: str,
        **kwargs: Any,  # noqa: ANN401 - the command's own
    ) -> _ResultT:
        press = PressChoice(None if paper is None else Paper(paper), Profile(profile))
        return command(*args, press=press, **kwargs)

    return wrapped


def for_press(stock: Stock, brand: Brand, results: Iterable[PrintResult]) -> str:
    """Return, in one line, what a printer gets; named are the standards that all results keep."""
    standards = {result.standards for result in results}
    kept = standards.pop().value if len(standards) == 1 else ""
    colours = "RGB and black" if brand.print_colours is None else "CMYK, pictures RGB"
    return (
        f"for a press: {stock.paper.value.upper()}, bleed {stock.bleed} mm, crop marks; {colours}; "
        f"{kept or 'no standard'}, not PDF/X"
    )
