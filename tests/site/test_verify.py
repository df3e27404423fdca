"""`inforce verify`: folders, live sites and PDFs, held against the registers of the site."""

import json
import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from hashlib import sha256
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter

from inforce.domain.errors import InforceError
from inforce.pipeline.verification import fetch
from inforce.pipeline.verification.fetch import LiveSite
from tests.cli.program import run
from tests.print.shop import Shop
from tests.sites import approved, edit, write_site

DAY = "2026-06-01"


@pytest.fixture(scope="session")
def published(make_site: Callable[[], Path]) -> Path:
    """A site with its public output and its catalogue; not to be changed."""
    site = make_site()
    edit(site, "mkdocs.yml", "theme: {name: material, font: false}", "theme: {name: material}")
    assert run("build", "--site", site, "--as-of", DAY, "--audience", "public")[0] == 0
    return site


@pytest.fixture
def site(published: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(published, tmp_path / "site"))


def verify(site: Path, *arguments: str | Path, day: str = DAY) -> tuple[int, str, str]:
    return run("verify", "--site", site, "--as-of", day, *arguments)


def built(site: Path) -> Path:
    return site / "build/public"


def catalogue(site: Path) -> Path:
    return built(site) / "downloads/catalogue-en.pdf"


def read(site: Path, *arguments: str | Path, day: str = DAY) -> Any:  # noqa: ANN401 - JSON can be anything
    return json.loads(verify(site, *arguments, "--format", "json", day=day)[1])[0]


def test_a_fresh_build_is_current(site: Path) -> None:
    code, said, _ = verify(site, built(site), catalogue(site))
    assert code == 0
    first, *rest = said.splitlines()
    assert first == f"current: {built(site)}: all 3 items are as approved, and in force"
    assert "  proved: every file: as manifest.json lists them" in rest
    assert "  proved: set again from the registers it is the same, byte for byte" in rest
    assert "  not proved: that manifest.json was not made anew" in said


def test_a_part_of_a_catalogue_for_a_press_is_set_again_as_it_was(
    published: Path, tmp_path: Path
) -> None:
    pdf = tmp_path / "part.pdf"
    options = ("--product", "hx-100", "--paper", "a5", "--profile", "print", "-o", pdf)
    assert run("catalogue", "--site", published, "--as-of", DAY, *options)[0] == 0
    told = read(published, pdf)
    assert [item["id"] for item in told["items"]] == ["hx-100"]
    assert "set again from the registers it is the same, byte for byte" in told["proved"]


def test_a_quotation_is_judged_line_by_line_and_expires(published: Path, tmp_path: Path) -> None:
    site = Path(shutil.copytree(published, tmp_path / "site"))
    pdf = tmp_path / "quotation.pdf"
    options = ("--number", "7", "--valid-until", "2026-06-30", "-o", pdf)
    assert run("quote", "--site", site, "--as-of", DAY, "HX100-230", *options)[0] == 0
    told = read(site, pdf)
    assert told["verdict"] == "current"
    assert "set again from the registers it is the same, byte for byte" in told["proved"]
    late = read(site, pdf, day="2026-07-01")
    assert (late["verdict"], late["faults"]) == ("expired", ["it was valid until 2026-06-30"])
    approved(site, "hx-100", day=date(2026, 7, 1))
    assert verify(site, pdf, day="2026-07-01")[0] == 1
    later = read(site, pdf, day="2026-07-01")
    assert later["verdict"] == "superseded"
    (item,) = later["items"]
    assert (item["id"], item["verdict"]) == ("hx-100", "superseded")


def test_it_is_told_what_has_changed_since(site: Path) -> None:
    approved(site, "hx-100", day=date(2026, 7, 1))
    for subject in (built(site), catalogue(site)):
        code, said, _ = verify(site, subject, day="2026-08-01")
        assert code == 1
        assert said.splitlines()[0] == (
            "superseded: hx-100 revision 1 was replaced by revision 2 on 2026-07-01"
        )
        assert "hx-90" in said
        assert verify(site, subject, day="2026-06-30")[0] == 0
    report = read(site, built(site), day="2026-08-01")
    assert (report["verdict"], report["kind"], report["as_of"]) == ("superseded", "folder", DAY)
    (item,) = [item for item in report["items"] if item["id"] == "hx-100"]
    assert (item["verdict"], item["revision"], item["since"]) == ("superseded", 1, "2026-07-01")


