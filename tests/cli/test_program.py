"""What every command has in common: how it starts, fails, and is written down."""

import errno
import gc
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import click
import pytest

from inforce.cli.main import Program, main
from inforce.domain.rules import rules
from tests.cli.program import run
from tests.sites import write_site

HEAVY = {
    *(
        "babel",
        "fsspec",
        "hypothesis",
        "jinja2",
        "jsonschema",
        "jsonschema_rs",
        "linkcheck",
        "markdown_it",
    ),
    *(
        "material",
        "mkdocs",
        "pagefind",
        "pint",
        "referencing",
        "rich",
        "stdnum",
        "typst",
        "zxingcpp",
    ),
    "yaml",
}
LIGHT = ("--version", "--help", "rule", "rule APR002")


def commands() -> dict[str, click.Command]:
    context = click.Context(main)
    assert isinstance(main, Program)
    loaded = {name: main.get_command(context, name) for name in main.list_commands(context)}
    return {name: command for name, command in loaded.items() if command is not None}


@pytest.mark.parametrize("arguments", LIGHT)
def test_starting_loads_no_heavy_library(arguments: str) -> None:
    script = (
        "import sys\n"
        "from inforce.cli.main import main\n"
        "sys.argv = ['inforce', *sys.argv[1:]]\n"
        "try:\n    main()\n"
        "finally:\n    print(*{name.partition('.')[0] for name in sys.modules}, file=sys.stderr)\n"
    )
    command = [sys.executable, "-c", script, *arguments.split()]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout
    assert not HEAVY & set(done.stderr.split())


def test_version() -> None:
    assert run("--version") == (0, f"inforce {version('inforce')}\n", "")


def test_help_lists_every_command() -> None:
    code, text, _ = run("--help")
    assert code == 0
    listed = re.findall(r"^  (\w+) +\S", text.partition("Commands:")[2], re.MULTILINE)
    assert listed == list(commands())


def test_an_unknown_command_is_a_usage_error() -> None:
    code, _, errors = run("checq")
    assert code == 2
    assert "No such command 'checq'" in errors


def leaves(command: click.Command) -> Iterator[click.Command]:
    """Yield what can be called of a command: itself, or the commands below it."""
    if isinstance(command, click.Group):
        for below in command.commands.values():
            yield from leaves(below)
    else:
        yield command


@pytest.mark.parametrize("name", commands())
def test_every_command_takes_the_day(name: str) -> None:
    for command in leaves(commands()[name]):
        assert {"as_of", "verbose"} <= {parameter.name for parameter in command.params}


def parameters(command: click.Command) -> Iterator[click.Parameter]:
    """Yield the options and arguments of a command and of the commands below it."""
    yield from command.params
    if isinstance(command, click.Group):
        for below in command.commands.values():
            yield from parameters(below)


@pytest.mark.parametrize("name", commands())
def test_every_command_is_documented(root: Path, name: str) -> None:
    """The page has a section for each command, which names each of its options and arguments."""
    guide = (root / "docs/guide/commands.md").read_text(encoding="utf-8")
    section = re.search(rf"^## `inforce {name}\b.*?(?=^## |\Z)", guide, re.MULTILINE | re.DOTALL)
    assert section is not None
    common = guide.partition("\n## ")[0]
    for parameter in parameters(commands()[name]):
        if isinstance(parameter, click.Argument):
            assert parameter.make_metavar(click.Context(main)).strip("[].") in section[0]
        else:
            known = common if parameter.name in {"folder", "as_of", "verbose"} else section[0]
            assert any(f"`{option}" in known for option in parameter.opts), parameter.name


def test_only_what_exists_is_documented(root: Path) -> None:
    guide = (root / "docs/guide/commands.md").read_text(encoding="utf-8")
    existing = {
        option
        for command in commands().values()
        for parameter in parameters(command)
        for option in parameter.opts
    }
    named = set(re.findall(r"`(--?[a-z][a-z-]*)", guide))
    assert named <= {*existing, "--version", "--help", "-h"}
    assert set(re.findall(r"^## `inforce (\w+)", guide, re.MULTILINE)) == commands().keys()


SITE_COMMANDS = (
    ("check",),
    ("status",),
    ("log", "hx-100"),
    ("schema",),
    ("approve", "--all", "--by", "anna"),
    ("review", "hx-100", "--by", "anna", "--outcome", "no_change"),
    ("build",),
    ("catalogue", "-o", "x.pdf"),
    ("export", "--format", "csv"),
)


