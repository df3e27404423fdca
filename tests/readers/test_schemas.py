import threading
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from inforce.domain.checking.rule import message
from inforce.domain.rules import rules
from inforce.domain.site.finding import Finding
from inforce.domain.site.policy import Severity
from inforce.readers.schemas import BASE, Schema, Validator, schema, schema_names, validator
from inforce.readers.yaml_reader import read_yaml
from tests.sites import PRODUCT, codes, findings, write_site

# (schema, document, pointer, what a person reads)
MESSAGES = (
    ("policy", "apprval: off", "/apprval", "apprval: unknown key apprval (apprval → did you mean"),
    ("policy", "review: {every_: P1M}", "/review/every_", "did you mean every?)"),
    ("policy", "approval: yes", "/approval", "approval: not an allowed value (yes → one of"),
    ("policy", "approval: rrequired", "/approval", "did you mean required?)"),
    ("policy", "locales: en", "/locales", "locales: wrong type (the text en → a list)"),
    ("policy", "locales: []", "/locales", "locales: breaks minItems ([] → minItems 1)"),
    ("policy", "locales: [en, en]", "/locales", "locales: breaks uniqueItems"),
    *(
        ("policy", f"{part}: {{{key}: 1000000000}}", f"/{part}/{key}", f"{key}: breaks maximum (10")
        for part, key in (
            ("review", "due_soon"),
            ("review", "grace"),
            ("feedback", "grace"),
            ("links", "grace"),
        )
    ),
    ("policy", "offering: {file: a, max_age: 36501}", "/offering/max_age", "maximum 36500)"),
    ("policy", "review: {every: P1000000000D}", "/review/every", "wrong form (P1000000000D →"),
    ("policy", "review: {grace: -1}", "/review/grace", "review.grace: breaks minimum (-1 →"),
    (
        "policy",
        "review: {grace: true}",
        "/review/grace",
        "the truth value true → a whole",
    ),
    ("policy", "review: {every: yearly}", "/review/every", "wrong form (yearly →"),
    ("policy", "review: {every: }", "/review/every", "wrong type (nothing → a text)"),
    ("policy", "review: [1]", "/review", "wrong type (the list [1] → a map)"),
    ("policy", "time_zone: {a: b}", "/time_zone", "wrong type (the map {a} → a text)"),
    ("policy", "time_zone: 5", "/time_zone", "(the number 5 → a text; put it into quotes)"),
    ("policy", "demo: {as_of: 2026}", "/demo/as_of", "(the number 2026 → a day, YYYY-MM-DD)"),
    (
        "policy",
        "review: {grace: '7'}",
        "/review/grace",
        "a whole number such as 300, without quotes)",
    ),
    (
        "policy",
        "review: {grace: 7 days}",
        "/review/grace",
        "(the text 7 days → a whole number such as 300)",
    ),
    ("policy", "review: [{a: 1.50}, b]", "/review", "(the list [{a}, b] → a map)"),
    (
        "family",
        "id: a\nname: A\nattributes: {Flow: {label: Flow, type: text}}",
        "/attributes/Flow",
        "(Flow → a key of a to z, digits and underscores, such as flow_max)",
    ),
    ("brand", "name: A\ncolours: {primary: blue}", "/colours/primary", "a colour such as "),
    ("policy", "severity: {sch1: info}", "/severity/sch1", "sch1: a key has a wrong form (sch1 →"),
    ("policy", "demo: {as_of: 2026-02-30}", "/demo/as_of", "wrong form (2026-02-30 → a day"),
    ("policy", "demo: {as_of: 31.01.2026}", "/demo/as_of", "wrong form (31.01.2026 → a day"),
    ("policy", "x: 1", "/x", "x: unknown key x (x → one of approval, approvals,"),
    ("product", "id: a\nfamily: b", "", "name is missing (nothing → name)"),
    ("product", PRODUCT + "name2: x", "/name2", "unknown key name2 (name2 → did you mean name?)"),
    ("product", PRODUCT.replace("hx-100\n", "HX\n"), "/id", "id: wrong form (HX → a permanent id"),
    (
        "product",
        PRODUCT + "documents: [{kind: manual, title: M, file: a, url: https://a}]",
        "/documents/0",
        "documents.0: exactly one of its forms must be used ({kind, title, file, url} → one of",
    ),
    ("product", PRODUCT + "gtin: 4006381333931", "/gtin", "wrong type (the number 4006381333931 →"),
    ("people", "people: {anna: {roles: [a]}}", "/people/anna", "people.anna: name is missing"),
)


