"""The revisions that no longer hold, and what becomes of papers that name them."""

from datetime import date
from typing import Any

import pytest
from msgspec import structs

from inforce.domain.editions.decide import decide
from inforce.domain.editions.edition import Edition
from inforce.domain.items.content import FileFact, ProductContent
from inforce.domain.items.product import Document, DocumentKind, Image, Product
from inforce.domain.site.policy import Approval
from inforce.domain.text import Text
from inforce.domain.views.paper import papers, revision_rows
from inforce.domain.views.reading import Reading
from inforce.domain.views.values import PaperSheet
from inforce.readers.wording import wording
from tests.factories import (
    POLICY,
    TODAY,
    content,
    corpus,
    ended,
    ledger,
    product,
    recall,
    specs,
)

JANUARY, MARCH, JUNE = date(2026, 1, 1), date(2026, 3, 1), date(2026, 6, 1)


def _edition(*steps: tuple[date, Product], today: date = TODAY) -> Edition:
    ledgers = {"hx-100": ledger(*((day, content(item)) for day, item in steps), day=JANUARY)}
    return decide(corpus(steps[-1][1], ledgers=ledgers), today)


def _flow(amount: int, **parts: Any) -> Product:  # noqa: ANN401 - fields of a product
    return product(specs=specs(flow=amount), **parts)


def _papers(edition: Edition, locale: str = "en") -> list[PaperSheet]:
    return list(papers(edition.products["hx-100"], Reading(edition, wording(locale))))


def test_each_held_until_the_day_before_the_next_and_differs_from_today() -> None:
    edition = _edition((JANUARY, _flow(30)), (MARCH, _flow(32)), (JUNE, _flow(34)))
    past = edition.products["hx-100"].past
    assert [(one.revision, one.effective_from, one.until) for one in past] == [
        (1, JANUARY, date(2026, 2, 28)),
        (2, MARCH, date(2026, 5, 31)),
    ]
    assert [[str(one.before.figure) for one in rev.changes] for rev in past] == [["30"], ["32"]]  # type: ignore[union-attr]
    assert {str(one.after.figure) for rev in past for one in rev.changes} == {"34"}  # type: ignore[union-attr]


def test_one_that_was_replaced_on_its_first_day_held_on_that_day() -> None:
    past = _edition((JANUARY, _flow(30)), (JANUARY, _flow(32))).products["hx-100"].past
    assert [(one.effective_from, one.until) for one in past] == [(JANUARY, JANUARY)]


def test_one_that_is_still_to_come_or_never_began_is_none() -> None:
    late = date(2026, 12, 1)
    coming = _edition((JANUARY, _flow(30)), (late, _flow(32)))
    assert coming.products["hx-100"].past == ()
    overtaken = _edition((JANUARY, _flow(30)), (late, _flow(32)), (MARCH, _flow(33)))
    assert [one.revision for one in overtaken.products["hx-100"].past] == [1]


def test_one_whose_snapshot_is_lost_is_none() -> None:
    item = _flow(32)
    kept = ledger((JANUARY, content(_flow(30))), (MARCH, content(item)), day=JANUARY)
    torn = structs.replace(kept, snapshots={2: kept.snapshots[2]})
    edition = decide(corpus(item, ledgers={"hx-100": torn}), TODAY)
    assert edition.products["hx-100"].past == ()


def test_a_light_site_and_a_preview_have_none() -> None:
    item = _flow(32)
    kept = {"hx-100": ledger((JANUARY, content(_flow(30))), (MARCH, content(item)), day=JANUARY)}
    light = corpus(item, policy=structs.replace(POLICY, approval=Approval.OFF), ledgers=kept)
    preview = decide(corpus(item, ledgers=kept), TODAY, preview=True)
    for edition in (decide(light, TODAY), preview):
        assert edition.products["hx-100"].past == ()
        assert _papers(edition) == []
        assert revision_rows(edition.products["hx-100"], Reading(edition, wording("en"))) == ()


def test_what_was_announced_after_its_days_is_not_what_it_said() -> None:
    life = ended(announced_on=JUNE, last_order=date(2027, 1, 1))
    edition = _edition((JANUARY, product(lifecycle=life)), (MARCH, product(lifecycle=life)))
    past = edition.products["hx-100"].past[0]
    assert past.content.product.lifecycle.announced_on is None
    assert ("lifecycle", "announced_on") in [one.path for one in past.changes]


@pytest.mark.parametrize(
    ("parts", "verdicts"),
    [
        ({}, ["current", "superseded"]),
        ({"lifecycle": ended(not_recommended_from=JUNE)}, ["current", "superseded"]),
        ({"lifecycle": ended()}, ["ended", "outlived"]),
        ({"recall": recall(JUNE)}, ["ended", "outlived"]),
    ],
)
@pytest.mark.parametrize("locale", ["en", "ru"])
def test_the_verdict_on_a_paper(parts: dict[str, object], verdicts: list[str], locale: str) -> None:
    edition = _edition((JANUARY, _flow(30)), (MARCH, _flow(32, **parts)))
    sheets = _papers(edition, locale)
    assert [sheet.verdict for sheet in sheets] == verdicts
    assert [sheet.row.revision for sheet in sheets] == ["2", "1"]
    assert all(sheet.banner is not None for sheet in sheets) == bool(parts)
    assert all(sheet.heading and "{" not in sheet.lead for sheet in sheets)
    now, then = sheets
    assert (now.row.until, now.said, now.changes, now.steps) == (None, None, (), ())
    assert then.row.until is not None
    assert then.row.until.iso == "2026-02-28"
    assert [row.revision for row in then.steps] == ["2"]
    assert then.said is not None
    assert then.said.banner is None


def test_a_step_that_led_away_and_one_that_led_back_are_no_difference() -> None:
    edition = _edition((JANUARY, _flow(30)), (MARCH, _flow(32)), (JUNE, _flow(30)))
    sheet = _papers(edition)[-1]
    assert sheet.changes == ()
    assert [row.revision for row in sheet.steps] == ["3", "2"]


def test_only_files_that_are_published_today_are_linked() -> None:
    kept, gone = FileFact(sha256="ab" * 32, size=10), FileFact(sha256="cd" * 32, size=10)

    def told(**files: FileFact) -> ProductContent:
        paths = {f"media/{name}.pdf": fact for name, fact in files.items()}
        documents = tuple(
            Document(kind=DocumentKind.MANUAL, title=Text(name.title()), file=f"media/{name}.pdf")
            for name in files
        )
        images = tuple(Image(file=path, alt=Text("x")) for path in paths)
        found = content(product(documents=documents, images=images), paths)
        assert isinstance(found, ProductContent)
        return found

    steps = ((JANUARY, told(kept=kept, gone=gone)), (MARCH, told(kept=kept)))
    edition = decide(
        corpus(steps[-1][1].product, ledgers={"hx-100": ledger(*steps, day=JANUARY)}), TODAY
    )
    said = _papers(edition)[-1].said
    assert said is not None
    assert [(row.title.text, row.file is not None) for row in said.documents] == [
        ("Kept", True),
        ("Gone", False),
    ]
    assert len(said.pictures) == 1


def test_the_list_names_every_revision_newest_first_with_its_address() -> None:
    edition = _edition((JANUARY, _flow(30)), (MARCH, _flow(32)))
    rows = revision_rows(edition.products["hx-100"], Reading(edition, wording("en")))
    assert [(row.revision, row.at, row.until is None) for row in rows] == [
        ("2", "products/hx-100/r/2/", True),
        ("1", "products/hx-100/r/1/", False),
    ]
