"""What is approved for a later day publishes itself on that day, through the whole build."""

import json
from datetime import date
from pathlib import Path

from inforce.control.approve import approve
from inforce.control.order import Order
from inforce.domain.text import Text
from tests.cli.program import run
from tests.sites import DAY, approved, at, edit, tree, write_site

MKDOCS = """\
site_name: Maker
site_url: https://maker.example/
docs_dir: content/pages
theme: {name: material, font: false}
plugins: [inforce]
nav: [index.md, terms.md, products/index.md, withdrawn/index.md, notices/index.md]
"""


def built(site: Path, day: str) -> tuple[int, str]:
    """Build the site as of ``day``; return the product's revision and flow, as customers see it."""
    code, _, errors = run(
        *("build", "--site", site, "--as-of", day, "--no-pdf", "--audience", "public")
    )
    assert code == 0, errors
    folder = site / "build/public"
    document = folder / "api/v1/products/hx-100.json"
    found = json.loads(document.read_text(encoding="utf-8"), parse_float=str)
    flow = str(found["specs"]["flow"]["value"])
    assert flow in (folder / "products/hx-100/index.html").read_text(encoding="utf-8")
    return found["stamp"]["revision"], flow


def test_a_later_revision_publishes_itself(tmp_path: Path) -> None:
    site = write_site(tmp_path, {"mkdocs.yml": MKDOCS, "content/pages/index.md": "# Home\n"})
    approved(site)
    edit(site, "content/products/hx-100.yaml", "12.50", "13.75")
    start = date(2025, 10, 1)
    order = Order(
        by="anna",
        at=at(DAY),
        items=("hx-100",),
        effective_from=start,
        summary=Text({"en": "More flow"}),
    )
    approve(site, order)
    record = tree(site / "content")
    assert built(site, "2025-09-30") == (1, "12.50")
    assert built(site, "2025-10-01") == (2, "13.75")
    assert tree(site / "content") == record
