"""``inforce build --jobs N`` has N processes at work, and makes the same bytes for every N."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.site.history import modules
from tests.sites import tree

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="work is spread by forking there")

# A process that has threads is not forked, and a runner of tests may have some.
_COUNTED = """
import sys
from importlib import import_module
from multiprocessing import active_children
from multiprocessing.context import ForkProcess

from inforce.cli.main import main

for name in {modules!r}:
    import_module(name)._WORTH_SPREADING = 1
begin, counts = ForkProcess.start, [0]

def start(self):
    begin(self)
    counts.append(len(active_children()))

ForkProcess.start = start
try:
    main(["build", "--as-of", "2026-06-01", *sys.argv[1:]])
finally:
    print(max(counts))
"""


def built(site: Path, jobs: int) -> tuple[int, dict[str, bytes]]:
    """Return how many processes worked for this one at a time, and all that was built."""
    script = _COUNTED.format(modules=modules("_WORTH_SPREADING"))
    command = [sys.executable, "-c", script, "--site", str(site), "--jobs", str(jobs)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return int(done.stdout), tree(site / "build")


def test_any_number_of_jobs_builds_the_same(make_site: Callable[[], Path]) -> None:
    counts, trees = zip(*(built(make_site(), jobs) for jobs in (1, 2, 3)), strict=True)
    assert trees[0] == trees[1] == trees[2]
    assert counts == (0, 2, 3)
