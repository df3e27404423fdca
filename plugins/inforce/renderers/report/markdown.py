"""Findings as Markdown: the summary of a job, a comment on a change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from inforce.domain.checking.check_report import CheckReport
from inforce.domain.rules import rules
from inforce.domain.site.finding import Finding
from inforce.domain.site.policy import Severity
from inforce.renderers.report import text
from inforce.renderers.report.sentences import gravest_first, one_line, told

MOST = 200
_OVERDUE = ("RVW002", "RVW003")
_SPECIAL = str.maketrans(
    {**{sign: f"\\{sign}" for sign in "\\|*_[]`~#"}, "<": "&lt;", "&": "&amp;"}
)


def document(report: CheckReport) -> str:
    """Return a heading, a table of the rules that were broken, the overdue reviews, the findings.

    Of more than 200 findings the gravest are listed, so that a comment can hold it; the tables
    above the list count all.
    """
    verdict = "failed" if report.failed else "passed"
    parts = [f"## Check of {_cell(report.site)}: {verdict}\n\n{text.summary(report)}\n"]
    if report.findings:
        parts += [_by_rule(report), _overdue(report.findings), _list(report.findings)]
        parts.append("`inforce rule CODE` explains a rule, and so does its page in the manual.\n")
    return "\n".join(part for part in parts if part)


def _by_rule(report: CheckReport) -> str:
    rows = []
    for rule in rules().values():
        found = [finding for finding in report.findings if finding.code == rule.code]
        if found:
            counts = [
                sum(f.severity is severity and not f.waived for f in found)
                for severity in reversed(Severity)
            ]
            counts.append(sum(finding.waived for finding in found))
            figures = (str(count) if count else "" for count in counts)
            page = f"rules/{rule.code}.md"
            rows.append((f"**{rule.code}** {_cell(rule.title)}", *figures, f"`{page}`"))
    heads = ("rule", "errors", "warnings", "info", "waived", "manual page")
    return _table(heads, rows, right=frozenset(heads[1:5]))


def _overdue(findings: Iterable[Finding]) -> str:
    """Return the overdue reviews by owner, the one that has waited longest first."""
    late: Mapping[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.code in _OVERDUE and not finding.waived:
            late[finding.facts["owner"]].append(finding)
    if not late:
        return ""
    return "### Overdue reviews\n\n" + _table(
        ("owner", "item", "due", "days late"), _late_rows(late), right=frozenset({"days late"})
    )


def _late_rows(late: Mapping[str, list[Finding]]) -> Iterator[tuple[str, ...]]:
    for owner in sorted(late):
        for finding in sorted(late[owner], key=lambda f: (-int(f.facts["days"]), f.item or "")):
            facts = finding.facts
            yield _cell(owner), _cell(finding.item or ""), facts["due"], facts["days"]


def _list(findings: tuple[Finding, ...]) -> str:
    shown = gravest_first(findings)[:MOST]
    rows = [
        (
            "waived" if finding.waived else finding.severity.value,
            finding.code,
            f"{_cell(finding.path)}:{finding.line}",
            _cell(told(finding)),
        )
        for finding in shown
    ]
    more = len(findings) - len(shown)
    rest = f"\n{more} more findings, none graver, are in the text format.\n" if more else ""
    return f"### Findings\n\n{_table(('severity', 'rule', 'place', 'finding'), rows)}{rest}"


def _table(
    heads: tuple[str, ...], rows: Iterable[tuple[str, ...]], right: frozenset[str] = frozenset()
) -> str:
    rule = ("---:" if head in right else "---" for head in heads)
    lines = (heads, tuple(rule), *rows)
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def _cell(words: str) -> str:
    return one_line(words).translate(_SPECIAL)
