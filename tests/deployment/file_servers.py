"""File servers as fsspec shows them, each over a folder of this machine.

What each cannot do, and in which words it says so, is what was seen of OpenSSH, vsftpd and Samba.
"""

import os
import shutil
from collections.abc import Callable
from ftplib import Error, error_perm, error_temp
from functools import wraps
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

from fsspec import AbstractFileSystem
from fsspec.implementations.local import LocalFileSystem
from fsspec.utils import infer_storage_options

HOST = "server"


def refusal(answer: str) -> Error:
    """Return what is raised where an FTP server answers so."""
    return (error_temp if answer.startswith("4") else error_perm)(answer)


class FileServer(LocalFileSystem):  # type: ignore[misc]  # it has no types
    """Writes a file in its place, and cannot copy."""

    exists = AbstractFileSystem.exists
    isdir = AbstractFileSystem.isdir
    isfile = AbstractFileSystem.isfile

    def __init__(self, host: str, port: int | None = None, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.host = host
        self.port = port

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        return str(infer_storage_options(path)["path"])

    @staticmethod
    def _get_kwargs_from_urls(path: str) -> dict[str, Any]:
        return {"host": infer_storage_options(path)["host"]}

    def cp_file(self, *_: object, **__: object) -> NoReturn:
        raise NotImplementedError

    def put_file(self, lpath: str, rpath: str, **_: object) -> None:
        shutil.copyfile(lpath, rpath)

    def get_file(self, rpath: str, lpath: str, **_: object) -> None:
        shutil.copyfile(rpath, lpath)

    def mv(self, old: str, new: str, **_: object) -> None:
        os.replace(old, new)  # noqa: PTH105 - as a server does


class SftpServer(FileServer):
    """Tells absence as Python does, and renames onto a file."""

    protocol = ("sftp", "ssh")


def _worded(kind: Callable[[OSError], Exception]) -> Callable[[Callable[..., Any]], Any]:
    """Return a decorator that makes an error of the system one of the library."""

    def decorate(method: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(method)
        def told(*args: object, **kwargs: object) -> Any:  # noqa: ANN401 - the method's own
            try:
                return method(*args, **kwargs)
            except OSError as error:
                raise kind(error) from None

        return told

    return decorate


class SmbError(OSError):
    """Has a number, but is no FileNotFoundError whatever the number is."""


_smb = _worded(lambda error: SmbError(error.errno, error.strerror))
_ftp = _worded(lambda error: refusal(f"550 {error.strerror}"))


class SmbServer(FileServer):
    """Does not rename onto a file unless it is asked in another way."""

    protocol = "smb"

    info = _smb(LocalFileSystem.info)
    ls = _smb(LocalFileSystem.ls)
    mkdir = _smb(LocalFileSystem.mkdir)
    put_file = _smb(FileServer.put_file)
    rm_file = _smb(LocalFileSystem.rm_file)
    _open = _smb(LocalFileSystem._open)

    @_smb
    def mv(self, old: str, new: str, **_: object) -> None:
        os.link(old, new)  # which refuses where there is a file
        Path(old).unlink()


class _SmbClient(ModuleType):
    """What is asked of the package below fsspec."""

    @staticmethod
    @_smb
    def replace(old: str, new: str, *, port: int) -> None:
        host = f"//{HOST}"
        paths = [path.replace("\\", "/") for path in (old, new)]
        assert port == 445
        assert all(path.startswith(host) for path in paths)
        os.replace(*(path.removeprefix(host) for path in paths))  # noqa: PTH105 - as a server does


smbclient = _SmbClient("smbclient")


class FtpServer(FileServer):
    """Hides what begins with a dot, and has one number for all that it refuses."""

    protocol = "ftp"

    mkdir = _ftp(LocalFileSystem.mkdir)
    mv = _ftp(FileServer.mv)
    put_file = _ftp(FileServer.put_file)
    rm_file = _ftp(LocalFileSystem.rm_file)
    rmdir = _ftp(LocalFileSystem.rmdir)

    def ls(self, path: str, detail: bool = True, **_: object) -> list[Any]:  # noqa: FBT001, FBT002 - fsspec's own
        listed = LocalFileSystem().ls(path, detail=True)
        seen = [one for one in listed if not Path(one["name"]).name.startswith(".")]
        return seen if detail else [one["name"] for one in seen]

    def info(self, path: str, **_: object) -> dict[str, Any]:
        path = self._strip_protocol(path)
        for one in self.ls(str(Path(path).parent)):
            if one["name"] == path:
                return dict(one)
        raise FileNotFoundError(path)

    def cat_file(self, path: str, *_: object, **__: object) -> bytes:
        try:
            return Path(path).read_bytes()
        except OSError as error:
            raise FileNotFoundError(path) from refusal(f"550 {error.strerror}")


SERVERS = {"sftp": SftpServer, "smb": SmbServer, "ftp": FtpServer}
