"""Promise 5, part by part: nothing that has an audience of its own reaches others, in any byte."""

from collections.abc import Iterator, Mapping

import pytest
from msgspec import Struct
from msgspec.structs import fields

from inforce.domain.items import family, page, product
from tests.cli.program import run
from tests.promises.example_site import everything_in
from tests.site.conftest import FAMILY, FILES, HX_100
from tests.sites import PEOPLE, POLICY, approved, write_site

MKDOCS = """\
site_name: Maker
site_url: https://maker.example/shop/
docs_dir: content/pages
theme: {name: material, font: false}
plugins: [inforce]
nav: [index.md, products/index.md, qua-rabatte.md]
"""
# Words that nobody writes by chance: of each part that is for dealers, or for nobody outside.
DEALERS: dict[str, tuple[str, ...]] = {
    "Attribute": ("Quagga-Label", "quagga_key", "71829.5", "71,829.5", "Quagga-Condition"),
    "Variant": ("QUA-4711", "9520417000253", "QUA-OLD-1"),
    "Document": ("Quagga-Title", "qua-file", "Quagga-Bytes", "qua.example/linked"),
    "Certificate": ("QUA-CERT-7", "Quagga-Body", "qua-cert"),
    "Evidence": ("QUA-TR-9", "qua-proof"),
    "Product": ("qua-900", "Quagga-Pump", "Quagga-Summary", "QUA900-X", "Quagga-Alt", "qua-pump"),
    "Family": ("qua-family", "Quagga-Family", "qua-in-family", "Quagga-Member"),
    "Page": ("qua-rabatte", "Quagga-Page", "Quagga-Paragraph"),
    "notice of a product": ("QUA-N-1", "Quagga-Reason"),
    "replacement": ("Quagga-Note",),
}
INTERNAL = {"Evidence": ("QUX-TR-8", "qux-proof")}
# The person who approves; customers read roles.
NOBODYS = {"Person": ("quolla", "Quolla-Name")}

