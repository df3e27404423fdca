"""What keeps the host from building the site, as far as its settings tell without the host."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from inforce.domain.site.finding import Problem
from inforce.readers.pages import FOLDER as PAGES
from inforce.readers.real_path import real
from inforce.readers.site import read_octets
from inforce.readers.yaml_reader import unreadable

HOST_SETTINGS = "mkdocs.yml"
_PLUGIN = "inforce"
_TEXT = "tag:yaml.org,2002:str"


def host_problems(root: Path) -> tuple[Problem, ...]:
    """Return the problems with ``mkdocs.yml``: no YAML, no map, other pages, or no inforce.

    Raise InforceError where it cannot be opened.
    """
    octets = read_octets(root / HOST_SETTINGS)
    return unreadable(octets, HOST_SETTINGS) or tuple(_problems(octets, root))


def _problems(octets: bytes, root: Path) -> Iterator[Problem]:
    try:
        whole = yaml.compose(octets.decode("utf-8-sig"), Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:  # an alias of nothing, a second document
        words = " ".join(filter(None, (error.context, error.problem)))
        yield _problem("SCH001", error.problem_mark, {"problem": words})
        return
    except RecursionError:
        yield _problem("SCH001", None, {"problem": "nested too deep"})
        return
    if not isinstance(whole, MappingNode):
        found = whole.value if isinstance(whole, ScalarNode) else "a list" if whole else "nothing"
        yield _misfit(whole, "", "wrong type", found, "a map with the settings of MkDocs")
        return
    settings = {key.value: value for key, value in whole.value if isinstance(key, ScalarNode)}
    if "INHERIT" in settings:
        return  # what is not here may be there
    folder = settings.get("docs_dir")
    named = _text(folder, "docs")
    if named and real(root / named) != real(root / PAGES):
        yield _misfit(folder, "docs_dir: ", "not where the pages of a site lie", named, PAGES)
    plugins = settings.get("plugins")
    names = tuple(_names(plugins))
    if _PLUGIN not in names:
        problem = f"the plugin {_PLUGIN} is missing"
        expected = f"- {_PLUGIN} below plugins:"
        yield _misfit(plugins, "plugins: ", problem, ", ".join(names) or "nothing", expected)


def _text(node: Node | None, default: str) -> str:
    """Return the text that a node is, nothing where a tag of MkDocs makes one of it."""
    if node is None:
        return default
    plain = isinstance(node, ScalarNode) and node.tag == _TEXT
    return str(node.value) if plain else ""


def _names(plugins: Node | None) -> Iterator[str]:
    """Yield the names in a list of plugins, each alone or with its options, or in a map of them."""
    entries = plugins.value if isinstance(plugins, SequenceNode) else [plugins]
    for entry in entries:
        if isinstance(entry, MappingNode):
            yield from (key.value for key, _ in entry.value if isinstance(key, ScalarNode))
        elif isinstance(entry, ScalarNode) and entry.value:
            yield entry.value


def _misfit(node: Node | None, at: str, problem: str, found: str, expected: str) -> Problem:
    facts = {"at": at, "problem": problem, "found": found, "expected": expected}
    return _problem("SCH003", None if node is None else node.start_mark, facts)


def _problem(code: str, mark: yaml.Mark | None, facts: dict[str, str]) -> Problem:
    line, column = (1, 1) if mark is None else (mark.line + 1, mark.column + 1)
    return Problem(code=code, path=HOST_SETTINGS, facts=facts, line=line, column=column)
