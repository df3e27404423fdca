"""`inforce check --links`, with hosts that stand on this machine."""

import json
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from inforce.domain.site.answers import Kind, Reply
from inforce.domain.site.policy import LinkPolicy
from inforce.pipeline.other_hosts import link_asking, link_check
from inforce.renderers.report.formats import FORMATS
from tests.cli.program import run
from tests.sites import PAGE, POLICY, PRODUCT, tree, write_site

MEMORY = ".cache/inforce/links.json"
DAY = "2025-03-03"
# Nothing listens there.
DEAD = "http://127.0.0.1:9"


FINE = Reply(kind=Kind.GOOD)
LOST = Reply(kind=Kind.BAD, fault="404 Not Found")
SILENT = Reply(kind=Kind.SILENT, fault="unknown host")
A, B = "https://a.example/", "https://b.example/"


@pytest.fixture(scope="module")
def hosts() -> Iterator[str]:
    """A server that plays every host; it fails once at ``/shaky``."""
    asked: Counter[str] = Counter()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked[self.path] += 1
            status = self.path.split("/")[1]
            if status == "shaky":
                status = "503" if asked[self.path] == 1 else "200"
            self.send_response(int(status) if status.isdigit() else 404)
            self.send_header("Location", "/200/new")
            self.send_header("Retry-After", "3600")
            self.send_header("LinkChecker", "unthrottled")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class World:
    """Hosts that need no network: what they reply, and what they were asked, round by round."""

    def __init__(self) -> None:
        self.replies: dict[str, Reply] = {}
        self.rounds: list[list[str]] = []

    def asked(self, addresses: Sequence[str], _: LinkPolicy) -> Iterator[tuple[str, Reply]]:
        if addresses:
            self.rounds.append(sorted(addresses))
        for address in addresses:
            if address in self.replies:
                yield address, self.replies[address]


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    there = World()
    monkeypatch.setattr(link_asking, "asked", there.asked)
    return there


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link_check, "PAUSE", 0)


def linking(root: Path, *addresses: str, policy: str = "", page: str = "") -> Path:
    """Write a light site with a product and a page that lead to these addresses."""
    sheets = "".join(
        f"  - {{kind: datasheet, title: Sheet, url: '{address}'}}\n" for address in addresses
    )
    product = PRODUCT.replace(
        "{owner: sales, change", "{owner: sales, reviewed_on: 2025-03-01, change"
    )
    terms = f"links: {{rate: 1000, timeout: 5, ignore: [ignored.example]{policy}}}\n"
    return write_site(
        root,
        {
            "site_config/policy.yaml": POLICY.replace("required\n", "off\n", 1) + terms,
            "content/products/hx-100.yaml": f"{product}documents:\n{sheets}" if sheets else product,
            "content/pages/terms.md": PAGE.replace("sales}", "sales, reviewed_on: 2025-03-01}")
            + page,
        },
    )


def check(
    site: Path, *arguments: str | Path, day: str = DAY
) -> tuple[int, list[dict[str, Any]], str]:
    """Check the links of ``site``: exit code, findings, what was said besides."""
    code, out, err = run(
        *("check", "--links", "--select", "PUB004", "--format", "json", "--as-of", day),
        "--site",
        site,
        *arguments,
    )
    return code, json.loads(out)["findings"] if out else [], err


def remember(site: Path, **answers: dict[str, Any]) -> None:
    file = site / MEMORY
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps({"format": 1, "answers": answers}), encoding="utf-8")


def known(site: Path) -> dict[str, dict[str, Any]]:
    answers: dict[str, dict[str, Any]] = json.loads((site / MEMORY).read_text())["answers"]
    return answers


