"""The example site in folders of their own, built and checked by the program as a user runs it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.promises.example_site import Site

PARTS = ("content", "schemas", "site_config", "mkdocs.yml")


@pytest.fixture(scope="session")
def new_site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Site]:
    """Make a fresh copy of the example site."""

    def make() -> Site:
        folder = tmp_path_factory.mktemp("site")
        for part in PARTS:
            source = root / part
            if source.is_dir():
                shutil.copytree(source, folder / part)
            else:
                shutil.copy(source, folder / part)
        return Site(folder)

    return make


@pytest.fixture
def site(new_site: Callable[[], Site]) -> Site:
    """A copy of the example site for one test."""
    return new_site()


@pytest.fixture(scope="session")
def example(new_site: Callable[[], Site]) -> Path:
    """The example site as built for the public, with its PDFs; not to be changed."""
    return new_site().build()
