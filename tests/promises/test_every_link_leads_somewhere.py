"""Availability (4.3): every link and anchor of the example site leads somewhere."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from inforce.pipeline.last_look.gone import manifest_of
from inforce.pipeline.links.link_index import LinkIndex
from tests.demo import unmeasured


class _Server(SimpleHTTPRequestHandler):
    """Serves a folder in silence, and lets LinkChecker run at full speed."""

    def end_headers(self) -> None:
        self.send_header("LinkChecker", "unthrottled")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def served(example: Path) -> Iterator[str]:
    """The address at which the example site is served."""
    handler = partial(_Server, directory=str(example))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_every_link_and_anchor_is_there(example: Path) -> None:
    manifest = manifest_of(example)
    assert manifest is not None
    origin = "https://www.ternholm.example/"
    assert list(LinkIndex(example, manifest.files, origin).problems()) == []


def test_a_page_that_is_taken_away_is_missed(example: Path) -> None:
    manifest = manifest_of(example)
    assert manifest is not None
    files = {path: digest for path, digest in manifest.files.items() if "terms" not in path}
    missed = {problem.facts["link"] for problem in LinkIndex(example, files).problems()}
    assert any("terms" in link for link in missed)


def test_linkchecker_agrees_for_the_home_page(served: str, tmp_path: Path) -> None:
    program = Path(sys.executable).with_name("linkchecker")
    hasty = tmp_path / "linkcheckerrc"
    hasty.write_text("[checking]\nmaxrequestspersecond=1000\n", encoding="utf-8")
    done = subprocess.run(
        [program, "-f", hasty, "--no-status", "--recursion-level=1", "--output=text", served],
        env=unmeasured(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "0 errors found" in done.stdout
