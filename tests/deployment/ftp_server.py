"""An FTP server of this process that speaks TLS, over the folders of this machine."""

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from socketserver import StreamRequestHandler, TCPServer, ThreadingMixIn
from threading import Thread

USER, PASSWORD = "web", "secret"


class FtpsServer(ThreadingMixIn, TCPServer):
    """Listens on ``port``, with TLS from the first byte on where it is ``implicit``.

    ``told`` are the lines that clients say, each before it whether it was in the clear.
    """

    daemon_threads = True

    def __init__(self, certificate: Path, *, implicit: bool = False) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(certificate)
        self.implicit = implicit
        self.port: int = self.server_address[1]
        self.told: list[tuple[bool, str]] = []

    def address(self, folder: Path, host: str = "localhost") -> str:
        return f"ftp://{USER}:{PASSWORD}@{host}:{self.port}{folder}"

    def handle_error(self, *_: object) -> None:
        """Say nothing: clients that distrust us go away amid a handshake."""


@contextmanager
def ftps_server(certificate: Path, *, implicit: bool = False) -> Iterator[FtpsServer]:
    with FtpsServer(certificate, implicit=implicit) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


class _Session(StreamRequestHandler):
    server: FtpsServer
    disable_nagle_algorithm = True

    def setup(self) -> None:
        super().setup()
        self._passive = socket.socket()
        self._private = False
        self._source = Path()
        self._start = 0

    def handle(self) -> None:
        if self.server.implicit:
            self._secure()
        self._say("220 Ready")
        for line in iter(self._line, ""):
            word, _, rest = line.partition(" ")
            try:
                getattr(self, f"_{word.lower()}", self._unknown)(rest)
            except OSError as error:
                self._say(f"550 {error.strerror}")

    def finish(self) -> None:
        super().finish()
        self._passive.close()
        self.connection.close()

    def _line(self) -> str:
        line = self.rfile.readline().decode().strip()
        if line:
            self.server.told.append((not isinstance(self.connection, ssl.SSLSocket), line))
        return line

    def _say(self, answer: str) -> None:
        self.wfile.write(f"{answer}\r\n".encode())
        self.wfile.flush()

    def _secure(self) -> None:
        self.connection = self.server.context.wrap_socket(self.connection, server_side=True)
        self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb")

    def _unknown(self, _: str) -> None:
        self._say("502 Unknown")

    def _auth(self, _: str) -> None:
        self._say("234 Go on")
        self._secure()

    def _user(self, _: str) -> None:
        self._say("331 And the password?")

    def _pass(self, password: str) -> None:
        self._say("230 Welcome" if password == PASSWORD else "530 Who?")

    def _pbsz(self, _: str) -> None:
        self._say("200 Well")

    def _prot(self, level: str) -> None:
        self._private = level == "P"
        self._say("200 Well")

    def _type(self, _: str) -> None:
        self._say("200 Well")

    def _pasv(self, _: str) -> None:
        self._passive.close()
        self._passive = socket.create_server(("127.0.0.1", 0))
        port = self._passive.getsockname()[1]
        self._say(f"227 Here (127,0,0,1,{port // 256},{port % 256})")

    def _mlsd(self, path: str) -> None:
        lines = [
            f"type={'dir' if one.is_dir() else 'file'};size={one.lstat().st_size}; {one.name}\r\n"
            for one in sorted(Path(path or "/").iterdir())
        ]
        self._transfer(lambda stream: stream.sendall("".join(lines).encode()))

    def _rest(self, start: str) -> None:
        self._start = int(start)
        self._say("350 And what?")

    def _retr(self, path: str) -> None:
        octets = Path(path).read_bytes()[self._start :]
        self._transfer(lambda stream: stream.sendall(octets))

    def _stor(self, path: str) -> None:
        with Path(path).open("r+b" if self._start else "wb") as file:
            file.seek(self._start)

            def receive(stream: socket.socket) -> None:
                while octets := stream.recv(1 << 16):
                    file.write(octets)

            self._transfer(receive)

    def _transfer(self, carry: Callable[[socket.socket], object]) -> None:
        self._say("150 Here it comes")
        with self._passive, self._passive.accept()[0] as plain:
            stream = plain
            plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # or each takes 40 ms
            if self._private:
                stream = self.server.context.wrap_socket(plain, server_side=True)
            carry(stream)
            if isinstance(stream, ssl.SSLSocket):
                with suppress(OSError):
                    stream = stream.unwrap()
            stream.close()
        self._start = 0
        self._say("226 Done")

    def _dele(self, path: str) -> None:
        Path(path).unlink()
        self._say("250 Done")

    def _mkd(self, path: str) -> None:
        Path(path).mkdir()
        self._say(f'257 "{path}"')

    def _rmd(self, path: str) -> None:
        Path(path).rmdir()
        self._say("250 Done")

    def _rnfr(self, path: str) -> None:
        self._source = Path(path)
        self._say("350 And to?")

    def _rnto(self, path: str) -> None:
        self._source.replace(path)
        self._say("250 Done")

    def _quit(self, _: str) -> None:
        self._say("221 Bye")