def test_files_that_are_not_as_they_were_built(site: Path) -> None:
    folder = built(site)
    (folder / "terms/index.html").write_text("other", encoding="utf-8")
    (folder / "sitemap.xml").unlink()
    for number in range(25):
        (folder / f"new-{number}.html").write_text("new", encoding="utf-8")
    code, said, _ = verify(site, folder)
    assert code == 1
    assert said.splitlines()[0] == (
        f"altered: {folder}: files are not as they were built: 1 altered, 1 missing, 25 not listed"
    )
    assert "  altered: terms/index.html" in said
    assert "  missing: sitemap.xml" in said
    assert "  not listed: 5 more" in said


def test_names_that_others_chose_steer_no_terminal(site: Path) -> None:
    folder = built(site)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest["files"]["x\x1b[2J\ncurrent: all"] = "0" * 64
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    code, said, _ = verify(site, folder)
    assert code == 1
    assert r"  missing: x\x1b[2J\ncurrent: all" in said.splitlines()


def test_a_manifest_that_was_made_to_fit_contradicts_the_edition(site: Path) -> None:
    folder = built(site)
    page = folder / "terms/index.html"
    page.write_text("other", encoding="utf-8")
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest["files"]["terms/index.html"] = sha256(b"other").hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    code, said, _ = verify(site, folder)
    assert code == 1
    assert "api/v1/edition.json tells of other files than manifest.json" in said
    assert "every file" in said


def test_items_that_were_made_to_fit_contradict_the_registers(site: Path) -> None:
    folder = built(site)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest["items"]["hx-100"]["digest"] = "sha256-jcs-1:0"
    del manifest["items"]["hx-100"]["head"]
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    code, said, _ = verify(site, folder)
    assert code == 1
    assert said.startswith("altered: hx-100 revision 1: its digest is not that of revision 1")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (None, "there is no manifest.json"),
        (b"[]", "its manifest.json is not as inforce writes it"),
        (
            b'{"audience": "\xff"}',
            "its manifest.json is not as inforce writes it: text is not UTF-8",
        ),
        (b'{"x": ' + b"[" * 100_000, "its manifest.json is not as inforce writes it: nested too"),
        (b"../secret", "names what lies outside: ../secret"),
    ],
)
def test_a_folder_that_is_not_ours(site: Path, written: bytes | None, said: str) -> None:
    manifest = built(site) / "manifest.json"
    if written is None:
        manifest.unlink()
    elif written.startswith(b".."):
        told = json.loads(manifest.read_text(encoding="utf-8"))
        told["files"] = {written.decode(): ""}
        manifest.write_text(json.dumps(told), encoding="utf-8")
    else:
        manifest.write_bytes(written)
    code, out, _ = verify(site, built(site))
    assert code == 1
    assert out.startswith("not ours: ")
    assert said in out


