"""Every import is tried on a small site of its own."""

from pathlib import Path

import pytest

from tests.exchange.workshop import Workshop


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path)
