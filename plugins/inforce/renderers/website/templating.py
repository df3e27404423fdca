"""Jinja for templates that are rendered tens of thousands of times: what costs on every page, once.

Templates are written as in Jinja, but for these: a value's part is an attribute, and one that it
does not have is a mistake; a function is called with what is written, and nothing else; and
``{% part "head.html" %}`` puts another template where it stands, as if it had been written there.
"""

from __future__ import annotations

import re
from builtins import getattr as attribute
from collections.abc import Callable, MutableMapping
from typing import Any, TypeVar, final

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.ext import Extension
from jinja2.parser import Parser
from jinja2.runtime import Context
from markupsafe import Markup, escape

_T = TypeVar("_T")
_SPECIAL = re.compile("[&<>'\"]")


def escaped(value: object) -> str:
    """Return ``value`` as HTML: what is HTML stays as it is, all else is escaped."""
    kind = type(value)
    if kind is Markup or (kind is str and _SPECIAL.search(value) is None):  # type: ignore[call-overload]  # it is text
        return value  # type: ignore[return-value]  # it is text
    return escape(value)


@final
class Parts(Extension):
    """Puts templates into templates while these are compiled."""

    tags = {"part"}  # noqa: RUF012 - as Jinja declares it

    def parse(self, parser: Parser) -> list[nodes.Node]:
        """Return what the template says that the tag names."""
        next(parser.stream)
        name = parser.stream.expect("string").value
        if self.environment.loader is None:
            parser.fail(f"there is nowhere to take {name} from")
        source, _, _ = self.environment.loader.get_source(self.environment, name)
        return self.environment.parse(source, name).body


@final
class _Context(Context):
    """Calls functions and macros directly: none asks for the context."""

    def call(self, function: Callable[..., _T], *args: object, **kwargs: object) -> _T:
        kwargs.pop("_loop_vars", None)
        kwargs.pop("_block_vars", None)
        return function(*args, **kwargs)


@final
class _Generator(CodeGenerator):
    """Has templates escape by ``escaped``, which looks twice only at what has to be escaped."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - Jinja's name
        super().visit_Template(node, frame)
        self.writeline(f"from {__name__} import {escaped.__name__} as escape")


@final
class Templates(Environment):
    """An environment for such templates."""

    code_generator_class = _Generator
    context_class = _Context
    getattr = staticmethod(attribute)  # type: ignore[assignment]  # it is one

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return what a template knows beside what it is given, in one map that is quickly read."""
        return {**self.globals, **(d or {})}
