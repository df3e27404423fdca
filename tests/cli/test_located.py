from pathlib import Path

from inforce.domain.site.finding import Finding
from inforce.domain.site.policy import Severity
from inforce.pipeline.checking.check import located


def test_a_pointer_without_a_place_takes_its_nearest_parent(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("id: a\nspecs:\n  flow: 1\n", encoding="utf-8")
    (tmp_path / "a.md").write_text("---\r\ntitle: A\r\ncontrol:\r\n  id: a\r\n---\r\n", "utf-8")
    places = [
        ("a.md", "/control/id", (4, 3)),
        ("a.md", "/control/owner", (3, 1)),
        ("a.yaml", "", (1, 1)),
        ("a.yaml", "/specs", (2, 1)),
        ("a.yaml", "/specs/flow/value", (3, 3)),
        ("a.yaml", "/name", (1, 1)),
        ("gone.yaml", "/name", (1, 1)),
    ]
    found = located((_finding(path, pointer) for path, pointer, _ in places), tmp_path)
    told = {(each.path, each.pointer): (each.line, each.column) for each in found}
    assert told == {(path, pointer): place for path, pointer, place in places}


def test_a_finding_without_a_file_or_with_its_line_stays(tmp_path: Path) -> None:
    whole = _finding("", "/x")
    exact = _finding("none.yaml", "/x", line=7)
    assert located((exact, whole), tmp_path) == (whole, exact)


def _finding(path: str, pointer: str, line: int = 0) -> Finding:
    return Finding(code="SCH003", severity=Severity.ERROR, path=path, pointer=pointer, line=line)
