"""The folder that is handed over: one site, every form."""

import csv
import io
import json
import re
import subprocess
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from shutil import copytree, which
from urllib.parse import unquote

import pytest
from jsonschema import Draft202012Validator
from pypdf import PdfReader

from inforce.domain.editions.edition import NoticeKind
from inforce.domain.registers.register import Outcome
from inforce.readers.schemas import schema_text
from inforce.renderers.evidence.sheets import cell_text
from tests.cli.program import run
from tests.sites import PRODUCT, approved, edit, reviewed, tree, write_site

DAY = "2026-02-20"
FEEDBACK = """\
id: FB-2026-001
kind: correction
received: 2026-01-05
item: hx-100
text: The head is too low, says Mr Geheim.
sender: {name: Otto Geheim, email: otto@geheim.example}
"""
LEAVING = (
    "lifecycle: {announced_on: 2025-10-01, notice: PDN-1, last_order: 2026-03-31,"
    " last_delivery: 2026-12-31, support_until: 2030-12-31, reason: {en: Nobody asked for it},"
    " no_replacement: {en: Nobody asked for it}}\ncontrol:"
)
WAIVERS = """\
- {rule: RVW003, item: terms, until: 2026-03-01, reason: "=1+1 <b>", by: boris}
- {rule: RVW003, item: hx-110, until: 2025-03-01, reason: Long ago, by: anna}
"""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with a year of life: two products, a page, a change, an end, a late review."""
    root = write_site(
        tmp_path_factory.mktemp("lived"),
        {
            "content/products/hx-110.yaml": PRODUCT.replace("hx-100", "hx-110")
            .replace("HX 100", "HX <110> & co")
            .replace("HX100-230", "HX110-230")
            .replace("media/hx-110.svg", "media/hx-100.svg"),
            "content/feedback/FB-2026-001.yaml": FEEDBACK,
            "site_config/waivers.yaml": WAIVERS,
        },
    )
    approved(root, day=date(2024, 12, 1))
    reviewed(root, "hx-100", day=date(2025, 6, 1))
    edit(root, "content/products/hx-100.yaml", "A pump.", "A better pump.")
    approved(root, "hx-100", day=date(2025, 9, 1))
    edit(root, "content/products/hx-110.yaml", "control:", LEAVING)
    approved(root, "hx-110", day=date(2025, 10, 1))
    reviewed(root, "terms", day=date(2025, 12, 20))
    reviewed(root, "hx-100", day=date(2026, 2, 1), outcome=Outcome.CHANGE_NEEDED)
    return root


@pytest.fixture(scope="session")
def english(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return delivered(site, tmp_path_factory.mktemp("out") / "pack")


@pytest.fixture(scope="session")
def russian(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return delivered(site, tmp_path_factory.mktemp("out") / "pack", "--locale", "ru")


def delivered(site: Path, out: Path, *arguments: str) -> Path:
    code, printed, errors = run("evidence", "-o", out, "--site", site, "--as-of", DAY, *arguments)
    assert (code, printed) == (0, ""), errors
    assert "warning" not in errors
    return out


def load(folder: Path, name: str = "evidence.json") -> dict[str, object]:
    loaded: dict[str, object] = json.loads((folder / name).read_text(encoding="utf-8"))
    return loaded


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    octets = (folder / name).read_bytes()
    assert octets.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(octets.decode("utf-8-sig"))))


def figures(folder: Path) -> dict[str, dict[str, object]]:
    report = load(folder)
    known: dict[str, dict[str, object]] = {}
    for question in report["questions"]:  # type: ignore[attr-defined]
        known |= {figure["key"]: figure for figure in question["figures"]}
    for grid in report["grids"]:  # type: ignore[attr-defined]
        for row in grid["rows"]:
            known |= {figure["key"]: figure for figure in row["figures"]}
    return known


class Page(HTMLParser):
    """What a page holds: ids, links, and what it would fetch."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.loose: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "a":
            self.links.append(given["href"])
        if tag == "link":
            self.fetched.append(given["href"])
        if tag == "th" and given.get("scope") not in {"row", "col"}:
            self.loose.append("th")
        if tag in {"script", "img", "iframe", "object"}:
            self.loose.append(tag)


