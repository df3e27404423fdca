"""The formats of a check's findings, by the name that ``--format`` takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from inforce.domain.check_report import CheckReport
from inforce.renderers.report import github, gitlab, json, junit, markdown, sarif, text

FORMATS: Mapping[str, Callable[[CheckReport], str]] = {
    "text": text.document,
    "json": json.document,
    "sarif": sarif.document,
    "junit": junit.document,
    "github": github.document,
    "gitlab": gitlab.document,
    "markdown": markdown.document,
}
