"""The signatures in the registers, each proved with ``ssh-keygen`` at the time it was made."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from shutil import which

from msgspec import Struct, structs

from inforce.domain.registers.digest import signable
from inforce.domain.registers.register import Approved, Assigned, Ledger, Proof
from inforce.domain.registers.ssh_signature import (
    NAMESPACE,
    Signature,
    owners,
    signature_of,
    signer_line,
)
from inforce.readers.regular import octets_of
from inforce.readers.spread import jobs

PROGRAM = "ssh-keygen"
ALLOWED = "site_config/allowed_signers"
REVOKED = "site_config/revoked_keys"
_KRL = b"SSHKRL"


class _Claim(Struct, frozen=True):
    """That ``by`` made ``signature`` over ``message`` at the instant ``at``."""

    by: str
    at: datetime
    message: bytes
    signature: str


class _Keys(Struct, frozen=True):
    """The files that say whose keys count, with digests of what they hold."""

    allowed: Path
    revoked: Path | None
    digests: tuple[str, ...]


def read_proofs(root: Path, ledgers: Mapping[str, Ledger]) -> dict[str, Proof]:
    """Return whether each signature in ``ledgers`` holds, by the seal its entry should carry.

    Nothing is run where nothing is signed.
    """
    claims = {
        seal: _Claim(entry.by, entry.at, signable(entry), entry.signature)
        for ledger in ledgers.values()
        for entry, seal in zip(ledger.entries, ledger.seals, strict=True)
        if isinstance(entry, Approved | Assigned) and entry.signature is not None
    }
    if not claims:
        return {}
    return dict(zip(claims, _proofs(root, [*claims.values()]), strict=True))


def prove(root: Path, entries: Sequence[Approved | Assigned]) -> tuple[Proof, ...]:
    """Return whether the signatures of ``entries``, which are not in a register yet, would hold."""
    return tuple(
        _proofs(
            root,
            [
                _Claim(entry.by, entry.at, signable(entry), entry.signature or "")
                for entry in entries
            ],
        )
    )


def missing_line(root: Path, entry: Approved | Assigned) -> str | None:
    """Return the line that ``allowed_signers`` lacks for this signature, None where it has it."""
    stated = signature_of(entry.signature or "")
    allowed = root / ALLOWED
    if stated is None or (allowed.is_file() and owners(stated.key, _text(allowed))):
        return None
    return signer_line(entry.by, stated.key)


def _proofs(root: Path, claims: Sequence[_Claim]) -> list[Proof]:
    unable = _unable(root)
    if unable is not None:
        return [Proof(f"cannot be verified here: {unable}")] * len(claims)
    keys = _keys(root)
    with ThreadPoolExecutor(2 * jobs()) as workers:  # the programs wait more than they work
        return list(workers.map(lambda claim: _proof(claim, keys), claims))


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace")


def _unable(root: Path) -> str | None:
    if not (root / ALLOWED).is_file():
        return f"there is no {ALLOWED}"
    return None if which(PROGRAM) else f"{PROGRAM} (of OpenSSH) is not installed"


def _keys(root: Path) -> _Keys:
    files = [file for file in (root / ALLOWED, root / REVOKED) if os.path.lexists(file)]
    return _Keys(
        files[0],
        files[1] if len(files) > 1 else None,
        tuple(sha256(octets_of(file)).hexdigest() for file in files),
    )


@lru_cache(maxsize=1 << 16)
def _proof(claim: _Claim, keys: _Keys) -> Proof:
    stated = signature_of(claim.signature)
    if stated is None:
        return Proof("is malformed")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "signature"
        file.write_text(f"{claim.signature.strip()}\n", encoding="ascii", errors="replace")
        if _holds(claim, keys, file):
            return Proof()
        return Proof(_fault(claim, stated, keys, file))


def _holds(claim: _Claim, keys: _Keys, signature: Path) -> bool:
    """Ask ssh-keygen; times without a zone are UTC on every machine, those in the files too."""
    try:
        made = claim.at.astimezone(UTC)
    except OverflowError:  # an instant of the calendar's first or last day, elsewhere
        return False
    return _asked(
        claim.message,
        *("verify", "-f", str(keys.allowed), "-I", claim.by, "-n", NAMESPACE),
        *("-s", str(signature), "-O", f"verify-time={made:%Y%m%d%H%M%S}"),
        *(() if keys.revoked is None else ("-r", str(keys.revoked))),
    )


def _asked(message: bytes, *arguments: str) -> bool:
    done = subprocess.run(
        [PROGRAM, "-Y", *arguments],
        input=message,
        capture_output=True,
        check=False,
        env={**os.environ, "TZ": "UTC"},
    )
    return done.returncode == 0


def _fault(claim: _Claim, stated: Signature, keys: _Keys, signature: Path) -> str:
    if stated.namespace != NAMESPACE:
        return f"was made for another purpose ({stated.namespace})"
    if not _asked(claim.message, "check-novalidate", "-n", NAMESPACE, "-s", str(signature)):
        return "is not over this entry: one of them was altered"
    known = owners(stated.key, _text(keys.allowed))
    if not known:
        return f"is by a key that {ALLOWED} does not know"
    if claim.by not in known:
        return f"is by a key of {', '.join(known)}, not of {claim.by}"
    if keys.revoked is not None and _holds(claim, structs.replace(keys, revoked=None), signature):
        return _barred(stated, keys.revoked.read_bytes())
    return f"is by a key that was not valid at {claim.at.isoformat()}"


def _barred(stated: Signature, listed: bytes) -> str:
    if stated.key.encode() in listed or listed.startswith(_KRL):
        return "is by a key that is revoked"
    return f"cannot be verified here: {REVOKED} is no list of keys"
