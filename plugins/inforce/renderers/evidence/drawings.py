"""Which grids of the pack are drawn, and how."""

from __future__ import annotations

from collections.abc import Mapping

from inforce.domain.evidence.figure import Grid
from inforce.renderers.evidence.charts import Chart, Series, bars, columns
from inforce.renderers.evidence.telling import Telling

_STACKS: Mapping[str, Mapping[str, int]] = {
    "punctuality": {"kept": 0, "late": 0},
    "lengths": {"age": 0, "interval": 1},
    "movement": {"substantive": 0, "editorial": 0, "first": 0, "notices": 1},
}


def drawing(grid: Grid, telling: Telling) -> str:
    """Return the chart of a grid as SVG; empty where it is not to be drawn."""
    if grid.key == "ages":
        return bars(_chart(grid, telling, {"items": 0}))
    if grid.key in _STACKS:
        return columns(_chart(grid, telling, _STACKS[grid.key]))
    return ""


def _chart(grid: Grid, telling: Telling, stacks: Mapping[str, int]) -> Chart:
    names = [telling.say(f"column.{name}") for name in grid.columns]
    series = tuple(
        Series(
            name=names[place],
            values=tuple(row.cells[place].value or 0 for row in grid.rows),
            stack=stacks[key],
        )
        for place, key in enumerate(grid.columns)
    )
    sums = (f"{one.name}: {telling.number(sum(one.values))}" for one in series)
    return Chart(
        key=f"chart-{grid.key}",
        title=telling.say(f"grid.{grid.key}"),
        text=f"{'; '.join(sums)}. {telling.say('see_table')}",
        labels=tuple(str(telling.row(grid, row)) for row in grid.rows),
        series=series,
    )
