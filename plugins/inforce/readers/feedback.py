"""The feedback register: one YAML file an entry."""

from __future__ import annotations

from pathlib import Path

from msgspec import structs

from inforce.domain.items.parse import ParseError, parse
from inforce.domain.site.feedback import Feedback
from inforce.domain.site.finding import Problem
from inforce.readers.passed_over import misnamed
from inforce.readers.schemas import validator
from inforce.readers.site import entries_below, misfit, read_octets, relative
from inforce.readers.yaml_reader import read_yaml

FOLDER = "content/feedback"


def read_feedback(root: Path) -> tuple[dict[str, Feedback], tuple[Problem, ...]]:
    """Return the feedback of the site at ``root`` by id, sorted, and the problems met.

    Folders below ``content/feedback/`` are free; an id is the file's name and stands once.
    """
    found: dict[str, Feedback] = {}
    entries = [file for file in entries_below(root / FOLDER) if not file.name.startswith(".")]
    files = [file for file in entries if file.name.endswith(".yaml")]
    problems = [*misnamed(relative(file, root) for file in entries if file.suffix != ".yaml")]
    for file in sorted(files, key=lambda file: (file.stem, file)):
        entry = _entry(file, relative(file, root), problems)
        if entry is None:
            continue
        if entry.id != file.stem:
            problems.append(_misnamed(entry, "differs from the file name", file.stem))
        if entry.id in found:
            problems.append(_misnamed(entry, "is taken", found[entry.id].path))
            continue
        found[entry.id] = entry
    return found, tuple(problems)


def _entry(file: Path, path: str, problems: list[Problem]) -> Feedback | None:
    document = read_yaml(read_octets(file), path)
    wrong = document.problems or validator("feedback").problems(document.data, path)
    problems.extend(wrong)
    if wrong:
        return None
    try:
        entry = parse(document.data, Feedback)
    except ParseError as error:
        problems.append(misfit(error, path))
        return None
    return structs.replace(entry, path=path)


def _misnamed(entry: Feedback, fault: str, other: str) -> Problem:
    facts = {"id": entry.id, "fault": fault, "other": other}
    return Problem(code="SCH004", path=entry.path, pointer="/id", facts=facts)
