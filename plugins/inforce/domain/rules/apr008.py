"""APR008: pages in force show one file in different versions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from inforce.domain.checking.reviews_due import path_of
from inforce.domain.checking.rule import Breach, Inspection, Rule
from inforce.domain.items.content import FileFact, PageContent
from inforce.domain.registers.register import Approved
from inforce.domain.site.policy import Severity


class _Shown(NamedTuple):
    """A file as a page in force shows it, and the approval by which it does."""

    fact: FileFact
    approval: Approved


def _check(inspection: Inspection) -> Iterator[Breach]:
    for source, shown in _shown(inspection).items():
        newest = max(shown, key=lambda key: _age(shown[key].approval))
        for key, one in shown.items():
            if one.fact != shown[newest].fact:
                facts = {"file": source, "other": newest}
                yield Breach(path=path_of(key, inspection), item=key, facts=facts)


def _shown(inspection: Inspection) -> dict[str, dict[str, _Shown]]:
    """Return what pages in force show by an approval: by path of the file, by id of the page."""
    shown: dict[str, dict[str, _Shown]] = {}
    for key, place in inspection.standings.items():
        content, approval = place.content, place.approval
        if isinstance(content, PageContent) and approval is not None and not place.gone:
            for source, fact in content.files.items():
                shown.setdefault(source, {})[key] = _Shown(fact, approval)
    return shown


def _age(approval: Approved) -> tuple[date, datetime]:
    return approval.effective_from, approval.at


RULE = Rule(
    code="APR008",
    title="Pages in force show one file in different versions",
    default=Severity.ERROR,
    problem="shows content/{file} in another version than {other} (older → the one of {other})",
    fix=(
        "Approve {item} with the file as it is now, effective on the same day, or give one of the "
        "two pages a file of its own."
    ),
    why=(
        "A file beside pages has one address, and there it has the bytes that were approved. Two "
        "pages that were approved with different ones cannot both show theirs, and whichever was "
        "chosen, one page would show what nobody approved for it."
    ),
    clause="ISO 9001:2015, 7.5.3.2 c: control of changes",
    wrong="# content/pages/terms.pdf is new: order-form was approved with it, warranty was not\n",
    right="# content/pages/terms.pdf is new: order-form and warranty were approved with it\n",
    check=_check,
    gate=True,
    waivable=False,
    apart=("file",),
)
