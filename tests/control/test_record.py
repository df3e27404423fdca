import fcntl
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from inforce.control import record
from inforce.domain.editions.decide import decide
from inforce.domain.errors import InforceError
from inforce.domain.items.content import Content
from inforce.readers.corpus_reader import read_corpus
from inforce.readers.ledgers import parse_parts
from tests.sites import (
    DAY,
    POLICY,
    PRODUCT,
    approved,
    codes,
    edit,
    findings,
    reviewed,
    tree,
    write_site,
)

HX = "content/products/hx-100.yaml"
WRITES = 5  # the drawing, two snapshots, two registers
Step = Callable[..., object]


class KilledError(BaseException):
    """The program ends here."""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_site(tmp_path)


@contextmanager
def killed(name: str, at: int) -> Iterator[None]:
    """End the program at the ``at``-th call of a step of writing, or right after the last."""
    calls = 0
    owner = {"fsync": os, "replace": Path, "chmod": Path}[name]
    real: Step = getattr(owner, name)

    def step(*args: object) -> object:
        nonlocal calls
        calls += 1
        if calls == at:
            raise KilledError
        return real(*args)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(owner, name, step)
        yield


@pytest.mark.parametrize("at", range(1, WRITES + 1))
@pytest.mark.parametrize("name", ["fsync", "chmod", "replace"])
@pytest.mark.parametrize("revision", [1, 2])
def test_a_killed_approval_counts_for_nothing_and_can_be_repeated(
    site: Path, name: str, at: int, revision: int
) -> None:
    if revision == 2:
        approved(site)
        edit(site, HX, "A pump.", "A better pump.")
        edit(site, "content/pages/terms.md", "We deliver.", "We deliver soon.")
        edit(site, "content/media/hx-100.svg", "<svg", "<svg ")
    before = tree(site)
    with killed(name, at), pytest.raises(KilledError):
        approved(site)
    assert not [path for path in tree(site) if path.endswith(".tmp")]
    _nothing_half_counts(site, before, revision)
    issues = approved(site)
    assert {issue.entry.revision for issue in issues} <= {revision}
    assert codes(site) == []
    assert _revisions(site) == {"hx-100": revision, "terms": revision}


def _nothing_half_counts(site: Path, before: dict[str, bytes], revision: int) -> None:
    """What was there is untouched but for whole entries at the ends of registers."""
    after = tree(site)
    assert all(after[path].startswith(octets) for path, octets in before.items())
    for item, in_force in _revisions(site).items():
        register = f"content/issued/{item}/register.yaml"
        entered = after.get(register, b"") != before.get(register, b"")
        assert in_force == (revision if entered else revision - 1 or None)


def _revisions(site: Path) -> dict[str, int | None]:
    edition = decide(read_corpus(site), DAY)
    return {
        "hx-100": edition.products["hx-100"].stamp.revision if edition.products else None,
        "terms": edition.pages["terms"].stamp.revision if edition.pages else None,
    }


def test_a_snapshot_without_its_entry_is_told_until_it_is_approved(site: Path) -> None:
    with killed("replace", 3), pytest.raises(KilledError):
        approved(site, "hx-100")
    assert (site / "content/issued/hx-100/1.yaml").is_file()
    assert "APR002" in codes(site)
    edit(site, HX, "A pump.", "Changed meanwhile.")
    approved(site, "hx-100")
    assert codes(site) == ["APR001"]  # the page


def test_a_lost_register_is_no_unfinished_approval(site: Path) -> None:
    approved(site, "hx-100")
    edit(site, HX, "A pump.", "A better pump.")
    approved(site, "hx-100")
    (site / "content/issued/hx-100/register.yaml").unlink()
    edit(site, HX, "A better pump.", "The best pump.")
    with pytest.raises(InforceError, match="hx-100: APR002"):
        approved(site, "hx-100")


@pytest.mark.parametrize("path", ["register.yaml", "1.yaml"])
def test_an_altered_record_is_not_continued(site: Path, path: str) -> None:
    approved(site, "hx-100")
    file = site / "content/issued/hx-100" / path
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("anna", "clara").replace("A pump.", "An old pump."), "utf-8")
    edit(site, HX, "A pump.", "A better pump.")
    before = tree(site)
    with pytest.raises(InforceError, match="hx-100: APR002"):
        approved(site, "hx-100")
    assert tree(site) == before