def test_every_answer_has_its_place(tmp_path: Path, hosts: str) -> None:
    """One run for real: the program, its words, a server, and a port where nobody is."""
    site = linking(
        tmp_path,
        *(f"{hosts}/{path}" for path in ("200/a#page=2", "404/a", "shaky", "429/a", "301/a")),
        *(f"{DEAD}/x", "https://ignored.example/"),
        page=f"\nSee [this]({hosts}/404/a), <a href='{hosts}/410/a?b=1&amp;c=%D1%8F'>that</a>.\n",
    )
    before = tree(site / "content")
    code, findings, said = check(site)
    told = [
        (
            f"{finding['path'].rpartition('/')[2]}:{finding['line']}:{finding['pointer']}",
            finding["severity"],
            finding["message"].replace(hosts, ""),
        )
        for finding in findings
    ]
    since = f"since {DAY}, on 1 day → an answer)"
    on = "on products/hx-100/"
    assert told == [
        ("terms.md:8:", "warning", f"/404/a on terms/ fails (404 Not Found {since}"),
        ("terms.md:8:", "warning", f"/410/a?b=1&c=%D1%8F on terms/ fails (410 Gone {since}"),
        (
            "hx-100.yaml:14:/documents/1/url",
            "warning",
            f"/404/a {on} fails (404 Not Found {since}",
        ),
        (
            "hx-100.yaml:17:/documents/4/url",
            "info",
            f"/301/a {on} has moved for good (/301/a → /200/new)",
        ),
        (
            "hx-100.yaml:18:/documents/5/url",
            "warning",
            f"{DEAD}/x {on} fails (connection refused {since}",
        ),
    ]
    assert code == 0
    assert "7 links to other hosts: 7 asked, 0 known from before, 1 left unsaid" in said
    assert known(site)[f"{hosts}/shaky"] == {"asked": DAY}
    assert f"{hosts}/429/a" not in known(site)
    assert tree(site / "content") == before
    assert (site / ".cache/inforce/.gitignore").read_text() == "*\n"


def test_without_a_network_nothing_is_noted(tmp_path: Path) -> None:
    site = linking(tmp_path, f"{DEAD}/a", f"{DEAD.replace('9', '7')}/b")
    before = tree(site)
    code, findings, said = check(site)
    assert (code, findings) == (2, [])
    assert said == (
        "inforce: links could not be checked: no other host can be reached (connection refused); "
        "no failure was noted. Is this machine connected?\n"
    )
    assert tree(site) == before


def test_a_second_run_asks_little(tmp_path: Path, world: World) -> None:
    site = linking(tmp_path, A, f"{A}lost", B)
    world.replies = {A: FINE, f"{A}lost": LOST, B: SILENT}
    first = check(site)[1]
    # The first of each host, what is left, and twice again what may have been bad luck.
    assert world.rounds == [[A, B], [f"{A}lost"], [B], [B]]
    world.rounds.clear()
    code, again, said = check(site)
    assert "3 links to other hosts: 1 asked, 2 known from before, 0 left unsaid" in said
    # A host that answered before vouches for the network.
    assert world.rounds == [[A, B], [B], [B]]
    assert code == 0
    assert [finding["fingerprint"] for finding in again] == [
        finding["fingerprint"] for finding in first
    ]
    world.rounds.clear()
    assert "2 asked, 1 known" in check(site, day="2025-03-04")[2]
    assert "3 asked, 0 known" in check(site, day="2025-03-11")[2]


