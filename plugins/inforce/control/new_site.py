"""Beginning a site: made beside its place, then put there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from string import Template
from tempfile import TemporaryDirectory
from unicodedata import normalize

from msgspec import Struct

from inforce.control.approve import approve
from inforce.control.draft import hold_known
from inforce.control.order import Order
from inforce.control.whole_file import write_whole
from inforce.domain.errors import InforceError
from inforce.domain.interval import Interval
from inforce.readers.interface import shipped_locales
from inforce.readers.real_path import real
from inforce.readers.templates import site_template

_GITIGNORE = ".gitignore"
# What makes the folder a site.
_MARK = "mkdocs.yml"
# For how long a product of the example can be ordered, then delivered, once its end is announced:
# more than the lead times that a policy has where it says nothing.
_LAST_ORDER = Interval("P7M")
_LAST_DELIVERY = Interval("P13M")
_CONTROL = """\
control:
  id: about
  owner: product-management
  change:
    class: substantive
    summary:
      en: First issue
      ru: Первый выпуск
"""
_NOT_A_WORD = re.compile(r"[\W_]+")
_PAGE = re.compile(r"(?P<name>.+)\.(?P<locale>[a-z]+)\.md")


class SiteOrder(Struct, frozen=True, kw_only=True):
    """The site that is wanted.

    ``name`` is what customers call its maker, ``person`` who begins it and may approve, ``at`` the
    present moment in ``time_zone``. Of ``locales`` the first is the default. ``example`` adds a
    family of three products and a page, approved.
    """

    name: str
    person: str
    locales: tuple[str, ...]
    time_zone: str
    at: datetime
    example: bool = False


class NewSite(Struct, frozen=True, kw_only=True):
    """What was made: paths from the site's root, sorted, and what its author should know."""

    paths: tuple[str, ...]
    notes: tuple[str, ...] = ()


def new_site(folder: Path, order: SiteOrder) -> NewSite:
    """Make a site in ``folder``, which may be there and hold other things.

    Raise InforceError when it would replace something, and for a language that does not come with
    inforce; nothing is written then. A ``.gitignore`` that is there stays.
    """
    for text in (order.name, order.person):
        if not (text.isprintable() and text.strip()):
            raise InforceError(f"{text!r} cannot be a name")
    known = shipped_locales()
    for locale in order.locales:
        hint = f"begin with {' or '.join(known)}, and add others afterwards"
        hold_known(locale, known, "language", hint)
    folder = real(folder)
    files = dict(_files(order))
    notes: tuple[str, ...] = ()
    if (folder / _GITIGNORE).exists():
        ignored = files.pop(_GITIGNORE).split()
        notes = (f"{_GITIGNORE} is yours; it should name {', '.join(ignored)}",)
    places = {path.partition("/")[0] for path in files}
    _hold_free(folder, places)
    beside = folder if folder.is_dir() else folder.parent
    beside.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".inforce-init-", dir=beside) as scratch:
        made = Path(scratch, folder.name)
        for path, text in files.items():
            write_whole(made / path, text.encode())
        if order.example:
            approve(made, Order(by=person_id(order.person), at=order.at))
        written = (file for file in made.rglob("*") if file.is_file())
        paths = sorted(file.relative_to(made).as_posix() for file in written)
        _put(made, folder)
    return NewSite(paths=tuple(paths), notes=notes)


def person_id(name: str) -> str:
    """Return by what ``people.yaml`` of a new site knows the person of this name."""
    plain = normalize("NFKD", name).encode("ascii", "ignore").decode()
    return _NOT_A_WORD.sub(".", plain.lower()).strip(".") or "editor"


def _hold_free(folder: Path, places: set[str]) -> None:
    if folder.exists() and not folder.is_dir():
        raise InforceError(f"{folder} is a file; name a folder")
    taken = [name for name in sorted(places) if (folder / name).exists()]
    if taken:
        raise InforceError(f"{folder} has {', '.join(taken)} already; nothing was written")


def _put(made: Path, folder: Path) -> None:
    """Bring what was made to its place; where that fails half-way, take it away again."""
    if not folder.is_dir():
        made.rename(folder)
        return
    done: list[Path] = []
    try:
        for part in sorted(made.iterdir(), key=lambda part: part.name == _MARK):
            done.append(part.rename(folder / part.name))  # noqa: PERF401 - known where it fails
    except BaseException:
        for path in done:
            path.rename(made / path.name)
        raise


def _files(order: SiteOrder) -> Iterator[tuple[str, str]]:
    """Yield path and text of each file."""
    words = _words(order)
    others = frozenset(shipped_locales()) - {*order.locales}
    foreign = re.compile(rf"^ +(?:{'|'.join(sorted(others))}): .*\n", re.MULTILINE)
    for name, text in site_template(example=order.example).items():
        page = _PAGE.fullmatch(name)
        if page is not None and page["locale"] in others:
            continue
        main = page is not None and page["locale"] == order.locales[0]
        path = f"{page['name']}.md" if page is not None and main else name
        filled = Template(text).safe_substitute(words, control=_CONTROL if main else "")
        yield path, foreign.sub("", filled) if others else filled


def _words(order: SiteOrder) -> Mapping[str, str]:
    """Return what stands for each ``$word``, as YAML writes it."""
    day = order.at.date()
    return {
        "name": _quoted(order.name),
        "person": person_id(order.person),
        "person_name": _quoted(order.person),
        "locales": ", ".join(order.locales),
        "time_zone": order.time_zone,
        "day": day.isoformat(),
        "year": str(day.year),
        "last_order": _LAST_ORDER.after(day).isoformat(),
        "last_delivery": _LAST_DELIVERY.after(day).isoformat(),
    }


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
