"""Promise 1: with approval switched on, outputs show the last approved revision."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.promises.example_site import Site, everything_in

HX = "content/products/pumps/hx-120.yaml"
PLAN = "content/pages/plan.svg"
FAMILY = "schemas/families/centrifugal-pump.yaml"
TEXTS = (
    *("98765.4", "98,765.4", "87654.3", "ZZ 999", "zz-999"),
    *("NOT YET", "EVERLASTING WARRANTY", "Utmost head", "LAST YEAR'S PLAN"),
    "WRITTEN ON THE SIDE",
)
MARK, PRINTED, LATER_MARK, NEW, NEW_ID, DRAWN, WRITTEN, LABEL, BESIDE, ASIDE = TEXTS
Named = set[tuple[str, str]]


class Story(NamedTuple):
    """Which path of the public site named which of the texts, in each chapter."""

    before: Named
    checked: str
    approved: Named
    later: Named


@pytest.fixture(scope="module")
def story(new_site: Callable[[], Site]) -> Story:
    """Everything is changed at once; most of it is approved, one change for a later day."""
    site = new_site()
    _change(site)
    before, checked = _named(site.build()), site.run("check", "--select", "APR")
    # A warranty is approved with a signature, which is not what is told here.
    site.edit("site_config/policy.yaml", "from: 2026-11-01, signed: true}", "from: 2026-11-01}")
    _approve(site, "hx-120", "zz-999", "warranty")
    _approve(site, "hx-160", "--effective", "2026-12-01")
    _draw(site, PLAN, BESIDE)
    approved = _named(site.build("--locale", "en"))
    later = _named(site.build("--locale", "en", "--no-pdf", "--as-of", "2026-12-01"))
    return Story(before, checked, approved, later)


def _change(site: Site) -> None:
    text = (site.folder / HX).read_text(encoding="utf-8").replace("id: hx-120", "id: zz-999")
    text = text.replace("HX 120", NEW).replace("HX120-", "ZZ999-")
    text = re.sub(r' gtin: "\d+",', "", text)
    (site.folder / "content/products/zz-999.yaml").write_text(text, encoding="utf-8")
    site.edit(HX, "head_max: {value: 36.0,", f"head_max: {{value: {MARK},")
    site.edit(
        "content/products/pumps/hx-160.yaml",
        "head_max: {value: 38.0,",
        f"head_max: {{value: {LATER_MARK},",
    )
    _draw(site, "content/media/products/hx-110.svg", DRAWN)
    site.edit(FAMILY, "label: {en: Maximum head,", f"label: {{en: {LABEL},")
    page = site.folder / "content/pages/warranty.md"
    text = f"{page.read_text(encoding='utf-8')}\n{WRITTEN}\n\n![Plan](plan.svg)\n"
    page.write_text(text, encoding="utf-8")
    _draw(site, PLAN, "Plan")
    (site.folder / "content/pages/aside.md").write_text(f"# Aside\n\n{ASIDE}\n", encoding="utf-8")


def _draw(site: Site, path: str, title: str) -> None:
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg"><title>{title}</title></svg>'
    (site.folder / path).write_text(drawing, encoding="utf-8")


def _approve(site: Site, *arguments: str) -> None:
    site.run("approve", *arguments, "--by", "johanna.reiter", "-m", "Data corrected")


def _named(public: Path) -> Named:
    return {
        (path, text)
        for path, found in everything_in(public)
        for text in TEXTS
        if text in found or text in path
    }


def test_no_change_appears_before_its_approval(story: Story) -> None:
    assert story.before == set()
    assert "APR001" in story.checked


def test_a_change_appears_with_its_approval_in_every_output(story: Story) -> None:
    assert {
        ("api/v1/products/hx-120.json", MARK),
        ("downloads/catalogue-en.pdf", PRINTED),
        ("downloads/hx-120-en.pdf", PRINTED),
        ("products/hx-120/index.html", PRINTED),
        ("products/hx-120/index.html", LABEL),
    } <= story.approved


def test_a_new_product_appears_with_its_approval(story: Story) -> None:
    assert ("products/zz-999/index.html", NEW) in story.approved


def test_a_page_appears_as_it_was_approved(story: Story) -> None:
    assert ("warranty/index.html", WRITTEN) in story.approved


def test_a_picture_exchanged_under_the_same_name_is_not_published(story: Story) -> None:
    assert DRAWN not in {text for _, text in story.approved | story.later}


def test_a_picture_beside_a_page_exchanged_after_its_approval_is_not_published(
    story: Story,
) -> None:
    assert BESIDE not in {text for _, text in story.approved | story.later}


def test_a_page_that_nobody_put_under_control_is_not_published(story: Story) -> None:
    assert ASIDE not in {text for _, text in story.approved | story.later}


def test_an_approval_for_a_later_day_is_published_on_that_day(story: Story) -> None:
    assert LATER_MARK not in {text for _, text in story.approved}
    assert ("api/v1/products/hx-160.json", LATER_MARK) in story.later
