"""``inforce check``: findings, in the formats that people and programs read."""

from __future__ import annotations

from pathlib import Path

import click

from inforce.cli.options import SiteChoice, site_options
from inforce.domain.errors import InforceError
from inforce.domain.policy import Severity
from inforce.domain.rules import rules
from inforce.pipeline.check import CheckReport, Choice, check_corpus
from inforce.readers.corpus_reader import read_corpus
from inforce.renderers.report import json as json_report
from inforce.renderers.report import text as text_report

_FORMATS = ("text", "json")


@click.command("check")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "--format",
    "formats",
    multiple=True,
    metavar="F[:FILE]",
    help="text or json, to standard output or into a file; may be repeated. Default: text.",
)
@click.option("--select", multiple=True, metavar="CODES", help="Only these, such as RVW,LIF001.")
@click.option("--ignore", multiple=True, metavar="CODES", help="All but these.")
@click.option(
    "--fail-on",
    type=click.Choice([severity.value for severity in Severity]),
    default="error",
    help="The severity from which the exit code is 1. Default: error.",
)
@site_options
@click.pass_context
def command(  # noqa: PLR0917 - one parameter an option
    ctx: click.Context,
    paths: tuple[str, ...],
    formats: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str,
    site: SiteChoice,
) -> None:
    """Check the whole site, or what lies below PATH; writes nothing.

    Exit code 0: clean. 1: findings of the severity --fail-on or graver. 2: it could not be
    checked, or nothing was found to check.
    """
    outlets = [_outlet(wanted) for wanted in formats or ("text",)]
    choice = Choice(select=_codes(select), ignore=_codes(ignore), paths=_below(paths, site.root))
    corpus = read_corpus(site.root, databases=True)
    report = check_corpus(corpus, site.root, site.today(corpus.policy), choice)
    for form, file in outlets:
        _write(_rendered(report, form), file)
    click.echo(text_report.summary(report.findings, _checked(report)), err=True)
    worst = report.worst()
    if worst is not None and worst.rank >= Severity(fail_on).rank:
        ctx.exit(1)


def _outlet(wanted: str) -> tuple[str, str]:
    form, _, file = wanted.partition(":")
    if form not in _FORMATS:
        raise InforceError(f"unknown format {form!r}; there are {' and '.join(_FORMATS)}")
    return form, file


def _codes(given: tuple[str, ...]) -> tuple[str, ...]:
    codes = tuple(
        code.strip().upper() for part in given for code in part.split(",") if code.strip()
    )
    for code in codes:
        if not any(known.startswith(code) for known in rules()):
            raise InforceError(f"no rule is called {code}; `inforce rule` lists them")
    return codes


def _below(paths: tuple[str, ...], root: Path) -> tuple[str, ...]:
    found = []
    for path in paths:
        full = Path(path).resolve()
        if not full.exists():
            raise InforceError(f"{path} does not exist")
        if not full.is_relative_to(root):
            raise InforceError(f"{path} is not part of the site at {root}")
        found.append(full.relative_to(root).as_posix())
    return tuple(found)


def _rendered(report: CheckReport, form: str) -> str:
    if form == "json":
        checked = {
            "products": report.products,
            "pages": report.pages,
            "families": report.families,
        }
        return json_report.document(
            site=report.site, as_of=report.as_of, checked=checked, findings=report.findings
        )
    return "".join(f"{line}\n" for line in text_report.lines(report.findings))


def _write(text: str, file: str) -> None:
    if file:
        Path(file).write_text(text, encoding="utf-8")
    else:
        click.echo(text, nl=False)


def _checked(report: CheckReport) -> str:
    return (
        f"{report.products} products, {report.pages} pages and {report.families} families "
        f"as of {report.as_of.isoformat()}"
    )