def printed_text(folder: Path) -> str:
    reader = PdfReader(folder / "evidence.pdf")
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def pages(folder: Path) -> Iterator[tuple[Path, Page]]:
    for path in sorted(folder.rglob("*.html")):
        yield path, Page(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("locale", ["english", "russian"])
def test_every_link_leads_somewhere(locale: str, request: pytest.FixtureRequest) -> None:
    folder = request.getfixturevalue(locale)
    known = {path.resolve(): page for path, page in pages(folder)}
    links = 0
    for path, page in known.items():
        assert len(page.ids) == len(set(page.ids)), path
        for href in page.links:
            target, _, anchor = unquote(href).partition("#")
            file = (path.parent / target).resolve() if target else path
            assert file.is_file(), (path, href)
            assert not anchor or anchor in known[file].ids, (path, href)
            links += 1
    assert links > 100


def test_no_page_asks_for_anything_outside(english: Path) -> None:
    for path, page in pages(english):
        assert page.loose == [], path
        assert all(not href.startswith(("http", "//")) for href in page.fetched), path
    index = (english / "index.html").read_text(encoding="utf-8")
    assert "<link" not in index
    assert "url(" not in index
    assert "@import" not in index


def test_the_schema_knows_every_kind_of_notice() -> None:
    told = json.loads(schema_text("evidence"))["properties"]["notices"]["items"]["properties"]
    assert set(told["kind"]["enum"]) == {kind.value for kind in NoticeKind}


def test_the_document_keeps_to_its_schema(english: Path) -> None:
    schema = json.loads(schema_text("evidence"))
    Draft202012Validator.check_schema(schema)
    assert list(Draft202012Validator(schema).iter_errors(load(english))) == []


def test_all_forms_say_the_same(english: Path) -> None:
    known = figures(english)
    index = (english / "index.html").read_text(encoding="utf-8")
    shown = re.findall(r"<dt>([^<]+)</dt><dd><(?:a|span)[^>]*>([^<]+)</", index)
    printed = printed_text(english)
    said = {name: text.replace("\N{NO-BREAK SPACE}", " ") for name, text in shown}
    expected = {
        "Items published": "3",
        "Confirmed by the due day": "3 of 4",
        "Confirmed late": "1",
        "Still owed": "0",
        "Substantive changes": "2",
        "Notices": "1",
        "Messages received": "1",
        "Told before the end, shortest": "181 days",
    }
    assert {name: said[name] for name in expected} == expected
    assert (known["on_time"]["value"], known["on_time"]["whole"]) == (3, 4)
    assert known["items"]["value"] == len(rows(english, "items.csv")) == 3
    assert known["reviews"]["value"] == 3
    assert len(rows(english, "changes.csv")) == 2
    assert len(rows(english, "notices.csv")) == known["notices"]["value"] == 1
    assert len(rows(english, "feedback.csv")) == known["received"]["value"] == 1
    for name, text in expected.items():
        assert f"{name} {text}" in printed


def test_the_pack_tells_who_had_which_role_when(site: Path, tmp_path: Path) -> None:
    root = copytree(site, tmp_path / "site")
    path = root / "site_config/people.yaml"
    left = (
        "  dora: {name: Dora <D>, roles: [sales, quality], from: 2024-01-01, until: 2025-06-30}\n"
    )
    path.write_text(path.read_text(encoding="utf-8") + left, encoding="utf-8")
    out = delivered(root, tmp_path / "out")
    told = [row for row in rows(out, "people.csv") if row["person"] == "dora"]
    assert [(row["role"], row["from"], row["until"]) for row in told] == [
        ("sales", "2024-01-01", "2025-06-30"),
        ("quality", "2024-01-01", "2025-06-30"),
    ]
    people = load(out)["people"]
    assert people[-1] == {  # type: ignore[index]
        "id": "dora", "roles": ["sales", "quality"], "from": "2024-01-01", "until": "2025-06-30",
    }  # fmt: skip
    index = (out / "index.html").read_text(encoding="utf-8")
    assert "Dora &lt;D&gt;</th><td>Sales, Quality" in index
    assert "<td>1 January 2024</td><td>30 June 2025</td>" in index.replace(
        "\N{NO-BREAK SPACE}", " "
    )
    assert "Dora <D> Sales, Quality" in printed_text(out)


def test_every_source_of_a_figure_carries_the_seal_of_its_entry(english: Path) -> None:
    seals = {
        (item["id"], entry["number"]): entry["seal"]
        for item in load(english)["items"]  # type: ignore[attr-defined]
        for entry in item["entries"]
    }
    listed = {
        row["seal"] for name in ("approvals", "reviews") for row in rows(english, f"{name}.csv")
    }
    assert listed == set(seals.values())
    sources = [
        source
        for figure in figures(english).values()
        for source in figure["sources"]  # type: ignore[attr-defined]
        if source.get("part") == "entry"
    ]
    assert sources
    assert all(seals[source["item"], source["number"]] == source["seal"] for source in sources)


def test_the_manifest_holds_every_file_and_one_digest_stands_on_every_front(english: Path) -> None:
    manifest = load(english, "manifest.json")
    files = {name: sha256(octets).hexdigest() for name, octets in tree(english).items()}
    files.pop("manifest.json")
    assert manifest["files"] == files
    digest = str(manifest["digest"])
    assert digest == load(english)["digest"]
    assert digest in (english / "index.html").read_text(encoding="utf-8")
    front = PdfReader(english / "evidence.pdf").pages[0].extract_text()
    assert digest in front.replace("\n", "")
    heads = {row["id"]: row["head"] for row in rows(english, "items.csv")}
    assert manifest["heads"] == heads
    canonical = json.dumps({"heads": heads}, separators=(",", ":"), sort_keys=True)
    assert digest == f"sha256-jcs-1:{sha256(canonical.encode()).hexdigest()}"


@pytest.mark.skipif(not (which("jq") and which("sha256sum")), reason="takes jq and sha256sum")
def test_the_guide_proves_the_pack_without_inforce(english: Path) -> None:
    guide = Path(__file__).resolve().parents[2] / "docs/guide/evidence.md"
    recipe = re.findall(r"^jq .*$", guide.read_text(encoding="utf-8"), re.MULTILINE)
    said = [
        subprocess.run(line, shell=True, cwd=english, check=True, capture_output=True, text=True)  # noqa: S602 - the guide's own lines
        for line in recipe
    ]
    digest = str(load(english, "manifest.json")["digest"]).partition(":")[2]
    assert [done.stdout for done in said] == ["", f"{digest}  -\n"]


def test_twice_gives_the_same_bytes(site: Path, english: Path, tmp_path: Path) -> None:
    again = delivered(site, tmp_path / "again")
    assert tree(again) == tree(english)
    assert tree(delivered(site, again)) == tree(english)


def test_the_sender_and_the_message_stay_in_the_register(english: Path, russian: Path) -> None:
    for folder in (english, russian):
        for name, octets in tree(folder).items():
            assert b"geheim" not in octets.lower(), name
        assert "Geheim" not in printed_text(folder)


def test_what_people_wrote_is_text_and_no_formula(english: Path) -> None:
    index = (english / "index.html").read_text(encoding="utf-8")
    assert "=1+1 &lt;b&gt;" in index
    assert "HX &lt;110&gt; &amp; co" in index
    assert rows(english, "waivers.csv")[0]["reason"] == "'=1+1 <b>"
    assert [row["expired"] for row in rows(english, "waivers.csv")] == ["no", "yes"]


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1", "'=1"), ("+1", "'+1"), ("-1", "'-1"), ("@a", "'@a"), ("\t=1", "'\t=1"),
        ("a=1", "a=1"), (-3, "-3"), (None, ""), (date(2026, 1, 2), "2026-01-02"),
    ],
)  # fmt: skip
def test_a_cell_is_never_a_formula(cell: str | int | date | None, written: str) -> None:
    assert cell_text(cell) == written