@pytest.mark.parametrize(("name", "document", "pointer", "words"), MESSAGES)
def test_messages_say_what_was_found_and_expected(
    name: str, document: str, pointer: str, words: str
) -> None:
    data = read_yaml(document.encode(), "x.yaml").data
    found = {
        problem.pointer: message(_finding(problem.facts), rules()["SCH003"])
        for problem in validator(name).problems(data, "x.yaml")
    }
    assert pointer in found
    assert words in found[pointer]


@pytest.mark.parametrize(
    ("specs", "pointer", "words"),
    [
        (
            "{flow: 12,50}",
            "/specs/50",
            "a point, not a comma, in the figure before it, such as 12.5",
        ),
        (
            "{flow: '12.50'}",
            "/specs/flow",
            "(the text 12.50 → a number such as 12.5, without quotes)",
        ),
        ("\n  flow: 1,300", "/specs/flow", "(the text 1,300 → a number such as 12.5)"),
        ("{flow: 0300}", "/specs/flow", "(the text 0300 → a number such as 12.5)"),
        ("{flow: 1, flwo: yes}", "/specs/flwo", "(flwo → did you mean flow?)"),
    ],
)
def test_a_mistake_in_a_figure_is_told_once(
    tmp_path: Path, specs: str, pointer: str, words: str
) -> None:
    product = PRODUCT.replace("specs:\n  flow: 12.50", f"specs: {specs}")
    site = write_site(tmp_path, {"content/products/hx-100.yaml": product})
    (found,) = [finding for finding in findings(site) if finding.code == "SCH003"]
    assert found.pointer == pointer
    assert words in message(found, rules()["SCH003"])


def test_a_value_that_no_form_allows() -> None:
    data = read_yaml(PRODUCT.replace("A pump.", "5").encode(), "x.yaml").data
    found = [problem.pointer for problem in validator("product").problems(data, "x.yaml")]
    assert found == ["/summary"]


def test_every_problem_is_told_once() -> None:
    data = read_yaml(b"apprval: off\nlocales: 5\nreview: {grace: x}", "x.yaml").data
    found = [problem.pointer for problem in validator("policy").problems(data, "x.yaml")]
    assert sorted(found) == ["/apprval", "/locales", "/review/grace"]


def test_a_long_value_is_cut() -> None:
    (problem,) = validator("policy").problems({"approval": "x" * 200}, "x.yaml")
    assert problem.facts["found"] == "x" * 59 + "…"


def test_the_pointer_starts_where_the_data_stand() -> None:
    (problem,) = validator("policy").problems({"a/b": 1}, "x.yaml", "/settings")
    assert (problem.pointer, problem.facts["at"]) == ("/settings/a~1b", "a/b: ")


@pytest.mark.parametrize("name", schema_names())
def test_a_shipped_schema_is_sound(name: str) -> None:
    assert schema(name)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    validator(name)


@pytest.mark.parametrize("key", ["logo", "logo_dark"])
def test_a_logo_is_said_to_lie_where_it_is_looked_for(key: str) -> None:
    told = schema("brand")["properties"][key]["description"]
    assert "relative to the site's folder" in told


@pytest.fixture
def bait(tmp_path: Path) -> Iterator[tuple[list[str], list[str]]]:
    """Addresses of a schema that accepts everything, and the requests that were made for it."""
    asked: list[str] = []

    class Bait(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Bait)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    (tmp_path / "bait.json").write_text("{}", encoding="utf-8")
    file = (tmp_path / "bait.json").as_uri()
    yield [f"http://127.0.0.1:{server.server_port}/bait.json", file], asked
    server.shutdown()
    server.server_close()


def test_a_reference_is_never_fetched(bait: tuple[list[str], list[str]]) -> None:
    addresses, asked = bait
    for address in addresses:
        wanted: Schema = {"properties": {"a": {"$ref": address}}}
        with pytest.raises((ValueError, OSError)):
            Validator(wanted, f"{BASE}trap.schema.json").problems({"a": 1}, "x.yaml")
    assert asked == []


def test_a_schema_in_a_file_changes_nothing(
    tmp_path: Path, bait: tuple[list[str], list[str]]
) -> None:
    """What a product calls its schema is a comment for editors, or an unknown key."""
    addresses, asked = bait
    heads = "".join(f"# yaml-language-server: $schema={address}\n" for address in addresses)
    site = write_site(tmp_path / "site", {"content/products/hx-100.yaml": heads + PRODUCT})
    assert codes(site) == ["APR001", "APR001"]
    write_site(site, {"content/products/hx-100.yaml": f'{PRODUCT}$schema: "{addresses[0]}"\n'})
    assert [f.pointer for f in findings(site) if f.code == "SCH003"] == ["/$schema"]
    assert asked == []


def _finding(facts: Mapping[str, str]) -> Finding:
    return Finding(code="SCH003", severity=Severity.ERROR, path="x.yaml", facts=facts)
