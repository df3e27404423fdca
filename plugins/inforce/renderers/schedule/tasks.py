"""The worklist of a reviewer as text, Markdown and JSON: one block an item, one line a thing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date

from inforce.domain.items.difference import Difference
from inforce.domain.registers.digest import short
from inforce.domain.standings.offer_differences import OfferDifference
from inforce.domain.standings.worklist import Task
from inforce.domain.views.difference import change_rows
from inforce.domain.views.reading import Reading
from inforce.renderers.report.sentences import told

_OUTCOMES = "no_change|change_needed|withdraw"
_SPECIAL = str.maketrans({**{sign: f"\\{sign}" for sign in "\\|*_[]`#"}, "<": "&lt;"})
_Section = tuple[str, list[str]]


def tasks_text(tasks: Iterable[Task], reading: Reading, today: date) -> str:
    """Return the worklist for a terminal."""
    lines: list[str] = []
    for task in tasks:
        lines += [_heading(task, reading), f"  {_clock(task)}"]
        for head, points in _sections(task, reading):
            lines += [f"  {head}", *(f"    - {point}" for point in points)]
        lines += [f"  record: {command(task, today)}", ""]
    return "".join(f"{line}\n" for line in lines)


def tasks_markdown(tasks: Iterable[Task], reading: Reading, today: date) -> str:
    """Return the worklist as Markdown with boxes to tick."""
    lines = [f"# Reviews as of {today}", ""]
    for task in tasks:
        lines += [f"## {_escaped(_heading(task, reading))}", "", _escaped(_clock(task)), ""]
        for head, points in _sections(task, reading):
            lines += [f"**{_escaped(head)}**", ""]
            lines += [f"- [ ] {_escaped(point)}" for point in points]
            lines.append("")
        lines += ["```sh", command(task, today), "```", ""]
    return "".join(f"{line}\n" for line in lines)


def tasks_json(tasks: Iterable[Task], reading: Reading, today: date) -> str:
    """Return the worklist as one JSON document."""
    report = {
        "as_of": today.isoformat(),
        "tasks": [_record(task, reading, today) for task in tasks],
    }
    return json.dumps(report, indent=2, ensure_ascii=False) + "\n"


def command(task: Task, today: date) -> str:
    """Return what records the outcome of exactly what was looked at."""
    if task.digest is None:
        return f"set reviewed_on: {today} under control: in {task.path}"
    name = f"{task.id}@{short(task.digest)}"
    return f"inforce review {name} --by PERSON --outcome {_OUTCOMES} --note TEXT"


def _heading(task: Task, reading: Reading) -> str:
    revision = "not in force" if task.revision is None else f"revision {task.revision}"
    title = task.title.phrase(reading.locale).text
    return f"{task.id}: {title} ({revision}, {task.owner or 'no owner'})"


def _clock(task: Task) -> str:
    review = task.review
    if review.ended:
        return "withdrawn: nothing is left to confirm"
    if review.due is None or review.left is None:
        return "never confirmed; nothing says when it is due"
    left = f"{review.late} days late" if review.late else f"{review.left} days left"
    state = review.state.value.replace("_", " ")
    return (
        f"{state}: confirmed {review.last}, due {review.due} ({left}); "
        f"confirmed today it is due {task.next_due}"
    )


def _sections(task: Task, reading: Reading) -> Iterator[_Section]:
    """Yield what there is to look at: a heading with its points; nothing where there are none."""
    sections = (
        _last(task),
        (_since(task), _changes(task.changes, reading)),
        ("waits for approval", _changes(task.waiting, reading)),
        ("open feedback", _feedback(task)),
        (f"runs out by {task.next_due}", _endings(task)),
        ("the offering list differs", [_offer(offer) for offer in task.offers]),
        ("found by the check", _findings(task)),
        ("links to open", list(task.links)),
        ("checklist", [text.phrase(reading.locale).text for text in task.checklist]),
    )
    for head, points in sections:
        if points:
            yield head, points


def _last(task: Task) -> _Section:
    if task.last is None:
        return "last review", []
    note = f": {task.last.note}" if task.last.note else ""
    return "last review", [f"{task.last.on}, {task.last.outcome.value}{note}"]


def _since(task: Task) -> str:
    count = len(task.revisions)
    revisions = f"{count} revision{'' if count == 1 else 's'}"
    return f"changed since revision {task.compared} ({revisions})"


def _feedback(task: Task) -> list[str]:
    return [f"{entry.kind.value} {entry.id} of {entry.received}" for entry in task.feedback]


def _endings(task: Task) -> list[str]:
    return [f"{ending.kind} {ending.id} on {ending.end}" for ending in task.endings]


def _findings(task: Task) -> list[str]:
    return [f"{finding.code} {told(finding)}" for finding in task.findings]


def _offer(offer: OfferDifference) -> str:
    line = f" (line {offer.row.line})" if offer.row is not None and offer.row.line else ""
    return f"{offer.code} is {offer.kind.value}{line}"


def _changes(changes: Iterable[Difference], reading: Reading) -> list[str]:
    return [row.text for row in change_rows(changes, reading, every_locale=True)]


def _escaped(text: str) -> str:
    return text.translate(_SPECIAL)


def _record(task: Task, reading: Reading, today: date) -> dict[str, object]:
    review = task.review
    return {
        "id": task.id,
        "title": task.title.phrase(reading.locale).text,
        "path": task.path,
        "owner": task.owner,
        "revision": task.revision,
        "digest": task.digest,
        "review": review.state.value,
        "confirmed": _day(review.last),
        "due": _day(review.due),
        "next_due": task.next_due.isoformat(),
        "days_left": review.left,
        "compared_with": task.compared,
        "revisions_since": task.revisions,
        "look_at": [{"what": head, "points": points} for head, points in _sections(task, reading)],
        "record": command(task, today),
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
