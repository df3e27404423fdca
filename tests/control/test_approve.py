from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from inforce.control.approve import approve
from inforce.control.order import Order
from inforce.domain.editions.decide import decide
from inforce.domain.errors import InforceError
from inforce.domain.registers.digest import content_digest, seal
from inforce.domain.registers.register import Approved, Assigned
from inforce.domain.standings.standing import standings
from inforce.readers.corpus_reader import read_corpus
from inforce.readers.ledgers import read_ledgers
from inforce.readers.media import media_path
from tests.sites import (
    DAY,
    FAMILY,
    PEOPLE,
    POLICY,
    PRODUCT,
    approved,
    at,
    codes,
    edit,
    reviewed,
    tree,
    write_site,
)

HX = "content/products/hx-100.yaml"
REGISTER = "content/issued/hx-100/register.yaml"
LATER = date(2025, 9, 1)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_site(tmp_path)


def revise(site: Path, text: str, summary: str = "Revised") -> None:
    """Change what customers see of the pump, and say so."""
    product = PRODUCT.replace("A pump.", text).replace("First issue", summary)
    write_site(site, {HX: product})


def test_all_that_wait_are_issued(site: Path) -> None:
    issues = approved(site)
    assert [(issue.item, issue.entry.revision) for issue in issues] == [("hx-100", 1), ("terms", 1)]
    assert codes(site) == []
    assert approved(site) == ()


def test_the_entry_binds_what_customers_see(site: Path) -> None:
    (issue,) = approved(site, "hx-100")
    entry = issue.entry
    assert entry.digest == content_digest(issue.content)
    assert (entry.by, entry.role, entry.effective_from) == ("anna", "quality", DAY)
    assert (entry.at, entry.prev, entry.seal) == (at(DAY), None, seal(entry))
    ledger = read_ledgers(site)[0]["hx-100"]
    assert ledger.entries[0].seal == entry.seal
    assert ledger.snapshots[1].content == issue.content


def test_a_chain_grows_at_its_end_only(site: Path) -> None:
    approved(site, "hx-100")
    first = tree(site)
    revise(site, "A better pump.")
    reviewed(site, "hx-100", day=date(2025, 4, 1))
    approved(site, "hx-100", day=LATER)
    later = tree(site)
    assert later[REGISTER].startswith(first[REGISTER])
    assert later["content/issued/hx-100/1.yaml"] == first["content/issued/hx-100/1.yaml"]
    ledger = read_ledgers(site)[0]["hx-100"]
    assert [entry.prev for entry in ledger.entries] == [None, *ledger.seals[:-1]]
    numbers = [entry.revision for entry in ledger.entries if not isinstance(entry, Assigned)]
    assert numbers == [1, 1, 2]
    assert "APR002" not in codes(site, LATER)


def test_an_entry_of_a_day_before_there_were_time_zones_is_read_again(site: Path) -> None:
    """In Vienna it was 1:05:21 later than in Greenwich."""
    day = date(1890, 1, 1)
    edit(site, "site_config/people.yaml", ", from: 2020-01-01}", "}")
    approved(site, "hx-100", day=day)
    assert codes(site, day) == ["APR001"]  # the page


def test_a_revision_can_start_later(site: Path) -> None:
    approved(site, "hx-100")
    revise(site, "A better pump.")
    start = date(2025, 10, 1)
    approve(site, Order(by="anna", at=at(LATER), items=("hx-100",), effective_from=start))
    corpus = read_corpus(site)

    def seen(day: date) -> int | None:
        return decide(corpus, day).products["hx-100"].stamp.revision

    assert [seen(LATER), seen(date(2025, 9, 30)), seen(start)] == [1, 1, 2]
    assert codes(site, LATER) == ["APR001"]  # the page


