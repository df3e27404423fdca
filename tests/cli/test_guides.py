"""What the guides tell people to run can be run."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from inforce.cli.main import main
from tests.cli.program import run

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
BLOCK = re.compile(r"^( *)```(\w+)\n(.*?)^\1```$", re.DOTALL | re.MULTILINE)
COMMAND = re.compile(r"(?:^|&& |run: |- |\$ |entry: )inforce (?=[a-z])(.*)$", re.MULTILINE)


def _blocks(page: Path) -> Iterator[tuple[str, str]]:
    """Yield the language and the text of every block of code."""
    for indent, language, text in BLOCK.findall(page.read_text(encoding="utf-8")):
        yield (
            language,
            "".join(line.removeprefix(indent) for line in text.splitlines(keepends=True)),
        )


def _commands(page: Path) -> Iterator[str]:
    """Yield what follows the program's name wherever a block runs it."""
    for language, text in _blocks(page):
        if language in {"sh", "console", "yaml"}:
            for line in COMMAND.findall(text.replace("\\\n", " ")):
                yield re.split(r" && | 2?>", line)[0].replace("$SCOPE", "")


LINES = sorted({line for page in PAGES for line in _commands(page) if "[--" not in line})


@pytest.mark.parametrize("line", LINES)
def test_a_command_has_only_options_and_values_that_there_are(line: str) -> None:
    command: click.Command = main
    context, arguments = click.Context(main), shlex.split(line, comments=True)
    while isinstance(command, click.Group):
        below = command.get_command(context, arguments.pop(0))
        assert below is not None
        command = below
    try:
        command.make_context("inforce", arguments)
    except click.BadParameter as error:  # the guide's files are not here
        assert "does not exist" in error.message  # noqa: PT017 - all else is a fault


@pytest.fixture
def lumen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The site that `start.md` begins, with its family, before its first product."""
    blocks = [text for _, text in _blocks(ROOT / "docs/guide/start.md")]
    monkeypatch.chdir(tmp_path)
    (begun,) = (line for line in _commands(ROOT / "docs/guide/start.md") if "init" in line)
    assert run(*shlex.split(begun, comments=True))[0] == 0
    site = tmp_path / "catalogue"
    monkeypatch.chdir(site)
    assert run("new", "family", "lamp", "--name", "Lamps")[0] == 0
    _write(site / "schemas/families/lamp.yaml", _one(blocks, "id: lamp"))
    return site


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _one(blocks: list[str], beginning: str) -> str:
    (found,) = [text for text in blocks if text.startswith(beginning)]
    return found


def test_the_first_site_can_be_made_as_it_is_told(lumen: Path) -> None:
    assert run("schema")[0] == 0
    begun = ("l-100", "--family", "lamp", "--name", "L 100 lamp", "--owner", "product-management")
    assert run("new", "product", *begun)[:2] == (0, "content/products/l-100.yaml\n")
    blocks = [text for _, text in _blocks(ROOT / "docs/guide/start.md")]
    _write(lumen / "content/products/l-100.yaml", _one(blocks, "# yaml-language-server"))
    code, found, _ = run("check")
    assert code == 0
    waiting = [re.match(r"(\S+?):\S+ APR001 warning: ", line) for line in found.splitlines()]
    assert [line and line[1] for line in waiting] == [
        "content/pages/about.md",
        "content/products/l-100.yaml",
    ]
    assert run("approve", "--all", "--by", "anna.berg")[0] == 0
    assert run("check")[:2] == (0, "")
    assert run("build", "--no-pdf")[0] == 0
    assert (lumen / "build/public/products/l-100/index.html").is_file()


def test_the_spreadsheet_can_be_imported_as_it_is_told(lumen: Path) -> None:
    blocks = [text for _, text in _blocks(ROOT / "docs/guide/import.md")]
    _write(lumen / "lamps.csv", _one(blocks, "Code;"))
    _write(lumen / "mapping.yaml", _one(blocks, "mapping: lamps\nsource: {"))
    given = ("--mapping", "mapping.yaml", "--into", "content/products")
    assert run("import", "lamps.csv", *given)[0] == 0
    code, found, _ = run("check")
    assert code == 0
    assert re.findall(r" [A-Z]{3}\d{3} ", found) == [" APR001 "] * 3
