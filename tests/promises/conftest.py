"""The example site in folders of their own, built and checked by the program as a user runs it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.demo import Built, copied
from tests.promises.example_site import Site
from tests.promises.planted import plant

# What is planted or changed concerns a centrifugal pump: of the others no brochure need be set.
_BROCHURES = "\nbrochures: {valve: false, sensor: false, dosing-pump: false}\n"


@pytest.fixture(scope="session")
def new_site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Site]:
    """Make a fresh copy of the example site, with brochures of one family."""

    def make() -> Site:
        return _with_few_brochures(copied(root, tmp_path_factory.mktemp("site")))

    return make


@pytest.fixture
def site(new_site: Callable[[], Site]) -> Site:
    """A copy of the example site for one test."""
    return new_site()


@pytest.fixture(scope="session")
def example(built_once: Built) -> Path:
    """The example site as built for the public, with all its PDFs; not to be changed."""
    return built_once("example", "--audience", "public") / "public"


@pytest.fixture(scope="session")
def planted(built_once: Built) -> Path:
    """The example site as built for all audiences after `plant`; not to be changed."""
    return built_once("planted", prepare=lambda folder: plant(_with_few_brochures(folder)))


def _with_few_brochures(folder: Path) -> Site:
    with (folder / "site_config" / "policy.yaml").open("a", encoding="utf-8") as policy:
        policy.write(_BROCHURES)
    return Site(folder)
