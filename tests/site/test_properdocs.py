"""ProperDocs, the fork of MkDocs, takes the place of MkDocs."""

import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.sites import tree


def test_properdocs_builds_the_same_website(
    properdocs: Path, built: Path, make_site: Callable[[], Path]
) -> None:
    site = make_site()
    command = (properdocs, "build", "--strict", "--config-file", "mkdocs.yml")
    subprocess.run(command, cwd=site, check=True)
    assert tree(site / "site") == tree(built)
