import re
import subprocess
import tomllib
from pathlib import Path

import pytest

TOP_LEVEL = (
    ".ci/run",
    ".gitattributes",
    ".gitignore",
    ".pre-commit-config.yaml",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "content",
    "docs/adr",
    "mkdocs.yml",
    "plugins/inforce/py.typed",
    "pyproject.toml",
    "requirements",
    "schemas",
    "site_config/policy.yaml",
    "tests",
)

# Written apart, so that this file does not hold what it looks for.
REGISTRY_HOSTS = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("debian", "org"),
    )
)
MACHINE_PATH = re.compile(r"(?<![\w.:/-])/(?:work|root|home|Users|opt)/\w")

LOCKS = ("build.txt", "run.txt", "dev.txt", "bench.txt")


@pytest.mark.parametrize("name", TOP_LEVEL)
def test_tree_has(root: Path, name: str) -> None:
    assert (root / name).exists()


def test_no_tracked_file_names_a_machine_or_a_registry(root: Path) -> None:
    offences = [
        f"{name}:{number}: {line.strip()[:100]}"
        for name in _tracked(root)
        for number, line in enumerate(_lines(root / name), start=1)
        if MACHINE_PATH.search(line) or any(host in line for host in REGISTRY_HOSTS)
    ]
    assert not offences


@pytest.mark.parametrize("name", LOCKS)
def test_lock_pins_every_package_by_hash(root: Path, name: str) -> None:
    logical = (root / "requirements" / name).read_text(encoding="utf-8").replace("\\\n", " ")
    pins = [line for line in logical.splitlines() if line and not line.startswith("#")]
    assert pins
    # No index, no find-links, no path: only `name==version ; marker --hash=…`.
    pin = re.compile(
        r"[a-z0-9][\w.-]*(\[\w+\])?==[\w.+!]+( +;[^@]+?)?( +--hash=sha256:[0-9a-f]{64})+ *"
    )
    assert [line for line in pins if not pin.fullmatch(line)] == []


def test_locks_agree(root: Path) -> None:
    run, dev, build = (
        _pins(root / "requirements" / name) for name in ("run.txt", "dev.txt", "build.txt")
    )
    assert run <= dev
    assert build <= dev


def test_locks_hold_every_declared_dependency(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    declared = {_name(requirement) for requirement in project["project"]["dependencies"]}
    assert declared <= {_name(pin) for pin in _pins(root / "requirements" / "run.txt")}
    tools = {_name(tool) for tool in project["dependency-groups"]["dev"] if isinstance(tool, str)}
    assert tools <= {_name(pin) for pin in _pins(root / "requirements" / "dev.txt")}
    rivals = {_name(one) for one in project["dependency-groups"]["bench"]}
    assert rivals <= {_name(pin) for pin in _pins(root / "requirements" / "bench.txt")}


def test_each_dependency_says_why(root: Path) -> None:
    text = (root / "pyproject.toml").read_text(encoding="utf-8")
    block = text.partition("\ndependencies = [\n")[2].partition("\n]")[0]
    assert [line for line in block.splitlines() if not re.search(r"# \w", line)] == []


def test_pre_commit_runs_what_ci_runs(root: Path) -> None:
    hooks = (root / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    in_hooks = set(re.findall(r"entry: make (?:--keep-going )?(\w+)", hooks))
    script = (root / ".ci" / "run").read_text(encoding="utf-8")
    in_ci = re.search(r"step make --keep-going (.+)", script)
    assert in_ci is not None
    assert in_hooks == set(in_ci[1].split())


def _tracked(root: Path) -> list[str]:
    command = ["git", "ls-files", "-z"]
    listed = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    return [name for name in listed.stdout.split("\0") if name and (root / name).is_file()]


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        return []


def _pins(path: Path) -> set[str]:
    return set(
        re.findall(
            r"^([\w.-]+(?:\[\w+\])?==[^\s\\]+)", path.read_text(encoding="utf-8"), re.MULTILINE
        )
    )


def _name(requirement: str) -> str:
    return re.split(r"[^\w.-]", requirement, maxsplit=1)[0].lower().replace("_", "-")
