import subprocess
import sys
import zipfile
from importlib import metadata
from pathlib import Path

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


def test_wheel_holds_every_file_of_the_package(root: Path, tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "hatchling",
        "build",
        "--target",
        "wheel",
        "--directory",
        str(tmp_path),
    ]
    subprocess.run(command, cwd=root, capture_output=True, check=True)
    (wheel,) = tmp_path.glob("inforce-*.whl")
    package = root / "plugins" / "inforce"
    expected = {
        path.relative_to(package.parent).as_posix()
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert held == expected
