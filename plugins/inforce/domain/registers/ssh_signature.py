"""What an SSH signature says of itself, and what ``allowed_signers`` says of a key.

The decision whether a signature holds is ``ssh-keygen``'s; this only names the reason why not.
"""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode
from collections.abc import Iterator

from msgspec import Struct

NAMESPACE = "inforce/approval/v1"
_BEGIN, _END = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"
_MAGIC = b"SSHSIG"


class Signature(Struct, frozen=True):
    """The key a signature was made with, as key files write it, and what it was made for."""

    key: str
    namespace: str


def signature_of(armoured: str) -> Signature | None:
    """Return what ``armoured`` (PROTOCOL.sshsig) says of itself, None where it is malformed."""
    text = armoured.strip()
    if not (text.startswith(_BEGIN) and text.endswith(_END)):
        return None
    try:
        blob = b64decode(text[len(_BEGIN) : -len(_END)])
        key, namespace = _strings(blob[len(_MAGIC) + 4 :], 2)
        name = namespace.decode()
    except (binascii.Error, ValueError):
        return None
    return Signature(b64encode(key).decode(), name) if blob.startswith(_MAGIC) else None


def signer_line(person: str, key: str) -> str:
    """Return the line of ``allowed_signers`` by which ``key`` may sign approvals of ``person``."""
    (kind,) = _strings(b64decode(key), 1)
    return f'{person} namespaces="{NAMESPACE}" {kind.decode()} {key}'


def _strings(blob: bytes, count: int) -> Iterator[bytes]:
    """Yield the first strings of ``blob``, each led by its length in four bytes (RFC 4251, 5)."""
    for _ in range(count):
        length = int.from_bytes(blob[:4], "big")
        if len(blob) < 4 + length:
            raise ValueError("the signature is cut off")
        yield blob[4 : 4 + length]
        blob = blob[4 + length :]


def owners(key: str, allowed: str) -> tuple[str, ...]:
    """Return the names (principals) under which the text ``allowed`` of the file lists ``key``."""
    found: dict[str, None] = {}
    for line in allowed.splitlines():
        fields = line.split()
        if fields and not fields[0].startswith("#") and key in fields:
            found |= dict.fromkeys(fields[0].strip('"').split(","))
    return tuple(found)
