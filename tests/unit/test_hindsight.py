from datetime import date

import pytest

from inforce.domain.checking.hindsight import in_hindsight, looks_back
from inforce.domain.rules import rules
from inforce.domain.site.finding import Finding
from inforce.domain.site.policy import Severity
from tests.factories import content, corpus, ledger, product

APPROVED = date(2026, 10, 20)


@pytest.mark.parametrize(("today", "back"), [(date(2026, 10, 19), True), (APPROVED, False)])
def test_a_day_before_the_newest_approval_is_looked_back_at(today: date, *, back: bool) -> None:
    site = corpus(product(), ledgers={"hx-100": ledger(content(product()), day=APPROVED)})
    assert looks_back(site, today) is back
    assert not looks_back(corpus(product()), today)


def test_only_what_no_build_may_publish_stays_an_error() -> None:
    told = [
        Finding(code=code, severity=severity, path="index.html")
        for code, severity in (
            ("PUB001", Severity.ERROR),
            ("PUB002", Severity.INFO),
            ("PUB003", Severity.ERROR),
        )
    ]
    graded = [(finding.code, finding.severity) for finding in in_hindsight(told, rules())]
    assert graded == [
        ("PUB001", Severity.WARNING),
        ("PUB002", Severity.INFO),
        ("PUB003", Severity.ERROR),
    ]
