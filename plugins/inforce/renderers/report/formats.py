"""The formats of a check's findings, by the name that ``--format`` takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module

from inforce.domain.checking.check_report import CheckReport


def _document(name: str, report: CheckReport) -> str:
    """Write a report in the format ``name``; what that needs is loaded only now."""
    write: Callable[[CheckReport], str] = import_module(f"inforce.renderers.report.{name}").document
    return write(report)


FORMATS: Mapping[str, Callable[[CheckReport], str]] = {
    name: partial(_document, name)
    for name in ("text", "json", "sarif", "junit", "github", "gitlab", "markdown")
}
