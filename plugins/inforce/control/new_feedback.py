"""Entering what a customer told us into the feedback register."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from msgspec import structs

from inforce.control.draft import Begun, Draft, hold_known
from inforce.control.selection import settled
from inforce.domain.checking.offer import item_names
from inforce.domain.errors import InforceError
from inforce.domain.registers.digest import plain
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.feedback import Feedback
from inforce.domain.site.policy import Approval
from inforce.domain.yaml_text import to_yaml
from inforce.readers.corpus_reader import read_corpus
from inforce.readers.feedback import FOLDER

_HEAD = "# yaml-language-server: $schema={up}schemas/feedback.schema.json\n"
_ANSWER = """\
# When it is answered:
# answered: YYYY-MM-DD
# answered_by:            # a person of people.yaml
# outcome:                # corrected, explained, replaced, refunded, rejected, forwarded, …
# answer:
# corrected_in:           # the revision that put it right
"""


def new_feedback(root: Path, entry: Feedback, today: date) -> Begun:
    """Return the file of ``entry`` under the next free number of the year it came in.

    Raise InforceError when its item or revision is unknown, or it came in after ``today``.
    """
    corpus = settled(read_corpus(root))
    _hold(corpus, entry, today)
    key = _free(root, entry.received.year)
    path = f"{FOLDER}/{key}.yaml"
    text = to_yaml(plain(structs.replace(entry, id=key)))
    return Begun(drafts=(Draft(path, _HEAD.format(up="../../") + text + _ANSWER),))


def _hold(corpus: Corpus, entry: Feedback, today: date) -> None:
    if entry.received > today:
        raise InforceError(f"it cannot have come in on {entry.received}: today is {today}")
    if entry.item is not None:
        hold_known(entry.item, item_names(corpus).known, "product or page", "leave --item out")
    if entry.revision is None:
        return
    if entry.item is None:
        raise InforceError("--revision says nothing without --item")
    ledger = corpus.ledgers.get(entry.item)
    issued = sorted(ledger.snapshots) if ledger else []
    if corpus.policy.approval is Approval.REQUIRED and entry.revision not in issued:
        there = ", ".join(map(str, issued)) or "none"
        raise InforceError(f"{entry.item} has no revision {entry.revision}; there are: {there}")


def _free(root: Path, year: int) -> str:
    form = re.compile(rf"FB-{year}-(\d+)", re.ASCII)
    matches = (form.fullmatch(file.stem) for file in (root / FOLDER).rglob("*.yaml"))
    used = [int(match[1]) for match in matches if match]
    return f"FB-{year}-{max(used, default=0) + 1:03}"
