"""The memory of what other hosts answered: one JSON file, which may be lost without harm."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from inforce.domain.errors import InforceError
from inforce.domain.site.answers import Answer
from inforce.readers.json_reader import read_json

_FORMAT = 1


class _Memory(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    format: int
    answers: dict[str, Answer]


def read_answers(file: Path) -> Mapping[str, Answer]:
    """Return the answers in ``file``, none where there is no such file yet.

    Raise InforceError where it holds something else: that ages of failures are lost is told.
    """
    if not file.exists():
        return {}
    try:
        memory = read_json(file.read_bytes(), _Memory)
    except (msgspec.DecodeError, OSError) as error:
        raise InforceError(f"{file} is no memory of links ({error}): delete it") from error
    if memory.format != _FORMAT:
        raise InforceError(f"{file} is of another version of inforce: delete it")
    return memory.answers


def answers_text(answers: Mapping[str, Answer]) -> str:
    """Return the file that holds ``answers``: sorted, so that equal memories are equal bytes."""
    memory = _Memory(_FORMAT, {address: answers[address] for address in sorted(answers)})
    return msgspec.json.format(msgspec.json.encode(memory), indent=1).decode() + "\n"
