"""How the load of reviews is spread, as bars for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from inforce.domain.standings.forecast import Load, period, week
from inforce.domain.standings.levelling import Levelled

_WIDTH = 40


def forecast_lines(loads: Iterable[Load]) -> Iterator[str]:
    """Yield a block for each owner: a line a period with a bar and the number of reviews."""
    told = tuple(loads)
    most = max((len(load.items) for load in told), default=0)
    for owner, own in groupby(told, key=lambda load: load.owner):
        periods = tuple(own)
        yield ""
        yield f"{owner or 'no owner'}: {sum(len(load.items) for load in periods)}"
        for load in periods:
            number = len(load.items)
            yield f"  {load.period}  {_bar(number, most, _WIDTH)} {number}".rstrip()


def level_lines(found: Levelled) -> Iterator[str]:
    """Yield a block for each owner: a line a week with the load before and after levelling."""
    for owner, capacity in found.capacity.items():
        own = [item for item in found.proposals if item.owner == owner]
        before = Counter(week(item.latest) for item in own)
        after = Counter(week(item.day) for item in own)
        most = max(before.values())
        moved = sum(item.day < item.due for item in own)
        yield ""
        yield f"{owner or 'no owner'}: at most {capacity} a week, {moved} of {len(own)} earlier"
        width = _WIDTH // 2
        yield f"  {'week':8}  {'before':{width + 4}}  after"
        for monday in sorted({*before, *after}):
            old, new = before[monday], after[monday]
            left = f"{_bar(old, most, width)} {old}"
            yield f"  {period(monday)}  {left:{width + 4}}  {_bar(new, most, width)} {new}"


def _bar(number: int, most: int, width: int) -> str:
    """Return a bar whose length tells ``number``; ``most`` is as long as ``width`` at the most."""
    length = number if most <= width else -(-number * width // most)
    return "█" * length