def test_the_pack_speaks_russian(russian: Path) -> None:
    index = (russian / "index.html").read_text(encoding="utf-8")
    assert '<html lang="ru">' in index
    assert re.search(r'<span lang="en">[A-Z]{3}\d{3} ', index)
    assert "Чего этот комплект не доказывает" in index
    assert "3 из 4" in index
    assert "Подтверждено не позже срока 3 из 4" in printed_text(russian)


def test_the_paper_is_archival_and_holds_the_trails(english: Path) -> None:
    reader = PdfReader(english / "evidence.pdf")
    xmp = reader.xmp_metadata
    assert xmp is not None
    assert b"pdfaid" in xmp.stream.get_data() or "pdfaid" in str(xmp.stream.get_data())
    text = printed_text(english).replace(" ", "")
    for row in rows(english, "approvals.csv"):
        assert row["seal"] in text


def test_each_revision_tells_what_differs_from_the_one_before(english: Path) -> None:
    trail = (english / "items/hx-100.html").read_text(encoding="utf-8")
    assert trail.count('class="diff"') == 1
    assert "<td>A pump.</td><td>A better pump.</td>" in trail
    assert "A pump. A better pump." in printed_text(english)
    (change,) = (row for row in rows(english, "changes.csv") if row["item"] == "hx-100")
    assert change["differences"] == "Summary: A pump. → A better pump."


