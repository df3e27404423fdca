"""What an output has of leaves is found again however it was packed and passed on."""

from io import BytesIO

import msgspec
from msgspec import Raw

from inforce.pipeline.leaves.leaves import (
    Entry,
    Leaf,
    LeafFile,
    Sheaf,
    Written,
    entries,
    pack,
    unpack,
    unpack_sheaf,
)
from inforce.pipeline.links.file_links import FileLinks

LINKS = FileLinks(links=("../b/",), anchors=("top",))


def leaf(name: str) -> Leaf:
    page = f"{name}index.html"
    return Leaf(
        lookups=(("products", name),),
        rests=b"r" * 32,
        files={page: name.encode() * 2, f"api/{name}.json": b"\x0f"},
        records={page: b"words"},
        links={page: Raw(msgspec.msgpack.encode(LINKS))},
    )


def test_a_leaf_is_unpacked_as_it_was_packed() -> None:
    one = leaf("a/")
    again = unpack(pack(one))
    assert (again.lookups, again.rests, again.files) == (one.lookups, one.rests, one.files)
    assert again.records == one.records
    assert msgspec.msgpack.decode(again.links["a/index.html"], type=FileLinks) == LINKS


def sheaf(*names: str) -> Raw:
    leaves = {name: leaf(name) for name in names}
    files = {path: one for its in leaves.values() for path, one in its.files.items()}
    packed = {name: pack(its) for name, its in leaves.items()}
    return pack(Sheaf((("products", "a/"),), b"s" * 32, files, packed))


def test_a_sheaf_is_unpacked_as_it_was_packed() -> None:
    one = unpack_sheaf(sheaf("a/", "b/"))
    assert (one.lookups, one.rests) == ((("products", "a/"),), b"s" * 32)
    assert {name: unpack(packed).files for name, packed in one.leaves.items()} == {
        name: leaf(name).files for name in ("a/", "b/")
    }


def test_what_was_added_to_a_file_is_read_from_it() -> None:
    stream = BytesIO()
    added = Entry("a/", bytes(sheaf("a/", "b/")), ("b/",)), Entry("c/", reused=("c/", "d/"))
    for one in added:
        LeafFile(stream).add(one)
    stream.seek(0)
    assert tuple(entries(stream)) == added


def test_what_was_written_is_told_of_all_leaves() -> None:
    found = Written(
        {"a/": sheaf("a/", "b/"), "c/": sheaf("c/"), "d/": sheaf("d/")},
        {"a/": ("b/",), "c/": ("c/",)},
    )
    names = ("a/", "b/", "c/", "d/")
    assert tuple(name for name, _ in found.leaves()) == names
    assert all(unpack(packed).files == leaf(name).files for name, packed in found.leaves())
    assert [*found.files("a/")] == ["a/index.html", "api/a/.json", "b/index.html", "api/b/.json"]
    assert found.digests()["a/index.html"] == b"a/a/".hex()
    assert len(found.digests()) == 8
    assert [*found.read()] == ["b/index.html", "api/b/.json", "c/index.html", "api/c/.json"]
    assert found.records() == {f"{name}index.html": b"words" for name in names}
    links = found.links()
    assert len(links) == 4
    assert "b/index.html" in links
    assert "api/b/.json" not in links
    assert dict(links) == dict.fromkeys(found.records(), LINKS)
