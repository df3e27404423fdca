"""What every test may lean on: outside programs, real data, golden files, repeatable properties."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from tests.demo import built_once, demo

__all__ = ["built_once", "demo"]

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "tests" / "golden"
# Builds write thousands of small files: in memory, where the system has such a folder and much room
# in it, that takes a fraction of the time. TMPDIR says otherwise.
MEMORY = Path("/dev") / "shm"
MEMORY_FREE = 8 * 1024**3
REQUIRED = frozenset(os.environ.get("INFORCE_REQUIRE", "").split(",")) - {""}

# No deadline: a slow machine is no failure. In CI the same examples each time: a red run repeats.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


def _in_memory() -> bool:
    """Whether temporary files are to be in memory."""
    if "TMPDIR" in os.environ or not os.access(MEMORY, os.W_OK):
        return False
    return shutil.disk_usage(MEMORY).free > MEMORY_FREE


if _in_memory():
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write what the tests produced into tests/golden, to be read in review",
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark a test by the fixture it asks for, so that no mark is forgotten."""
    marks = {"chromium": pytest.mark.browser, "shared_data": pytest.mark.shared_data}
    for item in items:
        for name in marks.keys() & getattr(item, "fixturenames", ()):
            item.add_marker(marks[name])


@pytest.fixture(autouse=True)
def _quiet_host(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the theme's banner and a day set by the caller's shell out of every test."""
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    monkeypatch.delenv("INFORCE_AS_OF", raising=False)


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The real product data beside the checkout."""
    folder = ROOT.parent / "shared" / "data"
    return folder if folder.is_dir() else _absent("shared-data", f"{folder} is not there")


@pytest.fixture(scope="session")
def chromium() -> Path:
    """A Chromium to open the built site in."""
    return _program("chromium", "chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def pdftotext() -> Path:
    """Poppler's `pdftotext`."""
    return _program("pdftotext", "pdftotext")


@pytest.fixture(scope="session")
def qpdf() -> Path:
    """`qpdf`, which checks the structure of a PDF."""
    return _program("qpdf", "qpdf")


@pytest.fixture(scope="session")
def properdocs() -> Path:
    """`properdocs`, the fork of MkDocs."""
    return _program("properdocs", "properdocs")


@pytest.fixture(scope="session")
def ssh_keygen() -> Path:
    """OpenSSH's `ssh-keygen`, which makes and proves signatures."""
    return _program("ssh-keygen", "ssh-keygen")


@pytest.fixture(scope="session")
def vnu() -> tuple[str, ...]:
    """The command of the Nu HTML checker: that of the jar that INFORCE_VNU names, or ``vnu``."""
    jar = os.environ.get("INFORCE_VNU", "")
    if not jar:
        return (str(_program("vnu", "vnu")),)
    if not Path(jar).is_file():
        _absent("vnu", f"INFORCE_VNU names {jar}, which is not there")
    return (str(_program("vnu", "java")), "-jar", jar)


@pytest.fixture(scope="session")
def turkish(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for `LOCPATH` with the locale `tr_TR.UTF-8`, whose letter i is not ours."""
    folder = tmp_path_factory.mktemp("locales")
    compiler = _program("turkish", "localedef")
    command = (compiler, "-i", "tr_TR", "-f", "UTF-8", folder / "tr_TR.UTF-8")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        _absent("turkish", f"localedef cannot compile tr_TR: {done.stderr.strip()}")
    return folder


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with the golden file of that name; `--update-golden` writes it instead."""
    update = bool(request.config.getoption("--update-golden"))

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.is_file(), f"{name} is not in tests/golden: run with --update-golden, read it"
        assert text == path.read_text(encoding="utf-8")

    return compare


def _program(need: str, *names: str) -> Path:
    for name in names:
        if found := shutil.which(name):
            return Path(found)
    return _absent(need, f"none of these programs is installed: {', '.join(names)}")


def _absent(need: str, reason: str) -> Path:
    """Skip the test, or fail it where INFORCE_REQUIRE names the need: CI must not skip unseen."""
    if need in REQUIRED:
        pytest.fail(f"INFORCE_REQUIRE names {need}, but {reason}")
    pytest.skip(reason)
