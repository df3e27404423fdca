"""Report and chart say what was measured, with words, and nothing that was not."""

from collections.abc import Mapping
from itertools import product
from typing import TypeAlias
from xml.etree import ElementTree as ET

import msgspec

from tests.benchmarks.chart import chart
from tests.benchmarks.figures import (
    Case,
    Machine,
    NotRun,
    Results,
    Sample,
    Series,
    Sheaf,
    Tool,
    Weight,
    growth,
    rows,
)
from tests.benchmarks.process import Took
from tests.benchmarks.report import report

Seconds: TypeAlias = Mapping[tuple[Tool, Case], tuple[float, ...]]  # of each round
SMALL: Seconds = {
    (Tool.INFORCE, Case.FIRST): (4.0, 5.0, 9.0),
    (Tool.INFORCE, Case.CHANGED): (1.0, 1.0, 1.0),
    (Tool.HUGO, Case.FIRST): (2.0, 2.0, 3.0),
    (Tool.MKDOCS, Case.FIRST): (12.0, 12.0, 12.0),
    (Tool.OWN_LINKS, Case.FIRST): (0.5, 0.5, 0.5),
    (Tool.LYCHEE, Case.FIRST): (1.0, 1.5, 2.0),
    (Tool.CATALOGUE, Case.FIRST): (2.0, 2.0, 2.0),
    (Tool.WEASYPRINT, Case.FIRST): (9.0, 8.0, 10.0),
    (Tool.BROCHURES, Case.AGAIN): (0.1, 0.1, 0.1),
}
LARGE: Seconds = {
    (Tool.INFORCE, Case.FIRST): (50.0,),
    (Tool.HUGO, Case.FIRST): (25.0,),
}
SVG = "{http://www.w3.org/2000/svg}"


def series(products: int, seconds: Seconds) -> Series:
    samples = tuple(
        Sample(
            tool=tool,
            case=case,
            round=at,
            took=Took(seconds=one, processor=2 * one, memory=100 + at),
            load=0.5,
        )
        for (tool, case), found in seconds.items()
        for at, one in enumerate(found)
    )
    weight = Weight(tool=Tool.HUGO, pages=products, mean=31_600, files=2 * products, size=10**7)
    return Series(
        products=products,
        locales=1,
        samples=samples,
        weights=(weight,),
        sheaves=(Sheaf(tool=Tool.WEASYPRINT, documents=1, pages=101, size=800_000),),
        not_run=(NotRun(tool=Tool.LINKCHECKER, why="up to 10 products"),),
    )


def results(load: float = 0.5) -> Results:
    return Results(
        day="2026-11-27",
        machine=Machine(
            system="Linux x86_64",
            processor="Processor <3>",
            cores=2,
            memory=24_576,
            versions={"inforce": "0.1.0", "hugo": "0.168.0"},
        ),
        load_before=(load, load, load),
        load_after=(3.5, 1, 1),
        series=(series(100, SMALL), series(1000, LARGE)),
    )


def test_medians_spread_and_ratios_are_taken_round_by_round() -> None:
    found = {(row.tool, row.case): row for row in rows(series(100, SMALL))}
    ours = found[Tool.INFORCE, Case.FIRST]
    assert (ours.runs, ours.seconds, ours.low, ours.high) == (3, 5, 4, 9)
    assert (ours.processor, ours.memory) == (10, 101)
    assert ours.ratios == {}  # without search was not run
    assert found[Tool.HUGO, Case.FIRST].ratios == {Tool.INFORCE: 0.4}  # of 0.5, 0.4 and 0.33
    assert found[Tool.MKDOCS, Case.FIRST].ratios == {Tool.INFORCE: 2.4}
    assert found[Tool.LYCHEE, Case.FIRST].ratios == {Tool.OWN_LINKS: 3}
    assert found[Tool.WEASYPRINT, Case.FIRST].ratios == {Tool.CATALOGUE: 4.5}
    assert found[Tool.BROCHURES, Case.AGAIN].ratios == {}