def test_an_offering_list_is_held_against_the_catalogue(tmp_path: Path) -> None:
    root = write_site(tmp_path / "site", {"erp.csv": "code,date\nHX999,2026-02-01\n"})
    policy = root / "site_config/policy.yaml"
    named = "offering: {file: erp.csv, date: date}\n"
    policy.write_text(policy.read_text(encoding="utf-8") + named, encoding="utf-8")
    approved(root, day=date(2025, 12, 1))
    out = delivered(root, tmp_path / "out")
    index = (out / "index.html").read_text(encoding="utf-8")
    assert '<tr id="offer-1"><th scope="row"><code>HX999</code></th>' in index
    assert [one["code"] for one in load(out)["offer"]] == ["HX999", "HX100-230"]  # type: ignore[attr-defined]
    assert "HX999 Sold, and not shown" in printed_text(out)


def test_a_part_of_the_site(site: Path, tmp_path: Path) -> None:
    out = delivered(site, tmp_path / "part", "hx-110", "--format", "json", "--format", "html")
    assert [item["id"] for item in load(out)["items"]] == ["hx-110"]  # type: ignore[attr-defined]
    assert load(out)["whole"] is False
    assert "Chosen items: 1 of 3" in (out / "index.html").read_text(encoding="utf-8")
    assert not list(out.glob("*.csv")) + list(out.glob("*.pdf"))
    pumps = delivered(site, tmp_path / "pumps", "--family", "pump", "--format", "json")
    assert [item["id"] for item in load(pumps)["items"]] == ["hx-100", "hx-110"]  # type: ignore[attr-defined]


