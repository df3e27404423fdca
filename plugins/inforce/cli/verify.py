"""``inforce verify``: is this what was approved, and is it still right?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path

import click
import msgspec

from inforce.cli.options import SiteChoice, site_options
from inforce.cli.progress import shown
from inforce.domain.editions.verification import ItemVerdict, Verdict
from inforce.domain.errors import InforceError
from inforce.pipeline.publishing.host import find_host
from inforce.pipeline.verification.fetch import LiveSite
from inforce.pipeline.verification.verify import Report, verify_folder, verify_site
from inforce.pipeline.verification.verify_pdf import Here, verify_pdf
from inforce.readers.corpus_reader import read_corpus
from inforce.renderers.report.counted import counted
from inforce.renderers.report.sentences import one_line

_FEW = 20


@click.command("verify")
@click.argument("subjects", nargs=-1, required=True, metavar="FOLDER|URL|PDF...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="For people or for programs. Default: text.",
)
@click.option(
    "--sample",
    type=click.IntRange(min=1),
    help="Of a live site, fetch only so many files; the day chooses which. Default: all.",
)
@site_options
@click.pass_context
def command(
    ctx: click.Context, subjects: tuple[str, ...], form: str, sample: int | None, site: SiteChoice
) -> None:
    """Hold built folders, live sites or PDFs against the registers of this site.

    Exit code 0: all is current and unaltered. 1: something is altered, superseded, withdrawn, not
    ours, or could not be proved. 2: something could not be read or fetched, which is no verdict.
    """
    corpus = read_corpus(site.root)
    today = site.today(corpus.policy)
    here = Here(corpus=corpus, root=site.root, origin=partial(_origin, site.root), today=today)
    reports: list[Report] = []
    failures: list[str] = []
    for subject in subjects:
        try:
            reports.append(_verified(subject, here, sample))
        except InforceError as error:
            failures.append(str(error))
    if form == "json":
        document = [_plain(report) for report in reports]
        click.echo(msgspec.json.format(msgspec.json.encode(document), indent=2))
    else:
        for line in chain.from_iterable(map(_lines, reports)):
            click.echo(one_line(line))  # names in it are whoever's that made the subject
    for failure in failures:
        click.echo(f"inforce: {one_line(failure)}", err=True)
    if failures:
        ctx.exit(2)
    if any(report.verdict is not Verdict.CURRENT for report in reports):
        ctx.exit(1)


def _origin(root: Path) -> str:
    return find_host().origin(root)


def _verified(subject: str, here: Here, sample: int | None) -> Report:
    if "://" in subject:
        return verify_site(LiveSite(subject), here.corpus, here.today, _through, sample)
    path = Path(subject)
    if path.is_dir():
        return verify_folder(path, here.corpus, here.today)
    if path.is_file():
        return verify_pdf(path, here)
    raise InforceError(f"{subject} is neither a folder, nor a file, nor an address")


def _through(paths: Iterable[str], count: int) -> Iterator[str]:
    yield from shown(paths, "Fetching", count)


def _lines(report: Report) -> Iterator[str]:
    yield f"{report.verdict.value}: {_headline(report)}"
    if report.as_of is not None:
        judgement = report.judgement
        count = len(judgement.items) if judgement else 0
        what = "edition" if judgement and judgement.whole else "paper"
        yield (
            f"{report.subject}: {what} of {report.as_of} for the audience {report.audience}, "
            f"{counted(count, 'item')}"
        )
    for fault in report.faults:
        yield f"  ! {fault}"
    yield from _file_lines(report)
    yield from _item_lines(report)
    yield from (f"  proved: {said}" for said in report.proved)
    yield from (f"  not proved: {said}" for said in report.unproved)


def _headline(report: Report) -> str:
    """Return what matters most, in one line."""
    items = report.judgement.items if report.judgement else ()
    worst = [item for item in items if item.verdict is report.verdict]
    if report.faults:
        return f"{report.subject}: {report.faults[0]}"
    if report.files is not None and not report.files.sound:
        files = report.files
        counts = {
            "altered": len(files.altered),
            "missing": len(files.missing),
            "not listed": len(files.foreign),
        }
        told = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
        return f"{report.subject}: files are not as they were built: {told}"
    if worst and report.verdict is not Verdict.CURRENT:
        more = f", and {len(worst) - 1} more" if len(worst) > 1 else ""
        return f"{_sentence(worst[0])}{more}"
    if report.verdict is Verdict.UNPROVED:
        return f"{report.subject}: {report.unproved[0]}"
    light = all(item.revision is None for item in items)
    state = "as they are here today" if light else "as approved, and in force"
    if len(items) == 1:
        return f"{report.subject}: its one item is {state}"
    return f"{report.subject}: all {len(items)} items are {state}"


def _sentence(item: ItemVerdict) -> str:
    revision = "" if item.revision is None else f" revision {item.revision}"
    since = "" if item.since is None else f" on {item.since}"
    joint = ":" if item.verdict.rank >= Verdict.UNPROVED.rank else ""
    return f"{item.id}{revision}{joint} {item.reason}{since}"


def _file_lines(report: Report) -> Iterator[str]:
    files = report.files
    if files is None:
        return
    for what, paths in (
        ("altered", files.altered),
        ("missing", files.missing),
        ("not listed", files.foreign),
    ):
        for path in paths[:_FEW]:
            yield f"  {what}: {path}"
        if len(paths) > _FEW:
            yield f"  {what}: {len(paths) - _FEW} more"


def _item_lines(report: Report) -> Iterator[str]:
    """Yield a line for each item that is not as it should be, and for all where they are few."""
    items = report.judgement.items if report.judgement else ()
    current = [item for item in items if item.verdict is Verdict.CURRENT]
    listed = items if len(items) <= _FEW else tuple(i for i in items if i not in current)
    width = max((len(item.id) for item in listed), default=0)
    for item in listed:
        revision = "-" if item.revision is None else str(item.revision)
        since = "" if item.since is None else f" on {item.since}"
        line = (
            f"  {item.id:<{width}}  {revision:>3}  {item.verdict.value:<10}  {item.reason}{since}"
        )
        yield line.rstrip()
    if current and len(listed) < len(items):
        yield f"  current: {counted(len(current), 'item')}"


def _plain(report: Report) -> dict[str, object]:
    """Return a report as programs read it."""
    judgement = report.judgement
    return {
        "subject": report.subject,
        "kind": report.kind,
        "verdict": report.verdict,
        "as_of": report.as_of,
        "audience": report.audience,
        "faults": report.faults,
        "files": report.files,
        "items": () if judgement is None else judgement.items,
        "proved": report.proved,
        "unproved": report.unproved,
    }