def test_a_light_site_claims_no_approval(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    shop.stock()
    pdf = tmp_path / "catalogue.pdf"
    pdf.write_bytes(shop.printed().pdf)
    code, said, _ = verify(tmp_path, pdf, day="2026-03-01")
    assert code == 0
    assert "items are as they are here today" in said.splitlines()[0]
    assert "keeps no record of approvals" in said
    assert "registers" not in said.replace("set again from the registers", "")


def test_a_brochure_is_set_again(site: Path) -> None:
    sheets = built(site) / "downloads"
    code, said, _ = verify(site, sheets / "hx-100-ru.pdf", sheets / "hx-90-en-r1.pdf")
    assert code == 0
    assert said.count("set again from the registers it is the same, byte for byte") == 2
    assert said.startswith(f"current: {sheets / 'hx-100-ru.pdf'}: its one item is as approved")
    assert "proved: 1 item is what the registers held on that day, and so is its history" in said


def test_a_brochure_is_proved_by_its_own_day(site: Path) -> None:
    """What is approved later on that day, of a product that it names, does not disturb."""
    sheet = built(site) / "downloads/hx-100-en.pdf"
    told = imprint(sheet)
    assert (told["as_of"], "edition" in told) == ("2026-02-01", False)
    assert "paper of 2026-02-01 for the audience public, 1 item" in verify(site, sheet)[1]
    edit(site, "content/products/hx-90.yaml", "HX 90 pump", "HX 90 other pump")
    approved(site, "hx-90", day=date(2026, 2, 1))
    code, said, _ = verify(site, sheet)
    assert code == 0
    assert "set again from the registers it is the same, byte for byte" in said
    rewritten(sheet, json.dumps({**told, "as_of": "2026-03-01"}).encode())
    code, said, _ = verify(site, sheet)
    assert code == 1
    assert "its day: what it says last changed on 2026-02-01, by the registers" in said


def test_a_current_brochure_may_have_a_newer_one(site: Path) -> None:
    sheet = built(site) / "downloads/hx-100-en.pdf"
    edit(site, "content/products/hx-90.yaml", "HX 90 pump", "HX 90 other pump")
    approved(site, "hx-90", day=date(2026, 7, 1))
    assert "still holds" not in verify(site, sheet, day="2026-06-30")[1]
    code, said, _ = verify(site, sheet, day="2026-07-02")
    assert code == 0
    assert (
        "not proved: that all of it still holds: what it says of this revision has changed on "
        "2026-07-01"
    ) in said


def test_a_brochure_of_an_unknown_product_cannot_be_set(site: Path) -> None:
    sheet = built(site) / "downloads/hx-100-en.pdf"
    told = imprint(sheet)
    rewritten(sheet, json.dumps({**told, "items": {"hx-7": told["items"]["hx-100"]}}).encode())
    code, said, _ = verify(site, sheet)
    assert code == 1
    assert said.startswith("not ours: hx-7 revision 1: no item of that id is in the registers")
    assert "no product hx-7 was in force on 2026-02-01" in said


def test_a_brochure_grows_old(site: Path) -> None:
    sheet = built(site) / "downloads/hx-100-en.pdf"
    edit(site, "content/products/hx-100.yaml", "name: {en: HX 100 <pump>", "name: {en: HX 100")
    approved(site, "hx-100", day=date(2026, 6, 2))
    code, said, _ = verify(site, sheet, day="2026-06-03")
    assert code == 1
    assert said.startswith("superseded: hx-100 revision 1 was replaced by revision 2 on 2026-06-02")
    life = "\nlifecycle: {withdrawn_on: 2026-06-04, notice: W-1, reason: Old, no_replacement: No}\n"
    product = site / "content/products/hx-100.yaml"
    product.write_text(product.read_text(encoding="utf-8") + life, encoding="utf-8")
    approved(site, "hx-100", day=date(2026, 6, 4))
    code, said, _ = verify(site, sheet, day="2026-06-05")
    assert code == 1
    assert said.startswith("withdrawn: hx-100 revision 1 was withdrawn (withdrawn), notice W-1")


def test_a_brochure_that_was_altered(site: Path) -> None:
    sheet = built(site) / "downloads/hx-100-en.pdf"
    told = imprint(sheet)
    rewritten(sheet, json.dumps(told).encode())
    assert verify(site, sheet)[1].startswith(f"altered: {sheet}: the same program sets other bytes")
    both = {**told["items"], **imprint(catalogue(site))["items"]}
    rewritten(sheet, json.dumps({**told, "items": both}).encode())
    code, said, _ = verify(site, sheet)
    assert code == 1
    assert "it cannot be set again here: a brochure shows one product" in said


def test_a_brochure_from_another_address_is_not_proved(site: Path) -> None:
    edit(site, "mkdocs.yml", "https://maker.example/shop/", "https://other.example/")
    code, said, _ = verify(site, built(site) / "downloads/hx-100-en.pdf")
    assert code == 1
    assert said.startswith("unproved: ")
    assert "the site's address have changed since" in said.replace("\n", " ")


def rewritten(pdf: Path, imprint: bytes | None, *, password: str = "") -> None:
    writer = PdfWriter()
    for page in PdfReader(BytesIO(pdf.read_bytes())).pages:
        writer.add_page(page)
    if imprint is not None:
        writer.add_attachment("inforce.json", imprint)
    if password:
        writer.encrypt(password)
    writer.write(pdf)


def imprint(pdf: Path) -> Any:  # noqa: ANN401 - JSON can be anything
    return json.loads(PdfReader(BytesIO(pdf.read_bytes())).attachments["inforce.json"][0])


def test_a_pdf_with_other_bytes_was_altered(site: Path) -> None:
    pdf = catalogue(site)
    rewritten(pdf, json.dumps(imprint(pdf)).encode())
    code, said, _ = verify(site, pdf)
    assert code == 1
    assert said.startswith(f"altered: {pdf}: the same program sets other bytes")


@pytest.mark.parametrize(
    ("change", "verdict", "reason"),
    [
        ({"program": "inforce 0.0.1, typst 0.1"}, "unproved", "its pages: inforce 0.0.1, typst"),
        ({"source": "00"}, "unproved", "templates, fonts, pictures"),
        ({"kind": "leaflet"}, "unproved", "no leaflet in en is made here"),
        ({"locale": "xx"}, "unproved", "no catalogue in xx is made here"),
        ({"families": ["fans"]}, "unproved", "it cannot be set again here"),
        ({"form": "odd"}, "unproved", "no catalogue has the form 'odd'"),
        ({"edition": "sha256-jcs-1:0"}, "altered", "its edition digest is not the one"),
        ({"preview": True}, "altered", "it is a preview"),
        ({"as_of": 5}, "altered", "its inforce.json is not as inforce writes it"),
    ],
)
def test_an_imprint_that_was_changed(
    site: Path, change: dict[str, Any], verdict: str, reason: str
) -> None:
    pdf = catalogue(site)
    rewritten(pdf, json.dumps({**imprint(pdf), **change}).encode())
    code, said, _ = verify(site, pdf)
    assert code == 1
    assert said.startswith(f"{verdict}: ")
    assert reason in said


def test_a_pdf_that_hides_an_item(site: Path) -> None:
    pdf = catalogue(site)
    told = imprint(pdf)
    del told["items"]["hx-90"]
    rewritten(pdf, json.dumps(told).encode())
    assert "it does not show the items that it lists" in verify(site, pdf)[1]


def test_a_pdf_of_someone_else(site: Path, tmp_path: Path) -> None:
    other = write_site(tmp_path / "other")
    approved(other, "terms")
    code, said, _ = verify(other, catalogue(site))
    assert code == 1
    assert said.startswith("not ours: hx-100 revision 1: revision 1 was never approved, and 1 more")
    rewritten(catalogue(site), None)
    code, said, _ = verify(site, catalogue(site))
    assert code == 1
    assert said.splitlines()[0] == f"not ours: {catalogue(site)}: it carries no inforce.json"


def test_what_cannot_be_read_is_no_verdict(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = tmp_path / "locked.pdf"
    shutil.copy(catalogue(site), locked)
    rewritten(locked, b"{}", password="secret")  # noqa: S106 - of a test
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(catalogue(site).read_bytes()[:5000])
    code, said, errors = verify(site, locked, broken, tmp_path / "none.pdf", catalogue(site))
    assert code == 2
    assert f"inforce: {locked} is encrypted: remove its password first" in errors
    assert f"inforce: {broken} is damaged, or no PDF" in errors
    assert "none.pdf is neither a folder, nor a file, nor an address" in errors
    assert said.startswith("current: ")
    monkeypatch.setattr("inforce.pipeline.verification.verify_pdf.LARGEST", 1000)
    code, _, errors = verify(site, catalogue(site))
    assert code == 2
    assert "has more than 0 MB" in errors


_CUT_OFF = "cut off"


class _Server(SimpleHTTPRequestHandler):
    """Serves a folder in silence; ``trouble`` gives what to do instead for a path."""

    trouble: dict[str, str] = {}  # noqa: RUF012 - set by each test

    def do_GET(self) -> None:
        what = self.trouble.get(self.path, "")
        if what.isdecimal():
            self.trouble.pop(self.path, None) if what == "503" else None
            self.send_error(int(what))
        elif what == _CUT_OFF:
            self.send_response(200)
            self.send_header("Content-Length", "10")
            self.end_headers()
            self.wfile.write(b"half")
        elif what:
            self.send_response(302)
            self.send_header("Location", what)
            self.end_headers()
        else:
            super().do_GET()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def live(site: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address at which the built site is served."""
    monkeypatch.setattr(fetch, "PAUSE", 0.0)
    _Server.trouble = {}
    handler = partial(_Server, directory=str(built(site)))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_live_site_is_current(site: Path, live: str) -> None:
    _Server.trouble = {"/terms/index.html": "503", "/ru/terms/index.html": "/terms/index.html"}
    (built(site) / "ru/terms/index.html").unlink()
    report = read(site, live)
    assert report["files"]["altered"] == ["ru/terms/index.html"]
    _Server.trouble = {}
    assert read(site, live)["files"]["missing"] == ["ru/terms/index.html"]


def test_a_site_for_dealers_that_asks_for_no_login_is_told(site: Path, live: str) -> None:
    edit(built(site), "manifest.json", '"audience": "public"', '"audience": "dealer"')
    told = "that only dealer reads it: it was fetched without a login"
    assert told in read(site, live)["unproved"]
    assert told not in read(site, built(site))["unproved"]


def test_a_sample_says_what_it_left(site: Path, live: str) -> None:
    code, said, _ = verify(site, live, "--sample", "5")
    assert code == 0
    assert "  proved: 5 files: as manifest.json lists them" in said
    assert "files, which were not fetched" in said
    assert verify(site, live, "--sample", "100000")[0] == 0


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        ({"/manifest.json": "500"}, "manifest.json: the site answers 500"),
        ({"/manifest.json": "403"}, "manifest.json: the site answers 403"),
        ({"/sitemap.xml": "http://elsewhere.invalid/"}, "redirects to another host"),
        ({"/manifest.json": _CUT_OFF}, "manifest.json cannot be fetched: IncompleteRead"),
        ({"/sitemap.xml": _CUT_OFF}, "sitemap.xml cannot be fetched: IncompleteRead"),
    ],
)
def test_trouble_of_a_site_is_no_verdict(
    site: Path, live: str, trouble: dict[str, str], said: str
) -> None:
    _Server.trouble = trouble
    code, out, errors = verify(site, live)
    assert (code, out) == (2, "")
    assert said in errors
    assert "Traceback" not in errors


def test_a_site_without_manifest_is_not_ours(site: Path, live: str) -> None:
    _Server.trouble = {"/manifest.json": "404"}
    assert verify(site, live)[0] == 1


def test_limits_of_fetching(site: Path, live: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "LARGEST", 10)
    assert "more than 0 MB" in verify(site, live)[2]
    with pytest.raises(InforceError, match="cannot be fetched"):
        LiveSite("http://127.0.0.1:9/", timeout=1).file("manifest.json")
    for address in ("ftp://maker.example/", "file:///etc/passwd", "http:///x"):
        assert "only http:// and https://" in verify(site, address)[2]


@pytest.mark.parametrize("address", ["http://[maker.example/", "http://maker..example/"])
def test_an_address_that_none_can_have_is_told(
    site: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("no_proxy", "*")
    code, out, errors = verify(site, address)
    assert (code, out) == (2, "")
    assert errors.startswith(f"inforce: {address}")


def test_an_address_may_have_letters_of_any_script() -> None:
    site = LiveSite("https://maker.example/насосы/a%20b")
    assert site.root == "https://maker.example/%D0%BD%D0%B0%D1%81%D0%BE%D1%81%D1%8B/a%20b/"