def test_nothing_is_in_force_before_the_first_day(site: Path) -> None:
    approve(site, Order(by="anna", at=at(DAY), items=("hx-100",), effective_from=LATER))
    corpus = read_corpus(site)
    assert "hx-100" not in decide(corpus, DAY).products
    assert standings(corpus, DAY)["hx-100"].state.value == "scheduled"
    assert "hx-100" in decide(corpus, LATER).products


@pytest.mark.parametrize(
    "change",
    [
        ("First issue", "Said otherwise"),
        ("HX 100\n", "HX 100 # a comment\n"),
        ("[voltage]", '["voltage"]'),
    ],
)
def test_no_revision_without_a_visible_change(site: Path, change: tuple[str, str]) -> None:
    approved(site)
    before = tree(site / "content/issued")
    edit(site, HX, *change)
    assert approved(site, day=LATER) == ()
    assert tree(site / "content/issued") == before


@pytest.mark.parametrize(
    "change",
    [
        (HX, "12.50", "12.5"),
        (HX, "A pump.", "A pump!"),
        (HX, "230}", "231}"),
        ("schemas/families/pump.yaml", "label: Flow", "label: Capacity"),
        ("schemas/families/pump.yaml", "unit: m3/h", "unit: l/s"),
        ("content/media/hx-100.svg", "<svg", "<svg "),
    ],
)
def test_each_visible_change_is_a_revision(site: Path, change: tuple[str, str, str]) -> None:
    approved(site)
    edit(site, *change)
    assert [issue.entry.revision for issue in approved(site, day=LATER)] == [2]


def test_an_old_summary_is_not_told_twice(site: Path) -> None:
    approved(site, "hx-100")
    edit(site, HX, "A pump.", "A better pump.")
    (issue,) = approved(site, "hx-100", day=LATER)
    assert issue.entry.change.summary is not None
    assert issue.entry.change.summary.plain() == {"en": "Changed by 2025-09-01"}
    revise(site, "The best pump.", "Superlative")
    (issue,) = approved(site, "hx-100", day=LATER)
    assert issue.entry.change.summary is not None
    assert issue.entry.change.summary.plain() == "Superlative"


def refusals() -> Iterator[tuple[str, dict[str, str | bytes | None], Order, str]]:
    order = Order(by="anna", at=at(DAY), items=("hx-100",))
    people = ("ana", "boris", "nobody")
    names = ("a near miss", "another role", "unknown")
    words = (
        "nobody is called ana; did you mean anna?",
        "the role quality, and people.yaml gives sales; anna or clara may",
        "nobody is called nobody; add them to site_config/people.yaml",
    )
    for name, person, message in zip(names, people, words, strict=True):
        yield name, {}, Order(by=person, at=at(DAY)), message
    early, late = at(date(2019, 12, 31)), at(date(2027, 1, 1))
    yield "before their time", {}, Order(by="anna", at=early), "only from 2020-01-01, not on 2019"
    yield "after it", {}, Order(by="clara", at=late), "until 2026-12-31, not on 2027-01-01"
    mine = PRODUCT.replace("substantive,", "substantive, by: anna,")
    own = "hx-100: anna made this change and may not approve it; "
    yield "own change", {HX: mine}, order, f"{own}clara may"
    alone = {
        HX: mine,
        "site_config/people.yaml": PEOPLE.replace("[sales, quality]", "[sales]"),
    }
    hired = "nobody else may; people.yaml must give somebody the role quality"
    yield "own change, alone", dict(alone), order, f"{own}{hired}"
    theirs = PRODUCT.replace("substantive,", "substantive, by: clara,")
    other = Order(by="boris", at=at(DAY), items=("hx-100",))
    yield "another's change", {HX: theirs}, other, "people.yaml gives sales; anna may"
    unknown = Order(by="anna", at=at(DAY), items=("hx-10", "zzz"))
    yield "unknown items", {}, unknown, "called hx-10 (did you mean hx-100?), zzz"
    family = Order(by="anna", at=at(DAY), family="pmp")
    yield "unknown family", {}, family, "no family is called pmp (did you mean pump?)"
    light = {"site_config/policy.yaml": POLICY.replace("required\n", "off\n", 1)}
    yield "a light site", dict(light), order, "works without approval (policy.yaml: approval: off)"
    typo = {"site_config/policy.yaml": "apprval: required\n"}
    yield "a broken policy", dict(typo), order, "policy.yaml has problems; `inforce check`"
    yield (
        "a broken people.yaml",
        {"site_config/people.yaml": "["},
        order,
        "people.yaml has problems",
    )
    lost = {HX: PRODUCT + "relations: [{type: similar, product: none-such}]\n"}
    yield "a finding that stops a build", dict(lost), order, "hx-100: REF003 "
    yield "a missing file", {"content/media/hx-100.svg": None}, order, "hx-100: SCH006 "
    broken: dict[str, str | bytes | None] = {"schemas/families/pump.yaml": "["}
    yield "a family that cannot be read", broken, order, "hx-100: SCH001 The file cannot be read"
    parent = {"schemas/families/pump.yaml": FAMILY + "parent: device\n"}
    yield "an unknown parent", dict(parent), order, "hx-100: REF003 "
    device = {**parent, "schemas/families/device.yaml": "["}
    yield "a parent that cannot be read", dict(device), order, "hx-100: SCH001 "
    russian = {"content/pages/terms.ru.md": "---\ntitle: [\n---\n\nДоставка.\n"}
    terms = Order(by="anna", at=at(DAY), items=("terms",))
    yield "a translation that cannot be read", dict(russian), terms, "terms: SCH001 "


