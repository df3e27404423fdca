"""Only the commands that edit the sources touch them: all others leave every byte as it was."""

from datetime import date
from pathlib import Path

import pytest

from tests.cli.program import run
from tests.cli.test_program import commands
from tests.sites import approved, edit, tree, write_site

HX = "content/products/hx-100.yaml"
KEPT = ".cache/"
END = "announced_on: 2025-01-01, last_order: 2025-12-31, no_replacement: None., reason: Old."
WITHOUT_WRITING = ("--by", "anna", "--dry-run")

# What they are for is to write: below content/ and schemas/, or an output into the site.
EDITS = {"import", "init", "new", "recall", "reinstate", "revise", "withdraw", "approve", "schema"}
# Each has tests of its own that hold this, with outputs that take long to make.
BUILDS = {"build", "publish"}
# An empty folder is not ours; a release must have nothing that waits.
EXIT = {"verify {out}": 1, "check --format json --release": 1}
READS: tuple[tuple[str, ...], ...] = (
    ("check",),
    ("check", "--format", "json", "--release"),
    ("status",),
    ("status", "--format", "csv"),
    ("status", "--format", "ics"),
    ("log", "hx-100", "--diff"),
    ("diff",),
    ("diff", "hx-100"),
    ("diff", "hx-100", "1"),
    ("cascade", "hx-100"),
    ("review",),
    ("review", "hx-100", "--outcome", "no_change", *WITHOUT_WRITING),
    ("rule",),
    ("verify", "{out}"),
    ("brochure", "hx-100", "-o", "{out}"),
    ("bulletin", "N-1", "-o", "{out}"),
    ("catalogue", "-o", "{out}/catalogue.pdf"),
    ("quote", "HX100-230", "-o", "{out}"),
    ("evidence", "-o", "{out}/evidence", "--format", "json"),
    ("export", "--format", "csv", "-o", "{out}/products.csv"),
    ("export", "--format", "jsonld", "-o", "{out}/products.jsonld"),
)
DRY: tuple[tuple[str, ...], ...] = (
    ("approve", "--all", *WITHOUT_WRITING),
    ("revise", "hx-100", "-m", "en=Words", "-m", "ru=Слова", "--dry-run"),
    (
        *("withdraw", "hx-110", "--notice", "N-2", "--announced", "2025-09-01"),
        *("--last-order", "2026-06-30", "--reason", "Old", "--replaced-by", "hx-100", "--dry-run"),
    ),
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with two revisions, a notice and a change that waits; nobody changes it."""
    more = {
        f"content/products/{key}.yaml": product(key) + end
        for key, end in (("hx-90", f"lifecycle: {{notice: N-1, {END}}}\n"), ("hx-110", ""))
    }
    site = write_site(tmp_path_factory.mktemp("site"), dict(more))
    approved(site)
    edit(site, HX, "flow: 12.50", "flow: 13.75")
    approved(site, "hx-100", day=date(2025, 6, 1))
    edit(site, HX, "A pump.", "A better pump.")
    return site


def product(key: str) -> str:
    name = key.upper().replace("-", " ")
    control = "control: {owner: sales, change: {class: substantive, summary: First issue}}\n"
    return f"id: {key}\nname: {name}\nfamily: pump\nspecs: {{flow: 1.5}}\n{control}"


def sources(site: Path) -> dict[str, bytes]:
    return {path: octets for path, octets in tree(site).items() if not path.startswith(KEPT)}


@pytest.mark.parametrize("call", [*READS, *DRY], ids=lambda call: " ".join(call[:4]))
def test_it_leaves_the_sources_alone(site: Path, tmp_path: Path, call: tuple[str, ...]) -> None:
    out = tmp_path / "out"
    out.mkdir()
    before = sources(site)
    told = [part.format(out=out) for part in call]
    where = () if call[0] == "rule" else ("--site", site, "--as-of", "2025-09-01")
    code, _, errors = run(*told, *where)
    assert code == EXIT.get(" ".join(call), 0), errors
    assert sources(site) == before


def test_every_command_that_reads_is_held_to_it() -> None:
    """A new command is to be entered here, or among those that write."""
    reads = {call[0] for call in READS}
    assert reads.isdisjoint(EDITS | BUILDS)
    assert reads | EDITS | BUILDS == commands().keys()