@pytest.mark.parametrize("at", [1])
@pytest.mark.parametrize("name", ["fsync", "chmod", "replace"])
def test_a_killed_review_leaves_no_trace(site: Path, name: str, at: int) -> None:
    approved(site)
    before = tree(site)
    with killed(name, at), pytest.raises(KilledError):
        reviewed(site, "hx-100", day=DAY)
    assert tree(site) == before
    reviewed(site, "hx-100", day=DAY)
    assert codes(site) == []


def test_one_writer_at_a_time(site: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from inforce.control.record import sole_writer\n"
        "with sole_writer(Path(sys.argv[1])): print('locked', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", script, str(site)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdin is not None
        assert other.stdout.readline() == b"locked\n"
        before = tree(site)
        with pytest.raises(InforceError, match="another inforce command is writing"):
            approved(site)
        with pytest.raises(InforceError, match="another inforce command is writing"):
            reviewed(site, "hx-100", day=DAY)
        assert tree(site) == before
        other.kill()
    approved(site)
    assert codes(site) == []


def test_the_lock_is_held_while_reading(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever decides on a register must not be overtaken by another writer."""
    held: list[bool] = []
    real = read_corpus

    def spy(root: Path) -> object:
        folder = os.open(root, os.O_RDONLY)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
            held.append(False)
        except BlockingIOError:
            held.append(True)
        finally:
            os.close(folder)
        return real(root)

    monkeypatch.setattr("inforce.control.approve.read_corpus", spy)
    monkeypatch.setattr("inforce.control.review.read_corpus", spy)
    approved(site)
    reviewed(site, "hx-100", day=DAY)
    assert held == [True, True]


def test_what_does_not_read_back_is_not_stored(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def lossy(parts: list[str]) -> Content:
        return parse_parts([part.replace("12.50", "12.5") for part in parts])

    monkeypatch.setattr(record, "parse_parts", lossy)
    with pytest.raises(InforceError, match="hx-100: revision 1 cannot be stored without loss"):
        approved(site, "hx-100")
    assert not (site / "content/issued/hx-100").exists()


def test_a_file_that_changes_meanwhile_is_not_kept(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(root: Path) -> object:
        corpus = read_corpus(root)
        edit(root, "content/media/hx-100.svg", "<svg", "<svg onload='x'")
        return corpus

    monkeypatch.setattr("inforce.control.approve.read_corpus", late)
    with pytest.raises(InforceError, match=r"hx-100\.svg was changed meanwhile; approve again"):
        approved(site, "hx-100")
    assert findings(site)
    assert "content/issued/hx-100/1.yaml" not in tree(site)


def test_files_are_readable_by_all(site: Path) -> None:
    approved(site)
    modes = {path.stat().st_mode & 0o777 for path in (site / "content/issued").rglob("*.*")}
    assert modes == {0o644}


def many(count: int) -> dict[str, str | bytes | None]:
    """Return more products than are written one after the other."""
    return {
        f"content/products/p-{number}.yaml": PRODUCT.replace(
            "id: hx-100", f"id: p-{number}"
        ).replace("HX100-230", f"P{number}")
        for number in range(count)
    }


def test_many_are_written_at_a_time(site: Path) -> None:
    write_site(site, many(40))
    assert len(approved(site)) == 42
    assert codes(site) == []


@pytest.mark.parametrize("at", [1, 2, 30, 85])
def test_many_that_are_killed_are_whole_or_untouched(site: Path, at: int) -> None:
    write_site(site, many(40))
    with killed("replace", at), pytest.raises(KilledError):
        approved(site)
    assert not [path for path in tree(site) if path.endswith(".tmp")]
    assert {finding.code for finding in findings(site)} <= {"APR001", "APR002"}
    approved(site)
    assert codes(site) == []
    assert len([*(site / "content/issued").glob("*/register.yaml")]) == 42


@pytest.mark.parametrize("at", range(1, 6))
@pytest.mark.parametrize("second", [False, True])
def test_killed_between_two_approvals(site: Path, at: int, *, second: bool) -> None:
    """The first of two approvals, the second, an assignment: whole, or as if it never was."""
    write_site(site, {"site_config/policy.yaml": POLICY + "approvals: [{count: 2}]\n"})
    if second:
        approved(site)
        edit(site, "content/pages/terms.md", "owner: sales", "owner: quality")
    before = tree(site)
    by = "clara" if second else "anna"
    with suppress(KilledError), killed("replace", at):
        approved(site, by=by)
    after = tree(site)
    assert all(after[path].startswith(octets) for path, octets in before.items())
    assert {finding.code for finding in findings(site)} <= {"APR001", "APR002"}
    approved(site, by=by)
    assert "APR002" not in codes(site)
    assert approved(site, by=by) == ()
