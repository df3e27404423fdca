"""The jobs of the guide are meant to be copied: what they run must run."""

import re
import shlex
from pathlib import Path

import click
import pytest
import yaml

from inforce.cli.check import command
from inforce.cli.status import command as status
from tests.cli.program import run
from tests.sites import approved, write_site

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "guide" / "ci.md"
TEXT = GUIDE.read_text(encoding="utf-8")
JOBS = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
COMMANDS = sorted(set(re.findall(r"\binforce ((?:check|status)[^`|\n]*)", TEXT)))


@pytest.mark.parametrize("job", JOBS, ids=["github", "links", "cache", "gitlab", "pre-commit"])
def test_a_job_is_yaml(job: str) -> None:
    assert isinstance(yaml.safe_load(job), dict | list)


@pytest.mark.parametrize("line", [line for line in COMMANDS if "--" in line])
def test_a_command_has_only_options_that_there_are(line: str) -> None:
    given = line.replace("$SCOPE", "").partition(" 2>")[0]
    name, *arguments = shlex.split(given)
    known = {"check": command, "status": status}[name]
    assert isinstance(known, click.Command)
    known.make_context(name, arguments)


@pytest.mark.parametrize("line", [line for line in COMMANDS if "--changed-since" not in line])
def test_a_command_of_the_guide_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    approved(write_site(tmp_path / "site"))
    monkeypatch.chdir(tmp_path / "site")
    monkeypatch.setenv("INFORCE_AS_OF", "2025-03-02")
    given = line.replace("$SCOPE", "").partition(" 2>")[0]
    assert run(*shlex.split(given))[0] == 0
