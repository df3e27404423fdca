"""Every print is made from a small site of its own; the stocked one is printed once."""

from pathlib import Path

import pytest

from inforce.pipeline.press.print import PrintResult
from tests.print.shop import Shop


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path)


@pytest.fixture
def hosted(shop: Shop) -> Shop:
    """A stocked site that MkDocs can read, with an address."""
    mkdocs = b"site_name: Shop\nsite_url: https://shop.example/\ndocs_dir: content\n"
    shop.file("mkdocs.yml", mkdocs)
    shop.stock()
    return shop


@pytest.fixture(scope="session")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    shop = Shop(tmp_path_factory.mktemp("stocked"))
    shop.stock()
    return shop


@pytest.fixture(scope="session")
def english(stocked: Shop) -> PrintResult:
    return stocked.printed()
