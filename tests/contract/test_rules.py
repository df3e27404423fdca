"""Every rule keeps its promises: its words, its page in the manual, an example that breaks it."""

import string
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec import Struct

from inforce.domain.checking.fingerprint import fingerprints
from inforce.domain.checking.inspect import inspect
from inforce.domain.checking.rule import Rule, message, remedy
from inforce.domain.rules import rules
from inforce.domain.site.finding import Finding
from inforce.domain.site.policy import Severity
from inforce.readers.corpus_reader import read_corpus
from inforce.readers.yaml_reader import Data, read_yaml
from inforce.renderers.rule_pages import manual_pages

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLES = ROOT / "tests" / "examples"
RULES = [pytest.param(rule, id=code) for code, rule in rules().items()]
CASES = sorted(path.parent for path in EXAMPLES.glob("*/*/findings.yaml"))


class Expected(Struct, frozen=True):
    as_of: date
    findings: list[Data]


def _expected(case: Path) -> Expected:
    data = read_yaml((case / "findings.yaml").read_bytes(), "findings.yaml").data
    assert isinstance(data, dict)
    findings = data["findings"]
    assert isinstance(findings, list)
    return Expected(date.fromisoformat(str(data["as_of"])), findings)


def _found(case: Path, today: date) -> tuple[Finding, ...]:
    return inspect(read_corpus(case), today, rules())


def _plain(finding: Finding) -> Data:
    told: dict[str, Data] = {
        "code": finding.code,
        "path": finding.path,
        "pointer": finding.pointer,
        "severity": finding.severity.value,
        "message": message(finding, rules()[finding.code]),
    }
    return {**told, "waived": True} if finding.waived else told


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_example_gives_exactly_its_findings(case: Path) -> None:
    expected = _expected(case)
    found = [_plain(finding) for finding in _found(case, expected.as_of)]
    assert found == expected.findings
    assert bool(found) is (case.parent.name == "invalid")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_example_is_a_site(case: Path) -> None:
    assert (case / "mkdocs.yml").is_file()
    assert (case / "site_config" / "policy.yaml").is_file()


def test_every_rule_is_broken_by_an_example() -> None:
    broken = {
        finding["code"]
        for case in CASES
        for finding in _expected(case).findings
        if isinstance(finding, dict)
    }
    assert broken == set(rules())


@pytest.mark.parametrize("rule", RULES)
def test_rule_says_all_that_its_page_needs(rule: Rule) -> None:
    texts = (rule.title, rule.problem, rule.fix, rule.why, rule.clause, rule.wrong, rule.right)
    assert all(text.strip() for text in texts)
    assert rule.title[0].isupper()
    assert not rule.title.endswith(".")
    assert not rule.problem.endswith(".")
    assert all(fix.endswith(".") for fix in (rule.fix, *rule.fixes.values()))
    assert rule.why.endswith(".")
    assert rule.wrong != rule.right
    assert rule.wrong.endswith("\n")
    assert rule.right.endswith("\n")


@pytest.mark.parametrize("rule", RULES)
def test_module_is_named_by_its_rule(rule: Rule) -> None:
    folder = ROOT / "plugins" / "inforce" / "domain" / "rules"
    module = folder / f"{rule.code.lower()}.py"
    assert module.read_text(encoding="utf-8").startswith(f'"""{rule.code}: ')


def test_findings_hold_the_facts_of_the_sentences() -> None:
    for case in CASES:
        for finding in _found(case, _expected(case).as_of):
            rule = rules()[finding.code]
            given = {"item", "path", *finding.facts}
            words = (rule.problem, rule.fix, *rule.fixes.values())
            assert set().union(*map(_placeholders, words)) <= given, rule.code
            assert set(finding.facts) <= _placeholders(rule.problem) | _spare(rule), rule.code
            assert remedy(finding, rule).endswith(".")


@pytest.mark.parametrize(
    ("code", "path", "words"),
    [
        (
            "SCH003",
            "content/products/a/x.yaml",
            "Correct the value, or the family that declares it.",
        ),
        ("SCH003", "schemas/families/x.yaml", "Correct the entry."),
        ("SCH003", "site_config/policy.yaml", "Correct the entry."),
        ("SCH003", "mkdocs.yml", "Correct the entry."),
        ("SCH004", "site_config/communication.yaml", "Give the requirement an id of its own."),
        ("SCH004", "content/pages/x.md", "Give the page an id that nothing else has or had."),
    ],
)
def test_what_to_do_fits_the_file(code: str, path: str, words: str) -> None:
    finding = Finding(code=code, severity=Severity.ERROR, path=path)
    assert remedy(finding, rules()[code]) == words


def test_what_tells_findings_apart_is_a_fact() -> None:
    """A fact that no finding has would tell nothing apart; a day or a count would not stay."""
    for rule in rules().values():
        assert set(rule.apart) <= {"path", *_placeholders(rule.problem)}, rule.code
        assert not {"days", "left", "due"} & set(rule.apart), rule.code


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_fingerprints_are_distinct_and_outlive_the_day(case: Path) -> None:
    today = _expected(case).as_of
    found, later = (_found(case, today + timedelta(days=wait)) for wait in (0, 1))
    marks = fingerprints(found, rules())
    assert len(set(marks)) == len(found)
    before, after = _places(found), _places(later)
    kept = {place for place, count in before.items() if after[place] == count}
    assert sorted(_kept(found, kept)) == sorted(_kept(later, kept))


def _places(found: Iterable[Finding]) -> Counter[tuple[str, str, str]]:
    return Counter((finding.code, finding.path, finding.pointer) for finding in found)


def _kept(found: tuple[Finding, ...], places: set[tuple[str, str, str]]) -> Iterator[str]:
    for finding, mark in zip(found, fingerprints(found, rules()), strict=True):
        if (finding.code, finding.path, finding.pointer) in places:
            yield mark


def _placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def _spare(rule: Rule) -> set[str]:
    """Return the facts of the review clock, which all its rules share."""
    return {"days", "left", "due", "owner"} if rule.code.startswith("RVW") else set()


def test_pages_of_the_manual_are_up_to_date(pytestconfig: pytest.Config) -> None:
    folder = ROOT / "docs" / "rules"
    pages = manual_pages(rules())
    if pytestconfig.getoption("--update-golden"):
        for name, text in pages.items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
    written = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}
    assert written == pages
