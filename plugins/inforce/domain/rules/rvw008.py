"""RVW008: nobody holds the role that owns what is published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from inforce.domain.checking.rule import Breach, Inspection, Rule
from inforce.domain.site.policy import Severity


def _check(inspection: Inspection) -> Iterator[Breach]:
    held: set[str] = set()
    named: set[str] = set()
    for person in inspection.corpus.people.people.values():
        named.update(person.roles)
        if person.acts_on(inspection.today):
            held.update(person.roles)
    owned = Counter(
        place.owner for place in inspection.standings.values() if place.content is not None
    )
    for role in sorted(named - held):
        if owned[role]:
            yield Breach(
                path="site_config/people.yaml",
                pointer=f"/roles/{role}",
                facts={"role": role, "count": f"{owned[role]}", "day": f"{inspection.today}"},
            )


RULE = Rule(
    code="RVW008",
    title="Nobody holds the role that owns it",
    default=Severity.WARNING,
    problem=(
        "nobody has the role {role} on {day}, which owns items: {count} (nobody → a person of "
        "people.yaml)"
    ),
    fix="Give the role to whoever takes over, or the items another owner.",
    why=(
        "Where the last one who had a role has left, it shows only when reviews are late, and then "
        "nobody knows whose they were. A role that was never given to a person is left alone."
    ),
    clause="ISO 9001:2015, 5.3: responsibilities are assigned; 7.5.2 c: review for suitability",
    wrong="people:\n  sam.roe: {name: Sam Roe, roles: [sales], until: 2026-03-31}   # alone\n",
    right=(
        "people:\n"
        "  sam.roe: {name: Sam Roe, roles: [sales], until: 2026-03-31}\n"
        "  ida.lund: {name: Ida Lund, roles: [sales], from: 2026-04-01}\n"
    ),
    check=_check,
    dated=True,
    apart=("role",),
)
