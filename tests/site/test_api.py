import json
import re
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.promises.example_site import everything_in


def load(built: Path, name: str) -> Any:  # noqa: ANN401 - JSON can be anything
    return json.loads((built / "api/v1" / f"{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("name", "schema"),
    [
        ("edition", "edition"),
        ("products", "products"),
        ("notices", "notices"),
        ("products/hx-100", "product"),
        ("products/hx-90", "product"),
    ],
)
def test_document_keeps_to_its_schema(built: Path, name: str, schema: str) -> None:
    described = load(built, f"schemas/{schema}.schema")
    Draft202012Validator.check_schema(described)
    assert list(Draft202012Validator(described).iter_errors(load(built, name))) == []


def test_schemas_say_the_same_whichever_python_described_them(built: Path) -> None:
    """Up to 3.12 Python leaves the indentation of the program in what it says."""
    for name in ("product", "products", "notices", "edition"):
        for part in load(built, f"schemas/{name}.schema")["$defs"].values():
            assert "\n " not in part["description"]


def test_schema_refuses_a_figure_as_text(built: Path) -> None:
    product = load(built, "products/hx-100")
    product["specs"]["flow"]["value"] = "12.50"
    described = load(built, "schemas/product.schema")
    assert not Draft202012Validator(described).is_valid(product)


def test_figures_keep_their_digits_and_texts_their_languages(built: Path) -> None:
    text = (built / "api/v1/products/hx-100.json").read_text(encoding="utf-8")
    assert '"flow":{"value":12.50}' in text
    product = json.loads(text)
    assert product["name"] == {"en": "HX 100 <pump>", "ru": "Насос HX 100"}
    assert product["stamp"]["revision"] == 1
    assert product["stamp"]["approval"] == "asserted"
    assert product["attributes"]["flow"]["unit"] == "m3/h"
    assert "price" not in product["attributes"]


def test_warnings_have_a_level_in_every_document(built: Path) -> None:
    assert load(built, "products/hx-100")["warnings"] == [
        {
            "level": "notice",
            "text": {"en": "Never let it run dry.", "ru": "Не допускайте сухого хода."},
        },
        {
            "level": "danger",
            "text": {"en": "Live parts <inside>.", "ru": "Внутри токоведущие части."},
        },
    ]
    (kept,) = load(built, "products/hx-90")["warnings"]
    assert kept["level"] == "warning"


def test_family_tells_how_order_codes_are_built(built: Path) -> None:
    assert load(built, "products/hx-100")["family"]["ordering_code"] == [
        {
            "product": True,
            "label": {"en": "Series", "ru": "Серия"},
            "codes": {"hx-100": "HX100"},
        },
        {"text": "-"},
        {"attribute": "voltage", "codes": {"230": "230"}},
    ]
    assert "ordering_code" not in load(built, "products/hx-90")["family"]  # it has no order code


def test_withdrawn_product_gives_state_and_successors(built: Path) -> None:
    life = load(built, "products/hx-90")["lifecycle"]
    assert life["state"] == "discontinued"
    assert life["successors"] == [
        {
            "product": "hx-100",
            "fit": "functional",
            "state": "active",
            "note": {"en": "Check the flanges.", "ru": "Проверьте фланцы."},
        }
    ]
    assert load(built, "notices")["notices"][0]["products"] == ["hx-90"]


def test_index_leads_to_every_document(built: Path) -> None:
    entries = load(built, "products")["products"]
    assert [entry["id"] for entry in entries] == ["hx-100", "hx-90"]
    for entry in entries:
        assert (built / entry["json"]).is_file()
        assert (built / entry["url"] / "index.html").is_file()


def test_nobody_is_named(built: Path) -> None:
    """In whatever file: who approved or reviewed stands in the registers alone."""
    named = re.compile(r"\b(anna|boris|clara)\b", re.IGNORECASE)
    texts = {path: text for path, text in everything_in(built) if not path.startswith("assets/")}
    assert {"api/v1/edition.json", "products/hx-100/index.html", "manifest.json"} <= texts.keys()
    assert [path for path, text in texts.items() if named.search(text)] == []


def test_manifest_lists_every_file_with_its_digest(built: Path) -> None:
    manifest = json.loads((built / "manifest.json").read_text(encoding="utf-8"))
    files = {
        path.relative_to(built).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in built.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }
    assert manifest["files"] == files
    assert list(manifest["files"]) == sorted(files)
    edition = load(built, "edition")
    assert manifest["edition"] == edition["digest"]
    assert (manifest["as_of"], manifest["audience"]) == ("2026-06-01", "public")
    listed = "".join(
        f"{digest}  {path}\n"
        for path, digest in sorted(files.items())
        if path != "api/v1/edition.json"
    )
    assert edition["inventory"] == f"sha256:{sha256(listed.encode()).hexdigest()}"
    assert set(manifest["items"]) == {"hx-100", "hx-90", "terms"}
    assert manifest["items"]["hx-100"]["revision"] == 1
    assert manifest["items"]["hx-100"]["head"].startswith("sha256-jcs-1:")