@pytest.mark.parametrize(
    ("changes", "order", "words"),
    [pytest.param(*case, id=name) for name, *case in refusals()],
)
def test_refused_without_a_trace(
    tmp_path: Path, changes: dict[str, str | bytes | None], order: Order, words: str
) -> None:
    site = write_site(tmp_path, changes)
    before = tree(site)
    with pytest.raises(InforceError) as refused:
        approve(site, order)
    assert words in str(refused.value)
    assert tree(site) == before


def test_one_refusal_stops_all_and_all_are_told(site: Path) -> None:
    edit(site, HX, "substantive,", "substantive, by: anna,")
    edit(site, "content/pages/terms.md", "{id: terms,", "{id: terms, change: {by: anna},")
    with pytest.raises(InforceError, match="hx-100, terms: anna made this change"):
        approved(site)
    assert not (site / "content/issued").exists()


def test_what_is_wrong_with_another_item_is_no_reason(site: Path) -> None:
    other = PRODUCT.replace("hx-100\n", "hx-110\n").replace("HX100-230", "HX110-230")
    lost = f"{other}relations: [{{type: similar, product: none-such}}]\n"
    (site / "content/products/hx-110.yaml").write_text(lost, encoding="utf-8")
    assert [issue.item for issue in approved(site, "hx-100")] == ["hx-100"]
    with pytest.raises(InforceError, match="hx-110: REF003"):
        approved(site, "hx-110")


def test_what_is_waived_is_no_reason(site: Path) -> None:
    edit(site, HX, "images:", "relations: [{type: similar, product: none-such}]\nimages:")
    waiver = "- {rule: REF003, item: hx-100, until: 2025-03-31, reason: It comes soon, by: anna}\n"
    (site / "site_config/waivers.yaml").write_text(waiver, encoding="utf-8")
    assert [issue.item for issue in approved(site, "hx-100")] == ["hx-100"]
    edit(site, HX, "A pump.", "A better pump.")
    with pytest.raises(InforceError, match="hx-100: REF003"):
        approved(site, "hx-100", day=date(2025, 4, 1))


def test_a_day_before_the_last_entry_is_refused(site: Path) -> None:
    approved(site, "hx-100", day=LATER)
    revise(site, "A better pump.")
    with pytest.raises(InforceError, match="the register already has an entry of 2025-09-01"):
        approved(site, "hx-100", day=DAY)
    reviewed(site, "hx-100", day=date(2025, 10, 1))
    with pytest.raises(InforceError, match="the register already has an entry of 2025-10-01"):
        approved(site, "hx-100", day=date(2025, 9, 15))


