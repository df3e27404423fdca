"""The language in which a command shows texts: the one that was asked for, or the site's first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from inforce.domain.editions.edition import Edition
from inforce.domain.errors import InforceError
from inforce.domain.items.product import PUBLIC
from inforce.domain.nearest import Names
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.policy import Policy
from inforce.domain.views.reading import Reading
from inforce.readers.wording import wording


def require(kind: str, name: str, known: Iterable[str]) -> None:
    """Raise InforceError, with the name that was perhaps meant, unless the site has ``name``."""
    names = Names(known)
    if name not in names:
        there = f"this site has: {', '.join(sorted(names.known))}"
        raise InforceError(f"unknown {kind} {name!r}; {names.expected(name, there)}")


def spoken(locale: str | None, policy: Policy) -> str:
    """Return ``locale``, by default the site's first; raise InforceError for one it has not."""
    chosen = locale or policy.default_locale
    require("locale", chosen, policy.locales)
    return chosen


def reading_for(corpus: Corpus, locale: str | None, today: date) -> Reading:
    """Return the words of ``locale``, by default the site's first, for texts outside an edition."""
    policy = corpus.policy
    blank = Edition(as_of=today, audience=PUBLIC, locales=policy.locales, brand=corpus.brand)
    return Reading(blank, wording(spoken(locale, policy), corpus.interface))
