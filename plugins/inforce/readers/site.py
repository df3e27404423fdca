"""Where a site is, and its settings: policy, people, brand, waivers, communication."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Struct

from inforce.domain.errors import InforceError, line_of
from inforce.domain.items.parse import ParseError, parse
from inforce.domain.site.communication import Communication, Requirement
from inforce.domain.site.finding import Problem
from inforce.domain.site.policy import Brand, People, Policy, Severity, Waiver
from inforce.readers.names import require_names, require_text
from inforce.readers.real_path import real
from inforce.readers.regular import octets_of

SETTINGS = "site_config/"
POLICY = "site_config/policy.yaml"
BRAND = "site_config/brand.yaml"
COMMUNICATION = "site_config/communication.yaml"
_WAIVERS = cast("type[tuple[Waiver, ...]]", tuple[Waiver, ...] | None)
_ValueT = TypeVar("_ValueT")


class Settings(Struct, frozen=True, kw_only=True):
    """What stands in ``site_config/``, with the problems met while reading it."""

    policy: Policy
    people: People
    brand: Brand
    waivers: tuple[Waiver, ...]
    communication: tuple[Requirement, ...]
    problems: tuple[Problem, ...]


def find_site(start: Path) -> Path:
    """Return the nearest folder from ``start`` upwards that holds a site.

    A site is a folder with ``mkdocs.yml`` and ``site_config/policy.yaml``. Raise InforceError when
    there is none, where the text says which of the two is missing, or its path is not UTF-8.
    """
    start = real(start)
    for folder in (start, *start.parents):
        if (folder / "mkdocs.yml").is_file() and (folder / POLICY).is_file():
            require_text(folder)
            return folder
    for folder in (start, *start.parents):
        if (folder / "mkdocs.yml").is_file():
            raise InforceError(
                f"{folder / POLICY} is missing: a site needs a policy; `approval: off` is enough"
            )
    raise InforceError(
        f"no site at {start} or above: a site is a folder with mkdocs.yml and {POLICY}; "
        "name one with --site"
    )


def read_settings(root: Path) -> Settings:
    """Return the settings of the site at ``root``.

    A file with problems counts as empty. Only the policy must be there; raise InforceError when it
    is missing or cannot be opened.
    """
    problems: list[Problem] = []
    policy = _setting(root, POLICY, "policy", Policy, problems)
    if policy is None:
        if not problems:
            raise InforceError(f"{root / POLICY} is missing: a site needs a policy")
        policy = Policy()
    if not _is_zone(policy.time_zone):
        problems.append(_unknown_zone(policy.time_zone))
        policy = Policy()
    weakened = tuple(_weakened(policy))
    if weakened:
        problems.extend(weakened)
        policy = Policy()
    people = _setting(root, "site_config/people.yaml", "people", People, problems)
    brand = _setting(root, BRAND, "brand", Brand, problems)
    waivers = _setting(root, "site_config/waivers.yaml", "waivers", _WAIVERS, problems)
    communication = _setting(root, COMMUNICATION, "communication", Communication, problems)
    requirements = () if communication is None else communication.requirements
    problems.extend(_taken(requirements))
    return Settings(
        policy=policy,
        people=people or People(),
        brand=brand or Brand(),
        waivers=waivers or (),
        communication=requirements,
        problems=tuple(problems),
    )


def _taken(requirements: tuple[Requirement, ...]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for index, requirement in enumerate(requirements):
        if first.setdefault(requirement.id, index) != index:
            facts = {"id": requirement.id, "fault": "is taken", "other": "the requirement above"}
            pointer = f"/requirements/{index}/id"
            yield Problem(code="SCH004", path=COMMUNICATION, pointer=pointer, facts=facts)


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _unknown_zone(name: str) -> Problem:
    facts = {
        "at": "time_zone: ",
        "problem": "unknown time zone",
        "found": name,
        "expected": "a name such as Europe/Vienna",
    }
    return Problem(code="SCH003", path=POLICY, pointer="/time_zone", facts=facts)


def _weakened(policy: Policy) -> Iterator[Problem]:
    """Yield each rule that would stop no build any more: a policy must not open the gate."""
    if not policy.severity:
        return
    from inforce.domain.rules import rules

    for code, severity in policy.severity.items():
        rule = rules().get(code)
        if rule is not None and rule.gate and severity is not Severity.ERROR:
            waiver = ", or a waiver for one item" if rule.waivable else ""
            facts = {
                "at": f"severity.{code}: ",
                "problem": "a rule that stops a build stays an error",
                "found": severity.value,
                "expected": f"{Severity.ERROR.value}{waiver}",
            }
            yield Problem(code="SCH003", path=POLICY, pointer=f"/severity/{code}", facts=facts)


def read_octets(path: Path) -> bytes:
    """Return the bytes of a file; raise InforceError, in one line, when it cannot be opened."""
    try:
        return octets_of(path)
    except OSError as error:
        raise InforceError(f"{path}: {error.strerror or error}") from error


def unreadable(error: OSError) -> None:
    """Raise InforceError for a folder that cannot be looked into; one that is gone has nothing.

    That is for walks through folders, which pass over such otherwise.
    """
    if not isinstance(error, FileNotFoundError):
        raise InforceError(line_of(error)) from error


def entries_in(folder: Path, ending: str = "") -> list[Path]:
    """Return what is in ``folder``, is not hidden, and has a name with that ``ending``, sorted.

    Systems and editors hide what they leave there, as a Mac does ``._pump.yaml`` on other disks.
    There is nothing in a folder that is not there. Raise InforceError where one cannot be looked
    into: what it holds would seem not to be there.
    """
    try:
        return sorted(
            entry
            for entry in folder.iterdir()
            if entry.name.endswith(ending) and not entry.name.startswith(".")
        )
    except OSError as error:
        unreadable(error)
        return []


def entries_below(folder: Path, ending: str = "") -> list[Path]:
    """Return what stands below ``folder``, as ``entries_in`` does; links are not followed."""
    return sorted(
        Path(base, name)
        for base, folders, names in os.walk(folder, onerror=unreadable)
        for name in (*folders, *names)
        if name.endswith(ending)
    )


def relative(path: str | os.PathLike[str], root: Path) -> str:
    """Return ``path`` from the site's root with forward slashes, as findings name it.

    Raise InforceError where it is not UTF-8.
    """
    name = Path(path).relative_to(root).as_posix()
    require_names((name,))
    return name


def _setting(
    root: Path, path: str, schema: str, kind: type[_ValueT], problems: list[Problem]
) -> _ValueT | None:
    from inforce.readers.schemas import validator  # what only asks where a site is needs neither
    from inforce.readers.yaml_reader import read_yaml

    if not os.path.lexists(root / path):  # a dead link is no file that was left out
        return None
    document = read_yaml(read_octets(root / path), path)
    if document.problems:
        problems.extend(document.problems)
        return None
    found = validator(schema).problems(document.data, path)
    if found:
        problems.extend(found)
        return None
    try:
        return parse(document.data, kind)
    except ParseError as error:
        problems.append(misfit(error, path))
        return None


def misfit(error: ParseError, path: str, within: str = "$") -> Problem:
    """Return the problem SCH003 for data that passed their schema and still do not fit.

    ``within`` is where in the file the data stand that were parsed.
    """
    at = error.where.replace("$", within, 1).removeprefix("$").removeprefix(".")
    return Problem(
        code="SCH003",
        path=path,
        pointer="".join(
            f"/{part}" for part in at.replace("[", ".").replace("]", "").split(".") if part
        ),
        facts={
            "at": f"{at}: " if at else "",
            "problem": "does not fit",
            "found": str(error),
            "expected": "the form that the schema describes",
        },
    )
