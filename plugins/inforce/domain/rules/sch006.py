"""SCH006: a file that is referred to cannot be published."""

from __future__ import annotations

from inforce.domain.checking.rule import Rule, reported
from inforce.domain.site.policy import Severity

RULE = Rule(
    code="SCH006",
    title="A file cannot be published",
    default=Severity.ERROR,
    problem="file {file} {fault}",
    fix="Put the file below content/, under the name given here, in the format its name says.",
    fixes={"site_config/": "Put the file where it is named, from the site's folder on."},
    why=(
        "A manual that is not there is information the customer was promised. A path that leads "
        "out of content/ could publish what was never meant for anyone outside."
    ),
    clause="ISO 9001:2015, 7.5.3.1 a: available and suitable for use, where and when it is needed",
    wrong="documents:\n  - {kind: manual, title: Manual, file: ../drafts/manual.pdf}\n",
    right="documents:\n  - {kind: manual, title: Manual, file: media/manual.pdf}\n",
    check=reported("SCH006"),
    gate=True,
)
