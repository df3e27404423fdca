"""REF004: a certificate or other evidence has expired."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from inforce.domain.checking.rule import Breach, Inspection, Rule
from inforce.domain.items.product import Product
from inforce.domain.site.policy import Severity

_SOON = 60


def _check(inspection: Inspection) -> Iterator[Breach]:
    today = inspection.today
    for product in inspection.on_offer:
        for pointer, kind, proof, end in _ends(product):
            left = (end - today).days
            if left <= _SOON:
                expired = left < 0
                yield Breach(
                    path=inspection.corpus.paths[product.id],
                    pointer=pointer,
                    item=product.id,
                    facts={
                        "kind": kind,
                        "id": proof,
                        "fault": "has expired" if expired else "expires soon",
                        "end": end.isoformat(),
                        "expected": f"valid on {today}" if expired else f"valid after {end}",
                    },
                    severity=None if expired else Severity.WARNING,
                )


def _ends(product: Product) -> Iterator[tuple[str, str, str, date]]:
    for index, certificate in enumerate(product.certificates):
        if certificate.valid_to is not None:
            pointer = f"/certificates/{index}/valid_to"
            yield pointer, "certificate", certificate.id, certificate.valid_to
    for index, proof in enumerate(product.evidence):
        if proof.valid_to is not None:
            yield f"/evidence/{index}/valid_to", "evidence", proof.id, proof.valid_to


RULE = Rule(
    code="REF004",
    title="A certificate or other evidence has expired",
    default=Severity.ERROR,
    problem="{kind} {id} {fault} (valid to {end} → {expected})",
    fix="Enter the renewed one, or take out what it proved.",
    why=(
        "A certificate that has run out proves nothing, and a figure that rests on it is a claim. "
        "During the last 60 days the finding is a warning, so that it can be renewed in time."
    ),
    clause="ISO 9001 Auditing Practices Group, Customer communication, 4.2 and 4.3: accurate",
    wrong="certificates: [{id: EAC-2021-118, body: EAC, valid_to: 2026-05-31}]\n",
    right="certificates: [{id: EAC-2026-204, body: EAC, valid_to: 2031-05-31}]\n",
    check=_check,
    dated=True,
)