def test_a_start_before_the_last_one_is_refused(site: Path) -> None:
    approved(site, "hx-100", day=LATER)
    revise(site, "A better pump.")
    with pytest.raises(InforceError, match="revision 1 is effective from 2025-09-01; the next"):
        approve(site, Order(by="anna", at=at(LATER), items=("hx-100",), effective_from=DAY))


def test_a_family_means_its_descendants(site: Path) -> None:
    child = FAMILY.replace("id: pump\n", "id: centrifugal\nparent: pump\n")
    other = PRODUCT.replace("hx-100\n", "hx-110\n").replace("family: pump", "family: centrifugal")
    valve = PRODUCT.replace("hx-100\n", "vx-1\n").replace("family: pump", "family: valve")
    write_site(
        site,
        {
            "schemas/families/centrifugal.yaml": child,
            "schemas/families/valve.yaml": FAMILY.replace("id: pump", "id: valve"),
            "content/products/hx-110.yaml": other.replace("HX100-230", "HX110-230"),
            "content/products/vx-1.yaml": valve.replace("HX100-230", "VX1-230"),
        },
    )
    order = Order(by="anna", at=at(DAY), family="pump", dry_run=True)
    assert [issue.item for issue in approve(site, order).issues] == ["hx-100", "hx-110"]


def test_dry_run_writes_nothing(site: Path) -> None:
    before = tree(site)
    assert len(approve(site, Order(by="anna", at=at(DAY), dry_run=True)).issues) == 2
    assert tree(site) == before


def test_an_approved_file_outlives_the_working_one(site: Path) -> None:
    approved(site, "hx-100")
    (site / "content/media/hx-100.svg").write_text("<svg>new</svg>", encoding="utf-8")
    content = decide(read_corpus(site), LATER).products["hx-100"].content
    file = content.published("media/hx-100.svg")
    assert file is not None
    kept = media_path(site, file)
    assert kept.name == f"{file.fact.sha256}.svg"
    assert b"new" not in kept.read_bytes()
    approved(site, "hx-100", day=LATER)
    assert len([*(site / "content/issued/_files").iterdir()]) == 2
    assert "APR002" not in codes(site, LATER)


def test_a_damaged_kept_file_is_written_again(site: Path) -> None:
    approved(site, "hx-100")
    (kept,) = (site / "content/issued/_files").iterdir()
    (site / "content/issued/hx-100/register.yaml").unlink()
    (site / "content/issued/hx-100/1.yaml").unlink()
    kept.write_bytes(b"")
    approved(site, "hx-100")
    assert kept.read_bytes() == (site / "content/media/hx-100.svg").read_bytes()


def test_a_kept_file_that_is_another_one_of_the_same_size_is_altered(site: Path) -> None:
    approved(site)
    (kept,) = (site / "content/issued/_files").iterdir()
    kept.write_bytes(kept.read_bytes().replace(b"svg", b"SVG"))
    assert codes(site) == ["APR002"]


def test_a_working_copy_that_is_gone_cannot_be_approved(site: Path) -> None:
    approved(site)
    (site / HX).unlink()
    with pytest.raises(InforceError, match="no readable item is called hx-100"):
        approved(site, "hx-100", day=LATER)


def test_a_register_without_its_last_line_break_stays_whole(site: Path) -> None:
    approved(site, "hx-100")
    register = site / REGISTER
    register.write_bytes(register.read_bytes().rstrip(b"\n"))
    reviewed(site, "hx-100", day=DAY)
    assert len(read_ledgers(site)[0]["hx-100"].entries) == 2


def test_entries_are_approvals_of_a_person_in_a_role(site: Path) -> None:
    (issue,) = approved(site, "terms", by="clara")
    assert isinstance(issue.entry, Approved)
    assert issue.entry.role == "quality"
