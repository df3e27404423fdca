"""A site that is edited, checked and built in its place, held against builds from nothing."""

import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
)
from msgspec import Struct

import inforce
from inforce.pipeline.output import staging
from inforce.readers.spread import spread as in_processes
from tests.cli.program import run
from tests.site.edits import FAMILIES, PAGES, PRODUCTS, SETTINGS, Edit, Editors, new_product

CACHE = ".cache/inforce"
DAY = date(2026, 6, 1)
PUBLIC = ("--no-pdf", "--audience", "public")
WISHES = (
    PUBLIC,
    ("--no-pdf",),
    ("--no-pdf", "--audience", "dealer", "--locale", "ru"),
    ("--no-pdf", "--audience", "public", "--preview"),
    ("--audience", "public", "--locale", "en"),
)
PICKS = st.integers(0, 11)
# How much of it was there before is what a build may tell otherwise than one from nothing.
_SPARED = re.compile(
    r"\w+: (\d+ products? as in the build before|nothing has changed since it was built"
    r"|[^\n]*: \d+ set[^\n]*)\n"
)
NEW = st.sampled_from(("hx-110", "hx-120", "vx-30"))


Tree = dict[str, tuple[int, str]]


class Outcome(Struct, frozen=True):
    """What a build or a check came to; ``files`` are those of each audience that was built."""

    code: int
    told: str
    checked: tuple[int, str, str]
    files: dict[str, Tree]


class Dealing:
    """Has what is made in several processes be made in three, however little it is.

    ``places`` are the modules that have dealt something out.
    """

    def __init__(self) -> None:
        self.places: set[str] = set()

    @contextmanager
    def out(self) -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            for name in modules("_WORTH_SPREADING"):
                patch.setattr(f"{name}._WORTH_SPREADING", 1)
                patch.setattr(f"{name}.cores", lambda: 3)
                patch.setattr(f"{name}.spread", self.noted(name))
            yield

    def noted(self, name: str) -> Callable[[Callable[[int, int], None], int], None]:
        def spread(work: Callable[[int, int], None], count: int) -> None:
            self.places.add(name)
            in_processes(work, count)

        return spread


