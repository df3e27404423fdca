"""``inforce export`` as people and scripts call it."""

import os
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from zipfile import ZipFile

import pytest
from click.testing import CliRunner

from inforce.cli import export as export_command
from inforce.cli.main import main
from inforce.exchange.exporting import Format
from tests.exchange.trade import Trade
from tests.sites import DAY, approved, edit, write_site

FORMS = [form.value for form in Format]
# Exports are led to the website by MkDocs' settings, which must be sound.
HOSTED = {"mkdocs.yml": "site_name: Test\ndocs_dir: content/pages\n"}
PRICE = "918273.45"
DEALERS = """\
id: pump
name: {en: Pumps, ru: Насосы}
attributes:
  flow: {label: Flow, type: number, unit: m3/h, required: true}
  voltage: {label: Voltage, type: integer, unit: V, level: variant}
  list_price: {label: Netzpreis, type: number, unit: EUR, audience: dealer}
"""


def exported(site: Path, form: str, *extra: str) -> str:
    """Return an export as text; of a workbook, its parts."""
    call = ["export", "--format", form, "--site", str(site), "--as-of", str(DAY), *extra]
    done = CliRunner().invoke(main, call)
    assert done.exit_code == 0, done.output
    return text_of(done.stdout_bytes)


def text_of(octets: bytes) -> str:
    if not octets.startswith(b"PK"):
        return octets.decode()

    with ZipFile(BytesIO(octets)) as book:
        return "".join(book.read(name).decode() for name in book.namelist())


@pytest.mark.parametrize("form", FORMS)
def test_only_what_is_approved_goes_out(tmp_path: Path, form: str) -> None:
    site = write_site(tmp_path, HOSTED)
    approved(site)
    edit(site, "content/products/hx-100.yaml", "flow: 12.50", "flow: 77.77")
    edit(site, "content/products/hx-100.yaml", "summary: A pump.", "summary: Unapproved.")
    new = (site / "content/products/hx-100.yaml").read_text(encoding="utf-8")
    (site / "content/products/hx-200.yaml").write_text(
        new.replace("hx-100\n", "hx-200\n").replace("HX100", "HX200"), encoding="utf-8"
    )
    text = exported(site, form)
    assert "12.5" in text
    assert "A pump." in text
    assert [word for word in ("77.77", "Unapproved.", "hx-200", "HX200") if word in text] == []


@pytest.mark.parametrize("form", FORMS)
def test_what_is_for_dealers_is_in_no_public_export(tmp_path: Path, form: str) -> None:
    site = write_site(tmp_path, {**HOSTED, "schemas/families/pump.yaml": DEALERS})
    edit(site, "content/products/hx-100.yaml", "flow: 12.50", f"flow: 12.50\n  list_price: {PRICE}")
    edit(
        site,
        "content/products/hx-100.yaml",
        "items: [",
        "items: [{order_code: HX100-DEALER, audience: dealer, specs: {voltage: 400}}, ",
    )
    policy = site / "site_config/policy.yaml"
    told = "quotation: {price: list_price}\n"
    policy.write_text(policy.read_text(encoding="utf-8") + told, encoding="utf-8")
    approved(site)
    secrets = (PRICE, "list_price", "Netzpreis", "HX100-DEALER")
    public = exported(site, form)
    assert "HX100-230" in public
    assert [word for word in secrets if word in public] == []
    dealer = exported(site, form, "--audience", "dealer")
    assert PRICE in dealer
    assert "HX100-DEALER" in dealer


@pytest.mark.parametrize("form", FORMS)
def test_the_date_is_an_argument(tmp_path: Path, form: str) -> None:
    site = write_site(tmp_path, HOSTED)
    approved(site)
    before = exported(site, form)
    edit(site, "content/products/hx-100.yaml", "flow: 12.50", "flow: 913.00")
    later = DAY.replace(year=DAY.year + 1)
    approved(site, day=later)
    assert exported(site, form) == before
    assert "913" in exported(site, form, "--as-of", str(later))