_PARTS = """\
documents:
  - {kind: manual, title: Manual, file: media/manual.txt, lang: en}
  - {kind: price-list, title: Quagga-Title, file: media/qua-file.txt, audience: dealer}
  - {kind: other, title: Linked, url: "https://qua.example/linked", audience: dealer}
certificates:
  - {id: QUA-CERT-7, body: Quagga-Body, file: media/qua-cert.txt, audience: dealer}
evidence:
  - id: QUA-TR-9
    kind: test-report
    file: media/qua-proof.txt
    audience: dealer
  - id: QUX-TR-8
    kind: test-report
    file: media/qux-proof.txt
    audience: internal
"""
_HX_100 = (
    (
        HX_100[: HX_100.index("documents:")]
        + _PARTS
        + "images: [{file: media/pump.svg, alt: {en: A drawing, ru: Чертёж}}]\n"
        + "relations: [{type: accessory, product: hx-90}, {type: similar, product: qua-900}]\n"
        + HX_100[HX_100.index("control:") :]
    )
    .replace(
        "specs: {flow: 12.50, price: 77123}",
        "specs:\n"
        "  flow: {value: 12.50, evidence: QUA-TR-9}\n"
        "  quagga_key: {value: 71829.5, condition: Quagga-Condition, evidence: QUX-TR-8}",
    )
    .replace(
        "  items: [",
        "  items: [{order_code: QUA-4711, gtin: '9520417000253', former_codes: [QUA-OLD-1], "
        "specs: {voltage: 400}, audience: dealer}, ",
    )
)
_CONTROL = "control: {owner: sales, change: {class: substantive, summary: First issue}}\n"
_HX_90 = f"""\
id: hx-90
name: HX 90 pump
family: pump
specs: {{flow: 9.0}}
lifecycle:
  announced_on: 2025-04-01
  notice: PDN-1
  reason: The casting is no longer made.
  last_order: 2026-01-31
  replaced_by:
    - {{product: hx-100}}
    - {{product: qua-900, note: Quagga-Note}}
{_CONTROL}"""
_QUA_900 = f"""\
id: qua-900
name: Quagga-Pump
family: pump
audience: dealer
order_code: QUA900-X
summary: Quagga-Summary
specs: {{flow: 5}}
images: [{{file: media/qua-pump.svg, alt: Quagga-Alt}}]
lifecycle:
  announced_on: 2026-01-01
  notice: QUA-N-1
  reason: Quagga-Reason
  last_order: 2027-01-31
  replaced_by: [{{product: hx-100}}]
{_CONTROL}"""
SITE: dict[str, str | bytes | None] = {
    **{path: text for path, text in FILES.items() if "terms" not in path and "secret" not in path},
    "mkdocs.yml": MKDOCS,
    "site_config/policy.yaml": POLICY.replace(
        "audiences: {public: {}, dealer: {includes: [public]}}",
        "audiences: {public: {}, dealer: {includes: [public]}, internal: {includes: [dealer]}}\n"
        "uncontrolled_pages: [index]",
    ),
    "site_config/people.yaml": (
        f"{PEOPLE}  quolla: {{name: Quolla-Name, roles: [quality, sales]}}\n"
    ),
    "schemas/families/pump.yaml": FAMILY.replace(
        "  price: {label: Price, type: number, unit: EUR, audience: dealer}",
        "  quagga_key: {label: Quagga-Label, type: number, unit: EUR, audience: dealer}",
    ),
    "schemas/families/qua-family.yaml": (
        "id: qua-family\nname: Quagga-Family\naudience: dealer\n"
        "attributes:\n  bore: {label: Bore, type: integer, unit: mm}\n"
    ),
    "content/products/hx-100.yaml": _HX_100,
    "content/products/hx-90.yaml": _HX_90,
    "content/products/qua-900.yaml": _QUA_900,
    "content/products/qua-in-family.yaml": (
        "id: qua-in-family\nname: Quagga-Member\nfamily: qua-family\nspecs: {bore: 15}\n" + _CONTROL
    ),
    "content/pages/qua-rabatte.md": (
        "---\ntitle: Quagga-Page\n"
        "control: {id: qua-rabatte, owner: sales, audience: dealer}\n---\n\n"
        "Quagga-Paragraph.\n"
    ),
    "content/media/qua-file.txt": "Quagga-Bytes\n",
    "content/media/qua-cert.txt": "Certified.\n",
    "content/media/qua-proof.txt": "Proved.\n",
    "content/media/qux-proof.txt": "Proved again.\n",
    "content/media/qua-pump.svg": "<svg xmlns='http://www.w3.org/2000/svg' id='q'/>",
}


def marks(*kinds: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    return (mark for kind in kinds for words in kind.values() for mark in words)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """Which of the words the output of each audience holds, in whatever file or name of one."""
    site = write_site(tmp_path_factory.mktemp("site"), SITE | dict.fromkeys(_UNWANTED))
    approved(site, by="quolla")
    command = ("build", "--site", site, "--as-of", "2026-06-01", "--locale", "en")
    code, said, errors = run(*command)
    assert code == 0, said + errors
    found: dict[str, set[str]] = {"public": set(), "dealer": set(), "internal": set()}
    kinds = set()
    for path, text in everything_in(site / "build"):
        audience, _, name = path.partition("/")
        kinds.add(name.rpartition(".")[2])
        here = text + name
        found[audience] |= {mark for mark in marks(DEALERS, INTERNAL, NOBODYS) if mark in here}
    assert kinds >= {"html", "json", "xml", "ics", "pdf", "pf_fragment", "pf_meta", "txt", "pack"}
    return found


_UNWANTED = ("content/pages/terms.md", "content/media/hx-100.svg")


def test_every_part_with_an_audience_has_its_words() -> None:
    """A new one is to be planted above."""
    kinds = {
        one.__name__
        for module in (family, page, product)
        for one in vars(module).values()
        if isinstance(one, type)
        and issubclass(one, Struct)
        and "audience" in {field.name for field in fields(one)}
    }
    assert kinds <= DEALERS.keys()


def test_the_public_reads_nothing_that_is_for_dealers(told: dict[str, set[str]]) -> None:
    assert told["public"] == set()


def test_dealers_read_all_that_is_for_them_and_nothing_internal(told: dict[str, set[str]]) -> None:
    assert told["dealer"] == set(marks(DEALERS))


def test_those_inside_read_the_proofs_too_but_not_who_approved(told: dict[str, set[str]]) -> None:
    assert told["internal"] == set(marks(DEALERS, INTERNAL))
