"""PUB001: an address that was published is gone without a redirect."""

from __future__ import annotations

from collections.abc import Iterator

from inforce.domain.checking.addresses import lost
from inforce.domain.checking.reviews_due import path_of
from inforce.domain.checking.rule import Breach, Inspection, Rule
from inforce.domain.site.policy import Severity


def _check(inspection: Inspection) -> Iterator[Breach]:
    for one in lost(inspection.corpus, inspection.today):
        fault = f"would be gone for the audience {one.audience}"
        yield Breach(
            path=path_of(one.item, inspection),
            pointer="/control",
            item=one.item,
            facts={"address": one.address, "fault": fault},
            dated=one.dated,
        )


RULE = Rule(
    code="PUB001",
    title="An address is gone without a redirect",
    default=Severity.ERROR,
    problem="address {address} {fault} (gone → a page there, or a redirect)",
    fix=(
        "Bring the page back, or say where its readers are to go: `former_ids` of a product, "
        "`control.former_paths` of a page."
    ),
    why=(
        "Customers keep addresses: in orders, on labels, in the code on a crate. Whoever follows "
        "one years later must learn what became of the product, not that nobody knows the page. "
        "The check holds what was ever approved against what would be published now; a build holds "
        "its pages against those of the build before."
    ),
    clause="ISO 9001 Auditing Practices Group, Customer communication, 4.3: availability",
    wrong=(
        "# content/pages/terms.md, which was renamed from delivery.md\n"
        "control: {id: terms, owner: sales}\n"
    ),
    right="control: {id: terms, owner: sales, former_paths: [delivery.md]}\n",
    check=_check,
    apart=("address",),
    built=True,
)
