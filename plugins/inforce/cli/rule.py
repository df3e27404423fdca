"""``inforce rule``: explain a rule, or list them all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import click

from inforce.cli.options import day_options
from inforce.domain.checking.rule import Rule
from inforce.domain.errors import InforceError
from inforce.domain.nearest import Names
from inforce.domain.rules import rules


@click.command("rule")
@click.argument("code", required=False)
@day_options
def command(code: str | None, as_of: date | None) -> None:  # noqa: ARG001 - the same on every day
    """Explain the rule CODE, or list all rules with their default severity."""
    known = rules()
    if code is None:
        for rule in known.values():
            click.echo(f"{rule.code}  {rule.default.value:<7}  {rule.title}")
        return
    asked = known.get(code.upper())
    if asked is None:
        hint = Names(known).expected(code.upper(), "`inforce rule` lists them")
        raise InforceError(f"no rule is called {code}; {hint}")
    click.echo(f"{asked.code}: {asked.title} ({asked.default.value})\n")
    click.echo(click.wrap_text(asked.why))
    click.echo(f"\nRequirement: {asked.clause}")
    for trait in _traits(asked):
        click.echo(trait)
    click.echo(f"\nWrong:\n\n{_indented(asked.wrong)}\nRight:\n\n{_indented(asked.right)}")


def _traits(rule: Rule) -> Iterator[str]:
    if rule.dated:
        yield "Comes up with the days: --changed-since leaves it out where nothing was touched."
    if rule.strict is not None:
        yield f"With --release: {rule.strict.value}."
    if rule.gate:
        yield "Stops a build while it is broken as an error; the policy cannot make it less."
    if not rule.waivable:
        yield "No waiver covers it."


def _indented(text: str) -> str:
    return "".join(f"    {line}\n" for line in text.splitlines())
