"""A new edition changes the pages that changed, and no other."""

import json
from collections.abc import Callable
from pathlib import Path

from tests.site.conftest import MkDocs
from tests.sites import edit, tree

# What tells of the edition as a whole.
WHOLE = {"edition.json", "llms.txt", "manifest.json", "notices.json", "products.json"}


def test_a_new_day_on_which_nothing_happens_changes_no_page(
    make_site: Callable[[], Path], mkdocs: MkDocs
) -> None:
    site = make_site()
    mkdocs(site)
    before = tree(site / "site")
    edit(site, "mkdocs.yml", "as_of: 2026-06-01", "as_of: 2026-06-02")
    mkdocs(site)
    after = tree(site / "site")
    changed = {path for path in before | after if before.get(path) != after.get(path)}
    assert {path.rpartition("/")[2] for path in changed} == WHOLE
    told = json.loads(after["ru/edition.json"])
    assert told["as_of"] == "2026-06-02"
    assert told["words"].split() == ["Издание", "на", "2", "июня", "2026", "г."]
    assert told["digest"] == json.loads(after["api/v1/edition.json"])["digest"]