@pytest.mark.parametrize(
    ("form", "extra", "said"),
    [
        ("csv", ["--family", "lmap"], "no family 'lmap' in this edition; did you mean lamp?"),
        ("csv", ["--brand", "Othr"], "no product of the brand 'Othr' in this edition; did you"),
        ("csv", ["p1"], "no product 'p1' for the audience 'public' on 2026-03-01; did you mean"),
        ("csv", ["--locale", "de"], "unknown locale 'de'; this site has: en, ru"),
        ("csv", ["--audience", "dealers"], "unknown audience 'dealers'; did you mean dealer?"),
        ("jsonld", ["--rows", "code"], "--rows goes with --format csv and xlsx"),
        ("xlsx", ["--mapping", "m.yaml"], "--mapping goes with --format csv"),
        ("csv", ["-o", "none/x.csv"], "the folder of none/x.csv does not exist"),
        ("csv", ["--mapping", "none/m.yaml"], "the folder of none/m.yaml does not exist"),
        ("csv", ["--rows", "code", "--mapping", "m.yaml"], "import reads a row as a product: "),
    ],
)
def test_a_wrong_word_is_one_line(trade: Trade, form: str, extra: list[str], said: str) -> None:
    result = trade.export(*extra, form=form, code=2)
    assert result.stdout == ""
    assert result.stderr.startswith(f"inforce: {said}")
    assert result.stderr.count("\n") == 1


def test_families_brands_and_products_are_chosen(trade: Trade) -> None:
    assert [row["id"] for row in trade.table("--family", "lamp", "x-2")[1:]] == ["l-1", "x-2"]
    assert [row["id"] for row in trade.table("--brand", "Other")[1:]] == ["p-2"]


def test_what_was_written_is_told(trade: Trade, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    told = trade.export("-o", file, "x-1").stderr
    size = f"{file.stat().st_size / 1000:.0f} kB"
    assert told == f"{file}: 1 product, {size}\n"
    assert trade.export("x-1").stderr == f"standard output: 1 product, {size}\n"


def test_a_file_is_replaced_whole_or_not_at_all(
    trade: Trade, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"before")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    result = trade.export("-o", file, code=2)
    assert result.stderr == f"inforce: {file}: No space left on device\n"
    assert file.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [file]


def test_nothing_to_export_is_said(tmp_path: Path) -> None:
    shop = Trade(tmp_path)
    assert shop.export(code=2).stderr.startswith("inforce: nothing to export: no product is in ")
    life = {"announced_on": "2020-01-01", "last_order": "2021-01-31", "notice": "N-1"}
    heir = {"no_replacement": "None", "reason": "Old"}
    shop.product("l-9", "lamp", lifecycle={**life, **heir})
    assert shop.export(code=2).stderr == (
        "inforce: nothing to export: all of it can no longer be had; --withdrawn exports that too\n"
    )


def test_a_terminal_gets_no_workbook(trade: Trade, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal:
        stdout = SimpleNamespace(isatty=lambda: True)

    monkeypatch.setattr(export_command, "sys", Terminal)
    result = trade.export(form="xlsx", code=2)
    assert result.stderr == "inforce: a workbook is nothing for a terminal: name a file with -o\n"


def test_the_check_stops_an_export(tmp_path: Path) -> None:
    site = write_site(tmp_path, HOSTED)
    approved(site)
    record = site / "content/issued/hx-100/1.yaml"
    record.write_text(record.read_text(encoding="utf-8").replace("12.50", "13.50"), "utf-8")
    call = ["export", "--format", "csv", "--site", str(site), "--as-of", str(DAY)]
    done = CliRunner().invoke(main, [*call, "-o", str(tmp_path / "a.csv")])
    assert done.exit_code == 1
    assert "APR002" in done.stdout
    assert not (tmp_path / "a.csv").exists()
