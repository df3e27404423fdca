"""What an edit says of itself: ``control.change``, in every locale of the site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from inforce.control.authority import acting
from inforce.domain.errors import InforceError
from inforce.domain.items.content import Content, item_of
from inforce.domain.items.control import ChangeClass
from inforce.domain.items.product import Product
from inforce.domain.registers.digest import content_digest
from inforce.domain.site.corpus import Corpus
from inforce.domain.standings.standing import working_content
from inforce.domain.text import text_from
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


def waiting_author(corpus: Corpus, item: str) -> str | None:
    """Return who made the change of an issued item that waits for approval, where it says so."""
    waiting = _waiting(corpus, item)
    change = None if waiting is None else item_of(waiting[0]).control.change
    return None if change is None else change.by


def waiting_refusals(corpus: Corpus, items: Iterable[str]) -> Iterator[str]:
    """Yield which products have a change that waits for approval, and whose words would be lost.

    What a command wrote of an end, a recall or a return may be taken back, or written once more.
    """
    for item in items:
        waiting, product = _waiting(corpus, item), corpus.products.get(item)
        if waiting is not None and product is not None and not _tells_its_notice(product, corpus):
            yield (
                f"{item}: a change since revision {waiting[1]} waits for approval, and "
                "what is said of it would be lost; have it approved first, or take it back"
            )


def _waiting(corpus: Corpus, item: str) -> tuple[Content, int] | None:
    """Return a working copy that is not the newest revision issued, and the number of that."""
    ledger, content = corpus.ledgers.get(item), working_content(corpus, item)
    newest = None if ledger is None else ledger.issued()[-1:]
    if content is None or not newest or content_digest(content) == newest[0].digest:
        return None
    return content, newest[0].revision


def _tells_its_notice(product: Product, corpus: Corpus) -> bool:
    """Whether the change of a working copy is that of its notices, in the words of a command."""
    life, recall, change = product.lifecycle, product.recall, product.control.change
    told = (
        ("withdrawn", life.notice),
        ("recalled", recall and recall.notice),
        ("reinstated", life.reinstated and life.reinstated.notice),
    )
    return change is not None and change.summary in [
        text_from(in_every_locale(corpus, key, notice=number)) for key, number in told if number
    ]


def author_refusals(corpus: Corpus, by: str | None, day: date) -> list[str]:
    """Return why ``by`` cannot be the author of a change on ``day``."""
    if by is None:
        return []
    try:
        acting(corpus, by, day)
    except InforceError as error:
        return [str(error)]
    return []
