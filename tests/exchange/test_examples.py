"""The example sites import the real data whole, and the check finds nothing but what is true."""

import shutil
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from inforce.domain.checking.choice import Choice
from inforce.exchange.importing import plan_import, write
from inforce.exchange.report import ImportReport
from inforce.pipeline.checking.check import check_corpus
from inforce.readers.corpus_reader import read_corpus
from inforce.readers.yaml_reader import read_yaml

AS_OF = date(2026, 11, 20)
# Names, units and types of the columns.
HEAD = 3


@pytest.fixture
def example(root: Path, tmp_path: Path) -> Callable[[str], Path]:
    def copied(name: str) -> Path:
        ignored = shutil.ignore_patterns("products", "imported", "media")
        return Path(shutil.copytree(root / "examples" / name, tmp_path / name, ignore=ignored))

    return copied


def take(site: Path, source: Path) -> ImportReport:
    plan = plan_import(site, source, site / "mapping.yaml", "content/products")
    write(plan, site)
    return plan.report


@pytest.mark.parametrize("name", ["netbox", "pv-modules"])
def test_an_example_without_data_is_a_sound_site(example: Callable[[str], Path], name: str) -> None:
    corpus = read_corpus(example(name))
    assert corpus.problems == ()


def test_all_device_types(example: Callable[[str], Path], shared_data: Path) -> None:
    site = example("netbox")
    source = shared_data / "netbox-devicetypes"
    report = take(site, source)
    assert (report.records, report.imported, report.taken) == (2353, 2353, True)
    assert (report.collisions, report.never_met) == ((), ())
    assert sum(use.unmapped for use in report.fields) == 0
    assert all(
        use.values == use.mapped + use.ignored + use.unmapped + use.bad + use.skipped
        for use in report.fields
    )
    assert len(list((site / "content/media").rglob("*.png"))) == 24
    _check_a_device(site / "content/products/juniper-ex2300-24t.yaml")
    findings = check_corpus(read_corpus(site), site, AS_OF, Choice()).findings
    # Order codes used twice, and names in remarks that are no part numbers.
    assert Counter(finding.code for finding in findings) == {"SCH005": 3, "REF002": 3}
    assert {finding.facts["value"] for finding in findings if "value" in finding.facts} <= {
        "JL675A",
        "IM4248-2",
        "OM2248-L-EU",
    }
    again = take(site, source)
    assert again.files["unchanged"] == 2353
    assert again.fields == report.fields


def test_all_modules(example: Callable[[str], Path], shared_data: Path) -> None:
    site = example("pv-modules")
    source = shared_data / "pvlib-cec" / "cec-modules.csv"
    report = take(site, source)
    assert (report.records, report.imported, report.taken) == (21535, 21535, True)
    assert [use.path for use in report.fields if use.mapped != use.values] == []
    path = site / "content/products/a10green-technology-a10j-s72-175.yaml"
    assert path.read_text(encoding="utf-8") == _MODULE


def test_modules_imported_again_change_nothing(
    example: Callable[[str], Path], shared_data: Path, tmp_path: Path
) -> None:
    site = example("pv-modules")
    lines = (shared_data / "pvlib-cec" / "cec-modules.csv").read_bytes().splitlines(keepends=True)
    source = tmp_path / "cec-modules.csv"
    source.write_bytes(b"".join([*lines[:HEAD], *lines[HEAD::20]]))
    first = take(site, source)
    assert first.imported > 1000
    record = site / "content/imported/cec-modules.json"
    before = record.read_bytes()
    again = take(site, source)
    assert again.files["unchanged"] == first.imported
    assert record.read_bytes() == before


def _check_a_device(path: Path) -> None:
    data = read_yaml(path.read_bytes(), path.name).data
    assert isinstance(data, dict)
    assert (data["brand"], data["name"]) == ("Juniper", "Juniper EX2300-24T")
    assert isinstance(data["specs"], dict)
    assert data["specs"]["interfaces"] == "24 × 1000base-t, 4 × 10gbase-x-sfpp"
    assert isinstance(data["images"], list)
    assert len(data["images"]) == 2


_MODULE = """\
id: a10green-technology-a10j-s72-175
name: A10Green Technology A10J-S72-175
family: pv-module
specs:
  technology: Mono-c-Si
  bifacial: false
  building_integrated: false
  cells: 72
  area: 1.300000
  length: 1.576
  width: 0.825
  power_stc: 175.091400
  power_ptc: 151.200000
  current_sc: 5.170000
  voltage_oc: 43.990000
  current_mp: 4.780000
  voltage_mp: 36.630000
  current_sc_temperature: 0.002146
  voltage_oc_temperature: -0.159068
  power_temperature: -0.507200
  cell_temperature: 49.900000
  ideality_voltage: 1.981696
  light_current: 5.175703
  saturation_current: 1.149158E-9
  series_resistance: 0.316688
  shunt_resistance: 287.102203
  temperature_adjustment: 16.057121
  data_version: SAM 2018.11.11 r2
  data_date: 2019-01-03
control:
  owner: product-data
  reviewed_on: 2026-11-02
"""
