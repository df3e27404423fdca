"""Publication that is broken off at each of its operations, and what is there then."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from inforce.domain.errors import InforceError
from inforce.pipeline.deployment.state import RUNS
from inforce.pipeline.output.manifest import NAME, STORE, Manifest
from tests.deployment.conftest import Faults, Place
from tests.deployment.editions import (
    Tree,
    build,
    built,
    dead_links,
    kept,
    publish,
    roll_back,
    tree,
    whole,
)
from tests.deployment.file_servers import HOST, SERVERS, FileServer

OLD = {"hx-100": "old", "hx-80": "goes"}
NEW = {"hx-100": "new", "hx-120": "comes"}
OTHER = {"hx-100": "old", "hx-130": "other"}
After = pytest.mark.parametrize("after", [False, True], ids=["call lost", "answer lost"])


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    base = tmp_path_factory.mktemp("editions")
    old = build(base / "old", OLD, day=1)
    new = build(base / "new", NEW, day=2, style="bold")
    return old, new, build(base / "other", OTHER, day=3)


def operations(faults: Faults, work: Callable[[], object]) -> int:
    """Return how many operations ``work`` takes."""
    faults.reset(None)
    work()
    return faults.count


def broken(faults: Faults, at: int, work: Callable[[], object], *, after: bool) -> None:
    """Break ``work`` at an operation."""
    faults.reset(at, after=after)
    with pytest.raises(InforceError, match="the line is down"):
        work()
    faults.reset(None)


def assert_usable(there: Tree, old: Tree, new: Tree) -> None:
    """What the live manifest lists is there, in the old form or the new one, and links resolve."""
    assert dead_links(there) == []
    assert there[NAME] in {old[NAME], new[NAME]}
    for path in msgspec.json.decode(there[NAME], type=Manifest).files:
        if there[NAME] == new[NAME]:
            assert there[path] == new[path]
        else:
            assert there[path] in {old[path], new.get(path)}


def leftovers(address: str) -> list[str]:
    return [path for path in whole(address) if path.startswith((RUNS, f"{STORE}/scratch/"))]


@After
def test_a_broken_publication_is_usable_and_is_finished_by_repeating_it(
    place: Place,
    faults: Faults,
    editions: tuple[Path, Path, Path],
    after: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    old, new, other = editions
    before, wanted, third = built(old), built(new), built(other)
    publish(place.address, old)
    start = whole(place.address)
    count = operations(faults, lambda: publish(place.address, new))
    assert count > 30
    for at in place.operations(count, after=after):
        place.set(start)
        broken(faults, at, lambda: publish(place.address, new), after=after)
        assert_usable(tree(place.address), before, wanted)
        if at % 3 == 0:  # another edition finishes it as well
            publish(place.address, other)
            assert tree(place.address) == third
        publish(place.address, new)
        assert tree(place.address) == wanted
        assert not leftovers(place.address)
        if at % 3 == 1:  # and what was live before is kept all the same
            roll_back(place.address, "2026-01-01")
            assert tree(place.address) == before


@After
def test_a_first_publication_can_be_broken_off(
    place: Place,
    faults: Faults,
    editions: tuple[Path, Path, Path],
    after: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    old, new, _ = editions
    count = operations(faults, lambda: publish(place.address, old))
    for at in place.operations(count, after=after, every=2):
        place.set({})
        broken(faults, at, lambda: publish(place.address, old), after=after)
        there = tree(place.address)
        assert "index.html" not in there or dead_links(there) == []
        wanted = new if at % 3 == 0 else old
        publish(place.address, wanted)
        assert tree(place.address) == built(wanted)
        assert not leftovers(place.address)


@After
def test_a_broken_rollback_is_finished_by_repeating_it(
    place: Place,
    faults: Faults,
    editions: tuple[Path, Path, Path],
    after: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    old, new, _ = editions
    before, later = built(old), built(new)
    publish(place.address, old)
    publish(place.address, new)
    start = whole(place.address)
    count = operations(faults, lambda: roll_back(place.address, "2026-01-01"))
    for at in place.operations(count, after=after, every=2):
        place.set(start)
        broken(faults, at, lambda: roll_back(place.address, "2026-01-01"), after=after)
        assert_usable(tree(place.address), later, before)
        if tree(place.address)[NAME] == before[NAME]:
            publish(place.address, old)
        else:
            roll_back(place.address, "2026-01-01")
        assert tree(place.address) == before
        assert kept(place.address) == ["2026-01-02"]
        if at % 3 == 0:
            roll_back(place.address)
            assert tree(place.address) == later


def test_a_broken_publication_can_be_taken_back(
    place: Place, faults: Faults, editions: tuple[Path, Path, Path]
) -> None:
    old, new, _ = editions
    publish(place.address, old)
    start = whole(place.address)
    count = operations(faults, lambda: publish(place.address, new))
    for at in place.operations(count, every=2):
        place.set(start)
        broken(faults, at, lambda: publish(place.address, new), after=False)
        if kept(place.address):
            roll_back(place.address)
        assert tree(place.address) == built(old)


@pytest.mark.parametrize("scheme", sorted(SERVERS))
@pytest.mark.usefixtures("servers")
def test_what_a_server_has_half_of_is_never_taken_for_whole(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    faults: Faults,
    editions: tuple[Path, Path, Path],
    scheme: str,
) -> None:
    """The line breaks amid a file, and nothing more can be asked or cleared away."""
    old, new, _ = editions
    site = tmp_path / "site"
    place = Place(f"{scheme}://{HOST}{site}", site)
    publish(place.address, old)
    start = whole(place.address)
    server = SERVERS[scheme]
    whole_file = server.put_file
    left = [0]

    def half(self: FileServer, lpath: str, rpath: str, **_: object) -> None:
        left[0] -= 1
        if left[0]:
            whole_file(self, lpath, rpath)
        else:
            octets = Path(lpath).read_bytes()
            Path(rpath).write_bytes(octets[: len(octets) // 2])
            faults.before_call = lambda _: _break()
            _break()

    monkeypatch.setattr(server, "put_file", half)
    for at in range(1, 30, 6):
        place.set(start)
        left[0] = at
        with pytest.raises(InforceError, match="the line is down"):
            publish(place.address, new)
        faults.before_call = lambda _: None
        assert_usable(tree(place.address), built(old), built(new))
        publish(place.address, new)
        assert tree(place.address) == built(new)
        assert not leftovers(place.address)
        roll_back(place.address)
        assert tree(place.address) == built(old)


def _break() -> None:
    raise OSError(5, "the line is down")


def test_files_left_half_written_are_cleared_away(
    tmp_path: Path, editions: tuple[Path, Path, Path]
) -> None:
    old, new, _ = editions
    site = tmp_path / "site"
    publish(site, old)
    half = site / STORE / "scratch" / "0123"
    half.parent.mkdir(parents=True, exist_ok=True)
    half.write_text("ha")
    publish(site, new)
    assert not half.exists()
    assert not leftovers(str(site))
