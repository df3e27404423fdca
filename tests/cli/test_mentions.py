"""REF002 says where in a Markdown file the name stands."""

import json
from pathlib import Path

import pytest

from tests.cli.program import run
from tests.sites import POLICY, write_site

GONE = """\
id: hx-90
name: HX 90
family: pump
specs: {flow: 1}
lifecycle: {withdrawn_on: 2025-01-01, no_replacement: No demand.}
control: {owner: sales}
"""
HEAD = "---\ntitle: Advice\ncontrol: {id: advice, owner: sales}\n---\n"
PAGES = {
    "right after": (f"{HEAD}The HX 90.\n", (5, 5)),
    "after empty lines": (f"{HEAD}\n\n\nThe HX 90.\n", (8, 5)),
    "in a later line": (f"{HEAD}\nOne\ntwo\n\n- three\n- HX 90\n", (10, 3)),
    "over two lines": (f"{HEAD}\nThe HX\n90.\n", (6, 5)),
    "with other line ends": (f"{HEAD}\nOne.\n\nThe HX 90.\n".replace("\n", "\r\n"), (8, 5)),
    "with a byte order mark": (f"\ufeff{HEAD}\nHX 90.\n", (6, 1)),
}


@pytest.mark.parametrize(
    ("text", "place"), [pytest.param(*case, id=name) for name, case in PAGES.items()]
)
@pytest.mark.parametrize("locale", ["en", "ru"])
def test_line_and_column(tmp_path: Path, text: str, place: tuple[int, int], locale: str) -> None:
    name = "content/pages/advice.md" if locale == "en" else "content/pages/advice.ru.md"
    write_site(
        tmp_path,
        {
            "site_config/policy.yaml": POLICY,
            "content/products/hx-90.yaml": GONE,
            "content/pages/advice.md": f"{HEAD}\nText.\n",
            name: text,
        },
    )
    arguments = ("--select", "REF002", "--format", "json", "--as-of", "2026-01-01")
    code, out, _ = run("check", "--site", tmp_path, *arguments)
    (finding,) = json.loads(out)["findings"]
    assert (code, finding["path"]) == (0, name)
    assert (finding["line"], finding["column"]) == place
    assert "HX 90" in finding["message"]
