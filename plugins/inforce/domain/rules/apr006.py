"""APR006: a signature is missing, or does not hold."""

from __future__ import annotations

from collections.abc import Iterator

from inforce.domain.checking.rule import Breach, Inspection, Rule
from inforce.domain.registers.register import Ledger, Proof
from inforce.domain.site.policy import Severity
from inforce.domain.standings.judged import Judged, judged

_UNPROVED = Proof("was not proved")


def _check(inspection: Inspection) -> Iterator[Breach]:
    for key, ledger in inspection.corpus.ledgers.items():
        for step in judged(ledger, inspection.policy):
            breach = _breach(key, ledger, step, inspection)
            if breach is not None:
                yield breach


def _breach(key: str, ledger: Ledger, step: Judged, inspection: Inspection) -> Breach | None:
    """Return what is wrong; a signature that does not hold is grave in the oldest entry too."""
    if step.entry.signature is None:
        if step.quorum is None or not step.quorum.signed:
            return None
        part, fault, severity = "by", "is missing", step.severity(inspection.standings[key])
    else:
        proof = inspection.corpus.proofs.get(ledger.seals[step.index], _UNPROVED)
        if proof.fault is None:
            return None
        part, fault, severity = "signature", proof.fault, None
    return Breach(
        path=ledger.path,
        pointer=f"/{step.index}/{part}",
        item=key,
        facts={"deed": step.deed, "fault": fault, "person": step.entry.by},
        severity=severity,
    )


RULE = Rule(
    code="APR006",
    title="A signature is missing or does not hold",
    default=Severity.ERROR,
    problem="{deed}: the signature {fault} (→ a valid one by {person})",
    fix="Restore the entry or the key's line in site_config/, or have it approved and signed anew.",
    why=(
        "A register says who approved; only a signature proves it. Whoever can write the files can "
        "seal a false entry anew, but cannot sign it with another person's key."
    ),
    clause="ISO 9001:2015, 7.5.3.2: protected from unintended alterations; ISO 9004:2018, 6.7.3",
    wrong="- {event: approved, revision: 2, by: anna.ivanova, …}   # the policy says: signed\n",
    right="- {event: approved, revision: 2, by: anna.ivanova, signature: '-----BEGIN SSH …', …}\n",
    check=_check,
    gate=True,
)
