"""Standings and proposals as JSON and CSV; the shapes are part of the command contract."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from datetime import date

from inforce.domain.standings.levelling import Levelled
from inforce.domain.standings.status import StatusRow
from inforce.renderers.formulas import guarded

_COLUMNS = (
    "id", "kind", "path", "family", "revision", "revision_state", "lifecycle", "review", "owner",
    "due", "tier", "approvals_given", "approvals_needed",
)  # fmt: skip
_PROPOSED = ("id", "owner", "due", "latest", "proposed")


def status_json(rows: Iterable[StatusRow], as_of: date) -> str:
    """Return where items stand as one JSON document."""
    return _document({"as_of": as_of.isoformat(), "items": [_record(row) for row in rows]})


def status_csv(rows: Iterable[StatusRow]) -> str:
    """Return where items stand as CSV with a head; no cell is taken for a formula."""
    return _table(_COLUMNS, (_record(row) for row in rows))


def level_json(found: Levelled, as_of: date) -> str:
    """Return proposed review days as one JSON document."""
    report = {
        "as_of": as_of.isoformat(),
        "capacity": {owner or "": number for owner, number in found.capacity.items()},
        "proposals": _proposals(found),
    }
    return _document(report)


def level_csv(found: Levelled) -> str:
    """Return proposed review days as CSV with a head; no cell is taken for a formula."""
    return _table(_PROPOSED, _proposals(found))


def _record(row: StatusRow) -> dict[str, object]:
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
        "tier": None if row.tier is None else row.tier.value,
        "approvals_given": row.given,
        "approvals_needed": row.needed,
    }


def _proposals(found: Levelled) -> list[dict[str, object]]:
    return [
        {
            "id": item.id,
            "owner": item.owner,
            "due": item.due.isoformat(),
            "latest": item.latest.isoformat(),
            "proposed": item.day.isoformat(),
        }
        for item in found.proposals
    ]


def _document(report: Mapping[str, object]) -> str:
    return json.dumps(report, indent=2, ensure_ascii=False) + "\n"


def _table(columns: Iterable[str], records: Iterable[Mapping[str, object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in record.values()] for record in records)
    return out.getvalue()


def _cell(value: object) -> str:
    """Return a value as a spreadsheet shows it, with a quote before what it would calculate."""
    return "" if value is None else guarded(str(value))
