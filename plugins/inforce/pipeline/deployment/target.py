"""A place for files: a folder or an object store; the only module that knows fsspec.

What comes with fsspec speaks S3, Azure, Google, SFTP, FTP, SMB and more, once the package for it is
installed. A file is replaced as a whole: object stores do so by themselves; in a folder, of this
machine or of a file server, it is written beside its place and renamed.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import file_digest
from importlib import import_module
from pathlib import Path
from ssl import SSLCertVerificationError
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any, final
from urllib.parse import urlsplit
from uuid import uuid4

from inforce.domain.errors import InforceError
from inforce.pipeline.deployment.refusal import occupied, unless_absent
from inforce.pipeline.output.manifest import STORE
from inforce.readers.real_path import real

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_LOCAL = frozenset({"file", "local"})
_S3 = frozenset({"s3", "s3a"})
_SSH = frozenset({"sftp", "ssh"})
# File servers: one connection, one transfer at a time.
_SERVERS = frozenset({"ftp", "smb", *_SSH})
_SMB_PORT = 445
# Where a file can be seen while it is written.
_IN_PLACE = _LOCAL | _SERVERS
# WebDAV: its file system takes no address, and neither copies nor renames onto a file.
_UNWRITABLE = frozenset({"http", "https", "data", "git", "github", "webdav", "dav"})
_PACKAGES = {
    **dict.fromkeys(_S3, "'inforce[s3]'"),
    **dict.fromkeys(_SSH, "'inforce[sftp]'"),
    "smb": "'inforce[smb]'",
}
# They log failures that they raise as well; what has no handler, Python prints.
_LOGGERS = ("paramiko", "smbclient", "smbprotocol")
_SECRET = re.compile(r"(?<=://)[^/]*@")
SCRATCH = f"{STORE}/scratch/"


@final
class Target:
    """The files below ``address``; paths are relative to it, with slashes.

    Every method raises InforceError in one line, without a password, where the place refuses.
    """

    def __init__(self, address: str) -> None:
        """Open ``address``, a folder or a URL that fsspec knows; nothing is asked of it yet."""
        self._scheme = _scheme(address)
        self.single = self._scheme in _SERVERS
        if self.single:
            _require_server(address, self._scheme)
        self.shown = _SECRET.sub("", address.rstrip("/") or "/")
        self._fs, base = _opened(address, self._scheme, self.shown)
        # A file server begins at its root, an object store with a bucket.
        self._rooted = base.startswith("/") or self._scheme in {"memory", *_SERVERS}
        self._base = base.rstrip("/")
        if not (self._rooted or self._base):
            raise InforceError(f"{self.shown} names no bucket: {self._scheme}://BUCKET/FOLDER")

    @property
    def folder(self) -> Path | None:
        """The folder of this machine that this is, None elsewhere."""
        return real(Path(self._base)) if self._scheme in _LOCAL else None

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file, None where there is none."""
        with self._told("read", path), unless_absent():
            octets: bytes = self._fs.cat_file(self._at(path))
            return octets
        return None

    def digest(self, path: str) -> str | None:
        """Return the SHA-256 of a file in hex, None where there is none."""
        with self._told("read", path), unless_absent(), self._fs.open(self._at(path)) as stream:
            return file_digest(stream, "sha256").hexdigest()
        return None

    def files(self, below: str = "") -> dict[str, int]:
        """Return the size of every file below a folder, by path, as the place tells it now.

        The empty objects that consoles of object stores make for folders are no files.
        """
        with self._told("listed", below):
            self._fs.invalidate_cache()
            start = self._at(below).rstrip("/")
            found: dict[str, dict[str, Any]] = {}
            if self._scheme in _SERVERS:
                found = dict(self._walk(start or "/"))
            else:
                with unless_absent():
                    found = self._fs.find(start, detail=True)
        if below in {"", STORE} and start in found:
            raise InforceError(f"{self.shown} is a file; name a folder")
        cut = len(self._at(""))
        files = {name: info for name, info in found.items() if not name.endswith("/")}
        return {name[cut:]: int(info["size"] or 0) for name, info in files.items()}

    def exists(self, path: str) -> bool:
        """Return whether there is a file, as the place tells it now."""
        with self._told("read", path):
            self._fs.invalidate_cache()
            return bool(self._fs.isfile(self._at(path)))

    def folders(self) -> tuple[str, ...]:
        """Return the names of the folders at the top, as the place tells them now."""
        with self._told("listed", ""):
            self._fs.invalidate_cache()
            found: list[dict[str, Any]] = []
            with unless_absent():
                found = self._fs.ls(self._at("").rstrip("/"), detail=True)
        names = (str(one["name"]) for one in found if one["type"] == "directory")
        return tuple(sorted(name.rstrip("/").rpartition("/")[2] for name in names))

    def put(self, file: Path, path: str, told: Mapping[str, str] | None = None) -> None:
        """Write a local file to ``path``; ``told`` are the headers that S3 keeps with it."""
        with self._told("written", path):
            if self._scheme in _IN_PLACE:
                self._swap(lambda scratch: self._fs.put_file(str(file), scratch), path)
            else:
                self._fs.put_file(str(file), self._at(path), **self._options(told))

    def write(self, octets: bytes, path: str, told: Mapping[str, str] | None = None) -> None:
        """Write bytes to ``path``."""
        with NamedTemporaryFile(prefix="inforce-") as scratch:
            scratch.write(octets)
            scratch.flush()
            self.put(Path(scratch.name), path, told)

    def copy(self, source: str, path: str, told: Mapping[str, str] | None = None) -> None:
        """Copy a file within the place; most places do so by themselves."""
        with self._told("copied", source):
            at = self._at(source)
            if self._scheme in _IN_PLACE:
                self._swap(lambda scratch: self._duplicate(at, scratch), path)
                return
            options = self._options(told)
            if options:
                options["MetadataDirective"] = "REPLACE"
            self._duplicate(at, self._at(path), **options)

    def delete(self, path: str) -> None:
        """Delete a file and the folders it leaves empty; that it is gone already is right."""
        with self._told("deleted", path):
            with unless_absent():
                self._fs.rm_file(self._at(path))
            if self._rooted:
                self._sweep(path)

    def remove(self) -> None:
        """Delete the whole folder; that it is gone already is right."""
        with self._told("deleted", ""), unless_absent():
            self._fs.invalidate_cache()
            self._fs.rm(self._at("").rstrip("/"), recursive=True)

    def above(self) -> Iterator[str]:
        """Yield the ways from this folder to those around it: ``../``, ``../../`` and so on."""
        # Where no slash leads, the first step is a bucket, and what is around it no folder.
        deep = self._base.count("/") if self._base else 0
        yield from ("../" * number for number in range(1, deep + 1))

    def peek(self, path: str) -> bytes | None:
        """Return what ``read`` does, and None as well where it is not for us to read."""
        try:
            return self.read(path)
        except InforceError:
            return None

    def _swap(self, fill: Callable[[str], object], path: str) -> None:
        """Let ``fill`` write beside the place of ``path``, then rename."""
        scratch = self._at(f"{SCRATCH}{uuid4().hex}")
        place = self._at(path)
        self._make(self._at(SCRATCH).rstrip("/"))
        try:
            fill(scratch)
            self._make(place.rpartition("/")[0])
            self._rename(scratch, place)
        except BaseException:
            with suppress(Exception):  # each library raises its own kind
                self._fs.rm_file(scratch)
            raise

    def _walk(self, start: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield what ``find`` tells of a file server, which is silent about what it cannot list."""
        if self._fs.isfile(start):
            yield start, {"size": 0}
            return
        waiting = [start]
        for folder in waiting:
            with unless_absent():
                for one in self._fs.ls(folder, detail=True):
                    if one["type"] == "directory":
                        waiting.append(one["name"].rstrip("/"))
                    else:
                        yield one["name"], one

    def _make(self, folder: str) -> None:
        """Make a folder and those around it, unless it is there."""
        if self._scheme in _LOCAL:
            self._fs.makedirs(folder, exist_ok=True)
        elif folder and not self._fs.isdir(folder):
            outer, _, name = folder.rpartition("/")
            self._make(outer)
            try:
                self._fs.mkdir(folder, create_parents=False)
            except Exception:  # FTP servers may hide what begins with a dot, though it is there
                if self._scheme != "ftp" or not name.startswith("."):
                    raise

    def _rename(self, scratch: str, place: str) -> None:
        if self._scheme == "smb":
            self._replace(scratch, place)
            return
        try:
            self._fs.mv(scratch, place)
        except Exception as error:  # FTP on Windows does not rename onto a file
            if not occupied(error):
                raise
            self._fs.rm_file(place)
            self._fs.mv(scratch, place)

    def _replace(self, scratch: str, place: str) -> None:
        """Rename onto a file, which fsspec does not ask an SMB server for."""
        smb = import_module("smbclient")
        names = (f"//{self._fs.host}{path}".replace("/", "\\") for path in (scratch, place))
        smb.replace(*names, port=self._fs.port or _SMB_PORT)

    def _duplicate(self, source: str, to: str, **options: str) -> None:
        try:
            self._fs.cp_file(source, to, **options)
        except NotImplementedError:  # SFTP and FTP have no such command
            with NamedTemporaryFile(prefix="inforce-") as passing:
                self._fs.get_file(source, passing.name)
                self._fs.put_file(passing.name, to)

    def _sweep(self, path: str) -> None:
        folder = path.rpartition("/")[0]
        with suppress(Exception):  # the first that is not empty ends it
            while folder:
                self._fs.rmdir(self._at(folder))
                folder = folder.rpartition("/")[0]

    def _at(self, path: str) -> str:
        base = self._base
        while path.startswith("../"):
            base, path = base.rpartition("/")[0], path[3:]
        return f"{base}/{path}"

    def _options(self, told: Mapping[str, str] | None) -> dict[str, str]:
        return dict(told or {}) if self._scheme in _S3 else {}

    @contextmanager
    def _told(self, what: str, path: str) -> Iterator[None]:
        """Turn what any of the libraries raises into one line."""
        try:
            yield
        except InforceError:
            raise
        except Exception as error:  # each library raises its own kind
            where = f"{self.shown}/{path}".rstrip("/")
            raise InforceError(f"{where} cannot be {what}: {_reason(error)}") from error


def _scheme(address: str) -> str:
    scheme, joint, _ = address.partition("://")
    return scheme.lower() if joint else "file"


def _require_server(address: str, scheme: str) -> None:
    """Raise InforceError where ``address`` names none; what may be of a password is not told."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
    if not host:
        raise InforceError(
            f"{scheme}://… names no server: {scheme}://USER@HOST:PORT/FOLDER; a password with a "
            f"sign such as / ? # or [ goes into FSSPEC_{scheme.upper()}_PASSWORD"
        )


def _opened(address: str, scheme: str, shown: str) -> tuple[AbstractFileSystem, str]:
    from fsspec import get_filesystem_class
    from fsspec.core import url_to_fs

    if scheme in _UNWRITABLE or "::" in address:
        raise InforceError(f"{shown}: nothing can be written there; name a folder or s3://…")
    try:
        get_filesystem_class(scheme)
    except ImportError as error:
        remedy = f"pip install {_PACKAGES[scheme]}" if scheme in _PACKAGES else _first(error)
        raise InforceError(f"{shown} needs a package that is missing: {remedy}") from error
    except ValueError as error:
        raise InforceError(f"{shown}: {_first(error)}; name a folder or s3://…") from error
    if scheme == "ftp":
        _verify_ftp()
    for name in _LOGGERS:
        logging.getLogger(name).addHandler(logging.NullHandler())
    try:
        # An instance of its own: nothing that was listed or signed in before is taken up.
        fs, base = url_to_fs(address, skip_instance_cache=True, **_manner(scheme))
    except Exception as error:
        raise InforceError(f"{shown} cannot be opened: {_reason(error)}") from error
    where = str(real(Path(base))) if scheme in _LOCAL else str(base)
    return fs, where


def _verify_ftp() -> None:
    """Have fsspec verify the server where FTP goes over TLS, which it cannot be told to."""
    from fsspec import get_filesystem_class, register_implementation
    from fsspec.implementations.ftp import FTPFileSystem

    from inforce.pipeline.deployment.ftp import Verified

    class VerifiedFtp(Verified, FTPFileSystem):  # type: ignore[misc]  # it has no types
        pass

    if get_filesystem_class("ftp") is FTPFileSystem:
        register_implementation("ftp", VerifiedFtp, clobber=True)


def _manner(scheme: str) -> dict[str, object]:
    """Return what fsspec is told besides the address."""
    if scheme not in _SSH:
        return {}
    from inforce.pipeline.deployment.known_hosts import KnownHosts

    return {"host_key_policy": KnownHosts()}


def _reason(error: Exception) -> str:
    told = _first(error)
    if isinstance(error, OSError) and error.strerror:
        told = error.strerror
    if isinstance(error, SSLCertVerificationError):
        told = f"{error.verify_message}; who runs the server says what SSL_CERT_FILE must hold"
    if isinstance(error, EOFError):
        told = "the server closed the connection"
    if type(error).__name__ == "NoCredentialsError":
        told += "; set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
    return told


def _first(error: Exception) -> str:
    return next(iter(str(error).splitlines()), "") or type(error).__name__
