"""SCH009: a unit is written otherwise than by its code."""

from __future__ import annotations

from inforce.domain.checking.rule import Rule, reported
from inforce.domain.site.policy import Severity

RULE = Rule(
    code="SCH009",
    title="A unit is not written by its code",
    default=Severity.WARNING,
    problem="a unit that is not known ({unit} → {expected})",
    fix="Write the code, or give a unit of your own its symbol in site_config/locales/.",
    why=(
        "A unit that is not known is printed as it stands, in all languages alike: no figure in it "
        "is converted, and programs are told no code of it. A unit of your own, such as pairs, is "
        "no finding. Told are the symbol or a slip of the pen in place of a code: °C for Cel, Nm "
        "for N.m, KW for kW, barr for bar."
    ),
    clause="ISO 9001:2015, 8.2.1 a: information relating to products; 7.5.2 b: format",
    wrong="temperature: {label: Temperature, type: number, unit: °C}\n",
    right="temperature: {label: Temperature, type: number, unit: Cel}\n",
    check=reported("SCH009"),
)
