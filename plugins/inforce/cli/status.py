"""``inforce status``: where each item stands, for people, scripts and calendars."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from datetime import date, timedelta

import click

from inforce.cli.options import INTERVAL, SiteChoice, site_options
from inforce.domain.errors import InforceError
from inforce.domain.interval import Interval
from inforce.domain.nearest import Names
from inforce.pipeline.status import StatusRow, is_due, is_overdue, status
from inforce.readers.corpus_reader import read_corpus

_COLUMNS = (
    "id", "kind", "path", "family", "revision", "revision_state", "lifecycle", "review", "owner",
    "due",
)  # fmt: skip


@click.command("status")
@click.argument("items", nargs=-1, metavar="[ID]...")
@click.option("--overdue", is_flag=True, help="Only items whose review is late, void or not set.")
@click.option("--due-within", type=INTERVAL, help="Only items due within this time, such as P30D.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv", "ics"]),
    default="table",
    help="Default: table.",
)
@site_options
def command(
    items: tuple[str, ...], overdue: bool, due_within: Interval | None, form: str, site: SiteChoice
) -> None:
    """Show revision, lifecycle, review, owner and due day of the items ID, or of all."""
    corpus = read_corpus(site.root)
    if corpus.problems and not corpus.products and not corpus.pages:
        raise InforceError("the site cannot be read; `inforce check` says why")
    today = site.today(corpus.policy)
    rows = status(corpus, today)
    _know(items, {row.id for row in rows})
    rows = tuple(
        row
        for row in rows
        if (not items or row.id in items)
        and (not overdue or is_overdue(row))
        and (due_within is None or is_due(row, due_within.after(today)))
    )
    _FORMATS[form](rows, today)


def _know(items: tuple[str, ...], known: set[str]) -> None:
    for item in items:
        if item not in known:
            hint = Names(known).expected(item, "`inforce status` lists them")
            raise InforceError(f"no item is called {item}; {hint}")


def _record(row: StatusRow) -> Mapping[str, object]:
    due = row.review.due
    return {
        "id": row.id,
        "kind": row.kind,
        "path": row.path,
        "family": row.family,
        "revision": row.revision,
        "revision_state": row.revision_state.value,
        "lifecycle": None if row.lifecycle is None else row.lifecycle.value,
        "review": row.review.state.value,
        "owner": row.owner,
        "due": None if due is None else due.isoformat(),
    }


def _json(rows: tuple[StatusRow, ...], today: date) -> None:
    report = {"as_of": today.isoformat(), "items": [_record(row) for row in rows]}
    click.echo(json.dumps(report, indent=2, ensure_ascii=False))


def _csv(rows: tuple[StatusRow, ...], _: date) -> None:
    out = io.StringIO()
    writer = csv.DictWriter(out, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(_record(row) for row in rows)
    click.echo(out.getvalue(), nl=False)


def _ics(rows: tuple[StatusRow, ...], today: date) -> None:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//inforce//review dates//EN"]
    for row in rows:
        if row.review.due is not None:
            lines += _event(row, row.review.due, today)
    click.echo("".join(f"{line}\r\n" for line in [*lines, "END:VCALENDAR"]), nl=False)


def _event(row: StatusRow, due: date, today: date) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:review-{row.id}-{due:%Y%m%d}@inforce",
        f"DTSTAMP:{today:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{due:%Y%m%d}",
        f"DTEND;VALUE=DATE:{due + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:Review {row.id} ({row.owner or 'no owner'})",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _table(rows: tuple[StatusRow, ...], today: date) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title=f"As of {today}", title_justify="left", box=None, pad_edge=False)
    for head in ("Item", "Revision", "Lifecycle", "Review", "Due", "Owner"):
        table.add_column(head, no_wrap=head != "Owner")
    for row in rows:
        revision = "–" if row.revision is None else str(row.revision)
        table.add_row(
            row.id,
            f"{revision} {row.revision_state.value}{' + change' if row.pending else ''}",
            "" if row.lifecycle is None else row.lifecycle.value.replace("_", " "),
            row.review.state.value.replace("_", " "),
            "" if row.review.due is None else row.review.due.isoformat(),
            row.owner or "",
            style="bold red" if is_overdue(row) else None,
        )
    Console().print(table)


_FORMATS: Mapping[str, Callable[[tuple[StatusRow, ...], date], None]] = {
    "table": _table,
    "json": _json,
    "csv": _csv,
    "ics": _ics,
}
