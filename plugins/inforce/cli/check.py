"""``inforce check``: findings, in the formats that people and programs read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import structs

from inforce.cli.options import SiteChoice, site_options
from inforce.cli.outlets import outlets_of, put
from inforce.domain.checking.check_report import CheckReport
from inforce.domain.checking.choice import Choice
from inforce.domain.errors import InforceError
from inforce.domain.rules import rules
from inforce.domain.site.policy import Severity
from inforce.pipeline.checking.check_memory import CheckMemory
from inforce.readers.checkout import changed_paths
from inforce.readers.real_path import real
from inforce.renderers.report import text as text_report
from inforce.renderers.report.counted import counted
from inforce.renderers.report.formats import FORMATS

if TYPE_CHECKING:
    from inforce.domain.site.corpus import Corpus


@click.command("check")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "--format",
    "formats",
    multiple=True,
    metavar="F[:FILE]",
    help=f"{', '.join(FORMATS)}; one to standard output, others into files. Default: text.",
)
@click.option("--select", multiple=True, metavar="CODES", help="Only these, such as RVW,LIF001.")
@click.option("--ignore", multiple=True, metavar="CODES", help="All but these.")
@click.option(
    "--fail-on",
    type=click.Choice([severity.value for severity in Severity]),
    default="error",
    help="The severity from which the exit code is 1. Default: error.",
)
@click.option(
    "--changed-since",
    metavar="REV",
    help="Leave out what came up by the days alone in items untouched since this git revision.",
)
@click.option("--links", is_flag=True, help="Ask other hosts about the links to them (PUB004).")
@click.option(
    "--link-cache",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Where --links keeps the answers. Default: .cache/inforce/links.json of the site.",
)
@click.option("--release", is_flag=True, help="Judge everything as strictly as for a release.")
@site_options
@click.pass_context
def command(  # noqa: PLR0917 - one parameter an option
    ctx: click.Context,
    paths: tuple[str, ...],
    formats: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str,
    changed_since: str | None,
    links: bool,
    link_cache: Path | None,
    release: bool,
    site: SiteChoice,
) -> None:
    """Check the whole site, or what lies below PATH; writes nothing but the reports asked for.

    Of all but small sites it also keeps what the files say below .cache/inforce, for the next time.

    With --links it also asks other hosts, and keeps their answers for the next time.

    Exit code 0: clean. 1: findings of the severity --fail-on or graver. 2: it could not be
    checked, or nothing was found to check.
    """
    if release and changed_since is not None:
        raise InforceError("--release judges everything: leave --changed-since out")
    if link_cache is not None and not links:
        raise InforceError("--link-cache says where --links keeps its answers: give that too")
    outlets = outlets_of(formats or ("text",))
    choice = Choice(
        select=_codes(select),
        ignore=_codes(ignore),
        paths=_below(paths, site.root),
        changed=None if changed_since is None else changed_paths(site.root, changed_since),
        release=release,
        fail_on=Severity(fail_on),
    )
    if links and not choice.takes("PUB004"):
        raise InforceError("--links looks for PUB004, which --select or --ignore leaves out")
    report = _linked(site, choice, link_cache) if links else _checked(site, choice)
    for outlet in outlets:
        put(outlet, FORMATS[outlet.form](report))
    if any(outlet.form == "github" and not outlet.file for outlet in outlets):
        _tell_what_github_hides(report)
    click.echo(text_report.summary(report), err=True)
    if report.failed:
        ctx.exit(1)


def _checked(site: SiteChoice, choice: Choice) -> CheckReport:
    """Return the report on the site as it is, the one that is kept where nothing has changed."""
    memory = CheckMemory(site.root, choice)
    recalled = memory.recalled(site.today)
    if recalled is not None:
        return recalled
    from inforce.pipeline.checking.check import check_corpus
    from inforce.readers.corpus_reader import read_corpus

    corpus = _with_host(read_corpus(site.root, databases=True, digests=memory.digests), site.root)
    report = check_corpus(corpus, site.root, site.today(corpus.policy), choice)
    memory.keep(report, corpus)
    return report


def _linked(site: SiteChoice, choice: Choice, link_cache: Path | None) -> CheckReport:
    """Return the report on the site and on what other hosts say to its links today."""
    from inforce.cli.links import asked_about
    from inforce.pipeline.checking.check import check_corpus
    from inforce.readers.corpus_reader import read_corpus

    corpus = _with_host(read_corpus(site.root, databases=True), site.root)
    today = site.today(corpus.policy)
    look = asked_about(corpus, site.root, today, choice.paths, link_cache)
    return check_corpus(look.corpus, site.root, today, choice, look.standings)


def _with_host(corpus: Corpus, root: Path) -> Corpus:
    """Return the site with the problems of its host's settings, which a build has the host tell."""
    from inforce.readers.host_settings import host_problems

    return structs.replace(corpus, problems=(*corpus.problems, *host_problems(root)))


def _tell_what_github_hides(report: CheckReport) -> None:
    from inforce.renderers.report import github

    click.echo(text_report.document(report), err=True, nl=False)
    unseen = github.unseen(report)
    if unseen:
        click.echo(
            f"GitHub shows {github.SHOWN} annotations of a severity in a step: "
            f"{counted(unseen, 'finding is', 'findings are')} told in this log alone",
            err=True,
        )


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
        full = real(Path(path))
        if not full.exists():
            raise InforceError(f"{path} does not exist")
        if not full.is_relative_to(root):
            raise InforceError(f"{path} is not part of the site at {root}")
        found.append(full.relative_to(root).as_posix())
    return tuple(found)
