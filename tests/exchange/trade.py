"""A shop whose products go to other systems, and the export as people and scripts call it."""

import csv
import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from inforce.cli.main import main
from inforce.domain.yaml_text import Plain
from inforce.exchange.importing import plan_import, write
from inforce.exchange.summary import lines
from tests.print.shop import SVG, Shop

DAY = "2026-03-01"
ADDRESS = "https://shop.example/"
_MKDOCS = f"site_name: Shop\nsite_url: {ADDRESS}\ndocs_dir: content\n"
_PLUG = """
id: plug
name: {en: "Plugs: 2/3 [old]", ru: Вилки}
attributes:
  weight: {label: {en: Weight, ru: Масса}, type: number, unit: g}
  loss: {label: {en: Loss, ru: Потери}, type: number, unit: dB}
  sealed: {label: {en: Sealed, ru: Герметично}, type: boolean}
  body:
    label: {en: Body, ru: Корпус}
    type: choice
    choices: {iron: {en: Cast iron, ru: Чугун}, steel: {en: Steel, ru: Сталь}}
  note: {label: {en: Note, ru: Примечание}, type: text}
"""


_PRICES: Plain = {
    "kind": "price-list",
    "title": "Prices",
    "file": "media/x.pdf",
    "audience": "dealer",
}


class Trade(Shop):
    """The shop of the prints, with an address, and with what makes exports go wrong."""

    def stock(self) -> None:
        """Fill it with products of three families, of which one weighs in grams."""
        super().stock()
        self.file("mkdocs.yml", _MKDOCS.encode())
        self.file("schemas/families/plug.yaml", _PLUG.encode())
        self.file("content/media/x.svg", SVG)
        self.file("content/media/x.pdf", b"%PDF-1.4 x")
        self.product(
            "x-1",
            "plug",
            name='=HYPERLINK("https://evil.example/")',
            order_code="-X1",
            summary={"en": "+1, with a comma; and a “quote”", "ru": "Вилка"},
            description="'=already quoted\n\nSecond line",
            specs={
                "weight": 250,
                "loss": Decimal("-0.50"),
                "sealed": True,
                "body": "iron",
                "note": {"en": "Dry", "ru": "Сухо"},
            },
            images=[{"file": "media/x.svg", "alt": "A plug"}],
            documents=[
                {"kind": "datasheet", "title": "Sheet", "file": "media/x.pdf"},
                {"kind": "other", "title": "Elsewhere", "url": "https://norm.example/1"},
                _PRICES,
            ],
            relations=[{"type": "sparepart", "product": "p-2", "quantity": 2}],
            classification=[{"system": "ETIM", "version": "9.0", "code": "EC000042"}],
        )
        self.product("x-2", "plug", name="X 2", specs={"sealed": False})

    def export(self, *extra: str | Path, form: str = "csv", code: int = 0) -> Result:
        """Call ``inforce export``."""
        site = ["export", "--format", form, "--site", str(self.root), "--as-of", DAY]
        result = CliRunner().invoke(main, [*site, *map(str, extra)])
        assert result.exit_code == code, result.output
        return result

    def table(self, *extra: str | Path) -> list[dict[str, str]]:
        """Return the rows of an export to CSV by the heads of columns; the units come first."""
        return list(csv.DictReader(io.StringIO(self.export(*extra).stdout, newline="")))

    def row(self, key: str, *extra: str | Path) -> dict[str, str]:
        """Return the row of a product in an export to CSV."""
        (found,) = (row for row in self.table(*extra) if row["id"] == key)
        return found

    def graph(self, *extra: str | Path) -> list[dict[str, Any]]:
        """Return the nodes of an export to JSON-LD."""
        document = json.loads(self.export(*extra, form="jsonld").stdout_bytes)
        assert document["@context"] == "https://schema.org"
        nodes: list[dict[str, Any]] = document["@graph"]
        return nodes

    def take(self, table: Path, mapping: Path) -> list[str]:
        """Import ``table``; return what was not taken of it."""
        plan = plan_import(self.root, table, mapping, "content/products")
        write(plan, self.root)
        assert plan.report.imported == plan.report.records > 0
        return [] if plan.report.taken else list(lines(plan.report))
