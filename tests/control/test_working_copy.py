"""Revising, withdrawing, recalling and reinstating: working copies, proved and then written."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from inforce.control.recall import RecallOrder, recall
from inforce.control.reinstate import Return, reinstate
from inforce.control.revise import Revision, revise
from inforce.control.withdraw import Heir, Withdrawal, withdraw
from inforce.control.working_copy import Edit
from inforce.domain.editions.decide import decide
from inforce.domain.editions.edition import NoticeKind
from inforce.domain.errors import InforceError
from inforce.domain.items.control import ChangeClass
from inforce.domain.items.lifecycle import Fit, LifecycleState
from inforce.domain.registers.register import Approved
from inforce.domain.text import Text
from inforce.readers.corpus_reader import read_corpus
from tests.sites import DAY, POLICY, PRODUCT, approved, codes, edit, tree, write_site

HX = "content/products/hx-100.yaml"
TERMS = "content/pages/terms.md"
ANNOUNCED = date(2025, 9, 1)
RECALL = {
    "hazard": "The housing can burst.",
    "affected": "Numbers 1 to 99",
    "identify": "On the plate",
    "action": "Stop using it.",
    "remedies": "Refund",
    "contact": "0800 123456",
}


def more(site: Path, *ids: str) -> None:
    """Add products like the pump."""
    for key in ids:
        text = PRODUCT.replace("hx-100\n", f"{key}\n").replace("HX100-230", f"{key}-230")
        write_site(site, {f"content/products/{key}.yaml": text.replace("HX 100\n", f"{key}\n")})


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = write_site(tmp_path)
    more(root, "hx-110", "hx-120")
    return root


def withdrawn(site: Path, *items: str, **parts: Any) -> Edit:  # noqa: ANN401 - fields of an order
    """Withdraw items, by default in favour of hx-120."""
    given: dict[str, Any] = {
        "items": items,
        "notice": "PDN-1",
        "announced": ANNOUNCED,
        "last_order": date(2026, 6, 30),
        "reason": "No demand.",
        "today": ANNOUNCED,
        "heirs": (Heir(None, "hx-120"),),
    }
    return withdraw(site, Withdrawal(**{**given, **parts}))


def recalled(site: Path, *items: str, **parts: Any) -> Edit:  # noqa: ANN401 - fields of an order
    """Recall items."""
    given: dict[str, Any] = {"notice": "R-1", "day": ANNOUNCED, "texts": RECALL, "today": ANNOUNCED}
    return recall(site, RecallOrder(items=items, **{**given, **parts}))


def back(site: Path, *items: str, **parts: Any) -> Edit:  # noqa: ANN401 - fields of an order
    """Reinstate items."""
    given: dict[str, Any] = {"reason": "Demand is back.", "today": date(2025, 12, 1)}
    return reinstate(site, Return(items=items, **{**given, **parts}))


def test_a_revision_says_what_changes(site: Path) -> None:
    order = Revision(items=("hx-100", "terms"), summary="More flow", today=DAY, by="boris")
    done = revise(site, order)
    assert [rewrite.item for rewrite in done.rewrites] == ["hx-100", "terms"]
    text = (site / HX).read_text(encoding="utf-8")
    assert text == PRODUCT.replace("summary: First issue", "summary: More flow, by: boris")
    assert "{id: terms, owner: sales, change: {class: " in (site / TERMS).read_text("utf-8")
    assert codes(site) == ["APR001"] * 4
    (issue,) = approved(site, "terms")
    assert isinstance(issue.entry, Approved)
    assert issue.entry.change.by == "boris"


def test_other_words_leave_a_change_to_its_author(site: Path) -> None:
    approved(site)
    revise(site, Revision(items=("hx-100", "terms"), summary="More", today=DAY, by="boris"))
    edit(site, HX, "flow: 12.50", "flow: 13.50")
    revise(site, Revision(items=("hx-100", "hx-110", "terms"), summary="More flow", today=DAY))
    corpus = read_corpus(site)
    controls = [one.control for one in corpus.products.values()]
    controls += [one.control for one in corpus.pages.values()]
    changes = [control.change for control in controls]
    # What was issued is whose it was; the page is as it was issued.
    assert [change and change.by for change in changes] == ["boris", None, None, None]
    revise(site, Revision(items=("hx-100",), summary="More flow", today=DAY, by="clara"))
    change = read_corpus(site).products["hx-100"].control.change
    assert change is not None
    assert change.by == "clara"


def test_a_withdrawal_is_told_from_its_day_on(site: Path) -> None:
    approved(site)
    heirs = (Heir("hx-100", "hx-120", Fit.PARTIAL), Heir(None, "hx-120"))
    withdrawn(site, "hx-100", "hx-110", heirs=heirs, by="boris", support_until=date(2030, 1, 1))
    assert "LIF005" not in codes(site, ANNOUNCED)
    approved(site, day=date(2025, 8, 1))
    corpus = read_corpus(site)
    before = decide(corpus, date(2025, 8, 31)).products["hx-100"]
    assert (before.state, before.content.product.lifecycle.notice) == (LifecycleState.ACTIVE, None)
    edition = decide(corpus, ANNOUNCED)
    (notice,) = edition.notices
    assert (notice.number, notice.kind) == ("PDN-1", NoticeKind.DISCONTINUANCE)
    assert notice.products == ("hx-100", "hx-110")
    assert edition.products["hx-100"].successors[0].fit is Fit.PARTIAL
    summary = edition.products["hx-100"].history[-1].summary
    assert summary is not None
    assert summary.plain() == {
        "en": "Withdrawn under notice PDN-1",
        "ru": "Снят с производства, извещение PDN-1",
    }


@pytest.mark.parametrize("end", [withdrawn, recalled])
def test_the_words_of_a_change_that_waits_are_not_lost(
    site: Path, end: Callable[..., Edit]
) -> None:
    approved(site)
    revise(site, Revision(items=("hx-100",), summary="More flow", today=DAY, by="boris"))
    edit(site, HX, "flow: 12.50", "flow: 13.50")
    before = tree(site)
    with pytest.raises(InforceError, match="hx-100: a change since revision 1 waits for approval"):
        end(site, "hx-100")
    assert tree(site) == before
    approved(site, "hx-100")
    end(site, "hx-100")
    end(site, "hx-100")  # what it wrote itself does not stand in its way
    history = decide(read_corpus(site), DAY).products["hx-100"].history
    assert history[-1].summary == Text("More flow")


def test_the_words_of_a_change_that_waits_are_not_lost_by_a_return(site: Path) -> None:
    approved(site)
    withdrawn(site, "hx-100")
    back(site, "hx-100")  # an end that nobody approved may be taken back
    withdrawn(site, "hx-110")
    approved(site, "hx-110")
    edit(site, "content/products/hx-110.yaml", "flow: 12.50", "flow: 13.50")
    edit(site, "content/products/hx-110.yaml", "en: Withdrawn under notice PDN-1", "en: More flow")
    with pytest.raises(InforceError, match="hx-110: a change since revision 2 waits for approval"):
        back(site, "hx-110")


def test_a_family_is_what_does_not_end_yet(site: Path) -> None:
    more(site, "fm-1")
    withdrawn(site, "hx-100")
    reason = "Nothing like it."
    done = withdrawn(
        site, family="pump", notice="PDN-2", heirs=(), no_replacement=reason, last_order=None,
        withdrawn_on=date(2025, 9, 2),
    )  # fmt: skip
    assert [rewrite.item for rewrite in done.rewrites] == ["fm-1", "hx-110", "hx-120"]
    with pytest.raises(InforceError, match="every product of pump ends already"):
        withdrawn(site, family="pump", notice="PDN-3")


def test_one_locale_has_plain_texts(tmp_path: Path) -> None:
    policy = POLICY.replace("locales: [en, ru]", "locales: [en]", 1)
    site = write_site(tmp_path, {"site_config/policy.yaml": policy})
    done = withdrawn(site, "hx-100", heirs=(), no_replacement="None", dry_run=True)
    assert "summary: Withdrawn under notice PDN-1}" in done.rewrites[0].diff()
    assert codes(site) == ["APR001", "APR001", "TRN003"]


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"items": ("hx-1000",)}, "no readable item is called hx-1000 (did you mean hx-100?)"),
    ({"items": ("terms",)}, "terms is a page"),
    ({"by": "bori"}, "nobody is called bori; did you mean boris?"),
    ({"heirs": (Heir(None, "hx-12"),)}, "unknown replacement (hx-12 → did you mean hx-120?)"),
    ({"heirs": (Heir(None, "hx-100"),)}, "hx-100 cannot replace anything: it ends under the same"),
    ({"heirs": (Heir(None, "old"),)}, "old cannot replace anything: it is discontinued itself"),
    ({"heirs": (Heir("hx-110", "hx-120"),)}, "hx-110 gets a replacement and is not among"),
    ({"heirs": ()}, "hx-100 has no replacement; say which (--replaced-by hx-100=ID)"),
    ({"last_order": date(2025, 8, 31)}, "last_order comes before announced_on"),
    ({"withdrawn_on": date(2025, 8, 31)}, "withdrawn on 2025-08-31, before it is announced"),
    ({"announced": date(2025, 2, 1)}, "revision 1 is effective from 2025-03-01 and tells nothing"),
    ({"last_order": None}, "the notice names no last day for orders"),
    ({"notice": "PDN-0"}, "PDN-0 is the notice of old already; --add joins them"),
    ({"notice": "PDN-0", "withdrawn_on": ANNOUNCED}, "PDN-0 is another kind of notice already, of"),
    ({"notice": "R-0"}, "R-0 is another kind of notice already, of hot"),
    ({"notice": "RN-0"}, "RN-0 is another kind of notice already, of again"),
    ({"items": ("old",)}, "old ends already, under notice PDN-0"),
    ({"items": ("bare",)}, "bare ends already, under notice (none)"),
    ({"notice": "two\nlines"}, "hx-100: lifecycle.notice"),
    ({"reason": {"ru": "Нет спроса"}}, "not written in en"),
]


def gone_site(site: Path) -> Path:
    """Add products that have ended, are recalled, or have come back."""
    more(site, "old", "bare", "hot", "again")
    end = "announced_on: 2024-01-01, last_order: 2024-12-31, no_replacement: None, reason: None"
    lives = {
        "old": f"lifecycle: {{{end}, notice: PDN-0}}\n",
        "bare": f"lifecycle: {{{end}}}\n",
        "again": "lifecycle: {reinstated: {notice: RN-0, date: 2024-01-01, reason: Demand}}\n",
        "hot": "recall:\n"
        + "".join(f"  {key}: {text}\n" for key, text in RECALL.items())
        + "  notice: R-0\n  date: 2024-01-01\n",
    }
    for key, life in lives.items():
        with (site / f"content/products/{key}.yaml").open("a", encoding="utf-8") as file:
            file.write(life)
    return site


@pytest.mark.parametrize(("parts", "words"), REFUSED, ids=[words for _, words in REFUSED])
def test_a_refused_withdrawal_writes_nothing(site: Path, parts: dict[str, Any], words: str) -> None:
    approved(site)
    gone_site(site)
    before = tree(site)
    with pytest.raises(InforceError) as refused:
        withdrawn(site, *parts.pop("items", ("hx-100",)), **parts)
    assert str(refused.value).startswith("nothing was changed:\n  ")
    assert words in str(refused.value)
    assert tree(site) == before


def test_all_refusals_are_told_at_once(site: Path) -> None:
    with pytest.raises(InforceError) as refused:
        withdrawn(site, "hx-100", "terms", by="bori", heirs=(), last_order=date(2020, 1, 1))
    assert len(str(refused.value).splitlines()) == 6


def test_others_may_join_a_notice(site: Path) -> None:
    withdrawn(site, "hx-100")
    with pytest.raises(InforceError, match="PDN-1 is the notice of hx-100 already"):
        withdrawn(site, "hx-110")
    withdrawn(site, "hx-110", add=True)
    approved(site)
    assert decide(read_corpus(site), ANNOUNCED).notices[0].products == ("hx-100", "hx-110")


def test_who_joins_a_notice_is_not_replaced_by_what_ends_under_it(site: Path) -> None:
    withdrawn(site, "hx-100")
    before = tree(site)
    with pytest.raises(InforceError, match="hx-100 cannot replace anything: it ends under the sa"):
        withdrawn(site, "hx-110", add=True, heirs=(Heir(None, "hx-100"),))
    assert tree(site) == before


def test_a_file_that_cannot_be_edited_is_named(site: Path) -> None:
    edit(site, HX, "control: {", "? control\n: {")
    with pytest.raises(InforceError, match=r"hx-100\.yaml:\d+: the change cannot be written"):
        withdrawn(site, "hx-100")


def test_errors_of_before_do_not_stand_in_the_way(site: Path) -> None:
    edit(site, HX, "summary: A pump.", "summary: {ru: Насос}")
    withdrawn(site, "hx-100")
    assert "TRN001" in codes(site)


def test_what_the_policy_makes_a_warning_is_not_refused(site: Path) -> None:
    with pytest.raises(InforceError, match="not written in en"):
        withdrawn(site, "hx-100", reason={"ru": "Нет спроса."})
    policy = POLICY + "severity: {TRN001: warning}\n"
    write_site(site, {"site_config/policy.yaml": policy})
    withdrawn(site, "hx-100", reason={"ru": "Нет спроса."})


def test_a_gone_product_takes_words_only(site: Path) -> None:
    gone_site(site)
    with pytest.raises(InforceError, match="old: it is discontinued and its data are frozen"):
        revise(site, Revision(items=("old",), summary="More", today=ANNOUNCED))
    kind = ChangeClass.EDITORIAL
    revise(site, Revision(items=("old",), summary="A comma", today=ANNOUNCED, kind=kind))
    assert "class: editorial" in (site / "content/products/old.yaml").read_text("utf-8")


def test_a_recall(site: Path) -> None:
    recalled(site, "hx-100", by="boris")
    assert "LIF005" not in codes(site, ANNOUNCED)
    approved(site, day=ANNOUNCED)
    edition = decide(read_corpus(site), ANNOUNCED)
    assert edition.products["hx-100"].state is LifecycleState.RECALLED
    assert [notice.kind for notice in edition.notices] == [NoticeKind.RECALL]


@pytest.mark.parametrize(
    ("items", "parts", "words"),
    [
        (("terms",), {}, "terms is a page, and only products are recalled"),
        (("hot",), {}, "hot is recalled already, under notice R-0"),
        (("hx-100",), {"notice": "PDN-0"}, "PDN-0 is another kind of notice already, of old"),
        (("hx-100",), {"notice": "R-0"}, "R-0 is the notice of hot already; --add joins them"),
        (
            ("hx-100",),
            {"texts": {**RECALL, "hazard": "As a precaution"}},
            "precaution → plain",
        ),
        (("hx-100",), {"texts": {**RECALL, "contact": "Write"}}, "cannot be reached at once"),
        (("hx-100",), {"texts": {"hazard": "It bursts."}}, "recall: action is missing"),
    ],
)
def test_a_refused_recall(
    site: Path, items: tuple[str, ...], parts: dict[str, Any], words: str
) -> None:
    gone_site(site)
    before = tree(site)
    with pytest.raises(InforceError) as refused:
        recalled(site, *items, **parts)
    assert words in str(refused.value)
    assert tree(site) == before


def test_a_product_comes_back_under_a_notice(site: Path) -> None:
    approved(site)
    before = tree(site)[HX]
    withdrawn(site, "hx-100", announced=DAY, last_order=date(2025, 9, 30))
    approved(site, day=DAY)
    with pytest.raises(InforceError, match="customers were told of its end; name the notice"):
        back(site, "hx-100")
    back(site, "hx-100", notice="RN-1")
    assert "LIF005" not in codes(site, date(2025, 12, 1))
    approved(site, "hx-100", day=date(2025, 12, 1))
    edition = decide(read_corpus(site), date(2025, 12, 1))
    assert edition.products["hx-100"].state is LifecycleState.ACTIVE
    told = [(notice.number, notice.kind) for notice in edition.notices]
    assert told == [("PDN-1", NoticeKind.REINSTATEMENT), ("RN-1", NoticeKind.REINSTATEMENT)]
    after = tree(site)[HX]
    assert before.splitlines()[:-1] == after.splitlines()[: len(before.splitlines()) - 1]
    assert back(site, "hx-100", notice="RN-1").rewrites[0].diff() == ""
    withdrawn(site, "hx-100", announced=date(2026, 1, 1), notice="PDN-2")
    approved(site, "hx-100", day=date(2025, 12, 15))
    known = decide(read_corpus(site), date(2025, 12, 31)).notices
    assert [notice.number for notice in known] == ["PDN-1", "RN-1"]


def test_an_end_that_nobody_knew_goes_without_a_notice(site: Path) -> None:
    approved(site)
    before = tree(site)[HX]
    withdrawn(site, "hx-100")
    approved(site, "hx-100")  # told from September on
    back(site, "hx-100", today=date(2025, 8, 1))
    assert tree(site)[HX].splitlines()[:-1] == before.splitlines()[:-1]
    assert b"Demand is back." in tree(site)[HX].splitlines()[-1] or b"back" in tree(site)[HX]


def test_a_recall_is_lifted_before_the_end(site: Path) -> None:
    withdrawn(site, "hx-100")
    recalled(site, "hx-100")
    approved(site)
    back(site, "hx-100", notice="RN-1", today=date(2025, 12, 1))
    product = read_corpus(site).products["hx-100"]
    assert (product.recall, product.lifecycle.notice) == (None, "PDN-1")
    assert product.lifecycle.reinstated is not None
    assert product.lifecycle.reinstated.lifts == "R-1"
    back(site, "hx-100", notice="RN-2", today=date(2025, 12, 2))
    life = read_corpus(site).products["hx-100"].lifecycle
    assert not life.ends
    assert life.reinstated is not None
    assert (life.reinstated.notice, life.reinstated.lifts) == ("RN-2", "PDN-1")


def test_a_refused_return(site: Path) -> None:
    gone_site(site)
    for item, words in (
        ("terms", "terms is a page, and only products are reinstated"),
        ("hx-100", "hx-100 is on sale: there is nothing to take back"),
    ):
        with pytest.raises(InforceError, match=words):
            back(site, item)
    for item, number in (("old", "PDN-0"), ("hot", "R-0")):
        with pytest.raises(InforceError, match=f"{item}: {number} is the notice that it lifts"):
            back(site, item, notice=number)
    with pytest.raises(InforceError, match="PDN-0 is another kind of notice already, of old"):
        back(site, "bare", notice="PDN-0")
    back(site, "bare", notice="RN-9")
    assert b"lifts" not in (site / "content/products/bare.yaml").read_bytes()


def test_a_light_site_takes_back_only_with_a_notice(tmp_path: Path) -> None:
    policy = {"site_config/policy.yaml": POLICY.replace("required\n", "off\n", 1)}
    site = write_site(tmp_path, dict(policy))
    withdrawn(site, "hx-100", heirs=(), no_replacement="None")
    with pytest.raises(InforceError, match="customers were told of its end"):
        back(site, "hx-100")
    back(site, "hx-100", today=date(2025, 8, 1))


class KilledError(BaseException):
    """The program ends here."""


@contextmanager
def killed(at: int) -> Iterator[None]:
    """End the program at its ``at``-th file."""
    real, calls = Path.replace, 0

    def step(path: Path, target: Path) -> Path:
        nonlocal calls
        calls += 1
        if calls == at:
            raise KilledError
        return real(path, target)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "replace", step)
        yield


@pytest.mark.parametrize("at", [1, 2])
def test_a_killed_withdrawal_is_repeated(site: Path, at: int) -> None:
    approved(site)
    whole = tree(site)
    with killed(at), pytest.raises(KilledError):
        withdrawn(site, "hx-100", "hx-110")
    half = tree(site)
    assert len([path for path in half if half[path] != whole.get(path)]) == at - 1
    done = withdrawn(site, "hx-100", "hx-110")
    assert [rewrite.changed for rewrite in done.rewrites] == [at == 1, True]
    after = tree(site)
    assert all(after[path] == half[path] for path in half if half[path] != whole[path])
    assert not any(rewrite.changed for rewrite in withdrawn(site, "hx-100", "hx-110").rewrites)
    assert tree(site) == after


def test_one_writer_at_a_time(site: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from inforce.control.record import sole_writer\n"
        "with sole_writer(Path(sys.argv[1])): print('locked', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", script, str(site)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"locked\n"
        before = tree(site)
        with pytest.raises(InforceError, match="another inforce command is writing"):
            withdrawn(site, "hx-100")
        assert withdrawn(site, "hx-100", dry_run=True).rewrites[0].changed
        assert tree(site) == before
        other.kill()


def test_permissions_and_links_stay(site: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.yaml"
    (site / HX).rename(kept)
    (site / HX).symlink_to(kept)
    kept.chmod(0o664)
    withdrawn(site, "hx-100")
    assert (site / HX).is_symlink()
    assert b"PDN-1" in kept.read_bytes()
    assert kept.stat().st_mode & 0o777 == 0o664
