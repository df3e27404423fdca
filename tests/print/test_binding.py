"""Parts of one document, set apart and bound together."""

import subprocess
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias

import pikepdf
import pytest
from msgspec import structs
from pypdf import PdfReader

from inforce.renderers.typst import trees
from inforce.renderers.typst.binding import Part, Place, bound
from inforce.renderers.typst.boxes import with_bleed_boxes
from inforce.renderers.typst.engine import Engine, Standards, TypesettingError, font_folders
from tests.print.structure import annotations, catalogue, entries, flaws

Entries: TypeAlias = list[Any]

TABLE = "#table(columns: 2, table.header[Size][Mass], [1], [2], [3], [4])\n"
PARTS = {
    "front": """
#heading(level: 1, outlined: false)[Contents]
#link("inforce-dest:family:pump")[Pumps] #link("inforce-dest:product:b")[B]
#link("inforce-dest:насос")[Насос] #link("https://example.com/")[Elsewhere]
#pdf.attach("told.json", relationship: "data", mime-type: "application/json", description: "All")
""",
    "pumps": f"""
= Pumps <family:pump>
== A <product:a>
{TABLE}
#link(<product:a>)[Here] #link("inforce-dest:product:b")[There]
#pagebreak()
== Насос <насос>
{TABLE}
""",
    "more": f"""
#place(heading(level: 1, hide[Pumps]))
== B <product:b>
=== Sizes
{TABLE}
#link("inforce-dest:product:a")[A] #link("inforce-dest:plain")[Not a heading]
= Valves <family:valve>
== C <product:a>
#link(<product:a>)[The first of its name]
#[Words] <plain> #link((page: 1, x: 0pt, y: 0pt))[Top]
""",
    "index": """
#set page(numbering: "i")
= Index
#columns(2, [#link("inforce-dest:product:a")[A 1] #colbreak() #link("inforce-dest:product:b")[B 3]])
""",
}


