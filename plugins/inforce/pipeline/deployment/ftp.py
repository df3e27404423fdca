"""FTP whose TLS is verified: by default ftplib takes every certificate, and fsspec leaves it so.

A server that shows one which is not trusted is told neither who we are nor a password.
"""

from __future__ import annotations

import ssl
from ftplib import FTP, FTP_TLS
from socket import socket


class Verified:
    """The part of fsspec's file system for FTP that connects; the names in it are fsspec's.

    It does so over TLS where ``tls`` says so: with a text for it, from the first byte on.
    """

    host: str
    port: int
    cred: tuple[str, str, str]
    timeout: float
    encoding: str
    tls: bool | str
    ftp: FTP

    def _connect(self) -> None:
        if not self.tls:
            self.ftp = FTP(timeout=self.timeout, encoding=self.encoding)  # noqa: S321 - asked for
        else:
            kind = _Implicit if isinstance(self.tls, str) else FTP_TLS
            context = ssl.create_default_context()
            self.ftp = kind(context=context, timeout=self.timeout, encoding=self.encoding)
        self.ftp.connect(self.host, self.port)
        self.ftp.login(*self.cred)
        if isinstance(self.ftp, FTP_TLS):
            self.ftp.prot_p()  # fsspec does not when it connects again


class _Implicit(FTP_TLS):
    """Speaks TLS before anything else."""

    _plain: socket | None = None

    @property
    def sock(self) -> socket | None:
        return self._plain

    @sock.setter
    def sock(self, value: socket | None) -> None:
        if value is not None and not isinstance(value, ssl.SSLSocket):
            value = self.context.wrap_socket(value, server_hostname=self.host)
        self._plain = value
