"""An SFTP server of this process, over the folders of this machine."""

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import wraps
from pathlib import Path
from threading import Thread
from typing import Any, BinaryIO

from paramiko import (
    ECDSAKey,
    PKey,
    ServerInterface,
    SFTPAttributes,
    SFTPHandle,
    SFTPServer,
    SFTPServerInterface,
    SSHException,
    Transport,
)
from paramiko.common import AUTH_FAILED, AUTH_SUCCESSFUL, OPEN_SUCCEEDED
from paramiko.sftp import SFTP_OK

USER, PASSWORD = "web", "secret"


class SshServer:
    """Listens on ``port`` and shows ``key``; ``asked`` are the passwords that it was told."""

    def __init__(self) -> None:
        self.key: PKey = ECDSAKey.generate()
        self.asked: list[str] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self._transports: list[Transport] = []
        self._thread = Thread(target=self._serve, daemon=True)
        self._thread.start()

    def address(self, folder: Path) -> str:
        return f"sftp://{USER}:{PASSWORD}@127.0.0.1:{self.port}{folder}"

    def line(self, key: PKey | None = None) -> str:
        """Return the line of ``known_hosts`` about this server."""
        key = key or self.key
        return f"[127.0.0.1]:{self.port} {key.get_name()} {key.get_base64()}\n"

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()
        for transport in self._transports:
            transport.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:  # closed
                return
            transport = Transport(connection)
            transport.add_server_key(self.key)
            transport.set_subsystem_handler("sftp", SFTPServer, _Folders)
            self._transports.append(transport)
            with suppress(SSHException, EOFError, OSError):  # who does not know us goes away again
                transport.start_server(server=_Admission(self.asked))


@contextmanager
def ssh_server() -> Iterator[SshServer]:
    server = SshServer()
    try:
        yield server
    finally:
        server.close()


class _Admission(ServerInterface):
    def __init__(self, asked: list[str]) -> None:
        self._asked = asked

    def check_auth_password(self, username: str, password: str) -> int:
        self._asked.append(password)
        return AUTH_SUCCESSFUL if (username, password) == (USER, PASSWORD) else AUTH_FAILED

    def get_allowed_auths(self, *_: object) -> str:
        return "password"

    def check_channel_request(self, *_: object) -> int:
        return OPEN_SUCCEEDED


def _coded(method: Callable[..., Any]) -> Callable[..., Any]:
    """Let ``method`` return the number of what the system refuses."""

    @wraps(method)
    def coded(*args: object) -> Any:  # noqa: ANN401 - the method's own
        try:
            answer = method(*args)
        except OSError as error:
            return SFTPServer.convert_errno(error.errno or 0)
        return SFTP_OK if answer is None else answer

    return coded


class _Opened(SFTPHandle):
    def __init__(self, flags: int, stream: BinaryIO) -> None:
        super().__init__(flags)
        self.readfile = self.writefile = stream


class _Folders(SFTPServerInterface):
    @_coded
    def list_folder(self, path: str) -> list[SFTPAttributes]:
        return [SFTPAttributes.from_stat(one.stat(), one.name) for one in os.scandir(path)]

    @_coded
    def stat(self, path: str) -> SFTPAttributes:
        return SFTPAttributes.from_stat(Path(path).stat())

    @_coded
    def lstat(self, path: str) -> SFTPAttributes:
        return SFTPAttributes.from_stat(Path(path).lstat())

    @_coded
    def open(self, path: str, flags: int, attr: SFTPAttributes) -> SFTPHandle:  # noqa: ARG002 - rights are left
        writes = flags & (os.O_WRONLY | os.O_RDWR)
        stream = os.fdopen(os.open(path, flags, 0o644), "wb" if writes else "rb")
        return _Opened(flags, stream)

    @_coded
    def remove(self, path: str) -> None:
        Path(path).unlink()

    @_coded
    def posix_rename(self, oldpath: str, newpath: str) -> None:
        Path(oldpath).replace(newpath)

    @_coded
    def mkdir(self, path: str, attr: SFTPAttributes) -> None:  # noqa: ARG002 - rights are left
        Path(path).mkdir()

    @_coded
    def rmdir(self, path: str) -> None:
        Path(path).rmdir()
