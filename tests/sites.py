"""A small valid site, written into a folder for one test."""

from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from inforce.control.approve import approve
from inforce.control.order import Issue, Order
from inforce.control.review import Review, review
from inforce.domain.checking.choice import Choice
from inforce.domain.registers.register import Outcome, Reviewed
from inforce.domain.site.finding import Finding
from inforce.domain.text import Text
from inforce.pipeline.checking.check import check_corpus
from inforce.readers.corpus_reader import read_corpus

ZONE = ZoneInfo("Europe/Vienna")
DAY = date(2025, 3, 1)

POLICY = """\
approval: required
time_zone: Europe/Vienna
locales: [en, ru]
required_locales: [en]
audiences: {public: {}, dealer: {includes: [public]}}
approvers: [quality]
"""
PEOPLE = """\
roles: {quality: {name: Quality}, sales: {name: Sales}}
people:
  anna: {name: Anna, roles: [quality], from: 2020-01-01}
  boris: {name: Boris, roles: [sales]}
  clara: {name: Clara, roles: [sales, quality], from: 2020-01-01, until: 2026-12-31}
"""
FAMILY = """\
id: pump
name: {en: Pumps, ru: Насосы}
attributes:
  flow: {label: Flow, type: number, unit: m3/h, required: true}
  voltage: {label: Voltage, type: integer, unit: V, level: variant}
"""
PRODUCT = """\
id: hx-100
name: HX 100
family: pump
summary: A pump.
specs:
  flow: 12.50
variants:
  by: [voltage]
  items: [{order_code: HX100-230, specs: {voltage: 230}}]
images: [{file: media/hx-100.svg, alt: A drawing}]
control: {owner: sales, change: {class: substantive, summary: First issue}}
"""
PAGE = """\
---
title: Terms of delivery
control: {id: terms, owner: sales}
---

We deliver.
"""
FILES: Mapping[str, str] = {
    "mkdocs.yml": "site_name: Test\ndocs_dir: content/pages\nplugins: [inforce]\n",
    "site_config/policy.yaml": POLICY,
    "site_config/people.yaml": PEOPLE,
    "site_config/brand.yaml": "name: Maker\ncontact: {email: info@maker.example}\n",
    "schemas/families/pump.yaml": FAMILY,
    "content/products/hx-100.yaml": PRODUCT,
    "content/pages/terms.md": PAGE,
    "content/media/hx-100.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
}


def write_site(root: Path, changes: Mapping[str, str | bytes | None] | None = None) -> Path:
    """Write the site below ``root``, with other files or without some (None); return ``root``."""
    for path, text in {**FILES, **(changes or {})}.items():
        if text is not None:
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


def edit(root: Path, path: str, old: str, new: str) -> None:
    """Replace ``old``, which must stand there, in a file of the site."""
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new), encoding="utf-8", newline="")


def at(day: date) -> datetime:
    """Return noon of ``day`` at the site."""
    return datetime.combine(day, time(12), ZONE)


def approved(root: Path, *items: str, by: str = "anna", day: date = DAY) -> tuple[Issue, ...]:
    """Approve items, or all that wait; the change is told where the items do not tell it."""
    order = Order(by=by, at=at(day), items=items, summary=Text({"en": f"Changed by {day}"}))
    return approve(root, order).issues


def reviewed(
    root: Path,
    *items: str,
    day: date,
    by: str = "boris",
    outcome: Outcome = Outcome.NO_CHANGE,
) -> tuple[tuple[str, Reviewed], ...]:
    """Record reviews."""
    note = None if outcome is Outcome.NO_CHANGE else "Held against the drawing"
    return review(root, Review(by=by, on=day, outcome=outcome, items=items, note=note))


def findings(root: Path, day: date = DAY) -> tuple[Finding, ...]:
    """Return what the check finds."""
    return check_corpus(read_corpus(root), root, day, Choice()).findings


def codes(root: Path, day: date = DAY) -> list[str]:
    """Return the codes of what the check finds, sorted."""
    return sorted(finding.code for finding in findings(root, day))


def tree(root: Path) -> dict[str, bytes]:
    """Return every file of the site with its bytes."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }
