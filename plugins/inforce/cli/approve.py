"""``inforce approve``: authorise revisions for issue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from inforce.cli.options import DAY, SiteChoice, site_options
from inforce.cli.progress import shown
from inforce.cli.said import summary_of
from inforce.control.approve import approve
from inforce.control.order import Approvals, Issue, Order, Reassignment
from inforce.domain.errors import InforceError
from inforce.domain.items.control import Assignment
from inforce.domain.items.difference import differences
from inforce.domain.registers.digest import short
from inforce.readers.site import read_settings
from inforce.renderers.report.counted import counted


@click.command("approve")
@click.argument("items", nargs=-1, metavar="[ID]...")
@click.option("--family", help="All products of this family and the families below it.")
@click.option("--all", "everything", is_flag=True, help="Every item that waits for approval.")
@click.option("--by", required=True, metavar="PERSON", help="Who approves, as in people.yaml.")
@click.option("--effective", type=DAY, help="The first day it holds. Default: the day of approval.")
@click.option(
    "--sign",
    type=click.Path(path_type=Path),
    metavar="KEY",
    help="Sign with this SSH key: a private key, or the .pub of one that an agent holds.",
)
@click.option(
    "-m",
    "--summary",
    "summaries",
    multiple=True,
    metavar="[LOCALE=]TEXT",
    help="What changed, for customers, where the working copy does not say it; once a locale.",
)
@click.option("--reason", metavar="TEXT", help="Why an owner or a review interval changes.")
@click.option("--dry-run", is_flag=True, help="Say what would be issued; write nothing.")
@site_options
def command(  # noqa: PLR0917 - one parameter an option
    items: tuple[str, ...],
    family: str | None,
    everything: bool,
    by: str,
    effective: date | None,
    sign: Path | None,
    summaries: tuple[str, ...],
    reason: str | None,
    dry_run: bool,
    site: SiteChoice,
) -> None:
    """Approve the working copies of the items ID as their next revisions.

    ID@DIGEST approves only what has this digest: what you looked at. An item in which nothing
    changed that a customer sees gets no new revision; a new owner or review interval is recorded.
    """
    if not (items or family or everything):
        raise InforceError("name the items to approve, or use --family or --all")
    named = [item.partition("@") for item in items]
    policy = read_settings(site.root).policy
    order = Order(
        by=by,
        at=site.now(policy),
        effective_from=effective,
        items=tuple(item for item, _, _ in named),
        seen={item: digest for item, at, digest in named if at},
        family=family,
        sign=sign,
        summary=summary_of(summaries, policy),
        reason=reason,
        dry_run=dry_run,
    )
    done = approve(site.root, order, shown)
    for issue in done.issues:
        click.echo(_foreseen(issue) if dry_run else _issued(issue))
    for step in done.assignments:
        click.echo(_assigned(step))
    click.echo(_sum(done, dry_run=dry_run), err=True)


def _issued(issue: Issue) -> str:
    entry = issue.entry
    if issue.complete:
        return (
            f"{issue.item}: revision {entry.revision}, effective from {entry.effective_from}, "
            f"digest {short(entry.digest)}"
        )
    return f"{issue.item}: revision {entry.revision}, {_number(issue)}"


def _number(issue: Issue) -> str:
    return (
        f"{issue.count} of {issue.entry.needs} approvals; "
        f"{' or '.join(issue.still)} still to approve"
    )


def _foreseen(issue: Issue) -> str:
    entry = issue.entry
    when = f"effective from {entry.effective_from}" if issue.complete else _number(issue)
    name = f"{issue.item}@{short(entry.digest)}"
    return f"{name}: revision {entry.revision}, {when}; {_changes(issue)}"


def _changes(issue: Issue) -> str:
    if issue.last is None:
        return "first issue"
    found = dict.fromkeys(
        step.pointer or "the text" for step in differences(issue.last, issue.content)
    )
    return f"changes {', '.join(found)}"


def _assigned(step: Reassignment) -> str:
    after = Assignment(step.entry.owner, step.entry.review_every)
    return f"{step.item}: {', '.join(_steps(step.before, after))}"


def _steps(before: Assignment, after: Assignment) -> Iterator[str]:
    if before.owner != after.owner:
        yield f"owner {before.owner or 'nobody'} → {after.owner or 'nobody'}"
    if before.review_every != after.review_every:
        old, new = (
            "the usual interval" if every is None else every.written
            for every in (before.review_every, after.review_every)
        )
        yield f"reviewed every {old} → {new}"


def _sum(done: Approvals, *, dry_run: bool) -> str:
    complete = sum(issue.complete for issue in done.issues)
    partial = len(done.issues) - complete
    would = "would be " if dry_run else ""
    parts = [
        f"{counted(count, one, many)} {would}{done_to}"
        for count, one, many, done_to in (
            (complete, "revision", "revisions", "issued"),
            (partial, "approval", "approvals", "recorded, more are needed"),
            (len(done.assignments), "owner or interval", "owners or intervals", "recorded"),
        )
        if count
    ]
    return "; ".join(parts) or "nothing waits for approval"
