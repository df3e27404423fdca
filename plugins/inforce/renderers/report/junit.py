"""Findings as JUnit XML: what CI systems show as tests.

The document fits both published schemas, that of Apache Ant's JUnitReport and that of Jenkins.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from xml.etree import ElementTree as ET

from inforce.domain.checking.check_report import CheckReport
from inforce.domain.checking.rule import Rule
from inforce.domain.rules import rules
from inforce.domain.site.finding import Finding
from inforce.renderers.report import text
from inforce.renderers.report.sentences import told
from inforce.renderers.xml_text import writable

_NO_TIME = "0"


def document(report: CheckReport) -> str:
    """Return a suite for each rule, in it a case for each item (or file) with a finding.

    A case fails where the check fails, and is skipped where a waiver covers all; what is not grave
    enough to fail stands in the suite's output. A rule without findings is one case that passed.
    """
    root = ET.Element("testsuites")
    for place, rule in enumerate(rules().values()):
        found = [finding for finding in report.findings if finding.code == rule.code]
        root.append(_suite(rule, place, found, report))
    ET.indent(root)
    declared = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return declared + ET.tostring(root, encoding="unicode") + "\n"


def _suite(rule: Rule, place: int, found: Iterable[Finding], report: CheckReport) -> ET.Element:
    by_subject = sorted(found, key=_subject)
    groups = [(name, tuple(group)) for name, group in groupby(by_subject, key=_subject)]
    cases = [_case(rule, name, group, report) for name, group in groups]
    cases = cases or [_case(rule, "all items and files", (), report)]
    suite = ET.Element(
        "testsuite",
        id=str(place),
        package="inforce",
        name=f"{rule.code} {rule.title}",
        timestamp=f"{report.as_of.isoformat()}T00:00:00",
        hostname="localhost",
        tests=str(len(cases)),
        failures=str(sum(case.find("failure") is not None for case in cases)),
        errors="0",
        skipped=str(sum(case.find("skipped") is not None for case in cases)),
        time=_NO_TIME,
    )
    properties = ET.SubElement(suite, "properties")
    ET.SubElement(properties, "property", name="site", value=writable(report.site or "-"))
    suite.extend(cases)
    noted = [finding for finding in by_subject if not finding.waived and not report.fails(finding)]
    ET.SubElement(suite, "system-out").text = _lines(noted)
    ET.SubElement(suite, "system-err")
    return suite


def _subject(finding: Finding) -> str:
    return finding.item or finding.path


def _case(rule: Rule, name: str, group: tuple[Finding, ...], report: CheckReport) -> ET.Element:
    case = ET.Element(
        "testcase", name=writable(name), classname=f"inforce.{rule.code}", time=_NO_TIME
    )
    failing = [finding for finding in group if report.fails(finding)]
    if failing:
        gravest = max(failing, key=lambda finding: finding.severity.rank)
        failure = ET.SubElement(
            case, "failure", type=gravest.severity.value, message=writable(told(gravest))
        )
        failure.text = _lines(failing)
    elif group and all(finding.waived for finding in group):
        ET.SubElement(case, "skipped", message=f"waived: {writable(told(group[0]))}")
    return case


def _lines(findings: Iterable[Finding]) -> str:
    return writable("\n".join(text.lines(findings)))
