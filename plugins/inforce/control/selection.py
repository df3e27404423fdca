"""Which items a command that writes works on."""

from __future__ import annotations

from inforce.domain.errors import InforceError
from inforce.domain.items.family import lineage
from inforce.domain.nearest import Names
from inforce.domain.site.corpus import Corpus
from inforce.readers.site import SETTINGS

_RECORDED = " (its record is there: mend its file, or restore it from the history)"


def settled(corpus: Corpus) -> Corpus:
    """Return ``corpus``; raise InforceError when its settings cannot be relied on."""
    for problem in corpus.problems:
        if problem.path.startswith(SETTINGS) and problem.spoils:
            raise InforceError(f"{problem.path} has problems; `inforce check` shows them")
    return corpus


def chosen(corpus: Corpus, items: tuple[str, ...], family: str | None) -> tuple[str, ...]:
    """Return the ids meant: those named, those of a family and its descendants, or all, sorted.

    Raise InforceError, naming all of them, for ids and families that are unknown.
    """
    known = {*corpus.products, *corpus.pages}
    unknown = [
        f"{item}{_RECORDED if item in corpus.ledgers else _hint(item, known)}"
        for item in items
        if item not in known
    ]
    if unknown:
        raise InforceError("no readable item is called " + ", ".join(unknown))
    if family is None:
        return tuple(sorted(dict.fromkeys(items) or known))
    if family not in corpus.families:
        raise InforceError(f"no family is called {family}{_hint(family, set(corpus.families))}")
    members = {
        key
        for key, product in corpus.products.items()
        if family in {parent.id for parent in lineage(product.family, corpus.families)}
    }
    return tuple(sorted(members | set(items)))


def picked(
    corpus: Corpus, items: tuple[str, ...], family: str | None
) -> tuple[tuple[str, ...], list[str]]:
    """Return the ids meant, as ``chosen`` does, or none and why, to be told with other refusals."""
    try:
        return chosen(corpus, items, family), []
    except InforceError as error:
        return (), [str(error)]


def _hint(name: str, known: set[str]) -> str:
    hint = Names(known).expected(name, "")
    return f" ({hint})" if hint else ""
