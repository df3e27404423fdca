"""``inforce status``: where each item stands, for people, scripts, calendars and feed readers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import click
from msgspec import Struct

from inforce.cli.options import INTERVAL, SiteChoice, site_options
from inforce.cli.output_file import put_file
from inforce.domain.errors import InforceError
from inforce.domain.interval import Interval
from inforce.domain.nearest import Names
from inforce.domain.registers.register import Tier
from inforce.domain.site.corpus import Corpus
from inforce.domain.standings.forecast import Load, forecast
from inforce.domain.standings.levelling import Due, Levelled, levelled
from inforce.domain.standings.status import StatusRow, is_due, is_overdue, status
from inforce.readers.corpus_reader import read_corpus
from inforce.renderers.schedule import feed, pictures, records

_NOWHERE = (
    "inforce.invalid"  # a name that never resolves (RFC 2606), where the brand has no address
)


class _Choice(Struct, frozen=True, kw_only=True):
    """Which items are wanted; an empty part asks for all."""

    items: tuple[str, ...]
    owner: str | None
    overdue: bool
    until: date | None

    def wants(self, row: StatusRow) -> bool:
        """Whether the item was asked for."""
        return (
            (not self.items or row.id in self.items)
            and (self.owner is None or row.owner == self.owner)
            and (not self.overdue or is_overdue(row))
            and (self.until is None or is_due(row, self.until))
        )


class _Report(Struct, frozen=True, kw_only=True):
    """What is to be told, on which day, of which site."""

    corpus: Corpus
    today: date
    choice: _Choice
    rows: tuple[StatusRow, ...]
    loads: tuple[Load, ...] | None

    @property
    def site(self) -> str:
        """The site's name."""
        return self.corpus.brand.name.phrase(self.corpus.policy.default_locale).text or "inforce"

    @property
    def authority(self) -> str:
        """The host under which identifiers are made."""
        return urlsplit(self.corpus.brand.contact.url or "").hostname or _NOWHERE


@click.command("status")
@click.argument("items", nargs=-1, metavar="[ID]...")
@click.option("--owner", metavar="ROLE", help="Only items that this role owns.")
@click.option("--overdue", is_flag=True, help="Only items whose review is late, void or not set.")
@click.option(
    "--due-within",
    type=INTERVAL,
    help="Only items due within this time, such as P90D, with a forecast.",
)
@click.option(
    "--level", is_flag=True, help="Propose review days that spread the load; writes none."
)
@click.option(
    "--max-per-week",
    type=click.IntRange(min=1),
    help="With --level: reviews a week for each owner.",
)
@click.option(
    "--over", type=INTERVAL, help="With --level: spread what is due within this time, such as P90D."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv", "ics", "atom"]),
    default="table",
    help="Default: table.",
)
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file."
)
@site_options
def command(  # noqa: PLR0917 - one parameter an option
    items: tuple[str, ...],
    owner: str | None,
    overdue: bool,
    due_within: Interval | None,
    level: bool,
    max_per_week: int | None,
    over: Interval | None,
    form: str,
    output: Path | None,
    site: SiteChoice,
) -> None:
    """Show revision, lifecycle, review, owner and due day of the items ID, or of all.

    With --level it proposes an earlier day where a week is too full; a review is never put off.
    """
    if not level and (max_per_week or over):
        raise InforceError("--max-per-week and --over go with --level")
    if max_per_week and over:
        raise InforceError("--max-per-week and --over exclude each other")
    corpus = read_corpus(site.root)
    if corpus.problems and not corpus.products and not corpus.pages:
        raise InforceError("the site cannot be read; `inforce check` says why")
    today = site.today(corpus.policy)
    within = due_within or over
    until = None if within is None else within.after(today)
    choice = _Choice(items=items, owner=owner, overdue=overdue, until=until)
    report = _report(corpus, today, choice, forecasts=due_within is not None)
    if level:
        _write(_levelled_text(report, max_per_week, form), output)
    else:
        _write(_FORMATS[form](report), output)


def _report(corpus: Corpus, today: date, choice: _Choice, *, forecasts: bool) -> _Report:
    rows = status(corpus, today)
    for item in choice.items:
        _know(item, {row.id for row in rows}, "item", "`inforce status` lists them")
    if choice.owner is not None:
        roles = {*corpus.people.roles, *(row.owner for row in rows if row.owner)}
        _know(choice.owner, roles, "role", "site_config/people.yaml has them")
    wanted = tuple(row for row in rows if choice.wants(row))
    loads = forecast(wanted, today, choice.until) if forecasts and choice.until else None
    return _Report(corpus=corpus, today=today, choice=choice, rows=wanted, loads=loads)


