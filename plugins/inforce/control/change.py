"""What an edit says of itself: ``control.change``, in every locale of the site."""

from __future__ import annotations

from datetime import date

from inforce.control.authority import acting
from inforce.domain.errors import InforceError
from inforce.domain.items.control import ChangeClass
from inforce.domain.site.corpus import Corpus
from inforce.domain.yaml_text import Plain
from inforce.readers.wording import wording


def change_of(summary: Plain, by: str | None, kind: ChangeClass = ChangeClass.SUBSTANTIVE) -> Plain:
    """Return the value of ``control.change``."""
    author = {} if by is None else {"by": by}
    return {"class": kind.value, "summary": summary, **author}


def in_every_locale(corpus: Corpus, key: str, **facts: str) -> Plain:
    """Return the text ``edit.<key>`` in the locales of the site, plain where there is one only."""
    policy, own = corpus.policy, corpus.interface
    said = {locale: wording(locale, own).say(f"edit.{key}", **facts) for locale in policy.locales}
    return said if len(said) > 1 else said[policy.default_locale]


def author_refusals(corpus: Corpus, by: str | None, day: date) -> list[str]:
    """Return why ``by`` cannot be the author of a change on ``day``."""
    if by is None:
        return []
    try:
        acting(corpus, by, day)
    except InforceError as error:
        return [str(error)]
    return []
