"""The program, called in this process."""

from pathlib import Path

from click.testing import CliRunner

from inforce.cli.main import main


def run(*arguments: str | Path) -> tuple[int, str, str]:
    """Run a command: exit code, output, errors. A traceback fails the test."""
    done = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.output
    return done.exit_code, done.stdout, done.stderr