@pytest.mark.parametrize("arguments", SITE_COMMANDS, ids=lambda arguments: arguments[0])
def test_no_site_is_one_line(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    code, out, errors = run(*arguments, "--site", tmp_path)
    assert (code, out) == (2, "")
    assert re.fullmatch(r"inforce: no site at .* or above: .*; name one with --site\n", errors)


@pytest.mark.parametrize("arguments", SITE_COMMANDS, ids=lambda arguments: arguments[0])
def test_a_missing_policy_is_one_line(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    write_site(tmp_path, {"site_config/policy.yaml": None})
    code, out, errors = run(*arguments, "--site", tmp_path)
    assert (code, out) == (2, "")
    assert re.fullmatch(r"inforce: \S+policy\.yaml is missing: a site needs a policy.*\n", errors)


def test_verbose_adds_the_trace(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").touch()
    quiet = _program("check", "--site", tmp_path)
    loud = _program("check", "--verbose", "--site", tmp_path)
    assert quiet.returncode == loud.returncode == 2
    assert "Traceback" not in quiet.stderr
    assert "Traceback" in loud.stderr
    assert loud.stderr.endswith(quiet.stderr)


def test_what_the_system_refuses_is_one_line(tmp_path: Path) -> None:
    write_site(tmp_path)
    target = tmp_path / "taken"
    target.mkdir()
    code, _, errors = run("check", "--site", tmp_path, "--format", f"json:{target}")
    assert code == 2
    assert errors == f"inforce: {target}: Is a directory\n"


def test_rules_are_listed_and_explained() -> None:
    code, text, _ = run("rule")
    assert code == 0
    assert [line.split()[0] for line in text.splitlines()] == list(rules())
    for rule in rules().values():
        code, text, _ = run("rule", rule.code.lower())
        assert code == 0
        assert rule.title in text
        assert rule.clause in text
        assert rule.wrong.splitlines()[0] in text
    assert run("rule", "SCH01") == (
        2,
        "",
        "inforce: no rule is called SCH01; did you mean SCH001?\n",
    )
    assert run("rule", "a\x1b[2Jb")[2].startswith(r"inforce: no rule is called a\x1b[2Jb; ")
    assert run("rule", "what")[2] == "inforce: no rule is called what; `inforce rule` lists them\n"


def _program(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [Path(sys.executable).with_name("inforce"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_every_command_lets_the_collector_look_seldom() -> None:
    before = gc.get_threshold()
    gc.set_threshold(700)
    try:
        run("rule")
        assert gc.get_threshold()[0] > 10_000
    finally:
        gc.set_threshold(*before)


@pytest.mark.parametrize(("arguments", "looked"), [([], "taken apart\n"), (["rule"], "")])
def test_no_command_looks_for_circles_when_it_ends(arguments: list[str], looked: str) -> None:
    program = """if True:
        import sys
        from inforce.cli.main import main

        class Circle:
            def __init__(self):
                self.itself = self

            def __del__(self):
                print("taken apart", file=sys.stderr)

        try:
            len(sys.argv) > 1 and main()
        finally:
            Circle()
        """
    command = [sys.executable, "-c", program, *arguments]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 0
    assert ended.stderr == looked


def test_output_that_nobody_reads_on_is_no_fault() -> None:
    """As of ``inforce rule | head -1``, once the other end is closed."""
    reader, writer = os.pipe()
    os.close(reader)
    command = [str(Path(sys.executable).with_name("inforce")), "rule"]
    with os.fdopen(writer, "wb") as output:
        ended = subprocess.run(
            command, stdout=output, stderr=subprocess.PIPE, text=True, check=False
        )
    assert (ended.returncode, ended.stderr) == (1, "")


def test_a_pipe_that_breaks_elsewhere_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Path) -> Path:
        raise BrokenPipeError(errno.EPIPE, "Broken pipe")

    monkeypatch.setattr("inforce.cli.options.find_site", broken)
    assert run("check", "--site", tmp_path) == (2, "", "inforce: Broken pipe\n")


def test_a_sign_that_the_terminal_has_not_is_one_line(tmp_path: Path) -> None:
    write_site(tmp_path)
    arguments = ("new", "product", "x", "--family", "pump", "--name", "Насос", "--dry-run")
    ended = subprocess.run(
        [Path(sys.executable).with_name("inforce"), *arguments],
        cwd=tmp_path,
        env={**os.environ, "PYTHONIOENCODING": "latin-1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 2
    assert re.fullmatch(
        r"inforce: \S+ has no '\\u\w{4}'; set PYTHONIOENCODING=utf-8\n", ended.stderr
    )


def test_what_is_broken_off_is_no_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(_: Path) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr("inforce.cli.options.find_site", stopped)
    code, out, errors = run("check", "--site", tmp_path)
    assert (code, out) == (2, "")
    assert errors.startswith("\ninforce: broken off; ")
