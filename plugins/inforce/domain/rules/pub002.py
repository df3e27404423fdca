"""PUB002: a link or an anchor inside the site leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from inforce.domain.checking.rule import Breach, Inspection, Rule
from inforce.domain.checking.source_links import astray
from inforce.domain.site.policy import Severity


def _check(inspection: Inspection) -> Iterator[Breach]:
    yield from astray(inspection)


RULE = Rule(
    code="PUB002",
    title="A link inside the site leads nowhere",
    default=Severity.ERROR,
    problem="{link} {fault} (nothing there → {expected}){others}",
    fix="Correct the link, or add what it leads to.",
    why=(
        "A link is a promise that there is more to know. One that fails leaves a customer without "
        "the terms, the manual or the replacement he was sent to. The check reads the links that "
        "people write; a build follows every link and anchor of its pages before they go live."
    ),
    clause="ISO 9001 Auditing Practices Group, Customer communication, 4.3: availability",
    wrong="See [how we deliver](delivrey.md#prices).\n",
    right="See [how we deliver](delivery.md#prices).\n",
    check=_check,
    apart=("link",),
    built=True,
)
