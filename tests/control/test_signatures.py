"""An approval that is signed proves who gave it; a forger's does not."""

import os
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from msgspec import structs

from inforce.control import signing
from inforce.control.approve import approve
from inforce.control.order import Order
from inforce.control.record import append_entry
from inforce.domain.checking.choice import Choice
from inforce.domain.errors import InforceError
from inforce.domain.registers.digest import seal
from inforce.domain.registers.register import Approved, Proof, Tier
from inforce.domain.standings.standing import standings
from inforce.domain.text import Text
from inforce.pipeline.checking.check import check_corpus, gate
from inforce.readers import signatures
from inforce.readers.corpus_reader import read_corpus
from tests.keys import allow, key, public
from tests.sites import DAY, POLICY, at, edit, findings, tree, write_site

pytestmark = pytest.mark.usefixtures("ssh_keygen")

HX = "content/products/hx-100.yaml"
REGISTER = "content/issued/hx-100/register.yaml"
SIGNED = POLICY + "approvals: [{kind: product, signed: true}]\n"
REVOKED = "site_config/revoked_keys"
ADD = (
    "; if the key is yours, add to site_config/allowed_signers the line\n"
    '  anna namespaces="inforce/approval/v1" {key}'
)
NOON = at(DAY)


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    return tmp_path / "keys"


@pytest.fixture
def anna(keys: Path) -> Path:
    return key(keys, "anna")


@pytest.fixture
def site(tmp_path: Path, anna: Path) -> Path:
    root = write_site(tmp_path / "site", {"site_config/policy.yaml": SIGNED})
    allow(root, {"anna": anna})
    return root


def sign(site: Path, with_key: Path, moment: datetime = NOON, by: str = "anna") -> Approved:
    order = Order(
        by=by, at=moment, items=("hx-100",), sign=with_key, summary=Text({"en": "Changed"})
    )
    (issue,) = approve(site, order).issues
    return issue.entry


def fault(site: Path) -> str | None:
    """Return what is wrong with the only signature of the site."""
    (proof,) = read_corpus(site).proofs.values()
    return proof.fault


def rewrite(site: Path, alter: Callable[[Approved], Approved]) -> None:
    """Alter the entry as a forger would who knows how to seal one."""
    (entry,) = read_corpus(site).ledgers["hx-100"].approvals()
    forged = structs.replace(alter(entry), seal=None)
    (site / REGISTER).unlink()
    append_entry(site, "hx-100", structs.replace(forged, seal=seal(forged)))


def test_a_signature_lifts_the_tier(site: Path, anna: Path) -> None:
    entry = sign(site, anna)
    assert entry.signature is not None
    corpus = read_corpus(site)
    assert corpus.proofs == {entry.seal: Proof()}
    assert standings(corpus, DAY)["hx-100"].tier is Tier.SIGNED


def test_the_public_half_will_do_where_the_private_one_lies_beside_it(
    site: Path, anna: Path
) -> None:
    sign(site, anna.with_suffix(".pub"))
    assert fault(site) is None


def test_two_signatures_are_proved(site: Path, keys: Path, anna: Path) -> None:
    two = SIGNED.replace("signed: true", "signed: true, count: 2")
    (site / "site_config/policy.yaml").write_text(two, encoding="utf-8")
    clara = key(keys, "clara")
    allow(site, {"anna": anna, "clara": clara})
    sign(site, anna)
    sign(site, clara, by="clara")
    corpus = read_corpus(site)
    assert [proof.valid for proof in corpus.proofs.values()] == [True, True]
    assert standings(corpus, DAY)["hx-100"].tier is Tier.SIGNED
    allow(site, {"anna": anna})
    assert standings(read_corpus(site), DAY)["hx-100"].tier is Tier.ASSERTED


def test_an_assignment_can_be_signed(site: Path, anna: Path) -> None:
    sign(site, anna)
    edit(site, HX, "owner: sales", "owner: quality")
    order = Order(by="anna", at=at(DAY), items=("hx-100",), sign=anna)
    (step,) = approve(site, order).assignments
    assert read_corpus(site).proofs[step.entry.seal or ""].valid


def test_a_forger_who_seals_anew_is_found_by_the_signature(site: Path, anna: Path) -> None:
    sign(site, anna)
    rewrite(site, lambda entry: structs.replace(entry, effective_from=date(2025, 1, 1)))
    assert fault(site) == "is not over this entry: one of them was altered"
    assert standings(read_corpus(site), DAY)["hx-100"].tier is Tier.ASSERTED
    (told,) = [finding for finding in findings(site) if finding.code != "APR001"]
    assert (told.code, told.pointer, told.line) == ("APR006", "/0/signature", 11)
    assert gate(check_corpus(read_corpus(site), site, DAY, Choice()))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("-----BEGIN", "nonsense"),
        ("U1NIU0lH", "QUFBQUFB"),
        ("AAAA", "é"),
        ("\nU1N", "\nU1NAA"),
        ("AAAAAQAAADM", "AAAAAf////8"),
        ("U1NIU0lH", "A"),
    ],
)
def test_a_malformed_signature(site: Path, anna: Path, old: str, new: str) -> None:
    signature = sign(site, anna).signature or ""
    assert old in signature
    broken = signature.replace(old, new)
    rewrite(site, lambda entry: structs.replace(entry, signature=broken))
    assert fault(site) == "is malformed"


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_a_signature_of_a_day_that_no_key_has_seen(site: Path, anna: Path, at: str) -> None:
    sign(site, anna)
    rewrite(site, lambda entry: structs.replace(entry, at=datetime.fromisoformat(at)))
    assert fault(site) == "is not over this entry: one of them was altered"


