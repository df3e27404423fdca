"""What an output has of leaves is found again however it was packed and passed on."""

from io import BytesIO

import msgspec
from msgspec import Raw

from inforce.pipeline.file_links import FileLinks
from inforce.pipeline.leaves import Leaf, LeafFile, pack, unpack, written

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


def test_leaves_of_several_processes_are_one() -> None:
    streams = BytesIO(), BytesIO(), BytesIO()
    mine, its, _ = (LeafFile(stream) for stream in streams)
    mine.add("a/", pack(leaf("a/")))
    its.add("b/", pack(leaf("b/")), reused=True)
    its.add("c/", pack(leaf("c/")))
    for stream in streams:
        stream.seek(0)
    found = written(streams)
    assert (sorted(found.leaves), found.reused) == (["a/", "b/", "c/"], ("b/",))
    assert unpack(found.leaves["c/"]).files == leaf("c/").files
    assert [*found.files("a/")] == ["a/index.html", "api/a/.json"]
    assert found.digests()["a/index.html"] == b"a/a/".hex()
    assert found.read() == {"b/index.html": b"b/b/".hex(), "api/b/.json": "0f"}
    assert found.records() == {f"{name}index.html": b"words" for name in ("a/", "b/", "c/")}
    links = found.links()
    assert len(links) == 3
    assert "b/index.html" in links
    assert "api/b/.json" not in links
    assert dict(links) == dict.fromkeys(found.records(), LINKS)
