"""The rules, one module each, named by code. A new rule is one new file here.

Each module offers ``RULE``; its manual page and its place in ``inforce rule`` follow from it, and
``tests/examples/invalid/`` must show it broken.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from inforce.domain.checking.rule import Rule


@cache
def rules() -> Mapping[str, Rule]:
    """Return every rule by code, sorted."""
    found: dict[str, Rule] = {}
    for module in sorted(module.name for module in iter_modules(__path__)):
        rule: Rule = import_module(f"{__name__}.{module}").RULE
        found[rule.code] = rule
    return found
