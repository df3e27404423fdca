"""Whatever is approved and reviewed makes a sound chain, and no letter of it can be changed."""

import re
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inforce.control.approve import approve
from inforce.control.order import Order
from inforce.domain.errors import InforceError
from inforce.domain.registers.register import Ledger, Outcome
from inforce.domain.standings.standing import standings
from inforce.domain.text import Text
from inforce.readers.corpus_reader import read_corpus
from inforce.readers.ledgers import read_ledgers
from tests.sites import DAY, PRODUCT, ZONE, approved, at, edit, findings, reviewed, write_site

HX = "content/products/hx-100.yaml"
LATER = date(2025, 4, 1)
ISSUED = "content/issued"
LETTERS = "0123456789abcxyzN -:#.,'\"&*!|>{}[]\n\t~/é"

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["approve", "approve later", "no_change", "change_needed"]),
        st.integers(0, 40),  # days since the step before
        st.sampled_from(["A.", "B.", "C."]),  # what the working copy says
    ),
    max_size=6,
)


@settings(max_examples=25)
@given(steps=STEPS)
def test_any_history_is_a_sound_chain(steps: list[tuple[str, int, str]]) -> None:
    with TemporaryDirectory() as folder:
        site = write_site(Path(folder))
        day = DAY
        for number, (step, wait, text) in enumerate(steps):
            day += timedelta(days=wait)
            change = PRODUCT.replace("A pump.", text).replace("First issue", f"Step {number}")
            (site / HX).write_text(change, encoding="utf-8")
            before = _records(site)
            _take(site, step, day)
            assert all(_records(site)[path].startswith(old) for path, old in before.items())
        assert not [f for f in findings(site, day) if f.code in {"APR002", "APR003"}]
        _one_revision_a_day(site, day)


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_another_time_zone_in_the_policy_leaves_the_record_as_it_is(
    tmp_path: Path, zone: str
) -> None:
    """Before one and after eleven at night it is another day elsewhere."""
    site = write_site(tmp_path)
    early, late = (datetime.combine(DAY, time(hour, 30), ZONE) for hour in (0, 23))
    edit(site, "site_config/people.yaml", "until: 2026-12-31", f"until: {DAY}")
    approve(site, Order(by="clara", at=early))
    reviewed(site, "hx-100", day=DAY, by="clara")
    edit(site, HX, "A pump.", "A better pump.")
    change = Text("Better words")
    approve(site, Order(by="clara", at=late.astimezone(UTC), items=("hx-100",), summary=change))
    reviewed(site, "hx-100", day=DAY + timedelta(days=1))
    before = findings(site, LATER), _known(site)
    edit(site, "site_config/policy.yaml", "Europe/Vienna", zone)
    assert (findings(site, LATER), _known(site)) == before
    assert "APR002" not in {finding.code for finding in before[0]}


def _known(site: Path) -> list[list[int]]:
    """Return the revisions of the product that were issued by each of four days."""
    days = [DAY + timedelta(days=later) for later in (-1, 0, 1, 2)]
    corpus = read_corpus(site)
    return [[one.revision for one in standings(corpus, day)["hx-100"].history] for day in days]


def _take(site: Path, step: str, day: date) -> None:
    try:
        if step.startswith("approve"):
            start = day + timedelta(days=30) if step == "approve later" else None
            approve(site, Order(by="anna", at=at(day), items=("hx-100",), effective_from=start))
        else:
            reviewed(site, "hx-100", day=day, outcome=Outcome(step))
    except InforceError:
        pass  # refused: nothing was in force yet, or a later start is set already


def _records(site: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in (site / ISSUED).rglob("*") if path.is_file()}


def _one_revision_a_day(site: Path, last: date) -> None:
    """Follow the item day by day: one revision is in force, and it never goes back."""
    corpus = read_corpus(site)
    ledger = corpus.ledgers.get("hx-100", Ledger(item="hx-100", path=""))
    begun: Counter[date] = Counter()
    shown: list[int] = []
    for offset in range((last - DAY).days + 32):
        day = DAY + timedelta(days=offset)
        place = standings(corpus, day)["hx-100"]
        if place.revision is not None:
            assert place.content == ledger.snapshots[place.revision].content
            if place.revision not in shown:
                begun[day] += 1
            shown.append(place.revision)
    assert shown == sorted(shown)
    assert max(begun.values(), default=1) == 1


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with all kinds of records."""
    site = write_site(tmp_path_factory.mktemp("site"))
    approved(site)
    reviewed(site, "hx-100", day=date(2025, 6, 1))
    edit(site, HX, "summary: A pump.", 'summary: "A better pump, №1: «x»."')
    edit(site, HX, "summary: First issue", 'summary: "Of two\\nlines"')
    edit(site, "content/pages/terms.md", "We deliver.", "We deliver\n\n- soon.")
    approved(site, day=date(2025, 9, 1))
    reviewed(site, "terms", "hx-100", day=date(2026, 1, 1), by="clara")
    assert not findings(site, date(2026, 1, 1))
    return site


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_letter_can_be_altered(master: Path, data: st.DataObject) -> None:
    """Alter one character of a record: it is found, or the record means what it meant."""
    path = data.draw(st.sampled_from(_texts(master)))
    text = path.read_text(encoding="utf-8")
    index = data.draw(st.integers(0, len(text) - 1))
    put = data.draw(st.sampled_from(["", *LETTERS]))
    kept = data.draw(st.sampled_from([index, index + 1]))  # put before it, or in its place
    _altered(master, path, text[:index] + put + text[kept:])


def test_no_digit_can_be_altered(master: Path) -> None:
    for path in _texts(master):
        text = path.read_text(encoding="utf-8")
        for index in [found.start() for found in re.finditer(r"\d", text)][::9]:
            other = "1" if text[index] != "1" else "2"
            _altered(master, path, text[:index] + other + text[index + 1 :])


def test_no_record_can_be_taken_away_or_exchanged(master: Path) -> None:
    paths = [path for path in _texts(master) if path.name != "register.yaml"]
    for path in paths:
        octets = path.read_bytes()
        others = [other.read_bytes() for other in paths if other != path]
        for text in (None, *others):
            path.unlink() if text is None else path.write_bytes(text)
            assert _is_found(master), path
        path.write_bytes(octets)
    assert not _is_found(master)


@pytest.mark.parametrize("entry", range(4))
def test_no_entry_can_be_taken_away(master: Path, entry: int) -> None:
    """Even the last one is missed, where a snapshot is left that it approved."""
    path = master / ISSUED / "hx-100" / "register.yaml"
    text = path.read_text(encoding="utf-8")
    entries = [f"- event{part}" for part in text.split("- event")[1:]]
    assert len(entries) == 4
    last = [2, 3] if entry == 2 else [entry]
    left = "".join(part for index, part in enumerate(entries) if index not in last)
    try:
        path.write_text(left, encoding="utf-8")
        # A review at the end leaves nothing behind: only the head printed on outputs shows it.
        assert _is_found(master) is (entry != 3)
    finally:
        path.write_text(text, encoding="utf-8")


def _texts(site: Path) -> list[Path]:
    return sorted((site / ISSUED).rglob("*.yaml"))


def _altered(site: Path, path: Path, text: str) -> None:
    before = path.read_bytes()
    sound = read_ledgers(site)
    assert sound[1] == ()
    try:
        path.write_text(text, encoding="utf-8", newline="")
        assert _is_found(site) or read_ledgers(site) == sound, text
    finally:
        path.write_bytes(before)


def _is_found(site: Path) -> bool:
    return "APR002" in {finding.code for finding in findings(site)}
