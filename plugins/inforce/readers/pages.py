"""Hand-written pages: Markdown files with front matter, one file a locale."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from msgspec import Struct

from inforce.domain.errors import InforceError
from inforce.domain.items.control import Control
from inforce.domain.items.page import Page, PageKind
from inforce.domain.items.parse import ParseError, parse
from inforce.domain.items.product import PUBLIC
from inforce.domain.pointer import escape
from inforce.domain.prose.writing import Writing
from inforce.domain.site.finding import Problem
from inforce.domain.site.policy import Policy
from inforce.domain.text import Text
from inforce.readers.real_path import real
from inforce.readers.schemas import validator
from inforce.readers.site import entries_below, misfit, read_octets, relative
from inforce.readers.yaml_reader import NOT_UTF8, Data, read_yaml

FOLDER = "content/pages"
_KEYS = frozenset({"control", "description", "title"})
_NEAR = 0.85  # a contract is no control
# As MkDocs has it: blanks may follow either mark, and dots end it too. Empty lines may stand above.
_HEAD = re.compile(
    r"\s*^---[ \t]*\n(?P<head>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)


class Source(Struct, frozen=True, kw_only=True):
    """One Markdown file: its front matter, its text, and what is wrong with it."""

    path: str
    name: str
    locale: str
    meta: dict[str, Data]
    body: str
    line: int = 1
    problems: tuple[Problem, ...] = ()


class Pages(Struct, frozen=True, kw_only=True):
    """The controlled pages by id with their paths, the others by name, and the problems met.

    ``writings`` is every sound Markdown file, ``assets`` the paths of all other files.
    """

    pages: dict[str, Page]
    paths: dict[str, str]
    loose: dict[str, str]
    problems: tuple[Problem, ...]
    writings: tuple[Writing, ...] = ()
    assets: frozenset[str] = frozenset()


def read_pages(root: Path, policy: Policy) -> Pages:
    """Return the pages of the site at ``root``; ``name.ru.md`` is the Russian ``name.md``.

    Raise InforceError when one cannot be opened, or a link to a folder leads in a circle.
    """
    by_name: dict[str, dict[str, Source]] = {}
    problems: list[Problem] = []
    for source in _sources(root, policy):
        problems.extend(source.problems)
        by_name.setdefault(source.name, {})[source.locale] = source
    found = Pages(pages={}, paths={}, loose={}, problems=())
    for name, sources in sorted(by_name.items()):
        _sort_in(name, sources, policy, found, problems)
    return Pages(
        pages=found.pages,
        paths=found.paths,
        loose=found.loose,
        problems=tuple(problems),
        writings=tuple(_writings(by_name, found)),
        assets=frozenset(_assets(root)),
    )


def _writings(by_name: dict[str, dict[str, Source]], found: Pages) -> Iterator[Writing]:
    controlled = {page.path: page for page in found.pages.values()}
    for name, sources in sorted(by_name.items()):
        page = controlled.get(f"{name}.md")
        for locale, source in sources.items():
            if not source.problems:
                yield Writing(
                    path=source.path,
                    page=f"{name}.md",
                    locale=locale,
                    body=source.body,
                    line=source.line,
                    item=None if page is None else page.id,
                    audience=PUBLIC if page is None else page.audience,
                )


def _assets(root: Path) -> Iterator[str]:
    for file in entries_below(root / FOLDER):
        if file.suffix != ".md" and file.is_file():
            yield relative(file, root).removeprefix(f"{FOLDER}/")


def _sources(root: Path, policy: Policy) -> Iterator[Source]:
    base = root / FOLDER
    for file in _markdown(root):
        path = relative(file, root)
        stem = file.relative_to(base).as_posix().removesuffix(".md")
        name, _, suffix = stem.rpartition(".")
        if name and suffix in policy.locales:
            yield _source(read_octets(file), path, name, suffix)
        else:
            yield _source(read_octets(file), path, stem, policy.default_locale)


def _source(octets: bytes, path: str, name: str, locale: str) -> Source:
    try:
        text = octets.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = octets.count(b"\n", 0, error.start) + 1
        facts = {"problem": NOT_UTF8}
        fault = Problem(code="SCH001", path=path, facts=facts, line=line, column=1)
        return Source(path=path, name=name, locale=locale, meta={}, body="", problems=(fault,))
    text = text.replace("\r\n", "\n")
    head, body = split(text)
    document = read_yaml(head.encode(), path)
    problems = document.problems
    meta = document.data if isinstance(document.data, dict) else {}
    if head and not problems:
        problems = validator("page").problems(document.data, path) or tuple(_slips(meta, path))
    return Source(
        path=path,
        name=name,
        locale=locale,
        meta={} if problems else meta,
        body=body,
        line=text.count("\n", 0, len(text) - len(body)) + 1,
        problems=problems,
    )


def _slips(meta: dict[str, Data], path: str) -> Iterator[Problem]:
    """Yield the keys that are nearly one of ours that is not there; others are the host's."""
    absent = _KEYS - meta.keys()
    for key in sorted(meta.keys() - _KEYS):
        if near := get_close_matches(key, absent, n=1, cutoff=_NEAR):
            facts = {
                "at": f"{key}: ",
                "problem": f"unknown key {key}",
                "found": key,
                "expected": f"did you mean {near[0]}?",
            }
            yield Problem(code="SCH003", path=path, pointer=f"/{escape(key)}", facts=facts)