class Bindery:
    """Sets parts from their source, each with the head that all have in common."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "told.json").write_text("{}")
        self.engine = Engine(folder, font_folders(None))

    def part(self, name: str, source: str, *, continued: bool = False) -> Part:
        head = '#set document(title: "All of it", author: "Us")\n'
        head += '#set text(font: "Roboto", lang: "en")\n#set page(height: 90mm)\n'
        (self.folder / f"{name}.typ").write_text(head + source, encoding="utf-8")
        file = self.folder / f"{name}.pdf"
        file.write_bytes(self.engine.pdf(f"{name}.typ", date(2026, 3, 1)).pdf)
        return Part(file=file, continued=continued)


@pytest.fixture(scope="module")
def bindery(tmp_path_factory: pytest.TempPathFactory) -> Bindery:
    return Bindery(tmp_path_factory.mktemp("bindery"))


@pytest.fixture(scope="module")
def parts(bindery: Bindery) -> list[Part]:
    places = {"plain": Place(page=1, left=20, top=200.5), "product:a": Place(page=1, left=0, top=0)}
    made = {name: bindery.part(name, source) for name, source in PARTS.items()}
    made["more"] = structs.replace(made["more"], continued=True, places=places)
    return list(made.values())


@pytest.fixture(scope="module")
def volume(parts: list[Part]) -> bytes:
    return bound(parts)


@pytest.fixture(scope="module")
def reader(volume: bytes) -> PdfReader:
    return PdfReader(BytesIO(volume))


def test_the_parts_are_one_document_without_a_flaw(volume: bytes) -> None:
    assert flaws(volume) == []


def test_pages_that_are_only_put_together_are_found_flawed(parts: list[Part]) -> None:
    with pikepdf.open(parts[1].file) as pdf, pikepdf.open(parts[2].file) as other:
        for page in other.pages:
            pdf.pages.append(page)
        octets = BytesIO()
        pdf.save(octets)
    found = " ".join(flaws(octets.getvalue()))
    for flaw in ("has other parents", "has another parent", "on no page", "NPages>3<"):
        assert flaw in found


def test_readers_of_pdf_find_no_fault(volume: bytes, qpdf: Path, tmp_path: Path) -> None:
    file = tmp_path / "volume.pdf"
    file.write_bytes(volume)
    subprocess.run([qpdf, "--check", file], check=True, capture_output=True)


def test_pages_keep_their_order_and_their_text(parts: list[Part], reader: PdfReader) -> None:
    apart = [page for part in parts for page in PdfReader(part.file).pages]
    assert [page.extract_text() for page in reader.pages] == [page.extract_text() for page in apart]


def test_a_continued_family_is_one_entry_of_the_outline(reader: PdfReader) -> None:
    assert titles(reader.outline) == [
        "Pumps",
        ["A", "Насос", "B", ["Sizes"]],
        "Valves",
        ["C"],
        "Index",
    ]


def test_the_heading_that_nobody_sees_is_not_read_out_either(volume: bytes) -> None:
    with pikepdf.open(BytesIO(volume)) as pdf:
        levels = [str(kid.S) for kid in pdf.Root.StructTreeRoot.K[0].K if "/H" in str(kid.S)]
    assert levels == ["/H1", "/H1", "/H2", "/H2", "/H2", "/H3", "/H1", "/H2", "/H1"]


def test_a_heading_that_is_seen_stays(bindery: Bindery, parts: list[Part]) -> None:
    more = bindery.part("seen", "= Pumps, continued\n== D <product:b>", continued=True)
    octets = bound([parts[1], more])
    assert flaws(octets) == []
    reader = PdfReader(BytesIO(octets))
    assert titles(reader.outline) == ["Pumps", ["A", "Насос", "D"]]
    assert "Pumps, continued" in reader.pages[-1].extract_text()


def test_what_stands_before_the_first_heading_stays(bindery: Bindery, parts: list[Part]) -> None:
    source = (
        "#block[*First* words]\n#block(place(heading(level: 1, hide[Pumps])))\n== B <product:b>"
    )
    octets = bound([parts[1], bindery.part("after", source, continued=True)])
    assert flaws(octets) == []
    assert titles(PdfReader(BytesIO(octets)).outline) == ["Pumps", ["A", "Насос", "B"]]
    assert "/H1" not in tags(octets).split("/Strong")[1]


def test_parts_without_an_entry_in_the_outline_are_bound(bindery: Bindery) -> None:
    quiet = [
        bindery.part("quiet", "#heading(level: 1, outlined: false)[One]"),
        bindery.part("words", "Words alone.", continued=True),
    ]
    octets = bound(quiet)
    assert flaws(octets) == []
    assert titles(PdfReader(BytesIO(octets)).outline) == []


def test_a_role_that_only_a_later_part_has_keeps_its_meaning(
    bindery: Bindery, parts: list[Part]
) -> None:
    file = bindery.folder / "role.pdf"
    with pikepdf.open(parts[3].file) as pdf:
        root = pdf.Root.StructTreeRoot
        root.RoleMap.Tile = pikepdf.Name.Div
        root.RoleMap.Strong = pikepdf.Name.P
        pdf.save(file)
    with pikepdf.open(BytesIO(bound([*parts, Part(file=file)]))) as pdf:
        roles = pdf.Root.StructTreeRoot.RoleMap
        assert [str(roles.Tile), str(roles.Strong)] == ["/Div", "/Span"]


@pytest.mark.parametrize(
    ("standards", "claimed"),
    [
        (Standards.ARCHIVAL, ["3", "1"]),
        (Standards.ACCESSIBLE, ["", "1"]),
        (Standards.NONE, ["", ""]),
    ],
)
def test_what_parts_do_not_keep_to_the_whole_does_not_claim(
    bindery: Bindery, standards: Standards, claimed: list[str]
) -> None:
    file = bindery.folder / "plain.pdf"
    (bindery.folder / "plain.typ").write_text('#set document(title: "Plain")\n= One\nWords.')
    file.write_bytes(bindery.engine.pdf("plain.typ", date(2026, 3, 1), standards).pdf)
    octets = bound([Part(file=file), Part(file=file)])
    assert told(octets, "xmpTPg:NPages") == "2"
    assert [told(octets, f"{name}:part") for name in ("pdfaid", "pdfuaid")] == claimed


def test_a_bound_document_takes_the_boxes_of_a_press(volume: bytes) -> None:
    octets = with_bleed_boxes(volume, Decimal(3))
    assert flaws(octets) == []
    assert PdfReader(BytesIO(octets)).pages[4].bleedbox.left == pytest.approx(-8.504)


def test_links_between_parts_lead_to_their_labels(reader: PdfReader) -> None:
    assert links(reader, 0) == [
        ("Pumps", 1),
        ("B", 3),
        ("Насос", 2),
        ("https://example.com/", "https://example.com/"),
    ]
    assert links(reader, 3)[:2] == [("A", 1), ("plain", 3)]
    assert links(reader, 4) == [("A", 1), ("B", 3)]


def test_a_label_that_is_no_heading_leads_where_it_is_said_to_be(volume: bytes) -> None:
    with pikepdf.open(BytesIO(volume)) as pdf:
        place = dict(trees.names(pdf.Root.Names.Dests))[b"plain"]
        page = pdf.pages[3]
        assert place[0] == page.obj
        assert [float(figure) for figure in list(place)[2:]] == [
            20,
            pytest.approx(float(page.mediabox[3]) - 200.5, abs=0.001),
            0,
        ]


def test_of_two_labels_of_a_name_the_first_holds(reader: PdfReader) -> None:
    assert [place for _, place in links(reader, 3)[2:]] == [1, 3]


def test_a_link_to_no_label_is_one_line(bindery: Bindery, parts: list[Part]) -> None:
    lost = bindery.part("lost", '= Lost\n#link("inforce-dest:product:z")[Z]')
    with pytest.raises(TypesettingError) as raised:
        bound([parts[0], lost])
    assert str(raised.value) == "a link leads to 'family:pump', a label that no part has"


def test_a_part_that_continues_nothing_is_one_line(parts: list[Part]) -> None:
    with pytest.raises(TypesettingError, match="continues a family that no part before it begins"):
        bound([parts[0], parts[2]])


def test_the_file_that_one_part_carries_is_that_of_all(reader: PdfReader) -> None:
    assert dict(reader.attachments) == {"told.json": [b"{}"]}


def test_pages_are_numbered_as_each_part_numbers_them(reader: PdfReader) -> None:
    assert reader.page_labels == ["1", "2", "3", "4", "i"]


def test_the_same_parts_are_the_same_file_and_others_another(
    parts: list[Part], volume: bytes
) -> None:
    assert bound(parts) == volume
    other = bound([*parts, parts[3]])
    assert told(other, "xmpMM:DocumentID") == told(volume, "xmpMM:DocumentID") != ""
    assert told(other, "xmpMM:InstanceID") != told(volume, "xmpMM:InstanceID") != ""


def test_a_tree_of_many_names_is_read_as_it_was_written() -> None:
    entries = [(f"{number:04d}".encode(), pikepdf.Name.X) for number in range(trees.LEAF * 2 + 1)]
    tree = trees.name_tree(entries)
    assert [len(kid["/Names"]) for kid in tree["/Kids"]] == [2 * trees.LEAF, 2 * trees.LEAF, 2]
    assert [bytes(name) for name in tree["/Kids"][1]["/Limits"]] == [b"0500", b"0999"]
    assert list(trees.names(tree)) == entries


def tags(pdf: bytes) -> str:
    """The kinds of all elements in reading order, one after the other."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        todo, found = [opened.Root.StructTreeRoot], []
        while todo:
            element = todo.pop()
            found.append(str(element.get("/S", "")))
            kids = [kid for kid in element.get("/K", ()) if isinstance(kid, pikepdf.Dictionary)]
            todo += reversed(kids)
    return "".join(found)


def titles(outline: Entries) -> Entries:
    return [titles(entry) if isinstance(entry, list) else entry.title for entry in outline]


def links(reader: PdfReader, page: int) -> list[tuple[str, int | str]]:
    """What the links of a page say, and the index of the page or the address they lead to."""
    known = dict(entries(catalogue(reader)["/Names"]["/Dests"], "/Names"))
    pages = [page.indirect_reference for page in reader.pages]
    found: list[tuple[str, int | str]] = []
    for link in annotations(reader.pages[page]):
        held = link.get_object()
        if "/A" in held:
            found.append((held["/Contents"], held["/A"]["/URI"]))
        else:
            target = held["/Dest"]
            place = target if isinstance(target, list) else known[target].get_object()
            found.append((held["/Contents"], pages.index(place[0])))
    return found


def metadata(pdf: bytes) -> str:
    with pikepdf.open(BytesIO(pdf)) as opened:
        return opened.Root.Metadata.read_bytes().decode()


def told(pdf: bytes, name: str) -> str:
    """What the metadata tell under a name; nothing where it is not there."""
    return metadata(pdf).partition(f"<{name}>")[2].partition("<")[0]
