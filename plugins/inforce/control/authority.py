"""Who may do what: the conditions a person must meet to approve or to review."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from inforce.domain.errors import InforceError
from inforce.domain.nearest import Names
from inforce.domain.site.approval_policy import reviewing_roles
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.policy import People, Person

_LISTED = 3


def acting(corpus: Corpus, person: str, day: date) -> Person:
    """Return the person called ``person``; raise where nobody is, or not on ``day``."""
    people = corpus.people.people
    if person not in people:
        hint = Names(people).expected(person, "add them to site_config/people.yaml")
        raise InforceError(f"nobody is called {person}; {hint}")
    known = people[person]
    if not known.acts_on(day):
        until = f" until {known.until}" if known.until else ""
        since = f" from {known.from_}" if known.from_ else ""
        raise InforceError(f"{person} holds their roles only{since}{until}, not on {day}")
    return known


def approving_role(known: Person, person: str, open_to: tuple[str, ...]) -> str:
    """Return the role of ``open_to`` in which ``person`` may approve; raise without one."""
    for role in open_to:
        if role in known.roles:
            return role
    raise InforceError(
        f"{person} may not approve: that takes the role {_named(open_to)}, "
        f"and people.yaml gives {_named(known.roles)}"
    )


def instead(people: People, roles: tuple[str, ...], day: date, barred: Collection[str]) -> str:
    """Return who may act on ``day`` in one of ``roles``, those ``barred`` aside, or what to do."""
    able = [
        key
        for key, person in sorted(people.people.items())
        if key not in barred and person.acts_on(day) and not set(roles).isdisjoint(person.roles)
    ]
    if able:
        return f"{' or '.join(able[:_LISTED])} may"
    return f"nobody else may; people.yaml must give somebody the role {_named(roles)}"


def reviewing_role(corpus: Corpus, person: str, owner: str | None, day: date) -> str:
    """Return the role in which ``person`` may review an item of ``owner``; raise without one."""
    known = acting(corpus, person, day)
    allowed = reviewing_roles(corpus.policy, owner)
    roles = [role for role in allowed if role in known.roles]
    if not roles:
        raise InforceError(
            f"{person} may not review this: that takes the role {_named(allowed)}, and people.yaml "
            f"gives {_named(known.roles)}; {instead(corpus.people, allowed, day, {person})}"
        )
    return roles[0]


def _named(roles: tuple[str, ...]) -> str:
    return " or ".join(roles) or "none"
