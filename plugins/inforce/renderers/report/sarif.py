"""Findings as SARIF 2.1.0 (OASIS), for code scanning and the viewers of editors."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

import msgspec

from inforce import __version__
from inforce.domain.checking.check_report import CheckReport
from inforce.domain.checking.fingerprint import fingerprints
from inforce.domain.checking.rule import Rule
from inforce.domain.rules import rules
from inforce.domain.site.finding import Finding
from inforce.domain.site.policy import Severity
from inforce.renderers.report.sentences import gravest_first, whole

MOST = 25_000
_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_ROOT = "%SRCROOT%"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}

_Json = dict[str, object]


def document(report: CheckReport) -> str:
    """Return the report as a SARIF log of one run.

    A forge takes at most 25,000 results of a run: of more findings the gravest are kept, and a
    notification says how many are not.
    """
    kept = frozenset(id(finding) for finding in gravest_first(report.findings)[:MOST])
    known = rules()
    index = {code: place for place, code in enumerate(known)}
    prints = fingerprints(report.findings, known)
    results = [
        _result(finding, mark, index[finding.code], report.folder)
        for finding, mark in zip(report.findings, prints, strict=True)
        if id(finding) in kept
    ]
    run = {
        "tool": {"driver": _driver(known)},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The top of the checkout."}}},
        "invocations": [_invocation(report)],
        "results": results,
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return msgspec.json.format(msgspec.json.encode(log), indent=2).decode() + "\n"


def _driver(known: Mapping[str, Rule]) -> _Json:
    return {
        "name": "inforce",
        "semanticVersion": __version__,
        "rules": [_rule(rule) for rule in known.values()],
    }


def _rule(rule: Rule) -> _Json:
    return {
        "id": rule.code,
        "shortDescription": {"text": f"{rule.title}."},
        "fullDescription": {"text": rule.why},
        "help": {"text": _help(rule, "", ""), "markdown": _help(rule, "```yaml\n", "```\n")},
        "defaultConfiguration": {"level": _LEVELS[rule.default]},
        "properties": {"clause": rule.clause, "tags": [rule.code[:3]]},
    }


def _help(rule: Rule, opening: str, closing: str) -> str:
    return (
        f"{rule.why}\n\nRequirement: {rule.clause}\n\n"
        f"Wrong:\n\n{opening}{rule.wrong}{closing}\nRight:\n\n{opening}{rule.right}{closing}"
    )


def _invocation(report: CheckReport) -> _Json:
    told: list[_Json] = []
    if len(report.findings) > MOST:
        words = (
            f"{MOST} of {len(report.findings)} findings are in this file, the gravest: a run of "
            "SARIF holds no more. The text format tells all."
        )
        told.append({"level": "warning", "message": {"text": words}})
    return {
        "executionSuccessful": True,
        "exitCode": int(report.failed),
        "toolExecutionNotifications": told,
    }


def _result(finding: Finding, mark: str, index: int, folder: str) -> _Json:
    """Return a result; every one says whether it is suppressed, as the standard asks (3.27.23)."""
    waiver = {
        "kind": "external",
        "status": "accepted",
        "justification": "A waiver in site_config/waivers.yaml covers it.",
    }
    return {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": whole(finding)},
        "locations": [_location(finding, folder)],
        # The first is ours; the second is the one that GitHub follows an alert by.
        "partialFingerprints": {"inforce/v1": mark, "primaryLocationLineHash": f"{mark}:1"},
        "suppressions": [waiver] if finding.waived else [],
    }


def _location(finding: Finding, folder: str) -> _Json:
    place: _Json = {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(f"{folder}{finding.path}"), "uriBaseId": _ROOT},
            "region": {
                "startLine": max(finding.line, 1),
                "startColumn": max(finding.column, 1),
            },
        }
    }
    if finding.item is not None:
        place["logicalLocations"] = [
            {"name": finding.item, "fullyQualifiedName": f"{finding.item}{finding.pointer}"}
        ]
    return place
