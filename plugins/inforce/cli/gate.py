"""What a command says when the check keeps it from making an output."""

from __future__ import annotations

from typing import NoReturn

import click

from inforce.pipeline.checking.gate import GateError
from inforce.renderers.report import text as text_report


def stop(error: GateError) -> NoReturn:
    """Print the findings and end the command with exit code 1."""
    for line in text_report.lines(error.findings):
        click.echo(line)
    click.echo(str(error), err=True)
    click.get_current_context().exit(1)
