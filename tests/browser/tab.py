"""A tab of a real Chromium, spoken to over its debugging pipe (Chrome DevTools Protocol)."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

# The browser reads from descriptor 3 and writes to 4; 63 and 64 are out of the way of both.
_LAUNCH = """
import os, sys
os.dup2(int(sys.argv[1]), 63)
os.dup2(int(sys.argv[2]), 64)
os.dup2(63, 3)
os.dup2(64, 4)
os.execv(sys.argv[3], sys.argv[3:])
"""
_COMPLAINTS = {"Runtime.exceptionThrown", "Log.entryAdded"}


class Tab:
    """One page at a time; notes what it asked for and what it complained of."""

    def __init__(self, source: BinaryIO, sink: BinaryIO) -> None:
        self._source, self._sink = source, sink
        self._number = 0
        self._session = ""
        self.requests: list[str] = []
        self.complaints: list[str] = []
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        attached = self._call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self._call(f"{domain}.enable")

    def open(self, address: str) -> None:
        """Go to an address and wait until the page and all it names are loaded."""
        self.requests.clear()
        self.complaints.clear()
        self._call("Page.navigate", url=address)
        self.wait("document.readyState === 'complete' && location.href !== 'about:blank'")

    def wait(self, condition: str) -> None:
        """Wait until a JavaScript expression holds."""
        self.run(
            "new Promise((done, fail) => { const end = Date.now() + 20000; const look = () => "
            f"({condition}) ? done(true) : Date.now() > end ? fail(new Error('waited in vain')) "
            ": setTimeout(look, 20); look(); })"
        )

    def run(self, script: str) -> Any:  # noqa: ANN401 - whatever JavaScript gives
        """Return the value of a JavaScript expression, awaited where it is a promise."""
        done = self._call(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in done, done["exceptionDetails"]
        return done["result"].get("value")

    def resize(self, width: int, height: int = 900) -> None:
        """Give the page another size."""
        self._call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    def print(self) -> bytes:
        """Return the page as printed: a PDF in base64."""
        return str(self._call("Page.printToPDF")["data"]).encode()

    def close(self) -> None:
        """End the browser."""
        self._session = ""
        self._call("Browser.close")

    def _call(self, method: str, **parameters: object) -> dict[str, Any]:
        self._number += 1
        message: dict[str, object] = {
            "id": self._number, "method": method, "params": parameters,
        }  # fmt: skip
        if self._session:
            message["sessionId"] = self._session
        self._sink.write(json.dumps(message).encode() + b"\0")
        self._sink.flush()
        for answer in self._messages():
            if answer.get("id") == self._number:
                assert "error" not in answer, answer["error"]
                result: dict[str, Any] = answer["result"]
                return result
        raise AssertionError("the browser has gone")

    def _messages(self) -> Iterator[dict[str, Any]]:
        pending = bytearray()
        while octet := self._source.read(1):
            if octet != b"\0":
                pending += octet
                continue
            message = json.loads(pending)
            pending.clear()
            self._note(message)
            yield message

    def _note(self, message: dict[str, Any]) -> None:
        method, facts = message.get("method", ""), message.get("params", {})
        if method == "Network.requestWillBeSent":
            self.requests.append(facts["request"]["url"])
        elif method in _COMPLAINTS or facts.get("type") == "error":
            self.complaints.append(json.dumps(facts))


@contextmanager
def tab(chromium: Path, profile: Path) -> Iterator[Tab]:
    """Start a browser with a profile of its own, and end it."""
    theirs_in, ours_out = os.pipe()
    ours_in, theirs_out = os.pipe()
    options = ("--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe")
    process = subprocess.Popen(
        [
            *(sys.executable, "-c", _LAUNCH, str(theirs_in), str(theirs_out)),
            *(str(chromium), *options, f"--user-data-dir={profile}"),
        ],
        pass_fds=(theirs_in, theirs_out),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(theirs_in)
    os.close(theirs_out)
    with os.fdopen(ours_in, "rb") as source, os.fdopen(ours_out, "wb") as sink:
        try:
            opened = Tab(source, sink)
            yield opened
            opened.close()
            process.wait(timeout=30)
        finally:
            process.kill()
            process.wait()