def test_the_period_and_the_day(site: Path, tmp_path: Path) -> None:
    out = delivered(site, tmp_path / "old", "--since", "2024-11-01", "--format", "json")
    assert load(out)["since"] == "2024-11-01"
    code, _, errors = run("evidence", "-o", tmp_path / "past", "--site", site, "--as-of",
                          "2025-08-31", "--format", "json", "--since", "2024-11-01")  # fmt: skip
    assert code == 0, errors
    past = load(tmp_path / "past")
    entries = {item["id"]: len(item["entries"]) for item in past["items"]}  # type: ignore[attr-defined]
    assert entries == {"hx-100": 2, "hx-110": 1, "terms": 1}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("term",), "there is no item 'term' (did you mean terms?)"),
        (
            ("zz", "--family", "pum"),
            "there is no item 'zz' (`inforce status` lists them), no family",
        ),
        (("--locale", "de"), "unknown locale 'de'; this site has: en, ru"),
        (("--since", "2027-01-01"), "--since 2027-01-01 lies after 2026-02-20"),
    ],
)
def test_bad_arguments(site: Path, tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    out = tmp_path / "out"
    code, printed, errors = run("evidence", "-o", out, "--site", site, "--as-of", DAY, *arguments)
    assert (code, printed) == (2, "")
    assert words in errors
    assert not out.exists()


@pytest.mark.parametrize(
    "text",
    [None, "{}", "[", '{"kind": "other", "since": "2026-01-01"}', '{"x": ' + "[" * 100_000],
    ids=["none", "empty", "broken", "other", "deep"],
)
def test_a_folder_that_holds_something_else_is_left_alone(
    site: Path, tmp_path: Path, text: str | None
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "thesis.txt").write_text("Years of work", encoding="utf-8")
    if text is not None:
        (out / "manifest.json").write_text(text, encoding="utf-8")
    before = tree(out)
    code, _, errors = run("evidence", "-o", out, "--site", site, "--as-of", DAY)
    assert code == 2
    assert "holds something else than an evidence pack" in errors
    assert tree(out) == before


def test_a_file_in_the_place_of_the_folder_is_left_alone(site: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x", encoding="utf-8")
    code, _, errors = run("evidence", "-o", tmp_path / "out", "--site", site, "--as-of", DAY)
    assert code == 2
    assert "is a file" in errors


def test_an_empty_folder_is_taken(site: Path, tmp_path: Path) -> None:
    assert delivered(site, tmp_path, "--format", "csv").joinpath("items.csv").is_file()


def test_findings_and_unreadable_registers_are_in_the_pack(tmp_path: Path) -> None:
    root = write_site(tmp_path / "site")
    approved(root, day=date(2025, 6, 1))
    (root / "content/issued/terms/register.yaml").write_text("[", encoding="utf-8")
    out = tmp_path / "out"
    code, _, errors = run("evidence", "-o", out, "--site", root, "--as-of", DAY)
    assert code == 0
    assert "content/issued/terms/register.yaml: nothing of this register can be read" in errors
    index = (out / "index.html").read_text(encoding="utf-8")
    assert 'class="alarm">content/issued/terms/register.yaml' in index
    assert "APR002" in (out / "findings.html").read_text(encoding="utf-8")
    trail = (out / "items/terms.html").read_text(encoding="utf-8")
    assert "nothing of its register can be read" in trail


def test_a_light_site_has_an_honest_pack(tmp_path: Path) -> None:
    root = write_site(tmp_path / "site")
    edit(root, "site_config/policy.yaml", "approval: required", "approval: off")
    out = delivered(root, tmp_path / "out")
    index = (out / "index.html").read_text(encoding="utf-8")
    assert "This site works without approvals" in index
    assert "whoever can write to the repository publishes" in index
    assert "keeps no registers" in (out / "items/hx-100.html").read_text(encoding="utf-8")


def test_a_site_with_nothing_gives_nothing(tmp_path: Path) -> None:
    nothing = {"content/products/hx-100.yaml": None, "content/pages/terms.md": None}
    root = write_site(tmp_path / "site", nothing)
    code, _, errors = run("evidence", "-o", tmp_path / "out", "--site", root, "--as-of", DAY)
    assert code == 2
    assert "nothing to check" in errors
    assert not (tmp_path / "out").exists()


def test_many_items_are_printed_as_a_list(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("inforce.renderers.evidence.paper.MOST_TRAILS", 2)
    many = delivered(site, tmp_path / "many", "--format", "pdf")
    text = " ".join(
        " ".join(p.extract_text() for p in PdfReader(many / "evidence.pdf").pages).split()
    )
    assert "The trails of 3 items are not printed here" in text
    assert "Revision 1 approved" not in text
    assert "Only items whose review" not in text
    monkeypatch.setattr("inforce.renderers.evidence.paper.MOST_LISTED", 2)
    text = printed_text(delivered(site, many, "--format", "pdf"))
    assert "Only items whose review is not in time are listed here: 0 of 3" in text
    chosen = delivered(site, tmp_path / "chosen", "--format", "pdf", "hx-100", "hx-110", "terms")
    text = printed_text(chosen)
    assert "Revision 1 approved" in text
