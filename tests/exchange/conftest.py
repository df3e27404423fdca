"""Every import is tried on a small site of its own; exports are from one that all share."""

from pathlib import Path

import pytest

from tests.exchange.trade import Trade
from tests.exchange.workshop import Workshop


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path)


@pytest.fixture(scope="session")
def trade(tmp_path_factory: pytest.TempPathFactory) -> Trade:
    """A shop with products of every kind; not to be changed."""
    shop = Trade(tmp_path_factory.mktemp("trade"))
    shop.stock()
    return shop
