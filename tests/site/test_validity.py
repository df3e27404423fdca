"""Every page of the example is valid HTML, for the public and for dealers, in each language."""

import subprocess
from pathlib import Path

import msgspec
from msgspec import Struct


class Message(Struct):
    """What the Nu HTML checker says of a place in a page."""

    url: str
    message: str
    extract: str = ""


class Answer(Struct):
    messages: list[Message]


def faults(vnu: tuple[str, ...], folder: Path) -> list[Message]:
    """Return what is wrong with the pages below ``folder``."""
    said = subprocess.run(
        [*vnu, "--errors-only", "--skip-non-html", "--format", "json", folder],
        capture_output=True,
        check=False,
    ).stderr
    return msgspec.json.decode(said, type=Answer).messages


def test_the_checker_finds_no_error_on_any_page(vnu: tuple[str, ...], demo: Path) -> None:
    assert len([*demo.rglob("*.html")]) > 500
    assert faults(vnu, demo) == []


def test_the_checker_finds_what_is_wrong(vnu: tuple[str, ...], tmp_path: Path) -> None:
    page = '<!doctype html><html lang="en"><title>A</title><a href="#" href="#">b</a></html>'
    (tmp_path / "index.html").write_text(page, encoding="utf-8")
    (found,) = faults(vnu, tmp_path)
    assert "Duplicate attribute" in found.message
