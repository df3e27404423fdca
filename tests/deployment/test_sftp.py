"""Publication to an SFTP server, as one in this process speaks it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from paramiko import ECDSAKey, HostKeys

from tests.cli.program import run
from tests.deployment.editions import built, tree
from tests.deployment.ssh_server import PASSWORD, SshServer, ssh_server


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SshServer]:
    """A server, and a home that knows none."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    (tmp_path / ".ssh").mkdir()
    with ssh_server() as server:
        yield server


@pytest.fixture
def known(tmp_path: Path) -> Path:
    """The file of the servers that are known; it is not there yet."""
    return tmp_path / ".ssh" / "known_hosts"


def test_editions_go_to_a_server_and_come_back(
    site: Path, server: SshServer, known: Path, tmp_path: Path
) -> None:
    known.write_text(server.line())
    address = server.address(tmp_path / "www")
    first, later = site / "build" / "public", tmp_path / "later"
    assert run("publish", address, "--site", site)[0] == 0
    assert tree(tmp_path / "www") == built(first)
    assert run("publish", address, "--site", site, "--from", later)[0] == 0
    assert tree(tmp_path / "www") == built(later)
    assert "up to date" in run("publish", address, "--site", site, "--from", later)[2]
    assert run("publish", address, "--site", site, "--rollback")[0] == 0
    assert tree(tmp_path / "www") == built(first)


def test_a_server_that_is_not_known_is_told_nothing(
    site: Path, server: SshServer, tmp_path: Path
) -> None:
    code, _, errors = run("publish", server.address(tmp_path / "www"), "--site", site)
    assert code == 2
    assert re.fullmatch(
        rf"inforce: sftp://127\.0\.0\.1:{server.port}/\S+ cannot be opened: "
        rf"\[127\.0\.0\.1\]:{server.port} is not in ~/\.ssh/known_hosts\. "
        rf"It shows the key ecdsa-sha2-nistp256 {re.escape(server.key.fingerprint)}: .*\n",
        errors,
    )
    assert server.asked == []
    assert not (tmp_path / "www").exists()


def test_a_server_with_another_key_than_the_known_one_is_told_nothing(
    site: Path, server: SshServer, known: Path, tmp_path: Path
) -> None:
    known.write_text(server.line(ECDSAKey.generate()))
    code, _, errors = run("publish", server.address(tmp_path / "www"), "--site", site)
    assert code == 2
    assert f"{server.key.fingerprint}, and another is known for it" in errors
    assert f"ssh-keygen -R '[127.0.0.1]:{server.port}'" in errors
    assert errors.count("\n") == 1
    assert PASSWORD not in errors
    assert server.asked == []


def test_a_name_may_be_hashed(site: Path, server: SshServer, known: Path, tmp_path: Path) -> None:
    host, *rest = server.line().split(" ")
    known.write_text(" ".join([HostKeys.hash_host(host), *rest]))
    assert run("publish", server.address(tmp_path / "www"), "--site", site)[0] == 0


@pytest.mark.parametrize(
    "octets",
    [b"[127.0.0.1]:22 ssh-ed25519 !\n", b"\xff\xfe \xff\n"],
    ids=["no key", "no text"],
)
def test_known_hosts_that_cannot_be_read_are_told(
    site: Path, server: SshServer, known: Path, tmp_path: Path, octets: bytes
) -> None:
    known.write_bytes(octets)
    code, _, errors = run("publish", server.address(tmp_path / "www"), "--site", site)
    assert code == 2
    assert errors.count("\n") == 1
    assert "known_hosts" in errors
    assert server.asked == []
