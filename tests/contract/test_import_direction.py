import ast
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

# Each of these engines stands behind one module, so that it can be replaced in one place.
ONE_MODULE_EACH = ("typst", "pagefind", "distributed", "dask", "fsspec", "xlsxwriter")

CLOCK_AND_FILES = {
    "__import__",
    "breakpoint",
    "compile",
    "eval",
    "exec",
    "input",
    "open",
    "print",
}
CLOCK_METHODS = {"now", "today", "utcnow", "fromtimestamp"}
# What of the module ``time`` tells the day; ``monotonic`` and ``sleep`` measure and wait.
CLOCK_OF_TIME = {"time", "time_ns", "localtime", "gmtime", "ctime", "asctime", "strftime"}
# Where the date enters; everywhere else it is an argument.
DATED = ("cli", "mkdocs_plugin")
# Who looks at the clock elsewhere, and why no output depends on it.
CLOCKS_ALLOWED = {
    "readers/stamps.py": "whether a file may still be changing, held against its own times",
}


def test_contracts_hold(root: Path) -> None:
    command = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [command, "--no-cache"], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("engine", ONE_MODULE_EACH)
def test_one_module_imports_the_engine(root: Path, engine: str) -> None:
    importers = [
        path
        for path in sorted((root / "plugins" / "inforce").rglob("*.py"))
        if engine in set(_imported(ast.parse(path.read_text(encoding="utf-8"))))
    ]
    assert len(importers) <= 1, importers


def test_domain_reads_neither_clock_nor_files(root: Path) -> None:
    offences: dict[str, list[str]] = defaultdict(list)
    for path in sorted((root / "plugins" / "inforce" / "domain").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for line, name in _impure_calls(tree):
            offences[path.relative_to(root).as_posix()].append(f"line {line}: {name}")
    assert not offences


def test_the_date_enters_in_the_commands_and_the_plugin_alone(root: Path) -> None:
    package = root / "plugins" / "inforce"
    looking = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if path.relative_to(package).parts[0] not in DATED
        and any(_clock_reads(ast.parse(path.read_text(encoding="utf-8"))))
    }
    assert looking == set(CLOCKS_ALLOWED)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("from datetime import date\ndate.today()", ["today"]),
        ("stamp = datetime.datetime.now(tz)", ["now"]),
        ("day = Field(default_factory=date.today)", ["today"]),
        ("import time\ntime.time()", ["time"]),
        ("import time as clock\nread = clock.time_ns", ["time_ns"]),
        ("from time import gmtime as then", ["gmtime"]),
        ("from datetime import time\ndatetime.combine(day, time())", []),
        ("import time\ntime.monotonic(); time.sleep(1)", []),
        ("def overdue(inspection): return inspection.today - row.time", []),
    ],
)
def test_looks_at_the_clock_are_seen(source: str, found: list[str]) -> None:
    assert list(_clock_reads(ast.parse(source))) == found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("open('x')", ["open"]),
        ("from datetime import date\ndate.today()", ["today"]),
        ("datetime.datetime.now(tz)", ["now"]),
        ("date.fromisoformat('2026-01-31')", []),
        ("policy.open_items()", []),
    ],
)
def test_impure_calls_are_seen(source: str, found: list[str]) -> None:
    assert [name for _, name in _impure_calls(ast.parse(source))] == found


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (alias.name.partition(".")[0] for alias in names)
            case ast.ImportFrom(module=str(module), level=0):
                yield module.partition(".")[0]


def _clock_reads(tree: ast.Module) -> Iterator[str]:
    """Yield each name by which a module learns the day, called or handed on."""
    modules = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
        if alias.name == "time"
    }
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id=name), attr=attr) if name in modules:
                yield from (attr,) if attr in CLOCK_OF_TIME else ()
            case ast.Attribute(
                value=ast.Name(id="date" | "datetime") | ast.Attribute(attr="date" | "datetime"),
                attr=attr,
            ) if attr in CLOCK_METHODS:
                yield attr
            case ast.ImportFrom(module="time", names=names):
                yield from (alias.name for alias in names if alias.name in CLOCK_OF_TIME)


def _impure_calls(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in CLOCK_AND_FILES:
                yield node.lineno, name
            case ast.Call(func=ast.Attribute(attr=name)) if name in CLOCK_METHODS:
                yield node.lineno, name