def split(text: str) -> tuple[str, str]:
    """Return front matter and body; lines above it are kept so that they count as in the file.

    What a host takes for front matter is some here too, or it would publish a page that is under
    control as one that is not.
    """
    found = _HEAD.match(text)
    if found is None:
        return "", text
    above = "\n" * text.count("\n", 0, found.start("head"))
    return above + found["head"], text[found.end() :].lstrip("\n")


def front_matter(octets: bytes) -> bytes:
    """Return the front matter of a page with its lines where they stand in the file."""
    head, _ = split(octets.decode("utf-8-sig", errors="replace").replace("\r\n", "\n"))
    return head.encode()


def _sort_in(
    name: str, sources: dict[str, Source], policy: Policy, found: Pages, problems: list[Problem]
) -> None:
    main = sources.get(policy.default_locale)
    control = None if main is None else main.meta.get("control")
    if main is None or not isinstance(control, dict):
        if not any(source.problems for source in sources.values()):
            astray = [source for source in sources.values() if "control" in source.meta]
            problems.extend(_astray(source, name) for source in astray)
            if not astray:
                found.loose[name] = (main or next(iter(sources.values()))).path
        return
    try:
        page = _page(main, control, sources)
    except ParseError as error:
        problems.append(misfit(error, main.path, "$.control"))
        return
    if page.id in found.pages:
        facts = {"id": page.id, "fault": "is taken", "other": found.paths[page.id]}
        problems.append(
            Problem(code="SCH004", path=main.path, pointer="/control/id", item=page.id, facts=facts)
        )
        return
    found.pages[page.id] = page
    found.paths[page.id] = main.path
    for source in sources.values():
        if not (source.problems or source.meta):  # it has no front matter
            problems.extend(validator("page").problems(source.meta, source.path))


def _astray(source: Source, name: str) -> Problem:
    """Return the problem that a translation alone puts a page under control."""
    facts = {
        "at": "control: ",
        "problem": "stands in a translation",
        "found": source.path,
        "expected": f"{FOLDER}/{name}.md, the page of the default locale",
    }
    return Problem(code="SCH003", path=source.path, pointer="/control", facts=facts)


def _page(main: Source, control: dict[str, Data], sources: dict[str, Source]) -> Page:
    own = {
        key: control[key]
        for key in ("owner", "review_every", "reviewed_on", "change")
        if key in control
    }
    whole = {locale: source for locale, source in sources.items() if "title" in source.meta}
    described = {
        locale: str(source.meta["description"])
        for locale, source in whole.items()
        if "description" in source.meta
    }
    ends = control.get("withdrawn_on")
    heir = control.get("replaced_by")
    return Page(
        id=str(control["id"]),
        path=main.path.removeprefix(f"{FOLDER}/"),
        title=Text({locale: str(source.meta["title"]) for locale, source in whole.items()}),
        body=Text({locale: source.body for locale, source in whole.items()}),
        description=Text(described) if described else None,
        covers=parse(control.get("covers", []), tuple[str, ...]),
        former_paths=parse(control.get("former_paths", []), tuple[str, ...]),
        withdrawn_on=None if ends is None else parse(ends, date),
        replaced_by=None if heir is None else str(heir),
        kind=parse(control.get("kind", PageKind.PAGE.value), PageKind),
        audience=str(control.get("audience", PUBLIC)),
        control=parse(own, Control),
    )


def page_sources(root: Path) -> dict[str, str]:
    """Return the text of every Markdown file below ``content/pages/`` by its path."""
    return {
        relative(file, root): read_octets(file).decode("utf-8-sig", errors="replace")
        for file in _markdown(root)
    }


def _markdown(root: Path) -> list[Path]:
    found = entries_below(root / FOLDER)
    for link in filter(Path.is_symlink, found):
        if link.is_dir() and real(link.parent).is_relative_to(real(link)):  # MkDocs follows it
            raise InforceError(f"{link}: the link leads in a circle; remove it")
    return [file for file in found if file.suffix == ".md" and not file.name.startswith(".")]
