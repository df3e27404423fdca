"""The cost model measures every stage of a real build, and projects what its lines say."""

from pathlib import Path

import pytest

from tests.benchmarks.cost_model import STAGES, Line, Place, least, line, measure, model, report
from tests.benchmarks.stages import Stages


def measured(products: int, each: dict[str, float]) -> Stages:
    """Return stages that took 1 s, and so much for each product."""
    seconds = {stage: 1 + each.get(stage, 0.0) * products for stage in STAGES}
    return Stages(products=products, seconds=seconds, memory=100 + products)


def test_every_stage_of_a_build_is_measured(tmp_path: Path) -> None:
    found = measure(5, tmp_path)
    assert found.products == 5
    assert found.seconds.keys() == STAGES.keys()
    assert all(seconds > 0 for seconds in found.seconds.values())
    assert found.memory > 30
    assert (tmp_path / "out/public/manifest.json").is_file()


def test_a_line_begins_at_nothing_or_later() -> None:
    assert line([(10, 2.0), (20, 3.0)]) == Line(1.0, 0.1)
    assert line([(10, 1.0), (20, 3.0)]) == Line(0.0, 0.15)
    assert line([(10, 2.0), (20, 1.0)]) == Line(2.0, 0.0)


def test_workers_share_what_can_be_shared() -> None:
    both = [measured(size, {"render": 0.01, "read": 0.001}) for size in (1_000, 10_000)]
    made = model(both)
    shared = [stage for stage, (place, _) in STAGES.items() if place is Place.WORKERS]
    assert made.seconds(Place.WORKERS, 100_000) == pytest.approx(1_000 + len(shared))
    alone = made.least(100_000)
    assert made.wall(100_000, 10) == pytest.approx(alone + (1_000 + len(shared)) / 10)
    # What is read again is no part of a build that has read.
    client = [stage for stage, (place, _) in STAGES.items() if place is Place.CLIENT]
    assert made.seconds(Place.CLIENT, 0) == pytest.approx(len(client) - 1)


def test_the_report_has_each_stage_and_size() -> None:
    text = report([measured(size, {"render": 0.01}) for size in (1_000, 10_000)])
    assert "| render pages and API | workers, shared out | 11.00 | 101.00 | 1.00 | 10.000 |" in text
    for _, told in STAGES.values():
        assert f"| {told} |" in text
    (million,) = (row for row in text.splitlines() if row.startswith("| 1,000,000 |"))
    assert million.startswith("| 1,000,000 | 2.8 h | 16.9 min | 1.9 min |")
    assert million.endswith("| 1.0 s | 1,000 GB |")


def test_of_several_rounds_the_least_counts() -> None:
    one, other = measured(1_000, {"render": 0.01}), measured(1_000, {"read": 0.01})
    assert least([one, other]) == measured(1_000, {})
