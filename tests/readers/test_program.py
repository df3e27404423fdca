"""What is kept from run to run holds for the very same program alone."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import inforce
from inforce.readers.program import own_files


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package in the place of ours."""
    for path in ("__init__.py", "pages/page.html", "pages/page.py"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(path, encoding="utf-8")
    monkeypatch.setattr(inforce, "__file__", str(tmp_path / "__init__.py"))
    own_files.cache_clear()
    yield tmp_path
    own_files.cache_clear()


def again() -> bytes:
    own_files.cache_clear()
    return own_files()


@pytest.mark.parametrize(
    "change",
    [
        lambda one: (one / "pages/page.html").write_text("other", encoding="utf-8"),
        lambda one: (one / "pages/page.py").rename(one / "page.py"),
        lambda one: (one / "pages/page.py").rename(one / "pages/other.py"),
        lambda one: (one / "pages").rename(one / "other"),
        lambda one: (one / "pages/more.css").write_text("", encoding="utf-8"),
        lambda one: (one / "pages/page.html").unlink(),
    ],
)
def test_another_file_is_another_program(package: Path, change: Callable[[Path], object]) -> None:
    before = own_files()
    change(package)
    assert again() != before


def test_what_python_compiles_is_not_part_of_it(package: Path) -> None:
    before = own_files()
    (package / "pages/__pycache__").mkdir()
    (package / "pages/__pycache__/page.cpython-311.pyc").write_bytes(b"compiled")
    (package / "pages/__pycache__/page.html").write_bytes(b"no page")
    (package / "pages/page.pyc").write_bytes(b"compiled")
    assert again() == before
