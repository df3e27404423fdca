"""Publication to an FTP server over TLS, as one in this process speaks it."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from fsspec.config import conf, set_conf_env

from tests.cli.program import run
from tests.deployment.editions import built, tree
from tests.deployment.ftp_server import PASSWORD, FtpsServer, ftps_server

Certified = Callable[[str], Path]


@pytest.fixture(scope="module")
def certified(tmp_path_factory: pytest.TempPathFactory) -> Certified:
    """Make a certificate of a host with its key, in one file."""

    def certify(host: str) -> Path:
        folder = tmp_path_factory.mktemp("certificate")
        command = ["openssl", "req", "-x509", "-nodes", "-newkey", "ec"]
        command += ["-pkeyopt", "ec_paramgen_curve:P-256", "-subj", f"/CN={host}"]
        command += ["-addext", f"subjectAltName=DNS:{host}"]
        key, certificate, both = (folder / name for name in ("key", "certificate", "both"))
        files = ("-keyout", key, "-out", certificate)
        subprocess.run([*command, *files], check=True, capture_output=True)
        both.write_bytes(certificate.read_bytes() + key.read_bytes())
        return both

    return certify


def assert_whole(server: FtpsServer, site: Path, folder: Path) -> None:
    first, later = site / "build" / "public", folder / "later"
    address = server.address(folder / "www")
    assert run("publish", address, "--site", site)[0] == 0
    assert tree(folder / "www") == built(first)
    assert run("publish", address, "--site", site, "--from", later)[0] == 0
    assert tree(folder / "www") == built(later)


@pytest.fixture(params=["true", "tls"], ids=["explicit", "implicit"])
def implicit(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Tell fsspec, which has read its environment, in which way to speak TLS."""
    monkeypatch.setitem(conf, "ftp", {})
    set_conf_env(conf, {"FSSPEC_FTP_TLS": request.param})
    return bool(request.param == "tls")


def test_editions_go_to_a_server_with_a_trusted_certificate(
    site: Path,
    tmp_path: Path,
    certified: Certified,
    monkeypatch: pytest.MonkeyPatch,
    implicit: bool,  # noqa: FBT001 - a fixture
) -> None:
    certificate = certified("localhost")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with ftps_server(certificate, implicit=implicit) as server:
        assert_whole(server, site, tmp_path)
    assert [line for clear, line in server.told if clear] == ([] if implicit else ["AUTH TLS"] * 2)
    assert {line for _, line in server.told if line.startswith("PROT")} == {"PROT P"}


@pytest.mark.parametrize(
    ("host", "trusted", "told"),
    [
        ("localhost", "another", "self-signed certificate"),
        ("other.example", "this one", "Hostname mismatch"),
    ],
)
def test_a_server_whose_certificate_is_bad_is_told_nothing(  # noqa: PLR0913, PLR0917 - fixtures
    site: Path,
    certified: Certified,
    monkeypatch: pytest.MonkeyPatch,
    host: str,
    trusted: str,
    told: str,
    implicit: bool,  # noqa: FBT001 - a fixture
) -> None:
    certificate = certified(host)
    known = certificate if trusted == "this one" else certified(host)
    monkeypatch.setenv("SSL_CERT_FILE", str(known))
    with ftps_server(certificate, implicit=implicit) as server:
        code, said, errors = run("publish", server.address(site / "www"), "--site", site)
    assert (code, said) == (2, "")
    (line,) = errors.splitlines()
    assert told in line
    assert "SSL_CERT_FILE" in line
    assert PASSWORD not in line
    assert [line for _, line in server.told] == ([] if implicit else ["AUTH TLS"])
