"""What only file servers do: their words for absence, their ways with names, their logs."""

import logging
from pathlib import Path

import pytest

from inforce.domain.errors import InforceError
from inforce.pipeline.deployment.target import Target
from tests.deployment.editions import build, built, publish, roll_back, tree
from tests.deployment.file_servers import HOST, SERVERS, FtpServer, SftpServer, refusal

pytestmark = pytest.mark.usefixtures("servers")


@pytest.mark.parametrize("scheme", sorted(SERVERS))
def test_what_is_not_there_is_no_error(tmp_path: Path, scheme: str) -> None:
    target = Target(f"{scheme}://{HOST}{tmp_path}/site")
    assert (target.read("a"), target.digest("a"), target.files(), target.folders()) == (
        *(None, None),
        *({}, ()),
    )
    target.delete("a/b")
    target.write(b"1", "a")
    assert target.read("a/b") is None
    target.remove()
    target.remove()
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("address", [f"sftp://{HOST}", f"ftp://{HOST}/"])
def test_the_root_of_a_server_is_a_place(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    asked: list[str] = []

    def listed(_: object, path: str, **__: object) -> list[object]:
        asked.append(path)
        return []

    for server in (SftpServer, FtpServer):
        monkeypatch.setattr(server, "ls", listed)
    assert Target(address).files() == {}
    assert set(asked) == {"/"}


def test_what_a_library_logs_about_a_failure_is_not_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a handler Python prints it, with a trace: the message is all that is to be said."""

    def refuse(*_: object, **__: object) -> None:
        error = OSError("Error reading SSH protocol banner")
        logging.getLogger("paramiko.transport").error("Exception (client)", exc_info=error)
        raise error

    for name in ("", "paramiko"):
        monkeypatch.setattr(logging.getLogger(name), "handlers", [])
    monkeypatch.setattr(SftpServer, "__init__", refuse)
    with pytest.raises(
        InforceError, match=r"^sftp://server\S+ cannot be opened: Error reading SSH"
    ):
        Target(f"sftp://user:p@ss@{HOST}{tmp_path}/site")
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("answer", ["425 No data connection", "530 Who?"])
def test_what_an_ftp_server_does_not_tell_is_not_taken_for_absent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    """The file system makes a FileNotFoundError of whatever the server answers."""

    def refuse(self: FtpServer, path: str, *_: object, **__: object) -> None:  # noqa: ARG001 - fsspec's
        raise FileNotFoundError(path) from refusal(answer)

    target = Target(f"ftp://{HOST}{tmp_path}/site")
    target.write(b"1", "a")
    for name in ("cat_file", "open", "ls"):
        monkeypatch.setattr(FtpServer, name, refuse)
    for ask in (target.read, target.digest, target.files):
        with pytest.raises(InforceError):
            ask("a")


def test_a_server_that_does_not_rename_onto_files_gets_room_for_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = FtpServer.mv

    def refuse(self: FtpServer, old: str, new: str, **_: object) -> None:
        if Path(new).exists():
            raise refusal("550 Cannot create a file when that file already exists")
        rename(self, old, new)

    monkeypatch.setattr(FtpServer, "mv", refuse)
    address = f"ftp://{HOST}{tmp_path}/site"
    one = build(tmp_path / "one", {"hx-100": "one"}, day=1)
    two = build(tmp_path / "two", {"hx-100": "two"}, day=2)
    publish(address, one)
    publish(address, two)
    assert tree(address) == built(two)
    roll_back(address)
    assert tree(address) == built(one)
