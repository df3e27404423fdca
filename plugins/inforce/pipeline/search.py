"""The search index: Pagefind's program over the finished pages, in one go."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from inforce.domain.errors import InforceError

FOLDER = "pagefind/"


def index(folder: Path) -> None:
    """Write the search index of the site in ``folder`` to ``pagefind/`` in it.

    Raise InforceError, with the program's own words, where it fails.
    """
    done = subprocess.run(
        [sys.executable, "-m", "pagefind", "--site", str(folder), "--quiet"],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise InforceError(f"the search index could not be made: {done.stderr.strip()}")
