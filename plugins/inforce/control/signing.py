"""Signing entries with a person's SSH key, by ``ssh-keygen``."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from shutil import which
from typing import TypeVar

from msgspec import structs

from inforce.domain.errors import InforceError
from inforce.domain.registers.digest import seal, signable
from inforce.domain.registers.register import Approved, Assigned
from inforce.domain.registers.ssh_signature import NAMESPACE
from inforce.readers.real_path import real
from inforce.readers.signatures import ALLOWED, PROGRAM, missing_line, prove

_AT_ONCE = 5000
_PROVED = 32
_EntryT = TypeVar("_EntryT", Approved, Assigned)


def signer(key: Path) -> Path:
    """Return ``key``, a private key or the public half of one that an agent holds.

    Raise InforceError where it is missing, or where there is nothing to sign with.
    """
    if which(PROGRAM) is None:
        raise InforceError(
            f"{PROGRAM} is not installed: signing takes OpenSSH (Debian: openssh-client)"
        )
    if not key.is_file():
        raise InforceError(f"{key}: there is no such key; --sign takes the path of an SSH key")
    return real(key)


def sealed(entry: _EntryT, signature: str | None) -> _EntryT:
    """Return ``entry`` with this signature and its seal, which covers the signature too."""
    signed = structs.replace(entry, signature=signature)
    return structs.replace(signed, seal=seal(signed))


def signatures(root: Path, entries: Sequence[Approved | Assigned], key: Path) -> tuple[str, ...]:
    """Return an armoured signature of each entry, made with ``key``.

    The passphrase of a key is asked for on the terminal, once for some thousand entries. Raise
    InforceError, with the words of ssh-keygen, where the key cannot sign; and where the signatures
    would not hold in the registers of the site ``root``, for the key is not the person's, or not
    valid. All are proved where they are few, else some of each run: they differ in their message
    alone.
    """
    signed: list[str] = []
    for start in range(0, len(entries), _AT_ONCE):
        run = entries[start : start + _AT_ONCE]
        made = _signed([signable(entry) for entry in run], key)
        _hold(root, list(map(_with_signature, run[:_PROVED], made)), key)
        signed.extend(made)
    return tuple(signed)


def _with_signature(entry: Approved | Assigned, signature: str) -> Approved | Assigned:
    return structs.replace(entry, signature=signature)


def _hold(root: Path, entries: Sequence[Approved | Assigned], key: Path) -> None:
    for entry, proof in zip(entries, prove(root, entries), strict=True):
        if proof.fault is not None:
            line = missing_line(root, entry)
            add = f"; if the key is yours, add to {ALLOWED} the line\n  {line}" if line else ""
            raise InforceError(f"nothing was approved: the signature by {key} {proof.fault}{add}")


def _signed(messages: Sequence[bytes], key: Path) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        names = [str(number) for number in range(len(messages))]
        for name, message in zip(names, messages, strict=True):
            (Path(folder) / name).write_bytes(message)
        done = subprocess.run(
            [PROGRAM, "-Y", "sign", "-n", NAMESPACE, "-f", str(key), *names],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise InforceError(f"{key} cannot sign: {_reason(done.stderr)}")
        return [
            (Path(folder) / f"{name}.sig").read_text(encoding="ascii").strip() for name in names
        ]


def _reason(said: str) -> str:
    lines = [line for line in said.splitlines() if line and not line.startswith("Signing file")]
    return lines[-1] if lines else f"{PROGRAM} failed"
