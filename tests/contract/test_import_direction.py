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


def _impure_calls(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in CLOCK_AND_FILES:
                yield node.lineno, name
            case ast.Call(func=ast.Attribute(attr=name)) if name in CLOCK_METHODS:
                yield node.lineno, name