def _know(name: str, known: set[str], what: str, otherwise: str) -> None:
    if name not in known:
        hint = Names(known).expected(name, otherwise)
        raise InforceError(f"no {what} is called {name}; {hint}")


def _write(text: str, output: Path | None) -> None:
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        put_file(output, click.unstyle(text).encode())
    except OSError as error:
        raise InforceError(f"{output}: {error.strerror or error}") from error


def _levelled_text(report: _Report, most: int | None, form: str) -> str:
    dues = [
        Due(id=row.id, owner=row.owner, due=row.review.due)
        for row in report.rows
        if row.review.due is not None
    ]
    holidays = frozenset(report.corpus.policy.review.holidays)
    found = levelled(dues, report.today, most=most, holidays=holidays)
    if form not in _LEVELLED:
        raise InforceError(f"--level has the formats {', '.join(_LEVELLED)}, not {form}")
    return _LEVELLED[form](found, report.today)


def _level_table(found: Levelled, today: date) -> str:
    rows = [
        _Row(
            (item.day.isoformat(), item.due.isoformat(), item.id, item.owner or ""),
            bold=item.day < item.due,
        )
        for item in found.proposals
    ]
    heads = ("Proposed", "Due", "Item", "Owner")
    lines = (f"Proposed as of {today}", *_columns(heads, rows), *pictures.level_lines(found))
    return "".join(f"{line}\n" for line in lines)


def _table(report: _Report) -> str:
    heads = ("Item", "Revision", "Lifecycle", "Review", "Due", "Owner")
    rows = [_Row(_cells(row), colour="red" if is_overdue(row) else None) for row in report.rows]
    forecasts = pictures.forecast_lines(report.loads or ())
    lines = (f"As of {report.today}", *_columns(heads, rows), *forecasts)
    return "".join(f"{line}\n" for line in lines)


class _Row(Struct, frozen=True):
    """The cells of one line, and how a terminal shows it."""

    cells: tuple[str, ...]
    colour: str | None = None
    bold: bool = False


def _cells(row: StatusRow) -> tuple[str, ...]:
    return (
        row.id,
        _revision(row),
        "" if row.lifecycle is None else row.lifecycle.value.replace("_", " "),
        row.review.state.value.replace("_", " "),
        "" if row.review.due is None else row.review.due.isoformat(),
        row.owner or "",
    )


def _revision(row: StatusRow) -> str:
    number = "–" if row.revision is None else str(row.revision)
    signed = " signed" if row.tier is Tier.SIGNED else ""
    change = " + change" if row.pending else ""
    count = "" if row.given is None else f", {row.given} of {row.needed} approvals"
    return f"{number} {row.revision_state.value}{signed}{change}{count}"


def _columns(heads: tuple[str, ...], rows: Sequence[_Row]) -> Iterator[str]:
    """Yield the head and the rows in columns as wide as what they hold: no id is cut."""
    widths = [
        max(map(len, column)) for column in zip(heads, *(row.cells for row in rows), strict=True)
    ]
    for row in (_Row(heads, bold=True), *rows):
        padded = (cell.ljust(width) for cell, width in zip(row.cells, widths, strict=True))
        yield click.style("  ".join(padded).rstrip(), fg=row.colour, bold=row.bold or None)


def _json(report: _Report) -> str:
    return records.status_json(report.rows, report.today)


def _csv(report: _Report) -> str:
    return records.status_csv(report.rows)


def _ics(report: _Report) -> str:
    from inforce.renderers.schedule.calendar import calendar

    return calendar(report.rows, site=report.site, authority=report.authority)


def _atom(report: _Report) -> str:
    return feed.feed(
        report.rows,
        site=report.site,
        authority=report.authority,
        owner=report.choice.owner,
        policy=report.corpus.policy.review,
        as_of=report.today,
    )


_FORMATS: Mapping[str, Callable[[_Report], str]] = {
    "table": _table,
    "json": _json,
    "csv": _csv,
    "ics": _ics,
    "atom": _atom,
}
_LEVELLED: Mapping[str, Callable[[Levelled, date], str]] = {
    "table": _level_table,
    "json": records.level_json,
    "csv": lambda found, _: records.level_csv(found),
}