class History(RuleBasedStateMachine):
    """The site is edited, checked and built in its place; after each step also from nothing.

    What stops two builds in a row is taken back: a site that cannot be built proves little.
    """

    known: ClassVar[dict[str, Outcome]]
    folder: ClassVar[Path]
    # Whether builds in the place, unlike those from nothing, are dealt out to processes.
    dealing: ClassVar[Dealing | None] = None

    def __init__(self) -> None:
        super().__init__()
        self.base = Path(tempfile.mkdtemp(dir=self.folder))
        self.editors = Editors(self.base / "site")
        self.site = self.editors.root
        self.out = self.site / "build"
        self.sound = self.editors.state()
        self.states = [self.sound]
        self.stopped = False
        self.day = DAY
        self.wish: tuple[str, ...] = PUBLIC

    def teardown(self) -> None:
        shutil.rmtree(self.base)

    @rule(edits=st.lists(st.sampled_from(PRODUCTS), min_size=1, max_size=3), pick=PICKS)
    def edit_products(self, edits: list[Edit], pick: int) -> None:
        for edit in edits:
            self.editors.edit(edit, pick, unseen=False)

    @rule(edit=st.sampled_from((*PRODUCTS, *FAMILIES)), pick=PICKS)
    def edit_and_approve(self, edit: Edit, pick: int) -> None:
        self.editors.edit(edit, pick, unseen=False)
        self.approve()

    @rule(edit=st.sampled_from((*PRODUCTS, *PAGES)), pick=PICKS)
    def edit_unseen(self, edit: Edit, pick: int) -> None:
        self.editors.edit(edit, pick, unseen=True)

    @rule(edit=st.sampled_from(FAMILIES), pick=PICKS, unseen=st.booleans())
    def edit_a_family(self, edit: Edit, pick: int, *, unseen: bool) -> None:
        self.editors.edit(edit, pick, unseen=unseen)

    @rule(edit=st.sampled_from(SETTINGS), pick=PICKS, unseen=st.booleans())
    def edit_the_settings(self, edit: Edit, pick: int, *, unseen: bool) -> None:
        self.editors.edit(edit, pick, unseen=unseen)

    @rule(edit=st.sampled_from(PAGES), pick=PICKS)
    def edit_a_page(self, edit: Edit, pick: int) -> None:
        self.editors.edit(edit, pick, unseen=False)

    @rule(key=NEW)
    def add_a_product(self, key: str) -> None:
        self.editors.put(f"content/products/{key}.yaml", new_product(key).encode())

    @rule(pick=PICKS, record=st.booleans())
    def delete_an_item(self, pick: int, *, record: bool) -> None:
        self.editors.delete(pick, record=record)

    @rule(pick=PICKS, key=NEW)
    def rename_a_product(self, pick: int, key: str) -> None:
        self.editors.rename(pick, key)

    @rule(later=st.sampled_from((0, 0, 20)))
    def approve(self, later: int = 0) -> None:
        said = ("-m", "Changed", "-m", "ru=Изменено", "--effective", self.in_days(later))
        self.control("approve", "--all", "--by", "anna", *said)

    @rule(item=st.sampled_from(("hx-100", "hx-80", "vx-10", "terms")))
    def review(self, item: str) -> None:
        self.control("review", item, "--by", "boris", "--outcome", "no_change")

    @rule(item=st.sampled_from(("hx-100", "hx-80", "vx-10")), announced=st.booleans())
    def withdraw(self, item: str, *, announced: bool) -> None:
        days = ("--announced", self.day, "--last-order", self.in_days(90))
        pulled = ("--announced", self.day, "--withdrawn-on", self.day)
        why = ("--reason", "Old", "--replaced-by", "hx-90", "--notice", f"N-{item}")
        self.control("withdraw", item, *(days if announced else pulled), *why)

    @rule(item=st.sampled_from(("hx-100", "hx-80", "hx-200")), later=st.sampled_from((0, 20)))
    def recall(self, item: str, later: int = 0) -> None:
        hazard = ("--hazard", "The housing can burst.", "--action", "Stop using it at once.")
        which = ("--affected", "All of 2025", "--identify", "On the plate")
        offer = ("--remedies", "Refund", "--contact", "Free call 0800 123 456")
        said = ("--notice", f"R-{item}", "--date", self.in_days(later), *hazard, *which, *offer)
        self.control("recall", item, *said)

    @rule(item=st.sampled_from(("hx-100", "hx-80", "hx-90")))
    def reinstate(self, item: str) -> None:
        self.control("reinstate", item, "--reason", "Mended", "--notice", f"B-{item}")

    @rule(days=st.sampled_from((-100, -40, 1, 30, 100, 400)))
    def move_the_date(self, days: int) -> None:
        self.day += timedelta(days=days)

    @rule(wish=st.sampled_from(WISHES))
    def ask_for(self, wish: tuple[str, ...]) -> None:
        self.wish = wish

    @rule(back=st.integers(1, 6), dated=st.booleans())
    def undo(self, back: int, *, dated: bool) -> None:
        self.editors.restore(self.states[-min(back, len(self.states))], dated=dated)

    @precondition(lambda self: (self.site / CACHE).is_dir())
    @rule(
        damage=st.sampled_from(("cut", "flip", "empty", "delete", "swap", "folder")),
        pick=st.integers(0, 63),
    )
    def damage_what_is_kept(self, damage: str, pick: int) -> None:
        found = files_of(self.site / CACHE)
        if found:
            spoil(damage, found[pick % len(found)], found[(pick + 1) % len(found)])

    @rule(damage=st.sampled_from(("cut", "flip", "delete", "add", "folder")), pick=PICKS)
    def meddle_with_what_is_live(self, damage: str, pick: int) -> None:
        found = files_of(self.out)
        if found:
            spoil(damage, found[pick * len(found) // 12], found[0])

    @invariant()
    def it_is_built_as_from_nothing(self) -> None:
        clean = self.from_nothing()
        with self.dealing.out() if self.dealing else nullcontext():
            mine = built(self.site, self.out, self.day, self.wish, clean=False)
        assert (mine.code, mine.told) == (clean.code, clean.told)
        assert mine.checked == clean.checked
        assert mine.files == clean.files
        now = self.editors.state()
        if clean.code == 0:
            assert files_of(self.site / CACHE)
            self.sound = now
        elif self.stopped:
            self.editors.restore(self.sound, dated=False)
        self.stopped = clean.code != 0
        if now != self.states[-1]:
            self.states.append(now)

    def from_nothing(self) -> Outcome:
        """Build a copy of the sources elsewhere, which knows of earlier builds what is live."""
        sources = self.editors.state().files
        texts = {path: octets for path, (octets, _) in sources.items()}
        key = repr((texts, outputs(self.out), self.day, self.wish))
        if key not in self.known:
            with tempfile.TemporaryDirectory(dir=self.folder) as folder:
                copy = Path(folder) / "a copy"
                for path, (octets, _) in sources.items():
                    (copy / path).parent.mkdir(parents=True, exist_ok=True)
                    (copy / path).write_bytes(octets)
                if self.out.is_dir():
                    shutil.copytree(self.out, Path(folder) / "out")
                self.known[key] = built(copy, Path(folder) / "out", self.day, self.wish, clean=True)
        return self.known[key]

    def in_days(self, count: int) -> date:
        return self.day + timedelta(days=count)

    def control(self, command: str, *arguments: object) -> None:
        run(command, *map(str, arguments), "--site", self.site, "--as-of", self.day.isoformat())


def built(site: Path, out: Path, day: date, wish: tuple[str, ...], *, clean: bool) -> Outcome:
    """Check the site and build it; a ``clean`` build does not know what the check has kept."""
    asked = ("--site", site, "--as-of", day.isoformat())
    checked = run("check", *asked)
    if clean:
        shutil.rmtree(site / ".cache", ignore_errors=True)
    code, told, errors = run("build", *asked, "--out", out, *wish)
    said = f"{told}{errors}".replace(str(out), "OUT").replace(str(site), "SITE")
    return Outcome(code, _SPARED.sub("", said), checked, outputs(out))


def outputs(out: Path) -> dict[str, Tree]:
    """Return what lies in ``out``: of each file its mode and digest, of each folder its mode."""
    return {part.name: tree(part) for part in sorted(out.glob("[!.]*"))}


def tree(folder: Path) -> Tree:
    found = [folder, *folder.rglob("*")]
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_mode, digest(path)) for path in found
    }


def digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def files_of(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.is_file())


def spoil(damage: str, file: Path, other: Path) -> None:
    """Do ``damage`` to a file where it lies: its other names have it too."""
    octets = file.read_bytes()
    half = len(octets) // 2
    match damage:
        case "delete":
            file.unlink()
        case "folder":
            shutil.rmtree(file.parent)
        case "add":
            file.with_name("stray.html").write_bytes(octets)
        case "cut":
            file.write_bytes(octets[:half])
        case "empty":
            file.write_bytes(b"")
        case "swap":
            file.write_bytes(other.read_bytes())
        case _:
            file.write_bytes(octets[:half] + b"\0" + octets[half + 1 :])


def spoil_all(damage: str, folder: Path) -> None:
    for file in files_of(folder):
        spoil(damage, file, file)


def modules(name: str) -> set[str]:
    """Return the modules that have a constant of that name, which spares small sites something."""
    package = Path(inforce.__file__).parent
    return {
        ".".join(("inforce", *file.relative_to(package).with_suffix("").parts))
        for file in package.rglob("*.py")
        if f"\n{name} = " in file.read_text("utf-8")
    }


def made_large(patch: pytest.MonkeyPatch) -> None:
    """Have sites count as large for what is kept of them; nothing is brought to the disk."""
    patch.setattr(staging, "settle", lambda _: None)
    patch.setattr(staging, "settle_entries", lambda _: None)
    for name in modules("_WORTH_KEEPING"):
        patch.setattr(f"{name}._WORTH_KEEPING", 1)
