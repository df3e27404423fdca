"""The files of an output are the same whether one process looks at them or several do."""

from hashlib import sha256
from pathlib import Path

import pytest
from msgspec.msgpack import decode

from inforce.domain.errors import InforceError
from inforce.pipeline.output import files_there
from inforce.pipeline.output.files_there import digests_there
from inforce.pipeline.output.manifest import NAME, STORE
from inforce.readers import stamps as stamps_module
from inforce.readers.stamps import Stamps

APART = (NAME, STORE)


def hexed(octets: bytes) -> str:
    return sha256(octets).hexdigest()


@pytest.fixture
def spread_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have several processes look, dealt out to from folders with 3 folders on."""
    monkeypatch.setattr(files_there, "_MANY", 3)
    monkeypatch.setattr(files_there, "_WORTH_SPREADING", 1)
    monkeypatch.setattr(files_there, "cores", lambda: 3)
    monkeypatch.setattr(files_there, "lone", lambda: True)


@pytest.fixture(params=["one", "several"])
def _either_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stamps_module, "_was_quiet", lambda *_: True)
    if request.param == "several":
        request.getfixturevalue("spread_out")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    paths = ["index.html", "api/v1/a.json", "api/v1/manifest.json", f"api/{STORE}/x", "a/b/c/d/e.x"]
    paths += [f"products/{number}/index.html" for number in range(7)]
    for path in (*paths, NAME, f"{STORE}/editions/1.json"):
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(path, encoding="utf-8")
    return tmp_path


@pytest.mark.usefixtures("_either_way")
def test_every_file_is_looked_at_but_those_apart(folder: Path) -> None:
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    wanted = {name: hexed(name.encode()) for name in names - {NAME, f"{STORE}/editions/1.json"}}
    stamps = Stamps()
    assert digests_there(folder, stamps, {}, APART) == wanted
    assert stamps.packed() != Stamps().packed()
    assert len(wanted) == 12


@pytest.mark.usefixtures("_either_way")
def test_what_was_met_is_known_the_next_time(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Stamps()
    found = digests_there(folder, first, {}, APART)
    (folder / "products/3/index.html").write_bytes(b"more")
    (folder / "products/4/index.html").write_bytes(b"read")
    read = {"products/4/index.html": hexed(b"read"), "products/5/index.html": "00" * 32}
    second = Stamps(first.packed())
    changed = {"products/3/index.html": hexed(b"more"), **read}
    assert digests_there(folder, second, read, APART) == found | changed
    monkeypatch.setattr(stamps_module, "file_digest", lambda _: b"not to be read")
    third = Stamps(second.packed())
    assert digests_there(folder, third, {}, APART) == found | changed
    assert decode(third.packed()) == decode(second.packed())


@pytest.mark.usefixtures("spread_out")
def test_a_file_that_cannot_be_read_is_told(folder: Path) -> None:
    (folder / "products/6/index.html").unlink()
    (folder / "products/6/index.html").symlink_to("nowhere")
    with pytest.raises((InforceError, OSError), match=r"products/6/index\.html"):
        digests_there(folder, Stamps(), {}, APART)
