"""SCH008: a file that looks like data of the site is not read."""

from __future__ import annotations

from inforce.domain.checking.rule import Rule, reported
from inforce.domain.site.policy import Severity

RULE = Rule(
    code="SCH008",
    title="A file is not read",
    default=Severity.WARNING,
    problem="the {what} is not read ({name} → {expected})",
    fix="Put it there, or elsewhere if the site does not need it.",
    why=(
        "Products, pages, families, feedback and settings are read from files of certain names in "
        "certain folders. One that Windows saved as hx-100.yaml.txt, or with an ending in "
        "capitals, or in a folder called product, is passed over: what it says reaches no "
        "customer, and nobody is told that it is missing."
    ),
    clause="ISO 9001:2015, 8.2.1 a: product information; 7.5.2 a: identification",
    wrong="# content/products/hx-100.yaml.txt\nid: hx-100\n",
    right="# content/products/hx-100.yaml\nid: hx-100\n",
    check=reported("SCH008"),
)
