"""Promise 4: ``--as-of`` rebuilds byte for byte what customers saw on that day."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest

from inforce.domain.editions.decide import decide
from inforce.domain.paper import Stock
from inforce.domain.views.reading import Reading
from inforce.readers.corpus_reader import read_corpus
from inforce.readers.wording import wording
from inforce.renderers.typst.brochure import BrochureSeries
from tests.demo import copied
from tests.promises.example_site import Site, api, contents, forget

HX = "content/products/pumps/hx-120.yaml"
FAMILY = "schemas/families/centrifugal-pump.yaml"


def test_what_is_decided_later_does_not_change_the_past_wherever_it_is_built(
    example: Path, root: Path, tmp_path: Path
) -> None:
    site = Site(copied(root, tmp_path / "elsewhere"))
    site.edit(HX, "head_max: {value: 36.0,", "head_max: {value: 37.0,")
    site.run(
        "approve", "hx-120", "--by", "johanna.reiter", "--effective", "2026-11-10",
        "--as-of", "2026-12-01", "--summary", "Head raised",
    )  # fmt: skip
    site.run(
        "review", "pt-40", "--by", "ilya.morozov", "--outcome", "no_change",
        "--as-of", "2026-12-02",
    )  # fmt: skip
    _assert_same(site.build("--as-of", "2026-11-20"), example)
    site.run("build", "--out", "later", "--no-pdf", "--locale", "en", "--as-of", "2026-12-02")
    heads = [
        api(folder, "products/hx-120")["specs"]["head_max"]["value"]
        for folder in (example, site.folder / "later" / "public")
    ]
    assert heads == ["36.0", "37.0"]


def _assert_same(built: Path, other: Path) -> None:
    octets, others = contents(built), contents(other)
    assert {path.rpartition(".")[2] for path in octets} >= {"html", "json", "xml"}
    assert octets.keys() == others.keys()
    assert [path for path in octets if octets[path] != others[path]] == []


def test_the_brochures_of_any_day_are_those_of_the_day_they_name(root: Path) -> None:
    corpus, words = read_corpus(root), wording("en")
    edition = cache(lambda day: decide(corpus, day))

    def sheet(key: str, day: date) -> bytes:
        series = BrochureSeries(Reading(edition(day), words), words.texts, "", Stock())
        return msgspec.json.encode(series.brochure(edition(day).products[key]))

    named = set()
    for day in (date(2026, 8, 16), date(2026, 11, 20)):
        for key in edition(day).products:
            dated = edition(day).dated[key]
            assert dated <= day
            assert sheet(key, dated) == sheet(key, day)
            named.add(dated)
    assert len(named) > 10


_INSIDE = ("--audience", "dealer", "--audience", "internal")
# Each with what is built of it: what takes long, on one of the days.
DAYS = {
    date(2024, 3, 1): (*_INSIDE, "--locale", "en", "--no-pdf"),
    date(2025, 10, 5): ("--no-pdf",),
    date(2026, 8, 16): ("--locale", "en"),
}


@pytest.mark.parametrize(("day", "options"), DAYS.items())
def test_the_record_of_today_gives_what_was_built_on_that_day(
    new_site: Callable[[], Site], day: date, options: tuple[str, ...]
) -> None:
    """Website, API, feeds and PDFs: what was entered later leaves no trace in any byte.

    Neither does what stands in working copies, nor what a family says of its attributes since.
    """
    then, now = new_site(), new_site()
    assert forget(then.folder, day) > 0
    now.edit(HX, "head_max: {value: 36.0,", "head_max: {value: 37.0,")
    now.edit("content/pages/terms-of-delivery.md", "title: Terms of delivery", "title: New terms")
    now.edit(FAMILY, "label: {en: Maximum head,", "label: {en: Utmost head,")
    (now.folder / "content/products/pumps/hx-110.yaml").unlink()
    built, again = (site.build("--as-of", day.isoformat(), *options) for site in (then, now))
    _assert_same(built.parent, again.parent)


PAST = ("2023-11-02", "2024-01-02", "2024-05-31", "2024-06-01", "2025-02-03")
DEALERS = {PAST[0], PAST[3]}


class Past(NamedTuple):
    """A day of the past as built for the public, two also for dealers, with what was said of it."""

    said: str
    folder: Path


@pytest.fixture(scope="module")
def past(new_site: Callable[[], Site]) -> Mapping[str, Past]:
    """Days of the record, each as the program builds it today."""
    site = new_site()
    site.edit("mkdocs.yml", "  - inforce:\n", "  - inforce:\n      search: false\n")
    options = ("--audience", "public", "--no-pdf", "--locale", "en")
    dealer = ("--audience", "dealer")
    built = {}
    for day in PAST:
        both = (*options, *dealer) if day in DEALERS else options
        said = site.run("build", "--out", day, *both, "--as-of", day)
        built[day] = Past(said, site.folder / day)
    return built


def test_every_day_of_the_record_can_be_built(past: Mapping[str, Past]) -> None:
    digests = set()
    for day, built in past.items():
        for audience in ("public", "dealer") if day in DEALERS else ("public",):
            edition = api(built.folder / audience, "edition")
            assert (edition["as_of"], edition["preview"]) == (day, False)
            changes = api(built.folder / audience, "notices")["changes"]
            assert all(change["step"]["told_on"] <= day for change in changes)
            digests.add(edition["digest"])
    assert len(digests) == len(PAST) + len(DEALERS)


def test_a_link_to_what_was_not_there_yet_stops_no_build_of_that_day(
    past: Mapping[str, Past],
) -> None:
    """What customers saw is a fact: it is told what was amiss then, and shown as it was."""
    said = past["2024-01-02"].said
    assert "complaints/index.html" in said
    assert "PUB002 warning: customer-property.md leads nowhere" in said


def test_a_day_in_the_past_shows_what_was_known_then(past: Mapping[str, Past]) -> None:
    before, after = (
        api(past[day].folder / "public", "products/hx-100") for day in ("2024-05-31", "2024-06-01")
    )
    assert before["specs"]["head_max"]["value"] == "30.0"
    assert before["lifecycle"]["state"] == "active"
    assert after["specs"]["head_max"]["value"] == "32.0"
