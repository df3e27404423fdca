"""Whatever is edited in whatever order, a site built in its place is the one built from nothing.

`INFORCE_EDITS=300 pytest tests/site/test_incremental.py` tries that many histories, at random.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.site.edits import FAMILIES, NAME, PAGES, PRODUCTS, SETTINGS
from tests.site.history import (
    CACHE,
    WISHES,
    Dealing,
    History,
    made_large,
    modules,
    spoil,
    spoil_all,
)

# How many histories are tried, and how long each is; by hand more of both.
HISTORIES = int(os.environ.get("INFORCE_EDITS", "0"))
# A process that has threads is not forked, and a runner of tests may have some.
FORKED = """
import sys
from pathlib import Path
import pytest
from tests.quick import quick_host
from tests.site.test_incremental import try_dealt_out

with pytest.MonkeyPatch.context() as patch:
    quick_host(patch)
    try_dealt_out(patch, Path(sys.argv[1]))
"""


@pytest.fixture
def history(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> type[History]:
    """Return histories of a site that counts as large, spared what inforce keeps nothing of."""
    return prepared(monkeypatch, tmp_path)


def prepared(patch: pytest.MonkeyPatch, folder: Path) -> type[History]:
    known = {
        "inforce.readers.records",
        "inforce.pipeline.leaves.leaf_memory",
        "inforce.pipeline.publishing.host_memory",
        "inforce.pipeline.search.search_memory",
    }
    assert known <= modules("_WORTH_KEEPING")
    made_large(patch)
    patch.setattr(History, "known", {}, raising=False)
    patch.setattr(History, "folder", folder, raising=False)
    return History


def try_histories(history: type[History], count: int, steps: int) -> None:
    """Try ``count`` histories, the same ``steps`` each time, or longer ones at random by hand."""
    long = HISTORIES > 0
    run_state_machine_as_test(
        history,
        settings=settings(
            max_examples=count,
            stateful_step_count=20 if long else steps,
            suppress_health_check=tuple(HealthCheck),
            deadline=None,
            derandomize=not long,
            phases=tuple(Phase) if long else (Phase.generate,),
        ),
    )


def try_dealt_out(patch: pytest.MonkeyPatch, folder: Path) -> None:
    """Try histories whose builds in the place deal all they can out to processes."""
    dealing = Dealing()
    history = prepared(patch, folder)
    patch.setattr(history, "dealing", dealing)
    try_histories(history, HISTORIES // 3 or 2, 6)
    assert dealing.places == modules("_WORTH_SPREADING")


def all_of(*steps: Callable[[], object]) -> Callable[[], object]:
    return lambda: [step() for step in steps]


def test_each_change_and_each_damage_is_seen(history: type[History]) -> None:
    site = history()
    public = site.out / "public"
    kinds = {edit.files: edit for edit in reversed((*SETTINGS, *PAGES, *FAMILIES, *PRODUCTS))}
    assert len(kinds) == 13
    # A certificate holds on one of the days, and nothing else differs between them.
    steps: list[Callable[[], object]] = [
        partial(site.move_the_date, -100),
        partial(site.move_the_date, 100),
    ]
    steps += [partial(site.editors.edit, edit, 1, unseen=True) for edit in kinds.values()]
    steps += [
        site.approve,
        partial(site.editors.edit, FAMILIES[-1], 1, unseen=True),
        partial(site.edit_and_approve, NAME, 2),
        all_of(partial(site.recall, "hx-80"), site.approve),
        all_of(partial(site.reinstate, "hx-80"), partial(site.approve, later=20)),
        partial(site.move_the_date, 20),
        partial(site.move_the_date, -152),
        partial(spoil, "flip", public / "products/hx-100/index.html", public),
        partial(site.ask_for, WISHES[-1]),
        partial(spoil_all, "flip", site.site / CACHE),
        partial(spoil_all, "cut", site.site / CACHE),
    ]
    site.it_is_built_as_from_nothing()
    for step in steps:
        step()
        site.it_is_built_as_from_nothing()
    assert len(site.states) > len(kinds)


def test_an_incremental_build_is_a_clean_build(history: type[History]) -> None:
    try_histories(history, HISTORIES or 3, 9)


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux alone")
def test_a_build_in_several_processes_is_a_clean_build(root: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", FORKED, str(tmp_path)]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
