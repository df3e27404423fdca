"""Promise 4: ``--as-of`` rebuilds byte for byte what customers saw on that day."""

import shutil
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import msgspec
import pytest

from inforce.domain.decide import decide
from inforce.domain.paper import Stock
from inforce.domain.views.reading import Reading
from inforce.readers.corpus_reader import read_corpus
from inforce.readers.wording import wording
from inforce.renderers.typst.brochure import BrochureSeries
from tests.promises.example_site import Site, api, contents, forget

HX = "content/products/pumps/hx-120.yaml"


def test_what_is_decided_later_does_not_change_the_past(new_site: Callable[[], Site]) -> None:
    site = new_site()
    before = contents(site.build("--locale", "en", "--as-of", "2026-11-20"))
    site.edit(HX, "head_max: {value: 36.0,", "head_max: {value: 37.0,")
    site.run(
        "approve", "hx-120", "--by", "johanna.reiter", "--effective", "2026-11-10",
        "--as-of", "2026-12-01", "--summary", "Head raised",
    )  # fmt: skip
    site.run(
        "review", "pt-40", "--by", "ilya.morozov", "--outcome", "no_change",
        "--as-of", "2026-12-02",
    )  # fmt: skip
    after = contents(site.build("--locale", "en", "--as-of", "2026-11-20"))
    assert after == before
    later = contents(site.build("--locale", "en", "--as-of", "2026-12-02"))
    assert later["products/hx-120/index.html"] != before["products/hx-120/index.html"]


def test_two_builds_of_one_day_are_the_same_wherever_they_are_made(
    new_site: Callable[[], Site],
) -> None:
    first = contents(new_site().build())
    second = contents(new_site().build())
    assert first.keys() == second.keys()
    assert [path for path in first if first[path] != second[path]] == []


def test_the_brochures_of_any_day_are_those_of_the_day_they_name(root: Path) -> None:
    corpus, words = read_corpus(root), wording("en")
    edition = cache(lambda day: decide(corpus, day))

    def sheet(key: str, day: date) -> bytes:
        series = BrochureSeries(Reading(edition(day), words), words.texts, "", Stock())
        return msgspec.json.encode(series.brochure(edition(day).products[key]))

    named = set()
    for day in (DAYS[-1], date(2026, 11, 20)):
        for key, product in edition(day).products.items():
            dated = product.dated
            assert dated is not None
            assert dated <= day
            assert sheet(key, dated) == sheet(key, day)
            named.add(dated)
    assert len(named) > 10


DAYS = (date(2024, 3, 1), date(2025, 10, 5), date(2026, 8, 16))


@pytest.mark.parametrize("day", DAYS)
def test_the_record_of_today_gives_what_was_built_on_that_day(
    new_site: Callable[[], Site], day: date
) -> None:
    """Website, API, feeds and PDFs: what was entered later leaves no trace in any byte.

    Neither does what stands in working copies, nor what a family says of its attributes since.
    """
    then, now = new_site(), new_site()
    assert forget(then.folder, day) > 0
    now.edit(HX, "head_max: {value: 36.0,", "head_max: {value: 37.0,")
    now.edit("content/pages/terms-of-delivery.md", "title: Terms of delivery", "title: New terms")
    (now.folder / "content/products/pumps/hx-110.yaml").unlink()
    built, again = (contents(site.build("--as-of", day.isoformat())) for site in (then, now))
    assert {path.rpartition(".")[2] for path in built} >= {"html", "json", "xml", "pdf"}
    assert built.keys() == again.keys()
    assert [path for path in built if built[path] != again[path]] == []


def test_every_day_of_the_record_can_be_built(new_site: Callable[[], Site]) -> None:
    site = new_site()
    digests = set()
    for day in ("2023-11-02", "2024-01-02", "2024-10-01", "2025-02-03", "2026-09-01"):
        site.run("build", "--out", "build", "--no-pdf", "--locale", "en", "--as-of", day)
        for audience in ("public", "dealer"):
            built = site.folder / "build" / audience
            edition = api(built, "edition")
            assert (edition["as_of"], edition["preview"]) == (day, False)
            told = [change["step"]["told_on"] for change in api(built, "notices")["changes"]]
            assert all(when <= day for when in told)
            digests.add(edition["digest"])
        shutil.rmtree(site.folder / "build")
    assert len(digests) == 10


def test_a_link_to_what_was_not_there_yet_stops_no_build_of_that_day(
    new_site: Callable[[], Site],
) -> None:
    """What customers saw is a fact: it is told what was amiss then, and shown as it was."""
    site = new_site()
    said = site.run("build", "--no-pdf", "--locale", "en", "--as-of", "2024-01-02")
    assert "complaints/index.html" in said
    assert "PUB002 warning: customer-property.md leads nowhere" in said


def test_a_day_in_the_past_shows_what_was_known_then(new_site: Callable[[], Site]) -> None:
    site = new_site()
    public = site.build("--no-pdf", "--locale", "en", "--as-of", "2024-05-31")
    assert api(public, "products/hx-100")["specs"]["head_max"]["value"] == "30.0"
    assert api(public, "products/hx-100")["lifecycle"]["state"] == "active"
    assert api(public, "edition")["as_of"] == "2024-05-31"
    public = site.build("--no-pdf", "--locale", "en", "--as-of", "2024-06-01")
    assert api(public, "products/hx-100")["specs"]["head_max"]["value"] == "32.0"