def test_hosts_are_waited_for_as_they_ask(
    tmp_path: Path, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []
    monkeypatch.setattr("time.sleep", pauses.append)
    monkeypatch.setattr(link_check, "PAUSE", 5)
    site = linking(tmp_path, A, f"{A}silent", f"{A}busy", B)
    world.replies = {A: FINE, f"{A}busy": Reply(kind=Kind.UNSAID, wait=30), B: LOST}
    _, findings, said = check(site)
    assert world.rounds[2:] == 2 * [[f"{A}busy", f"{A}silent"]]
    assert pauses == [30, 30]
    assert "2 left unsaid" in said
    assert [finding["severity"] for finding in findings] == ["warning"]
    world.replies[f"{A}busy"] = FINE
    pauses.clear()
    check(site)
    assert pauses == [0, 0]


def test_failures_that_last_become_errors(tmp_path: Path, world: World) -> None:
    site = linking(tmp_path, A, B, policy=", grace: 5, failures: 2")
    failing = {"asked": "2025-02-20", "fault": "404", "since": "2025-02-20", "days": 1}
    remember(site, **{A: failing, B: failing, "https://no-more.example/": failing})
    world.replies = {A: LOST, B: FINE}
    code, (finding,), _ = check(site)
    assert (code, finding["severity"], finding["item"]) == (1, "error", "hx-100")
    assert "404 Not Found since 2025-02-20, on 2 days" in finding["message"]
    assert known(site) == {
        A: {"asked": DAY, "fault": "404 Not Found", "since": "2025-02-20", "days": 2},
        B: {"asked": DAY},
    }


def test_a_waiver_covers_a_link(tmp_path: Path, world: World) -> None:
    site = linking(tmp_path, A, B)
    waiver = "{rule: PUB004, item: hx-100, until: 2025-03-31, reason: Known, by: anna}"
    (site / "site_config/waivers.yaml").write_text(f"- {waiver}\n")
    world.replies = {A: LOST, B: FINE}
    assert [finding["waived"] for finding in check(site)[1]] == [True]
    # A check that asks nobody cannot say that it covers nothing.
    assert run("check", "--site", site, "--as-of", DAY)[1] == ""


def test_a_review_is_told_what_the_last_run_heard(tmp_path: Path, world: World) -> None:
    site = linking(tmp_path, A, B)
    world.replies = {A: LOST, B: FINE}
    check(site)
    world.rounds.clear()
    shown = run("review", "hx-100", "--site", site, "--as-of", "2025-03-05")[1]
    assert f"PUB004 {A} on products/hx-100/ fails (404 Not Found since {DAY}, on 1 day" in shown
    assert world.rounds == []


def test_every_format_tells_of_it(tmp_path: Path, world: World) -> None:
    site = linking(tmp_path / "site", A, B)
    world.replies = {A: LOST, B: FINE}
    files = {form: tmp_path / form for form in FORMATS}
    wanted = [f"--format={form}:{file}" for form, file in files.items()]
    assert run("check", "--links", "--site", site, "--as-of", DAY, *wanted)[0] == 0
    for form, file in files.items():
        told = file.read_text(encoding="utf-8")
        assert "PUB004" in told, form
        assert f"{A} on products/hx-100/ fails" in told.replace("&#58;", ":"), form


def test_the_memory_can_lie_elsewhere(tmp_path: Path, world: World) -> None:
    site = linking(tmp_path / "site", A)
    cache = tmp_path / "kept" / "links.json"
    world.replies = {A: FINE}
    assert "1 asked" in check(site, "--link-cache", cache)[2]
    assert "0 asked" in check(site, "--link-cache", cache)[2]
    assert not (site / ".cache").exists()
    assert [file.name for file in cache.parent.iterdir()] == ["links.json"]
    cache.write_text("{")
    code, _, said = check(site, "--link-cache", cache)
    assert code == 2
    assert "is no memory of links" in said


def test_a_path_asks_about_its_own_links(tmp_path: Path, world: World) -> None:
    site = linking(tmp_path, A, page=f"\n[x]({B})\n")
    remember(site, **{A: {"asked": "2025-01-01"}})
    world.replies = {A: FINE, B: LOST}
    _, (finding,), said = check(site, site / "content/pages")
    assert finding["path"] == "content/pages/terms.md"
    assert "1 link to other hosts: 1 asked" in said
    assert set(known(site)) == {A, B}


def test_a_site_without_such_links_asks_nobody(tmp_path: Path, world: World) -> None:
    code, findings, said = check(linking(tmp_path))
    assert (code, findings, world.rounds) == (0, [], [])
    assert "0 links to other hosts" in said
    assert not (tmp_path / ".cache").exists()


def test_a_policy_that_cannot_be_read_asks_nobody(tmp_path: Path, world: World) -> None:
    site = linking(tmp_path, A, policy=", pace: 3")
    code, out, _ = run("check", "--links", "--site", site)
    assert (code, world.rounds) == (1, [])
    assert "links.pace: unknown key pace" in out


def test_a_failure_is_no_fault_of_a_change(tmp_path: Path, world: World) -> None:
    site = linking(tmp_path, A, B)
    world.replies = {A: LOST, B: FINE}
    hx_100 = site / "content/products/hx-100.yaml"
    who = ("-c", "user.name=Anna", "-c", "user.email=anna@example.com")
    for step in (("init", "-q"), ("add", "."), ("commit", "-q", "-m", "first")):
        subprocess.run(["git", "-C", str(site), *who, *step], check=True, capture_output=True)
    assert check(site, "--changed-since", "HEAD")[1] == []
    hx_100.write_bytes(b"# Touched\n" + hx_100.read_bytes())
    assert len(check(site, "--changed-since", "HEAD")[1]) == 1


def test_a_program_that_fails_is_told_in_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(link_asking, "_WORD", "inforce.no_such_program")
    code, _, said = check(linking(tmp_path, A))
    assert code == 2
    assert said.startswith("inforce: links cannot be checked: linkchecker ended with ")
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--links", "--ignore", "PUB"), "--links looks for PUB004"),
        (("--links", "--select", "RVW"), "--links looks for PUB004"),
        (("--link-cache", "x.json"), "give that too"),
    ],
)
def test_options_that_contradict(tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    code, _, said = run("check", "--site", linking(tmp_path), *arguments)
    assert code == 2
    assert words in said
