import json
from pathlib import Path

import pytest

from inforce.readers.schemas import schema_names
from tests.cli.program import run
from tests.sites import tree, write_site


def test_the_committed_schemas_are_what_is_written(root: Path, tmp_path: Path) -> None:
    site = write_site(tmp_path)
    assert run("schema", "--site", site)[0] == 0
    written = {path.name: path.read_bytes() for path in (site / "schemas").glob("*.json")}
    committed = {path.name: path.read_bytes() for path in (root / "schemas").glob("*.json")}
    assert written.keys() == {f"{name}.schema.json" for name in schema_names()}
    assert committed == written, "run `inforce schema` and commit schemas/*.schema.json"


def test_a_family_alone_is_printed(tmp_path: Path) -> None:
    site = write_site(tmp_path)
    before = tree(site)
    code, out, _ = run("schema", "pump", "--site", site)
    assert code == 0
    assert tree(site) == before
    run("schema", "--site", site)
    built = (site / "schemas/build/pump.schema.json").read_text(encoding="utf-8")
    assert json.loads(out) == json.loads(built)


def test_writing_twice_changes_nothing(tmp_path: Path) -> None:
    site = write_site(tmp_path)
    assert run("schema", "--site", site)[2].startswith(
        f"{len(schema_names()) + 2} schemas written to "
    )
    before = tree(site)
    run("schema", "--site", site)
    assert tree(site) == before


@pytest.mark.parametrize(
    ("family", "words"),
    [
        ("pmp", "inforce: no family is called pmp; did you mean pump?\n"),
        ("zzz", "inforce: no family is called zzz; there are: pump\n"),
    ],
)
def test_an_unknown_family(tmp_path: Path, family: str, words: str) -> None:
    assert run("schema", family, "--site", write_site(tmp_path)) == (2, "", words)


def test_families_with_problems_are_not_written(tmp_path: Path) -> None:
    site = write_site(tmp_path, {"schemas/families/x.yaml": "["})
    code, _, errors = run("schema", "--site", site)
    assert code == 2
    assert "the families have problems" in errors
    assert not (site / "schemas/build").exists()
