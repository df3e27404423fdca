"""How an approval is known, and how many a change has: in every output that says it."""

import json
from pathlib import Path

import pytest

from inforce.domain.editions.decide import decide
from inforce.domain.registers.register import Tier
from inforce.domain.views.product import stamp_view
from inforce.domain.views.reading import Reading
from inforce.readers.corpus_reader import read_corpus
from inforce.readers.wording import wording
from inforce.renderers.api.products import api_stamp
from tests.cli.program import run
from tests.keys import allow, key
from tests.sites import DAY, POLICY, edit, write_site

pytestmark = pytest.mark.usefixtures("ssh_keygen")

HX = "content/products/hx-100.yaml"
TWO = POLICY + "approvals: [{kind: product, family: pump, count: 2, signed: true}]\n"


@pytest.fixture
def keys(tmp_path: Path) -> dict[str, Path]:
    return {name: key(tmp_path / "keys", name) for name in ("anna", "clara")}


@pytest.fixture
def site(tmp_path: Path, keys: dict[str, Path]) -> Path:
    root = write_site(tmp_path / "site", {"site_config/policy.yaml": TWO})
    allow(root, keys)
    return root


def call(site: Path, *arguments: str | Path, day: str = "2025-03-01") -> str:
    code, out, errors = run(*arguments, "--site", site, "--as-of", day)
    assert code == 0, errors
    return out


def test_two_sign_one_after_the_other(site: Path, keys: dict[str, Path]) -> None:
    told = call(site, "approve", "hx-100", "--by", "anna", "--dry-run", "--sign", keys["anna"])
    name, _, what = told.partition(": ")
    assert what == "revision 1, 1 of 2 approvals; quality still to approve; first issue\n"
    said = call(site, "approve", name, "--by", "anna", "--sign", keys["anna"])
    assert said == "hx-100: revision 1, 1 of 2 approvals; quality still to approve\n"
    (row,) = json.loads(call(site, "status", "hx-100", "--format", "json"))["items"]
    assert (row["tier"], row["approvals_given"], row["approvals_needed"]) == (None, 1, 2)
    assert "1 of 2 approvals" in call(site, "status", "hx-100")
    call(site, "approve", name, "--by", "clara", "--sign", keys["clara"])
    (row,) = json.loads(call(site, "status", "hx-100", "--format", "json"))["items"]
    assert (row["tier"], row["approvals_given"], row["approvals_needed"]) == ("signed", None, None)
    assert "1 effective signed" in call(site, "status", "hx-100")
    first, second = call(site, "log", "hx-100").splitlines()
    assert ", approval 1 of 2, signed  First issue" in first
    assert ", approval 2 of 2, signed  First issue" in second


def test_a_dry_run_says_what_would_change(site: Path, keys: dict[str, Path]) -> None:
    for person, path in keys.items():
        call(site, "approve", "hx-100", "--by", person, "--sign", path)
    write_site(site, {"site_config/policy.yaml": POLICY, HX: (site / HX).read_bytes()})
    edit(site, HX, "12.50", "13.50")
    edit(site, "content/pages/terms.md", "We deliver.", "We deliver soon.")
    line = call(site, "approve", "hx-100", "--by", "anna", "--dry-run", "-m", "13.5 m³/h")
    assert line.endswith(": revision 2, effective from 2025-03-01; changes /specs/flow\n")
    call(site, "approve", "terms", "--by", "anna")
    edit(site, "content/pages/terms.md", "soon.", "at once.")
    line = call(site, "approve", "terms", "--by", "anna", "--dry-run", "-m", "Faster")
    assert line.endswith("; changes the text\n")


def test_an_owner_is_told_step_by_step(site: Path, keys: dict[str, Path]) -> None:
    write_site(site, {"site_config/policy.yaml": POLICY})
    call(site, "approve", "--all", "--by", "anna")
    edit(site, HX, "owner: sales", "review_every: P6M")
    code, out, errors = run(
        *("approve", "hx-100", "--by", "anna", "--reason", "Handed over", "--dry-run"),
        *("--site", site, "--as-of", "2025-03-02"),
    )
    assert code == 0
    assert out == "hx-100: owner sales → nobody, reviewed every the usual interval → P6M\n"
    assert errors == "1 owner or interval would be recorded\n"
    call(
        site,
        *("approve", "hx-100", "--by", "anna", "--reason", "Handed over", "--sign", keys["anna"]),
        day="2025-03-02",
    )
    line = call(site, "log", "hx-100", day="2025-03-02").splitlines()[-1]
    told = "2025-03-02  assigned to nobody every P6M by anna (quality), signed  Handed over"
    assert line == told
    (site / "site_config/allowed_signers").write_text("", encoding="utf-8")
    line = call(site, "log", "hx-100", day="2025-03-02").splitlines()[-1]
    assert ", asserted: its signature is by a key that site_config/allowed_signers does" in line


@pytest.mark.parametrize(
    ("locale", "tier", "words"),
    [
        ("en", Tier.ASSERTED, "approved"),
        ("en", Tier.SIGNED, "approved and signed"),
        ("ru", Tier.ASSERTED, "утверждено"),
        ("ru", Tier.SIGNED, "утверждено и подписано"),
    ],
)
def test_customers_read_the_tier(
    site: Path, keys: dict[str, Path], locale: str, tier: Tier, words: str
) -> None:
    for person, path in keys.items():
        call(site, "approve", "hx-100", "--by", person, "--sign", path)
    if tier is Tier.ASSERTED:
        (site / "site_config/allowed_signers").unlink()
    edition = decide(read_corpus(site), DAY)
    stamp = edition.products["hx-100"].stamp
    reading = Reading(edition, wording(locale))
    assert stamp_view(stamp, reading).approval == words
    assert api_stamp(stamp).approval is tier
    assert "anna" not in str(stamp)
