import json
from datetime import date

import pytest

from inforce.domain.finding import Finding
from inforce.domain.policy import Severity
from inforce.domain.rules import rules
from inforce.renderers.report.json import document
from inforce.renderers.report.sentences import advice, clause, fingerprint, told
from inforce.renderers.report.text import line, lines, summary


def finding(**changes: object) -> Finding:
    facts = {"at": "specs.flow: ", "problem": "wrong type", "found": "the text x", "expected": "y"}
    parts = {
        "code": "SCH003",
        "severity": Severity.ERROR,
        "path": "content/products/a.yaml",
        "pointer": "/specs/flow",
        "item": "a",
        "facts": facts,
        "line": 3,
        "column": 5,
    }
    return Finding(**(parts | changes))  # type: ignore[arg-type]  # the fields of a finding


def test_a_line() -> None:
    fix = advice(finding())
    expected = (
        f"content/products/a.yaml:3:5: SCH003 error: specs.flow: wrong type (the text x → y). {fix}"
    )
    assert line(finding()) == expected
    assert line(finding(waived=True)) == f"{expected} (waived)"
    assert list(lines((finding(), finding(code="SCH003")))) == [expected, expected]


@pytest.mark.parametrize(
    ("severities", "waived", "words"),
    [
        ("", 0, "no findings in a site"),
        ("e", 0, "1 error in a site"),
        ("eewii", 0, "2 errors, 1 warning, 2 info in a site"),
        ("ww", 0, "2 warnings in a site"),
        ("e", 2, "1 error, 2 waived in a site"),
        ("", 1, "1 waived in a site"),
    ],
)
def test_the_closing_line(severities: str, waived: int, words: str) -> None:
    of = {"e": Severity.ERROR, "w": Severity.WARNING, "i": Severity.INFO}
    found = [finding(severity=of[letter]) for letter in severities]
    assert summary((*found, *[finding(waived=True)] * waived), "a site") == words


def test_a_document() -> None:
    checked = {"products": 1, "pages": 2, "families": 3}
    hostile = finding(facts={**finding().facts, "found": '</script>"\\\n\u2028é'}, waived=True)
    text = document(
        site="Насосы", as_of=date(2026, 1, 31), checked=checked, findings=(finding(), hostile)
    )
    assert text.endswith("}\n")
    report = json.loads(text)
    assert report["site"] == "Насосы"
    assert report["checked"] == checked
    assert report["summary"] == {"error": 1, "warning": 0, "info": 0}
    assert [part["waived"] for part in report["findings"]] == [False, True]
    assert '</script>"\\\n\u2028é' in report["findings"][1]["message"]
    assert report["findings"][0]["clause"] == rules()["SCH003"].clause


def test_an_empty_document_is_whole() -> None:
    text = document(site="", as_of=date(2026, 1, 31), checked={}, findings=())
    assert json.loads(text)["findings"] == []


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({"line": 9, "column": 1}, True),
        ({"severity": Severity.INFO, "waived": True}, True),
        ({"facts": {}}, True),
        ({"path": "content/products/moved/a.yaml"}, True),
        ({"item": "b"}, False),
        ({"code": "SCH004"}, False),
        ({"pointer": "/specs/head"}, False),
        ({"item": None}, False),
    ],
)
def test_what_a_fingerprint_holds(changes: dict[str, object], same: object) -> None:
    assert (fingerprint(finding(**changes)) == fingerprint(finding())) is same


def test_without_an_item_the_path_tells_them_apart() -> None:
    assert fingerprint(finding(item=None)) != fingerprint(finding(item=None, path="b.yaml"))


@pytest.mark.parametrize("code", rules())
def test_every_rule_has_whole_sentences(code: str) -> None:
    rule = rules()[code]
    assert not rule.problem.endswith(".")
    assert rule.fix.endswith(".")
    assert rule.clause
    assert clause(finding(code=code)) == rule.clause


def test_braces_in_facts_are_text() -> None:
    facts = {**finding().facts, "found": "{item.__class__}"}
    assert "{item.__class__}" in told(finding(facts=facts))
