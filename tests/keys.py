"""Keys of persons, made for one test."""

import subprocess
from collections.abc import Mapping
from pathlib import Path


def key(folder: Path, name: str, passphrase: str = "") -> Path:
    """Make a key of that name in ``folder``; return its private half."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    subprocess.run(
        ["ssh-keygen", "-q", "-t", "ed25519", "-N", passphrase, "-C", name, "-f", str(path)],
        check=True,
    )
    return path


def public(private: Path) -> str:
    """Return the public half as ``allowed_signers`` writes it: type and key."""
    return " ".join(private.with_suffix(".pub").read_text(encoding="utf-8").split()[:2])


def allow(site: Path, keys: Mapping[str, Path]) -> None:
    """Write ``allowed_signers``: ``keys`` by name, with options where the name has a space."""
    lines = [f"{name} {public(path)}\n" for name, path in keys.items()]
    (site / "site_config/allowed_signers").write_text("".join(lines), encoding="utf-8")
