"""APR002: an approved revision or its record was altered."""

from __future__ import annotations

from collections.abc import Iterator

from inforce.domain.checking.rule import Breach, Inspection, Rule, reported
from inforce.domain.registers.chain import faults
from inforce.domain.site.policy import Severity

_read = reported("APR002")


def _check(inspection: Inspection) -> Iterator[Breach]:
    known = list(_read(inspection))
    yield from known
    unread = frozenset(breach.path for breach in known)
    for key, ledger in inspection.corpus.ledgers.items():
        for fault in faults(ledger, unread):
            yield Breach(
                path=fault.path, pointer=fault.pointer, item=key, facts={"problem": fault.what}
            )


RULE = Rule(
    code="APR002",
    title="An approved revision or its record was altered",
    default=Severity.ERROR,
    problem="{problem} (altered → as it was approved)",
    fix="Restore the files below content/issued/ from the history; only inforce writes there.",
    why=(
        "The register proves who approved what customers read. If an entry or a snapshot can be "
        "changed afterwards without a trace, it proves nothing, and neither does the website."
    ),
    clause="ISO 9001:2015, 7.5.3.2: retained information is protected from unintended alterations",
    wrong="# content/issued/hx-100/1.yaml, changed by hand\nspecs: {flow_max: 15.0}\n",
    right="# content/products/pumps/hx-100.yaml, then approved\nspecs: {flow_max: 15.0}\n",
    check=_check,
    gate=True,
    waivable=False,
    apart=("path", "problem"),
)
