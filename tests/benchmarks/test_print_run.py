"""What is printed beside WeasyPrint is the same content; how fast is nobody's business here."""

import re
from pathlib import Path

from inforce.domain.views.product import product_sheet
from inforce.domain.views.reading import Reading
from inforce.pipeline.press.sheet_store import SheetStore
from tests.benchmarks.beside import pages
from tests.benchmarks.print_run import Job, brochures, measured
from tests.print.shop import WORDS, Shop


def test_the_html_says_what_the_views_say(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    shop.stock()
    reading = Reading(shop.edition(), WORDS["en"])
    told = " ".join(pages(reading, ("p-1", "p-2"), tmp_path).split())
    text = " ".join(re.sub(r"<[^>]+>", " ", told).split())
    for key in ("p-1", "p-2"):
        sheet = product_sheet(reading.edition.products[key], reading)
        cells = [row.cell for group in sheet.groups for row in group.rows]
        cells += [cell for row in sheet.variants.rows for cell in row.cells]
        wanted = [sheet.name.text, sheet.stamp.digest, *(cell.text for cell in cells)]
        wanted += [row.order_code for row in sheet.variants.rows]
        assert [one for one in wanted if " ".join(one.split()) not in text] == []
    assert "EAC-1, Body" in text
    assert 'class="number"' in told


def test_brochures_are_measured_set_and_kept(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    shop.product("a-1", control={"owner": "sales", "reviewed_on": "2026-01-15"})
    job = Job(root=tmp_path, edition=shop.edition(), words=WORDS["en"], keys=("a-1",))
    first, second = (measured(lambda: brochures(job, SheetStore(tmp_path))) for _ in range(2))
    assert (first.documents, first.pages) == (1, 1)
    assert (second.pages, second.size) == (first.pages, first.size)
    assert first.processor > 0 < first.memory
