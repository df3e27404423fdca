import pytest

from inforce.domain.checking.fingerprint import fingerprints
from inforce.domain.rules import rules
from inforce.domain.site.finding import Finding
from inforce.domain.site.policy import Severity
from tests.report.reports import FACTS, finding


def mark(told: Finding) -> str:
    return fingerprints([told], rules())[0]


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({"line": 9, "column": 1}, True),
        ({"severity": Severity.INFO, "waived": True, "dated": True}, True),
        ({"facts": FACTS | {"found": "the text z"}}, True),
        ({"path": "content/products/moved/a.yaml"}, True),
        ({"facts": FACTS | {"problem": "unknown key"}}, False),
        ({"item": "b"}, False),
        ({"code": "TRN001"}, False),
        ({"pointer": "/specs/head"}, False),
        ({"item": None}, False),
    ],
)
def test_what_a_fingerprint_holds(changes: dict[str, object], same: object) -> None:
    assert (mark(finding(**changes)) == mark(finding())) is same


def test_without_an_item_the_path_tells_them_apart() -> None:
    assert mark(finding(item=None)) != mark(finding(item=None, path="b.yaml"))


def test_where_two_files_claim_one_id_the_path_tells_them_apart() -> None:
    one = finding(code="SCH004", facts={"fault": "is taken", "other": "x.yaml"})
    assert mark(one) != mark(finding(code="SCH004", facts=one.facts, path="b.yaml"))


def test_findings_that_are_alike_are_counted() -> None:
    twice = [finding(line=3), finding(line=8), finding(pointer="/specs/head")]
    marks = fingerprints(twice, rules())
    assert len(set(marks)) == 3
    assert marks[0] == mark(finding())
    assert fingerprints([twice[2], *twice[:2]], rules()) == (marks[2], *marks[:2])