def test_a_signature_for_another_purpose(
    site: Path, anna: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as other:
        other.setattr(signing, "NAMESPACE", "git")
        other.setattr(signing, "prove", lambda _, entries: [Proof()] * len(entries))
        sign(site, anna)
    assert fault(site) == "was made for another purpose (git)"


def test_an_unknown_signer(site: Path, keys: Path, anna: Path) -> None:
    mallory = key(keys, "mallory")
    allow(site, {"anna": mallory})
    sign(site, mallory)
    allow(site, {"anna": anna})
    assert fault(site) == "is by a key that site_config/allowed_signers does not know"


def test_a_key_of_another_person(site: Path, keys: Path, anna: Path) -> None:
    boris = key(keys, "boris")
    allow(site, {"anna": boris})
    sign(site, boris)
    allow(site, {"anna": anna, '"boris,b.b"': boris})
    assert fault(site) == "is by a key of boris, b.b, not of anna"


def test_a_revoked_key(site: Path, keys: Path, anna: Path) -> None:
    sign(site, anna)
    (site / REVOKED).write_text(public(key(keys, "other")) + "\n", encoding="utf-8")
    assert fault(site) is None
    (site / REVOKED).write_text(public(anna) + "\n", encoding="utf-8")
    assert fault(site) == "is by a key that is revoked"
    (site / REVOKED).write_text("nonsense\n", encoding="utf-8")
    assert fault(site) == "cannot be verified here: site_config/revoked_keys is no list of keys"


def test_a_list_of_revoked_keys_that_cannot_be_read_is_told(site: Path, anna: Path) -> None:
    """Without it a revoked key would count."""
    sign(site, anna)
    (site / REVOKED).symlink_to("nowhere")
    with pytest.raises(FileNotFoundError, match=REVOKED):
        fault(site)


VIENNA = ZoneInfo("Europe/Vienna")


@pytest.mark.parametrize(
    ("options", "moment", "valid"),
    [
        ('valid-before="20250401"', datetime(2025, 3, 1, 12, tzinfo=VIENNA), True),
        ('valid-before="20250401"', datetime(2025, 4, 1, 1, 59, tzinfo=VIENNA), True),  # UTC+2
        ('valid-before="20250401"', datetime(2025, 4, 1, 2, 1, tzinfo=VIENNA), False),
        ('valid-after="20250301"', datetime(2025, 3, 1, 0, 59, tzinfo=VIENNA), False),  # UTC+1
        ('valid-after="20250301"', datetime(2025, 3, 1, 1, 0, tzinfo=VIENNA), True),
        # The hour that comes twice when summer time ends: 02:30 in summer is 00:30 UTC.
        (
            'valid-before="202510260100"',
            datetime(2025, 10, 26, 2, 30, fold=0, tzinfo=VIENNA),
            True,
        ),
        (
            'valid-before="202510260100"',
            datetime(2025, 10, 26, 2, 30, fold=1, tzinfo=VIENNA),
            False,
        ),
        ('valid-before="20250301"', datetime(2025, 2, 28, 23, 59, tzinfo=UTC), True),
        ('valid-before="20250301"', datetime(2025, 3, 1, 0, 1, tzinfo=UTC), False),
    ],
)
@pytest.mark.parametrize("machine", ["UTC", "Asia/Tokyo", "America/New_York"])
def test_a_key_proves_what_it_signed_while_it_was_valid(  # noqa: PLR0913 - a table
    site: Path,
    anna: Path,
    options: str,
    moment: datetime,
    machine: str,
    monkeypatch: pytest.MonkeyPatch,
    *,
    valid: bool,
) -> None:
    monkeypatch.setenv("TZ", machine)
    entry = sign(site, anna, moment)
    allow(site, {f"anna {options}": anna})
    told = f"is by a key that was not valid at {entry.at.isoformat()}"
    assert fault(site) == (None if valid else told)


def test_without_a_list_of_signers_nothing_is_proved(site: Path, anna: Path) -> None:
    sign(site, anna)
    (site / "site_config/allowed_signers").unlink()
    assert fault(site) == "cannot be verified here: there is no site_config/allowed_signers"


def test_without_ssh_keygen_nothing_is_signed_or_proved(
    site: Path, anna: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign(site, anna)
    monkeypatch.setenv("PATH", "")
    told = "cannot be verified here: ssh-keygen (of OpenSSH) is not installed"
    assert fault(site) == told
    edit(site, HX, "A pump.", "A better pump.")
    with pytest.raises(InforceError, match="ssh-keygen is not installed: signing takes OpenSSH"):
        sign(site, anna)


def test_what_is_not_signed_runs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_site(tmp_path)
    approve(root, Order(by="anna", at=at(DAY)))
    monkeypatch.setattr(signatures, "which", lambda _: pytest.fail("it was asked for"))
    assert read_corpus(root).proofs == {}


def test_a_signature_is_proved_once(
    site: Path, anna: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign(site, anna)
    assert fault(site) is None
    monkeypatch.setattr(signatures, "_asked", lambda *_: pytest.fail("it was asked again"))
    assert fault(site) is None


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("none", "none: there is no such key; --sign takes the path of an SSH key"),
        ("locked", "locked cannot sign: "),
        ("junk", "junk cannot sign: "),
    ],
)
def test_an_unusable_key_writes_nothing(
    site: Path, keys: Path, name: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSH_ASKPASS_REQUIRE", "never")
    key(keys, "locked", passphrase="secret")  # noqa: S106 - of a key made for this test
    (keys / "junk").write_text("junk", encoding="utf-8")
    before = tree(site)
    with pytest.raises(InforceError) as refused:
        sign(site, keys / name)
    assert words in str(refused.value)
    assert tree(site) == before


def _other(site: Path, keys: Path) -> Path:
    boris = key(keys, "boris")
    allow(site, {"anna": keys / "anna", "boris": boris})
    return boris


def _unknown(_: Path, keys: Path) -> Path:
    return key(keys, "mallory")


def _revoked(site: Path, keys: Path) -> Path:
    (site / REVOKED).write_text(public(keys / "anna") + "\n", encoding="utf-8")
    return keys / "anna"


def _expired(site: Path, keys: Path) -> Path:
    allow(site, {'anna valid-before="20250101"': keys / "anna"})
    return keys / "anna"


def _unlisted(site: Path, keys: Path) -> Path:
    (site / "site_config/allowed_signers").unlink()
    return keys / "anna"


@pytest.mark.parametrize(
    ("prepare", "words"),
    [
        (_other, "is by a key of boris, not of anna"),
        (
            _unknown,
            f"is by a key that site_config/allowed_signers does not know{ADD}",
        ),
        (_revoked, "is by a key that is revoked"),
        (_expired, "is by a key that was not valid at 2025-03-01T12:00:00+01:00"),
        (
            _unlisted,
            f"cannot be verified here: there is no site_config/allowed_signers{ADD}",
        ),
    ],
)
@pytest.mark.usefixtures("anna")
def test_a_key_that_proves_nothing_is_refused_before_anything_is_written(
    site: Path, keys: Path, prepare: Callable[[Path, Path], Path], words: str
) -> None:
    with_key = prepare(site, keys)
    before = tree(site)
    with pytest.raises(InforceError) as refused:
        sign(site, with_key)
    told = words.replace("{key}", public(with_key))
    assert str(refused.value) == f"nothing was approved: the signature by {with_key} {told}"
    assert tree(site) == before


def test_the_line_that_is_missing_makes_the_signature_hold(site: Path, keys: Path) -> None:
    mallory = key(keys, "mallory")
    with pytest.raises(InforceError) as refused:
        sign(site, mallory)
    line = str(refused.value).splitlines()[1].strip()
    (site / "site_config/allowed_signers").write_text(f"{line}\n", encoding="utf-8")
    sign(site, mallory)
    assert fault(site) is None


def test_no_line_is_missing_for_what_is_no_signature(site: Path, anna: Path) -> None:
    entry = sign(site, anna)
    assert signatures.missing_line(site, structs.replace(entry, signature="nonsense")) is None
    assert signatures.missing_line(site, entry) is None


def test_some_of_every_run_are_proved(
    site: Path, anna: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def prove(root: Path, entries: Sequence[Approved]) -> tuple[Proof, ...]:
        asked.append(len(entries))
        return signatures.prove(root, entries)

    monkeypatch.setattr(signing, "_PROVED", 1)
    monkeypatch.setattr(signing, "prove", prove)
    approve(site, Order(by="anna", at=at(DAY), sign=anna))
    assert asked == [1]
    assert all(proof.valid for proof in read_corpus(site).proofs.values())


def test_a_program_that_fails_without_a_word(
    site: Path, anna: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "ssh-keygen"
    program.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(InforceError, match="anna cannot sign: ssh-keygen failed"):
        sign(site, anna)


def test_many_are_signed_in_few_calls(
    site: Path, anna: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signing, "_AT_ONCE", 1)
    done = approve(site, Order(by="anna", at=at(DAY), sign=anna))
    assert len(done.issues) == 2
    assert all(proof.valid for proof in read_corpus(site).proofs.values())
