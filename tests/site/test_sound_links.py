"""Links that led somewhere before are not followed again, and what is found is the same."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inforce.pipeline.links import sound_links
from inforce.pipeline.links.link_index import LinkIndex
from inforce.pipeline.links.sound_links import SoundLinks
from inforce.pipeline.output.manifest import NAME, Manifest, digests
from inforce.readers.regular import octets_of

ORIGIN = "https://site.example/"
PATHS = ("a/index.html", "b/index.html", "c/index.html")
PAGES = {PATHS[0]: '<a href="../b/#one">b</a>', PATHS[1]: '<p id="one">', "map.txt": "text"}


@pytest.fixture(autouse=True)
def _keeps_of_small_sites(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sound_links, "_WORTH_KEEPING", 1)


def output(folder: Path, pages: Mapping[str, str]) -> Manifest:
    folder.mkdir(exist_ok=True)
    for path, text in pages.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    (folder / NAME).unlink(missing_ok=True)
    manifest = Manifest(
        as_of=date(2026, 6, 1),
        audience="public",
        edition="",
        preview=False,
        items={},
        files=digests(folder),
    )
    (folder / NAME).write_bytes(msgspec.json.encode(manifest))
    return manifest


def unproven(
    root: Path, pages: Mapping[str, str], origin: str = ORIGIN, live: str = "live"
) -> Sequence[str] | None:
    """Return what has to be looked at of ``pages``, after an output with sound links."""
    before = output(root / live, PAGES)
    sound = SoundLinks(root, root / live, ORIGIN)
    sound.keep(root / live, before.files)
    after = output(root / "new", pages)
    now = SoundLinks(root, root / live, origin)
    found = now.unproven(root / "new", after.files, before)
    return None if found is None else sorted(found)


def test_what_is_new_is_looked_at(tmp_path: Path) -> None:
    assert unproven(tmp_path, PAGES) == []
    more = {PATHS[1]: '<p id="two"><p id="one">', PATHS[2]: "", "more.txt": ""}
    assert unproven(tmp_path, PAGES | more) == [*PATHS[1:]]


@pytest.mark.parametrize(
    "pages",
    [
        {path: PAGES[path] for path in PATHS[:2]},
        PAGES | {PATHS[1]: "<p>"},
    ],
    ids=["a file is gone", "an anchor is gone"],
)
def test_where_anything_is_gone_all_is_looked_at(tmp_path: Path, pages: Mapping[str, str]) -> None:
    assert unproven(tmp_path, pages) is None


def test_at_another_address_all_is_looked_at(tmp_path: Path) -> None:
    assert unproven(tmp_path, PAGES, "https://other.example/") is None


def test_where_much_is_new_all_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sound_links, "_FEW", 1)
    assert unproven(tmp_path, PAGES | {PATHS[2]: ""}) == [PATHS[2]]
    assert unproven(tmp_path, PAGES | {PATHS[2]: "", "d.html": ""}) is None


def test_of_another_program_nothing_is_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = output(tmp_path / "live", PAGES)
    SoundLinks(tmp_path, tmp_path / "live", ORIGIN).keep(tmp_path / "live", before.files)
    monkeypatch.setattr(sound_links, "program", lambda: b"another")
    found = SoundLinks(tmp_path, tmp_path / "live", ORIGIN)
    assert found.unproven(tmp_path / "live", before.files, before) is None


def test_what_cannot_be_read_of_an_output_proves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = octets_of

    def closed(file: Path) -> bytes:
        if file == tmp_path / "live" / PATHS[1]:
            raise PermissionError
        return read(file)

    monkeypatch.setattr(sound_links, "octets_of", closed)
    assert unproven(tmp_path, PAGES | {PATHS[1]: '<p id="one">more'}) is None


def test_an_output_that_was_altered_proves_nothing(tmp_path: Path) -> None:
    before = output(tmp_path / "live", PAGES)
    sound = SoundLinks(tmp_path, tmp_path / "live", ORIGIN)
    assert sound.unproven(tmp_path / "live", before.files, before) is None  # it was not looked at
    sound.keep(tmp_path / "live", before.files)
    assert sound.unproven(tmp_path / "live", before.files, before) == []
    assert sound.unproven(tmp_path / "live", before.files, None) is None
    after = output(tmp_path / "new", PAGES | {PATHS[1]: '<p id="one">more'})
    assert sound.unproven(tmp_path / "new", after.files, before) == [PATHS[1]]
    (tmp_path / "live" / PATHS[1]).write_text("<p>", encoding="utf-8")
    assert sound.unproven(tmp_path / "new", after.files, before) is None
    (tmp_path / "live" / PATHS[1]).unlink()
    assert sound.unproven(tmp_path / "new", after.files, before) is None
    (tmp_path / "live" / NAME).write_bytes(b"{}")
    assert sound.unproven(tmp_path / "live", before.files, before) is None


def test_of_few_files_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sound_links, "_WORTH_KEEPING", 4)
    assert unproven(tmp_path, PAGES) is None
    assert not (tmp_path / ".cache").exists()


def page(links: Sequence[str], anchors: Sequence[str]) -> str:
    named = "".join(f'<p id="{anchor}">' for anchor in anchors)
    return named + "".join(f'<a href="{link}">there</a>\n' for link in links)


LINKS = st.lists(
    st.sampled_from(["../a/", "../b/#one", "../c/#two", "#one", "/b/#two", f"{ORIGIN}c/", "../d/"]),
    max_size=3,
)
OUTPUTS = st.dictionaries(
    st.sampled_from(PATHS),
    st.builds(page, LINKS, st.lists(st.sampled_from(["one", "two"]), max_size=2)),
)


@settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(before=OUTPUTS, after=OUTPUTS)
def test_what_is_found_is_the_same(
    tmp_path_factory: pytest.TempPathFactory, before: dict[str, str], after: dict[str, str]
) -> None:
    root = tmp_path_factory.mktemp("outputs")
    first = output(root / "live", before)
    sound = SoundLinks(root, root / "live", ORIGIN)
    if not list(LinkIndex(root / "live", first.files, ORIGIN).problems()):
        sound.keep(root / "live", first.files)
    second = output(root / "new", {**before, **after})
    wanted = sound.unproven(root / "new", second.files, first)
    index = LinkIndex(root / "new", second.files, ORIGIN)
    found = list(index.problems(wanted))
    assert found == list(LinkIndex(root / "new", second.files, ORIGIN).problems())
