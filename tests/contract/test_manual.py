"""The manual is true where a program can tell: links, settings, keys of the files."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from inforce.domain.items.parse import parse
from inforce.domain.site.policy import Policy
from inforce.readers.schemas import schema_text
from inforce.readers.yaml_reader import read_yaml

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "guide"
PAGES = sorted({*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")})
CODE = re.compile(r"^ *```.*?^ *```$|`[^`\n]*`", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def _named(pages: list[Path]) -> list[object]:
    return [pytest.param(page, id=page.relative_to(ROOT).as_posix()) for page in pages]


def _links(page: Path) -> Iterator[str]:
    """Yield the targets of a page's links but those to other hosts."""
    for target in LINK.findall(CODE.sub("", page.read_text(encoding="utf-8"))):
        if not re.match(r"\w+:", target):
            yield target


def _anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as forges make them."""
    text = re.sub(
        r"^ *```.*?^ *```$", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE
    )
    seen: Counter[str] = Counter()
    anchors = set()
    for heading in HEADING.findall(text):
        words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).strip().lower()
        anchor = re.sub(r"[^\w\- ]", "", words).replace(" ", "-")
        anchors.add(f"{anchor}-{seen[anchor]}" if seen[anchor] else anchor)
        seen[anchor] += 1
    return anchors


@pytest.mark.parametrize("page", _named(PAGES))
def test_every_link_leads_somewhere(page: Path) -> None:
    lost = []
    for target in _links(page):
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        if not there.exists() or (anchor and anchor not in _anchors(there)):
            lost.append(target)
    assert lost == []


def test_the_readme_leads_to_every_page_of_the_guide() -> None:
    led_to = {target.partition("#")[0] for target in _links(ROOT / "README.md")}
    pages = {page.relative_to(ROOT).as_posix() for page in GUIDE.glob("*.md")}
    assert pages - led_to == set()


def _section(page: str, heading: str) -> str:
    text = (GUIDE / page).read_text(encoding="utf-8")
    found = re.search(rf"^## {heading}\n.*?(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found is not None
    return found[0]


def test_the_policy_that_is_shown_has_all_keys_with_their_defaults() -> None:
    block = _section("settings.md", "The policy").partition("```yaml\n")[2].partition("```")[0]
    named = set(re.findall(r"^(?:# )?(\w+):", block, re.MULTILINE))
    assert named == json.loads(schema_text("policy"))["properties"].keys()
    assert parse(read_yaml(block.encode(), "policy.yaml").data, Policy) == Policy()


@pytest.mark.parametrize("key", json.loads(schema_text("product"))["properties"])
def test_a_key_of_products_is_told(key: str) -> None:
    assert f"`{key}`" in _section("products.md", "A product")


FAMILY = json.loads(schema_text("family"))["properties"]


@pytest.mark.parametrize(
    "key", [*FAMILY, *FAMILY["attributes"]["additionalProperties"]["properties"]]
)
def test_a_key_of_families_is_told(key: str) -> None:
    assert re.search(rf"`{key}[`:]", _section("products.md", "A family"))
