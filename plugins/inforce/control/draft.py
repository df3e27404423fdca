"""Files that are begun: proved first, then written all or not at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from inforce.control.record import sole_writer
from inforce.control.whole_file import write_whole
from inforce.domain.checking.offer import item_names
from inforce.domain.errors import InforceError
from inforce.domain.items.content import Item
from inforce.domain.nearest import Names
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.policy import Approval
from inforce.domain.text import Text
from inforce.readers.wording import wording

_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,119}")
_FOREIGN = re.compile(r"[^a-z0-9._-]+")


class Draft(Struct, frozen=True):
    """A file to be written: its path from the site's root, and its text."""

    path: str
    text: str


class Begun(Struct, frozen=True, kw_only=True):
    """What was begun, and what its author should know."""

    drafts: tuple[Draft, ...]
    notes: tuple[str, ...] = ()


def put(root: Path, begin: Callable[[], Begun], *, dry_run: bool = False) -> Begun:
    """Write what ``begin`` returns, in its order; raise InforceError when it would replace a file.

    It is asked when no other command writes, so that no id is taken twice. A file with the same
    text does not count as replaced: a command that was killed can be repeated.
    """
    if dry_run:
        begun = begin()
        _fresh(root, begun)
        return begun
    with sole_writer(root):
        begun = begin()
        fresh = _fresh(root, begun)
        done: list[Path] = []
        try:
            for draft in fresh:
                write_whole(root / draft.path, draft.text.encode())
                done.append(root / draft.path)
        except BaseException:
            for path in done:
                path.unlink()
            raise
    return begun


def _fresh(root: Path, begun: Begun) -> list[Draft]:
    return [draft for draft in begun.drafts if _is_fresh(root / draft.path, draft)]


def _is_fresh(path: Path, draft: Draft) -> bool:
    if not path.exists():
        return True
    if path.is_file() and path.read_bytes() == draft.text.encode():
        return False
    raise InforceError(f"{draft.path} exists; nothing was written")


def unreviewed(corpus: Corpus) -> tuple[str, ...]:
    """Return what the author of an item on a light site should know of its first review."""
    if corpus.policy.approval is Approval.REQUIRED:
        return ()
    return ("set control.reviewed_on in it to the day on which you have held it against reality",)


def hold_id(key: str) -> None:
    """Raise InforceError when ``key`` cannot be an id, with one that can."""
    if not _ID.fullmatch(key):
        near = _FOREIGN.sub("-", key.lower()).strip("-._")
        hint = f"; did you mean {near}?" if _ID.fullmatch(near) else ""
        raise InforceError(
            f"{key!r} cannot be an id: small letters, digits, dots, underscores and hyphens{hint}"
        )


def hold_new_item(corpus: Corpus, key: str) -> None:
    """Raise InforceError when ``key`` cannot be the id of a new item."""
    hold_id(key)
    if key in corpus.paths:
        raise InforceError(f"{key} exists: {corpus.paths[key]}")
    if key in corpus.ledgers:
        raise InforceError(f"{key} was issued and stays its item's: {corpus.ledgers[key].path}")
    if key in item_names(corpus):
        raise InforceError(f"{key} exists, in a file that cannot be read; `inforce check` shows it")
    for other, product in corpus.products.items():
        if key in product.former_ids:
            raise InforceError(f"{key} is a former id of {other}")


def hold_known(name: str, known: Iterable[str], what: str, where: str) -> None:
    """Raise InforceError when ``name`` is not among ``known``, with the nearest that is."""
    names = Names(known)
    if name not in names:
        raise InforceError(f"no {what} is called {name}; {names.expected(name, where)}")


def owner_for(corpus: Corpus, given: str | None, like: Iterable[Item]) -> str:
    """Return the owning role: the one given, else the usual one of similar items, else any.

    Raise InforceError when it is unknown or the site has no roles.
    """
    roles = corpus.people.roles
    if given is not None:
        hold_known(given, roles, "role", "people.yaml lists the roles")
        return given
    owners = (item.control.owner for item in like)
    for owner, _ in Counter(owner for owner in owners if owner in roles and owner).most_common(1):
        return owner
    for role in roles:
        return role
    raise InforceError("site_config/people.yaml names no roles; an item needs one that owns it")


def first_issue(corpus: Corpus) -> Mapping[str, str]:
    """Return the summary of a first revision in each locale."""
    own = corpus.interface
    return {locale: wording(locale, own).say("history.first") for locale in corpus.policy.locales}


def reading(text: Text | None, locale: str) -> str:
    """Return ``text`` for a reader of ``locale``, empty where there is none."""
    return "" if text is None else str(text.phrase(locale))
