import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from referencing import Registry, Resource

from inforce.pipeline.schemas import compiled, write_schemas
from inforce.readers.corpus_reader import read_families
from inforce.readers.family_schema import family_validator
from inforce.readers.schemas import schema_names
from inforce.readers.yaml_reader import Data, read_yaml
from tests.sites import write_site

PUMP = """\
id: pump
abstract: true
name: Pumps
review_every: P6M
groups: [{id: g, label: {en: Data}}]
attributes:
  flow: {label: {en: Flow, ru: Подача}, type: number, unit: m3/h, required: true}
  head: {label: Head, type: range, unit: m}
"""
CENTRIFUGAL = """\
id: centrifugal
parent: pump
name: Centrifugal pumps
attributes:
  head: {label: Head, type: number}
  stages: {label: Stages, type: integer}
  dry: {label: Dry run, type: boolean}
  seal: {label: Seal, type: choice, choices: [A, B2]}
  note: {label: Note, type: text}
  temperature: {label: Temperature, type: range, unit: Cel}
  voltage: {label: Voltage, type: integer, unit: V, level: variant, required: true}
"""
# (specs, specs of the variant, pointers that do not match)
CASES: tuple[tuple[str, str, list[str]], ...] = (
    ("flow: 1.5", "voltage: 230", []),
    ("flow: {value: 1.5, condition: cold, evidence: T-1}", "voltage: 230", []),
    ("flow: {value: 1.5, condition: {en: cold}}", "voltage: {value: 230}", []),
    ("flow: x", "voltage: 230", ["/specs/flow"]),
    ("flow: {vvalue: 1}", "voltage: 230", ["/specs/flow", "/specs/flow/vvalue"]),
    ("flow: {min: 1}", "voltage: 230", ["/specs/flow", "/specs/flow/min"]),
    ("head: 5", "voltage: 230", ["/specs"]),
    ("flow: 1\n  head: 5", "voltage: 230", []),
    ("flow: 1\n  head: {min: 1}", "voltage: 230", ["/specs/head", "/specs/head/min"]),
    ("flow: 1\n  stages: 2", "voltage: 230", []),
    ("flow: 1\n  stages: 2.5", "voltage: 230", ["/specs/stages"]),
    ("flow: 1\n  dry: true", "voltage: 230", []),
    ("flow: 1\n  dry: yes", "voltage: 230", ["/specs/dry"]),
    ("flow: 1\n  seal: A", "voltage: 230", []),
    ("flow: 1\n  seal: B", "voltage: 230", ["/specs/seal"]),
    ("flow: 1\n  note: {en: x, ru: y}", "voltage: 230", []),
    ("flow: 1\n  note: {value: {en: x}, evidence: T}", "voltage: 230", []),
    ("flow: 1\n  note: 5", "voltage: 230", ["/specs/note"]),
    ("flow: 1\n  temperature: {min: -10, max: 90.5, condition: dry}", "voltage: 230", []),
    ("flow: 1\n  temperature: {max: 90}", "voltage: 230", []),
    ("flow: 1\n  temperature: {condition: dry}", "voltage: 230", ["/specs/temperature"]),
    ("flow: 1\n  temperature: 90", "voltage: 230", ["/specs/temperature"]),
    ("flow: 1\n  voltage: 230", "voltage: 230", ["/specs/voltage"]),
    ("flow: 1", "flow: 1", ["/variants/items/0/specs", "/variants/items/0/specs/flow"]),
    ("flow: 1\n  flw: 1", "voltage: 230", ["/specs/flw"]),
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    changes = {
        "schemas/families/pump.yaml": PUMP,
        "schemas/families/centrifugal.yaml": CENTRIFUGAL,
    }
    site = write_site(tmp_path_factory.mktemp("site"), changes)
    families, _ = read_families(site)
    made = ("the interface", "centrifugal")  # one of each locale file, one of a family
    assert write_schemas(site, families, "en") == len(schema_names()) + len(made)
    return site


@pytest.mark.parametrize(("specs", "variant", "pointers"), CASES)
def test_editors_and_the_check_agree(
    site: Path, specs: str, variant: str, pointers: list[str]
) -> None:
    text = (
        f"id: a\nname: A\nfamily: centrifugal\nspecs:\n  {specs}\n"
        f"variants:\n  by: [voltage]\n  items: [{{order_code: A1, specs: {{{variant}}}}}]\n"
    )
    data = read_yaml(text.encode(), "a.yaml").data
    families, problems = read_families(site)
    assert problems == ()
    found = family_validator(families["centrifugal"], "en").problems(data, "a.yaml")
    assert sorted(problem.pointer for problem in found) == pointers
    assert _as_editors_see_it(site).is_valid(data) is (not pointers)


def test_what_editors_use_is_what_the_check_uses(site: Path) -> None:
    families, _ = read_families(site)
    written = json.loads((site / "schemas/build/centrifugal.schema.json").read_text("utf-8"))
    assert written == compiled(families["centrifugal"], "en")
    assert sorted(path.name for path in (site / "schemas/build").iterdir()) == [
        "_locale.schema.json",
        "centrifugal.schema.json",
    ]


def test_a_child_inherits_and_overrides_in_place(site: Path) -> None:
    child = read_families(site)[0]["centrifugal"]
    assert [*child.attributes][:3] == ["flow", "head", "stages"]
    assert child.attributes["head"].type.value == "number"
    assert [group.id for group in child.groups] == ["g"]
    assert child.review_every is not None
    assert child.review_every.written == "P6M"


def test_labels_help_the_editor(site: Path) -> None:
    family = read_families(site)[0]["centrifugal"]
    described = compiled(family, "ru")["properties"]
    assert described["specs"]["properties"]["flow"]["description"] == "Подача [m3/h]"  # type: ignore[index]  # JSON


def test_nothing_required_asks_for_no_specs(tmp_path: Path) -> None:
    plain = {"schemas/families/pump.yaml": "id: pump\nname: P\nattributes: {}\n"}
    family = read_families(write_site(tmp_path, plain))[0]["pump"]
    data: Data = {"id": "a", "name": "A", "family": "pump"}
    assert family_validator(family, "en").problems(data, "a.yaml") == ()


@pytest.mark.parametrize(
    ("text", "code", "pointer"),
    [
        ("id: pmp\nname: P\n", "SCH004", "/id"),
        ("id: pump\nname: P\nparnt: x\n", "SCH003", "/parnt"),
        ("id: [", "SCH001", ""),
        ("id: pump\nname: P\nid: pump\n", "SCH002", "/id"),
        ("id: pump\nname: P\nreview_every: P1X\n", "SCH003", "/review_every"),
        ("", "SCH003", ""),
    ],
)
def test_a_family_that_cannot_be_used(tmp_path: Path, text: str, code: str, pointer: str) -> None:
    _, problems = read_families(write_site(tmp_path, {"schemas/families/pump.yaml": text}))
    assert [(problem.code, problem.pointer) for problem in problems] == [(code, pointer)]


def _as_editors_see_it(site: Path) -> jsonschema.Draft202012Validator:
    """Resolve the committed files against each other, as an editor does by their paths."""
    folder = site / "schemas"
    resources = [
        (path.as_uri(), Resource.from_contents(json.loads(path.read_text("utf-8"))))
        for path in [*folder.glob("*.json"), *folder.glob("build/*.json")]
    ]
    uri = (folder / "build" / "centrifugal.schema.json").as_uri()
    registry: Registry[Any] = Registry().with_resources(resources)
    return jsonschema.Draft202012Validator({"$ref": uri}, registry=registry)
