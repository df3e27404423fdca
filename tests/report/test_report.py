import json

import pytest

from inforce.domain.rules import rules
from inforce.domain.site.policy import Severity
from inforce.renderers.report import text
from inforce.renderers.report.json import document
from inforce.renderers.report.sentences import advice, clause, gravest_first, told, whole
from inforce.renderers.report.text import line, summary
from tests.report.reports import finding, report


def test_a_line() -> None:
    fix = advice(finding())
    expected = (
        f"content/products/a.yaml:3:5: SCH003 error: specs.flow: wrong type (the text x → y). {fix}"
    )
    assert line(finding()) == expected
    assert line(finding(waived=True)) == f"{expected} (waived)"
    assert text.document(report(finding(), finding())) == f"{expected}\n{expected}\n"


def test_a_line_stays_a_line_and_steers_no_terminal() -> None:
    told = line(finding(facts={**finding().facts, "found": "\x1b[31m\r\n\u2028\x85é"}))
    assert "\\x1b[31m\\r\\n\\u2028\\x85é" in told
    assert len(told.splitlines()) == 1


@pytest.mark.parametrize(
    ("severities", "waived", "words"),
    [
        ("", 0, "no findings"),
        ("e", 0, "1 error"),
        ("eewii", 0, "2 errors, 1 warning, 2 info"),
        ("ww", 0, "2 warnings"),
        ("e", 2, "1 error, 2 waived"),
        ("", 1, "1 waived"),
    ],
)
def test_the_closing_line(severities: str, waived: int, words: str) -> None:
    of = {"e": Severity.ERROR, "w": Severity.WARNING, "i": Severity.INFO}
    found = [finding(severity=of[letter]) for letter in severities]
    told = summary(report(*found, *[finding(waived=True)] * waived))
    assert told == f"{words} in 1 product, 2 pages and 3 families as of 2026-01-31"


def test_a_document() -> None:
    hostile = finding(facts={**finding().facts, "found": '</script>"\\\n\u2028é'}, waived=True)
    written = document(report(finding(), hostile))
    assert written.endswith("}\n")
    data = json.loads(written)
    assert (data["site"], data["as_of"]) == ("Насосы", "2026-01-31")
    assert data["checked"] == {"products": 1, "pages": 2, "families": 3}
    assert data["summary"] == {"error": 1, "warning": 0, "info": 0}
    assert [part["waived"] for part in data["findings"]] == [False, True]
    assert '</script>"\\\n\u2028é' in data["findings"][1]["message"]
    assert data["findings"][0]["clause"] == rules()["SCH003"].clause
    assert len({part["fingerprint"] for part in data["findings"]}) == 2


def test_an_empty_document_is_whole() -> None:
    assert json.loads(document(report()))["findings"] == []


def test_the_gravest_come_first_and_the_waived_last() -> None:
    info, error = finding(severity=Severity.INFO), finding()
    waived = finding(waived=True)
    second = finding(line=9)
    assert gravest_first([waived, info, error, second]) == [error, second, info, waived]
    assert whole(error) == f"{told(error)}. {advice(error)}"


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