def test_growth_is_told_of_what_ran_on_both() -> None:
    small, large = results().series
    told = [(one.tool, one.seconds, one.processor, one.memory) for one in growth(small, large)]
    assert told == [
        (Tool.INFORCE, 10, 10, 100 / 101),
        (Tool.HUGO, 12.5, 12.5, 100 / 101),
    ]


def test_the_report_has_a_row_for_each_and_no_row_for_what_did_not_run() -> None:
    told = report(results())
    assert "Linux x86_64, Processor <3>, 2 cores, 24 GB. inforce 0.1.0, hugo 0.168.0." in told
    assert "| inforce | 5.00 | 4.00 to 9.00 | 10.0 | 101 | 50.00 |  |  |" in told
    assert "| Hugo | 2.00 | 2.00 to 3.00 | 4.00 | 101 | 20.00 | 0.40 |  |" in told
    assert "| lychee | 1.50 | 1.00 to 2.00 | 3.00 | 101 | 15.00 | 3.00 |" in told
    assert "| WeasyPrint, product pages | 9.00 |" in told
    assert "| inforce, brochures, kept | 0.10 |" in told
    assert "Medians of 3 rounds. Hugo wrote 31.6 kB a product page, 200 files, 10 MB." in told
    assert "WeasyPrint, product pages: one PDF, 101 pages, 0.8 MB." in told
    assert "Not run: linkchecker (up to 10 products)." in told
    assert "One round." in told
    large = told.partition("### 1,000 products")[2].partition("### From size to size")[0]
    assert "MkDocs" not in large
    assert "| Hugo, from nothing | 12.5 / 12.5 / 1.0 |" in told


def test_each_row_of_a_table_has_a_cell_for_each_head() -> None:
    for table in report(results()).split("\n\n"):
        if table.startswith("|"):
            assert len({line.count("|") for line in table.splitlines()}) == 1


def test_the_report_warns_of_a_busy_machine() -> None:
    assert "busy" not in report(results())
    part = results().series[0]
    loaded = tuple(msgspec.structs.replace(sample, load=3.5) for sample in part.samples)
    later = msgspec.structs.replace(
        results(), series=(msgspec.structs.replace(part, samples=loaded),)
    )
    for busy in (results(load=0.8), later):
        assert "The machine was busy" in report(busy)
        assert "busy with other work" in chart(busy)


def test_results_are_read_as_they_were_written() -> None:
    octets = msgspec.json.encode(results())
    assert msgspec.json.decode(octets, type=Results) == results()


def test_the_chart_shows_each_median_in_its_place() -> None:
    tree = ET.fromstring(chart(results()))  # noqa: S314 - just made here
    texts = ["".join(text.itertext()) for text in tree.iter(f"{SVG}text")]
    for words in ("100 products", "1,000 products", "From nothing", "MkDocs + Material", "5.0"):
        assert words in texts
    assert "lychee" not in texts  # links have their table
    assert "Again, nothing changed" not in texts  # nothing ran so
    dots = [path for path in tree.iter(f"{SVG}path") if path.get("class", "").startswith("dot")]
    assert len(dots) == 6
    title = tree.findtext(f"{SVG}title", "")
    assert "100 products from nothing: inforce 5.0 s, Hugo 2.0 s" in title


def test_the_chart_stands_within_its_frame_and_grows_downwards() -> None:
    few = results()
    many = msgspec.structs.replace(
        few, series=(*few.series, series(10_000, LARGE), series(100_000, LARGE))
    )
    narrow, wide = (ET.fromstring(chart(one)) for one in (few, many))  # noqa: S314 - just made here
    assert narrow.get("width") == wide.get("width")
    _assert_within_frame(narrow)
    _assert_within_frame(wide)


def _assert_within_frame(tree: ET.Element) -> None:
    width, height = (float(tree.get(name, "0")) for name in ("width", "height"))
    for text, (axis, most) in product(tree.iter(f"{SVG}text"), (("x", width), ("y", height))):
        assert 0 < float(text.get(axis, "0")) < most


def test_a_chart_of_nothing_says_so() -> None:
    assert "Nothing was measured" in chart(msgspec.structs.replace(results(), series=()))
