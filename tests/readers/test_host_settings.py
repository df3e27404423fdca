"""Settings of the host that it would refuse, or build without inforce, are told by the check."""

from pathlib import Path

import pytest

from inforce.domain.site.finding import Problem
from inforce.readers.host_settings import host_problems

PAGES = "docs_dir: content/pages\n"


def _found(root: Path, text: str) -> tuple[Problem, ...]:
    (root / "mkdocs.yml").write_text(text, encoding="utf-8")
    return host_problems(root)


@pytest.mark.parametrize(
    "text",
    [
        f"{PAGES}plugins: [inforce]\n",
        f"{PAGES}plugins: {{inforce: {{preview: true}}}}\n",
        f"{PAGES}plugins:\n  - search\n  - inforce: {{preview: !ENV [PREVIEW, false]}}\n",
        f"\ufeff{PAGES}plugins: [inforce]\n",
        "INHERIT: ../mkdocs.yml\n",
        f"{PAGES}extra: &extra {{a: 1}}\nplugins: [inforce]\n1: *extra\n? [a]\n: b\n",
        f"{PAGES}extra: {{f: !!python/name:a.b }}\nplugins: [inforce]\n",
        "docs_dir: ./content//pages/\nplugins: [inforce]\n",
        "docs_dir: !ENV PAGES\nplugins: [inforce]\n",
        "docs_dir: !ENV [PAGES, docs]\nplugins: [inforce]\n",
    ],
)
def test_settings_with_which_the_host_builds_are_no_problem(tmp_path: Path, text: str) -> None:
    assert _found(tmp_path, text) == ()


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("a: 1\nplugins: [\n  - inforce\n", 3, "a value or a closing bracket is missing"),
        ("a: \udcff", 1, "text is not UTF-8"),
        ("a: *b\n", 1, "found undefined alias 'b'"),
        ("a: 1\n---\nb: 2\n", 2, "expected a single document in the stream but found another"),
        ("[" * 3000 + "]" * 3000, 1, "nested too deep"),
    ],
)
def test_settings_that_are_no_yaml_are_told(
    tmp_path: Path, text: str, line: int, problem: str
) -> None:
    (tmp_path / "mkdocs.yml").write_bytes(text.encode("utf-8", "surrogateescape"))
    (found,) = host_problems(tmp_path)
    assert (found.code, found.line) == ("SCH001", line)
    assert found.facts["problem"].startswith(problem)


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ("", 1, "nothing"),
        ("5\n", 1, "5"),
        ("# none\n- a\n", 2, "a list"),
        (f"{PAGES}site_name: A\n", 1, "nothing"),
        (f"{PAGES}plugins:\n", 2, "nothing"),
        (f"{PAGES}plugins: 5\n", 2, "5"),
        (f"{PAGES}plugins:\n  - search\n  - tags: {{a: 1}}\n  - [b]\n", 3, "search, tags"),
        ("plugins: [inforce]\n", 1, "docs"),
        ("plugins: [inforce]\ndocs_dir: content\n", 2, "content"),
    ],
)
def test_settings_with_which_it_builds_something_else_are_told(
    tmp_path: Path, text: str, line: int, found: str
) -> None:
    (told,) = _found(tmp_path, text)
    assert (told.code, told.line, told.facts["found"]) == ("SCH003", line, found)
