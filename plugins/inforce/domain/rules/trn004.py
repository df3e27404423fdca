"""TRN004: a language of the site lacks texts of the interface."""

from __future__ import annotations

from inforce.domain.checking.rule import Rule, reported
from inforce.domain.site.policy import Severity

RULE = Rule(
    code="TRN004",
    title="Texts of the interface are not translated",
    default=Severity.INFO,
    problem="texts of the interface stand in English ({names} → those of {locale})",
    fix=(
        "Write them into {path}. `inforce schema` writes schemas/build/_locale.schema.json, "
        "which has all of them, for editors to complete by."
    ),
    why=(
        "Headings, labels and notices around the data are texts of the interface. What the file of "
        "a language leaves out stands in English, without a mark, in the midst of its pages."
    ),
    clause="ISO 9001:2015, 8.2.1 a: information relating to products; 7.5.2 b: language",
    wrong="# site_config/locales/de.yaml\ntexts: {yes: Ja}\n",
    right="# site_config/locales/de.yaml\ntexts: {yes: Ja, no: Nein, …}\n",
    check=reported("TRN004"),
)
