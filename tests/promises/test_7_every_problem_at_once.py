"""Promise 7: every problem at once, with file, line, rule, clause and what to do."""

import json
import re

import pytest

from tests.promises.example_site import Site

BROKEN = {
    "content/products/pumps/hx-120.yaml": ("  power: 1.5", "  power: much", "SCH003"),
    "content/products/pumps/hx-160.yaml": (
        "family: centrifugal-pump",
        "family: centrifugal",
        "REF003",
    ),
    "content/products/valves/bk-25.yaml": ("id: bk-25", "id: [", "SCH001"),
    "content/products/valves/bw-50.yaml": ("id: bw-50", "id: bw-50\nid: bw-51", "SCH002"),
}


@pytest.fixture
def broken(site: Site) -> Site:
    """The example with four files broken, each in its own way."""
    for path, (old, new, _) in BROKEN.items():
        text = (site.folder / path).read_text(encoding="utf-8")
        assert old in text, path
        (site.folder / path).write_text(text.replace(old, new, 1), encoding="utf-8")
    return site


def test_one_run_names_them_all(broken: Site) -> None:
    report = broken.folder / "report.json"
    broken.run("check", "--format", f"json:{report}", code=1)
    findings = json.loads(report.read_text(encoding="utf-8"))["findings"]
    for path, (_, _, code) in BROKEN.items():
        found = [entry for entry in findings if entry["path"] == path and entry["code"] == code]
        assert found, (path, code)
    for entry in findings:
        assert entry["line"] >= 1, entry
        assert all(entry[part] for part in ("path", "code", "message", "fix", "clause"))


def test_a_build_that_they_stop_names_them_all(broken: Site) -> None:
    said = broken.run("build", "--no-pdf", code=1)
    for path, (_, _, code) in BROKEN.items():
        assert re.search(rf"^{re.escape(path)}:\d+:\d+: {code} error: .+", said, re.MULTILINE), path
    assert not (broken.folder / "build").exists()
