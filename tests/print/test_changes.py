"""The list of changes of a catalogue."""

from datetime import date
from pathlib import Path

import pytest

from inforce.domain.editions.decide import decide
from inforce.domain.editions.edition import Edition
from inforce.domain.text import Text
from inforce.pipeline.press.print import PrintResult
from inforce.readers.wording import wording
from inforce.renderers.typst.catalogue import Selection
from tests.factories import TODAY, content, corpus, ledger, page, product, specs
from tests.print.shop import pages, print_catalogue, text

LONG_AGO, MARCH = date(2025, 1, 1), date(2026, 3, 1)


def _edition(second: date = MARCH) -> Edition:
    steps = [(LONG_AGO, content(product(specs=specs(flow=30))))]
    steps.append((second, content(product(specs=specs(flow=32)))))
    pages_too = [(LONG_AGO, content(page())), (second, content(page(body=Text("Other terms."))))]
    ledgers = {
        "hx-100": ledger(*steps, day=LONG_AGO),
        "terms": ledger(*pages_too, day=LONG_AGO),
    }
    return decide(corpus(ledgers=ledgers), TODAY)


def _printed(edition: Edition, root: Path, locale: str, since: date | None = None) -> PrintResult:
    return print_catalogue(edition, wording(locale), Selection(since=since), root)


@pytest.mark.parametrize(
    ("locale", "title", "line"),
    [
        ("en", "List of changes", "Flow 30 m³/h → 32 m³/h"),
        ("ru", "Перечень изменений", "Подача 30 м³/ч → 32 м³/ч"),
    ],
)
def test_what_changed_is_listed_with_its_page(
    tmp_path: Path, locale: str, title: str, line: str
) -> None:
    printed = pages(_printed(_edition(), tmp_path, locale))
    (listed,) = [number for number, told in enumerate(printed, start=1) if line in told]
    assert title in printed[listed - 1]
    (block,) = [
        number
        for number, told in enumerate(printed, start=1)
        if "HX-100" in told and wording(locale).say("pdf.stamp.next_review", day="").strip() in told
    ][:1]
    assert f"{line} {block}" in printed[listed - 1]
    assert "Other terms" not in "".join(printed)


def test_older_changes_are_listed_only_when_asked_for(tmp_path: Path) -> None:
    old = _edition(date(2025, 6, 1))
    assert "List of changes" not in text(_printed(old, tmp_path, "en"))
    assert "since 1 May 2025" in text(_printed(old, tmp_path, "en", date(2025, 5, 1)))
    assert "List of changes" not in text(_printed(_edition(), tmp_path, "en", date(2026, 3, 2)))
