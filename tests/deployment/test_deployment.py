"""What is uploaded, deleted and kept, and what is refused."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inforce.domain.errors import InforceError
from inforce.pipeline.deployment.admission import refuse_mixture, refuse_overlap
from inforce.pipeline.deployment.headers import headers
from inforce.pipeline.deployment.plan import Asked, plan
from inforce.pipeline.deployment.run import Run
from inforce.pipeline.deployment.sequence import Place as At
from inforce.pipeline.deployment.sequence import places
from inforce.pipeline.deployment.source import BuiltFolder
from inforce.pipeline.deployment.state import EDITIONS, OBJECTS, RUNS, read_state
from inforce.pipeline.deployment.target import Target
from inforce.pipeline.output.manifest import NAME, STORE
from tests.deployment.conftest import Faults, Place, empty
from tests.deployment.editions import build, built, kept, publish, roll_back, tree, whole

ONE = {"hx-100": "one", "hx-90": "stays"}
TWO = {"hx-100": "two", "hx-90": "stays", "hx-80": "comes"}


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("one"), ONE, day=1)


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("two"), TWO, day=2)


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("three"), {"hx-100": "one"}, day=3)


def test_only_what_changed_is_uploaded(place: Place, one: Path, two: Path) -> None:
    assert publish(place.address, one) == len(built(one)) - 1
    assert tree(place.address) == built(one)
    changed = [
        path
        for path, octets in built(two).items()
        if built(one).get(path) != octets and path != NAME
    ]
    assert publish(place.address, two) == len(changed)
    assert tree(place.address) == built(two)
    assert publish(place.address, two) == 0


def test_many_at_once_is_the_same(place: Place, one: Path, two: Path) -> None:
    publish(place.address, one, jobs=8)
    publish(place.address, two, jobs=8)
    assert tree(place.address) == built(two)


def test_the_first_failure_of_many_at_once_is_told(
    memory: str, monkeypatch: pytest.MonkeyPatch, one: Path, two: Path
) -> None:
    publish(memory, one)

    def refuse(self: Target, file: Path, path: str, told: object = None) -> None:  # noqa: ARG001 - those of `put`
        if path.endswith(".css") or path.startswith("media/"):
            raise InforceError(f"{path} is too much")
        put(self, file, path)

    put = Target.put
    monkeypatch.setattr(Target, "put", refuse)
    with pytest.raises(InforceError, match=r"is too much; publication was begun: repeat it to fin"):
        publish(memory, two, jobs=8)
    monkeypatch.undo()
    publish(memory, two, jobs=8)
    assert tree(memory) == built(two)


def test_everything_is_uploaded_when_asked(memory: str, one: Path) -> None:
    publish(memory, one)
    Target(memory).write(b"tampered with", "index.html")
    assert publish(memory, one) == 0
    assert publish(memory, one, asked=Asked(everything=True)) == len(built(one)) - 1
    assert tree(memory) == built(one)


def test_folders_hold_nothing_that_was_left_empty(tmp_path: Path, two: Path, three: Path) -> None:
    site = tmp_path / "site"
    publish(site, two)
    publish(site, three)
    folders = [folder for folder, below, files in os.walk(site) if not (below or files)]
    assert [Path(folder).relative_to(site).parts[0] for folder in folders if folder] in (
        [],
        [STORE] * len(folders),
    )


def test_a_folder_takes_the_place_of_a_file_and_back(place: Place, tmp_path: Path) -> None:
    file = build(tmp_path / "file", ONE, extra={"about": "a file", "faq/a/b.html": "deep"})
    folder = build(tmp_path / "folder", ONE, extra={"about/index.html": "a page", "faq": "flat"})
    publish(place.address, file)
    publish(place.address, folder)
    assert tree(place.address) == built(folder)
    publish(place.address, file)
    assert tree(place.address) == built(file)


def _listing(path: str, digest: str) -> bytes:
    head = '"as_of": "2026-01-01", "audience": "public", "edition": "", "preview": false'
    return f'{{{head}, "items": {{}}, "files": {{"{path}": "{digest}"}}}}'.encode()


@pytest.mark.parametrize(
    ("octets", "fault"),
    [
        (b"{", "not as inforce writes it"),
        (b'{"name": "A web app", "icons": []}', "not as inforce writes it"),
        (_listing("../secret", "00"), "outside: ../secret"),
        (_listing("index.html", "../../x"), "no SHA-256 of index.html"),
    ],
    ids=["damaged", "of something else", "outside", "no digest"],
)
def test_a_manifest_that_cannot_be_trusted_counts_for_nothing(
    place: Place, one: Path, two: Path, octets: bytes, fault: str
) -> None:
    publish(place.address, one)
    publish(place.address, two)
    target = Target(place.address)
    target.write(octets, NAME)
    assert fault in read_state(target).fault
    assert publish(place.address, one) == len(built(one)) - 1
    there = tree(place.address)
    assert {path: there[path] for path in built(one)} == built(one)
    # Of the edition whose manifest is lost nobody knows any more what belonged to it.
    lost = read_state(target, whole=True).strangers
    assert lost == there.keys() - built(one).keys()
    publish(place.address, one, asked=Asked(prune=True))
    assert tree(place.address) == built(one)


def test_a_rollback_mends_a_manifest_that_was_lost(place: Place, one: Path, two: Path) -> None:
    publish(place.address, one)
    publish(place.address, two)
    Target(place.address).delete(NAME)
    roll_back(place.address, asked=Asked(prune=True))
    assert tree(place.address) == built(one)


def test_what_others_put_there_stays_unless_pruned(memory: str, one: Path, two: Path) -> None:
    Target(memory).write(b"theirs", ".well-known/security.txt")
    publish(memory, one)
    publish(memory, two)
    assert tree(memory) == {**built(two), ".well-known/security.txt": b"theirs"}
    publish(memory, two, asked=Asked(prune=True))
    assert tree(memory) == built(two)


def test_the_last_editions_are_kept(place: Place, one: Path, two: Path, three: Path) -> None:
    days = ["2026-01-01", "2026-01-02", "2026-01-03"]
    for folder in (one, two, three):
        publish(place.address, folder, asked=Asked(keep=2))
    assert kept(place.address) == days[:2]
    roll_back(place.address, days[0], asked=Asked(keep=2))
    assert tree(place.address) == built(one)
    assert kept(place.address) == days[1:]
    roll_back(place.address, days[1], asked=Asked(keep=2))
    assert tree(place.address) == built(two)
    roll_back(place.address, asked=Asked(keep=2))  # what was live before
    assert tree(place.address) == built(one)
    assert kept(place.address) == [days[2], days[1]]
    publish(place.address, three, asked=Asked(keep=1))
    assert kept(place.address) == [days[0]]
    publish(place.address, three, asked=Asked(keep=0))
    assert [path for path in whole(place.address) if path.startswith(STORE)] == []


def test_only_what_is_not_live_is_kept_apart(memory: str, one: Path, two: Path) -> None:
    publish(memory, one)
    publish(memory, two)
    objects = {path.removeprefix(OBJECTS) for path in whole(memory) if path.startswith(OBJECTS)}
    before, now = BuiltFolder(one).edition.files, BuiltFolder(two).edition.files
    assert objects == {digest for path, digest in before.items() if now.get(path) != digest}
    publish(memory, one)
    publish(memory, one, asked=Asked(keep=0))
    assert whole(memory) == built(one)


def test_an_edition_that_was_not_kept_is_not_promised(
    memory: str, faults: Faults, one: Path, two: Path, three: Path
) -> None:
    """A publication without `--keep`, broken off, leaves an edition that cannot be made whole."""
    publish(memory, one)
    faults.reset(None)
    faults.before_call = lambda number: _fail() if number > 15 else None
    with pytest.raises(InforceError):
        publish(memory, two, asked=Asked(keep=0))
    faults.before_call = lambda _: None
    publish(memory, three)
    assert kept(memory) == []
    assert tree(memory) == built(three)


def _fail() -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("altered", [b"altered", None], ids=["altered", "deleted"])
def test_a_kept_edition_that_was_altered_is_not_brought_back(
    place: Place, monkeypatch: pytest.MonkeyPatch, one: Path, two: Path, altered: bytes | None
) -> None:
    publish(place.address, one)
    publish(place.address, two)
    target = Target(place.address)
    where = f"{OBJECTS}{BuiltFolder(one).edition.files['products/hx-100/index.html']}"
    if altered is None:  # after it was listed
        listed = {**target.files(), **target.files(STORE)}
        monkeypatch.setattr(Target, "files", lambda *_: listed)
        target.delete(where)
    else:
        target.write(altered, where)
    with pytest.raises(InforceError, match="is not kept unaltered; build it with --as-of"):
        roll_back(place.address)
    assert tree(place.address) == built(two)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("2025", "no kept edition is called 2025; kept are 2026-01-02-.*, 2026-01-01-"),
        ("2026", "several editions begin with 2026; kept are"),
    ],
)
def test_an_edition_is_named_clearly(
    memory: str, one: Path, two: Path, three: Path, name: str, told: str
) -> None:
    for folder in (one, two, three):
        publish(memory, folder)
    with pytest.raises(InforceError, match=told):
        roll_back(memory, name)


def test_nothing_is_kept_at_first(memory: str, one: Path) -> None:
    publish(memory, one)
    with pytest.raises(InforceError, match="no earlier edition is kept there"):
        roll_back(memory)


def test_records_that_cannot_be_read_are_cleared_away(place: Place, one: Path, two: Path) -> None:
    publish(place.address, one)
    target = Target(place.address)
    for path in (f"{EDITIONS}000009-x.json", f"{EDITIONS}what.json", f"{RUNS}half.json"):
        target.write(b"{", path)
    assert publish(place.address, two) == len(built(two)) - 1  # who knows what that run touched
    assert [path for path in whole(place.address) if path.startswith((EDITIONS, RUNS))] == []
    assert {**tree(place.address), **built(two)} == tree(place.address)


# Two publishers.


def test_a_manifest_that_changed_meanwhile_is_not_written_over(
    memory: str, faults: Faults, one: Path, two: Path, three: Path
) -> None:
    publish(memory, one)
    faults.reset(None)
    publish(memory, two)
    count = faults.count
    for at in range(5, count, 2):
        empty()
        publish(memory, one)
        other = _once(lambda: publish(memory, three))
        faults.reset(None)
        faults.before_call = lambda number, at=at, other=other: other() if number == at else None  # type: ignore[misc]
        try:
            publish(memory, two)
        except InforceError as error:
            assert "somebody else publishes there at the same time" in str(error)  # noqa: PT017 - it need not be raised
        faults.before_call = lambda _: None
        publish(memory, two)
        assert tree(memory) == built(two), at
        assert [path for path in whole(memory) if path.startswith(RUNS)] == []


def _once(work: Callable[[], object]) -> Callable[[], None]:
    """Return what does the work the first time; that it is refused is no matter."""
    left = [work]

    def do() -> None:
        while left:
            with suppress(InforceError):
                left.pop()()

    return do


def test_a_publisher_who_comes_between_is_noticed(
    memory: str, one: Path, two: Path, three: Path
) -> None:
    publish(memory, one)
    target = Target(memory)
    first, second = BuiltFolder(two), BuiltFolder(three)
    run = Run(target, plan(read_state(target), first.edition, Asked()), first, 1)
    publish(memory, three)  # after the state was read
    with pytest.raises(InforceError, match=r"somebody else publishes there at the same time$"):
        list(run.carry_out())
    assert tree(memory) == built(three)
    assert second.edition.octets == target.read(NAME)
    assert not read_state(target).begun


# Who may publish what where.


def test_a_place_belongs_to_one_audience(place: Place, tmp_path: Path, one: Path) -> None:
    dealer = BuiltFolder(build(tmp_path / "dealer", TWO, audience="dealer"))
    preview = BuiltFolder(build(tmp_path / "preview", TWO, preview=True))
    publish(place.address, one)
    target = Target(place.address)
    for other in (dealer, preview):
        with pytest.raises(InforceError, match="what is published there is for the audience publi"):
            refuse_mixture(target, read_state(target), other.edition.manifest)
    refuse_mixture(target, read_state(target), BuiltFolder(one).edition.manifest)
    # A manifest that is damaged elsewhere still tells for whom it was.
    target.write(b'{"audience": "dealer"}', NAME)
    with pytest.raises(InforceError, match="is for the audience dealer, and this build is for the"):
        refuse_mixture(target, read_state(target), BuiltFolder(one).edition.manifest)


@pytest.mark.parametrize("rest", [EDITIONS, RUNS])
def test_what_is_kept_or_begun_tells_the_audience(
    memory: str, faults: Faults, tmp_path: Path, one: Path, rest: str
) -> None:
    dealer = build(tmp_path / "dealer", ONE, audience="dealer")
    if rest == RUNS:
        faults.before_call = lambda number: _fail() if number > 9 else None
        with pytest.raises(InforceError, match="No space left on device; publication was begun"):
            publish(memory, dealer)
        faults.before_call = lambda _: None
    else:
        publish(memory, dealer)
        publish(memory, build(tmp_path / "later", TWO, audience="dealer"))
        Target(memory).delete(NAME)
    target = Target(memory)
    state = read_state(target)
    assert bool(state.begun) == (rest == RUNS)
    with pytest.raises(InforceError, match="there is for the audience dealer"):
        refuse_mixture(target, state, BuiltFolder(one).edition.manifest)


@pytest.mark.parametrize("damage", [b'{"audience": "\xff"}', b"[" * 100_000])
def test_what_nobody_can_read_there_stands_in_no_ones_way(
    memory: str, one: Path, damage: bytes
) -> None:
    target = Target(memory)
    target.write(damage, f"{RUNS}1.json")
    target.write(damage, f"deep/{NAME}")
    state = read_state(target)
    assert not state.begun
    refuse_mixture(target, state, BuiltFolder(one).edition.manifest)


def test_places_of_two_audiences_do_not_lie_in_each_other(
    memory: str, tmp_path: Path, one: Path
) -> None:
    dealer = build(tmp_path / "dealer", TWO, audience="dealer")
    publish(memory, one)
    below = Target(f"{memory}/deep/dealer")
    with pytest.raises(InforceError, match=r"the site around it, \.\./\.\./, is for the audience"):
        refuse_mixture(below, read_state(below), BuiltFolder(dealer).edition.manifest)
    empty()
    publish(f"{memory}/deep/dealer", dealer)
    target = Target(memory)
    with pytest.raises(InforceError, match="deep/dealer/ in it is for the audience dealer"):
        refuse_mixture(target, read_state(target), BuiltFolder(one).edition.manifest)


def test_a_build_is_not_published_over_itself_or_its_sources(tmp_path: Path) -> None:
    built, site = tmp_path / "build" / "public", tmp_path / "site"
    for place in (built, built / "www", built.parent):
        with pytest.raises(InforceError, match="overlap; name another folder"):
            refuse_overlap(Target(str(place)), built, site)
    for place in (tmp_path, site, site / "content"):
        with pytest.raises(InforceError, match="would replace sources"):
            refuse_overlap(Target(str(place)), built, site)
    refuse_overlap(Target(str(tmp_path / "www")), built, site)


def test_a_file_that_changes_under_way_is_not_published(memory: str, tmp_path: Path) -> None:
    folder = build(tmp_path / "site", ONE)
    target = Target(memory)
    source = BuiltFolder(folder)
    run = Run(target, plan(read_state(target), source.edition, Asked()), source, 1)
    (folder / "index.html").write_text("built anew")
    with pytest.raises(InforceError, match=r"index\.html changed while it was published"):
        list(run.carry_out())
    assert "index.html" not in tree(memory)


# Whatever comes, in whatever order.


@settings(max_examples=15)
@given(
    steps=st.lists(
        st.tuples(st.integers(0, 2), st.integers(0, 3), st.one_of(st.none(), st.integers(1, 50))),
        min_size=1,
        max_size=5,
    )
)
def test_every_edition_that_is_promised_can_be_brought_back(
    one: Path, two: Path, three: Path, steps: list[tuple[int, int, int | None]]
) -> None:
    empty()
    memory = "memory://site"
    folders = (one, two, three)
    with pytest.MonkeyPatch.context() as patch:
        faults = Faults(patch)
        for which, keep, at in steps:
            faults.reset(at)
            try:
                publish(memory, folders[which], asked=Asked(keep=keep))
            except InforceError:
                faults.reset(None)
            faults.reset(None)
    publish(memory, folders[steps[-1][0]])
    assert tree(memory) == built(folders[steps[-1][0]])
    for day in kept(memory):
        roll_back(memory, day)
        assert tree(memory) == built(folders[int(day[-1]) - 1])
    empty()


# The order, and what a store is told.


@pytest.mark.parametrize(
    ("path", "at"),
    [
        ("media/0123456789ab/manual.pdf", At.ASSET),
        ("assets/site.css", At.ASSET),
        ("downloads/catalogue-en.pdf", At.ASSET),
        ("api/v1/products/hx-100.json", At.ASSET),
        ("pagefind/fragment/en_1.pf_fragment", At.ASSET),
        ("products/hx-100/index.html", At.PAGE),
        ("products/hx-100/r/1/index.html", At.PAGE),
        ("ru/terms/index.html", At.PAGE),
        ("404.html", At.PAGE),
        ("products/index.html", At.LIST),
        ("ru/families/pump/index.html", At.LIST),
        ("families/pump/rows.json", At.LIST),
        ("feeds/notices.xml", At.LIST),
        ("pagefind/pagefind-entry.json", At.LIST),
        ("api/v1/products.json", At.LIST),
        ("index.html", At.ENTRY),
        ("ru/index.html", At.ENTRY),
        ("sitemap.xml", At.ENTRY),
        ("sitemap-2.xml", At.ENTRY),
        ("ru/llms.txt", At.ENTRY),
        ("robots.txt", At.ENTRY),
        ("api/v1/edition.json", At.EDITION),
    ],
)
def test_what_leads_to_others_comes_after_them(path: str, at: At) -> None:
    assert places({path, "products/index.html", "ru/products/index.html"})(path) is at


@pytest.mark.parametrize(
    ("path", "kind", "caching"),
    [
        ("index.html", "text/html; charset=utf-8", "no-cache"),
        ("llms.txt", "text/plain; charset=utf-8", "no-cache"),
        ("feeds/last-orders.ics", "text/calendar; charset=utf-8", "no-cache"),
        ("assets/site.js", "text/javascript; charset=utf-8", "no-cache"),
        ("api/v1/edition.json", "application/json", "no-cache"),
        ("search/facets.pack", "application/octet-stream", "no-cache"),
        ("media/0123/a.svg", "image/svg+xml", "public, max-age=31536000, immutable"),
        ("assets/inforce/a-0123.woff", "font/woff", "public, max-age=31536000, immutable"),
    ],
)
def test_a_store_is_told_type_and_caching(path: str, kind: str, caching: str) -> None:
    told = {"ContentType": kind, "CacheControl": caching}
    assert headers(path, "public") == told
    assert headers(path, "dealer") == {**told, "CacheControl": "private, no-cache"}
