"""What an import tells on a terminal: figures first, then what needs a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from inforce.exchange.report import ImportReport, Kept
from inforce.renderers.report.sentences import one_line

_SHOWN = 10


def lines(report: ImportReport) -> Iterator[str]:
    """Yield the report's lines; a long list is cut and says how much more there is."""
    yield f"{report.records} records, {report.imported} imported, {len(report.skipped)} skipped"
    counts = ", ".join(f"{count} {word}" for word, count in report.files.items() if count)
    if counts:
        yield f"Files: {counts}"
    yield _fields(report)
    yield from _section(
        "Not mapped",
        (f"{use.path}: {use.unmapped} values" for use in report.fields if use.unmapped),
    )
    yield from _section("Read by the mapping, never met", report.never_met)
    yield from _section(
        "Ids asked for twice",
        (
            f"{one.id}: {one.record} after {one.first}; by {one.by}: {one.settled or 'skipped'}"
            for one in report.collisions
        ),
    )
    yield from _section("Skipped", (f"{one.record}: {one.reason}" for one in report.skipped))
    yield from _section(
        "Left out",
        (f"{one.record}: {one.path} = {one.value}: {one.reason}" for one in report.left_out),
    )
    yield from _section("Left as they are", map(_kept, report.kept))
    yield from _section("No longer in the source, left", (one.path for one in report.vanished))
    yield from _section("Files that are no records", report.unread)


def _fields(report: ImportReport) -> str:
    mapped = sum(use.mapped for use in report.fields)
    ignored = sum(use.ignored for use in report.fields)
    values = sum(use.values for use in report.fields)
    return (
        f"{values} values in {len(report.fields)} fields: {mapped} mapped, {ignored} ignored by "
        f"the mapping, {values - mapped - ignored} neither"
    )


def _kept(kept: Kept) -> str:
    told = ", ".join(
        f"{one.field}: {one.yours or 'nothing'} (source: {one.source or 'nothing'})"
        for one in kept.differences
    )
    return f"{kept.path}: {kept.reason}" + (f"; {told}" if told else "")


def _section(title: str, entries: Iterable[str]) -> Iterator[str]:
    listed = list(entries)
    if not listed:
        return
    yield f"{title} ({len(listed)}):"
    for entry in listed[:_SHOWN]:
        yield f"  {one_line(entry)}"  # values of the source may break it
    if len(listed) > _SHOWN:
        yield f"  … and {len(listed) - _SHOWN} more; --report FILE lists all"
