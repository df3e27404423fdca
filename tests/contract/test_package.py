import subprocess
import sys
from importlib import metadata

import pytest

import inforce


def test_version_is_the_installed_one() -> None:
    assert inforce.__version__ == metadata.version("inforce")


def test_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = inforce.nothing


def test_importing_the_package_imports_nothing_else() -> None:
    script = (
        "import sys; before = set(sys.modules); import inforce; print(set(sys.modules) - before)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "{'inforce'}"


@pytest.mark.parametrize(
    ("group", "name"),
    [
        ("console_scripts", "inforce"),
        ("mkdocs.plugins", "inforce"),
        ("inforce.hosts", "mkdocs"),
    ],
)
def test_entry_point_loads(group: str, name: str) -> None:
    (entry,) = metadata.entry_points(group=group, name=name)
    assert callable(entry.load())
