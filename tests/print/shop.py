"""A small site of two families to print from, in two languages and for two audiences."""

from __future__ import annotations

import struct
import zlib
from datetime import date
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader

from inforce.domain.editions.decide import decide
from inforce.domain.editions.edition import Edition
from inforce.domain.paper import Stock
from inforce.domain.yaml_text import Plain, to_yaml
from inforce.pipeline.press.print import Printer, PrintResult
from inforce.readers.corpus_reader import read_corpus
from inforce.readers.wording import CldrWording, wording
from inforce.renderers.typst.catalogue import Selection

TODAY = date(2026, 3, 1)
WORDS = {locale: wording(locale) for locale in ("en", "ru")}
ORIGIN = "https://shop.example/"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><path d="M0 0h4v3z"/></svg>'

_RICH = """
A [link](https://example.com/), [another](../p-1/), `code`,\\
*emphasis* and **strength**.

1. first
2. second
   - inner

| Head | Tail |
|---|---|
| left cell | right cell |

| Alone |
|---|
"""
_SETTINGS = {
    "mkdocs.yml": "site_name: Shop\ndocs_dir: content\n",
    "content/pages/.keep": "",
    "site_config/policy.yaml": """
approval: "off"
locales: [en, ru]
audiences: {public: {}, dealer: {includes: [public]}}
""",
    "site_config/brand.yaml": """
name: {en: Shop, ru: Лавка}
legal_name: Shop Ltd
colours: {primary: "#0f4c5c", accent: "#d9822b", ink: "#22313f", paper: "#ffffff"}
""",
    "schemas/families/device.yaml": """
id: device
abstract: true
name: {en: Devices, ru: Устройства}
groups: [{id: size, label: {en: Size, ru: Размеры}}]
attributes:
  weight:
    label: {en: Weight, ru: Масса}
    type: number
    unit: kg
    group: size
    key: true
    comparable: true
  range: {label: {en: Range, ru: Диапазон}, type: range, unit: Cel, comparable: true}
  voltage: {label: {en: Voltage, ru: Напряжение}, type: integer, unit: V, level: variant}
  price:
    label: {en: Price, ru: Цена}
    type: number
    unit: EUR
    level: variant
    audience: dealer
""",
    "schemas/families/pump.yaml": """
id: pump
parent: device
name: {en: Pumps, ru: Насосы}
summary: {en: They move water., ru: Они качают воду.}
""",
    "schemas/families/lamp.yaml": """
id: lamp
parent: device
name: {en: Lamps, ru: Лампы}
""",
}


class Shop:
    """A site in ``root``; what is added to it is printed by ``printed``."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for path, text in _SETTINGS.items():
            self.file(path, text.encode())

    def file(self, path: str, octets: bytes) -> None:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(octets)

    def product(self, key: str, family: str = "pump", **fields: Plain) -> None:
        data: dict[str, Plain] = {"id": key, "name": key.upper(), "family": family, **fields}
        self.file(f"content/products/{key}.yaml", to_yaml(data).encode())

    def stock(self) -> None:
        """Fill it with a product of every kind that a catalogue treats in its own way."""
        self.product(
            "p-1",
            name={"en": "Pump One", "ru": "Насос Один"},
            summary={"en": "The first pump.", "ru": "Первый насос."},
            description={"en": "Good **and** cheap.\n\n- one\n- two", "ru": "Хороший."},
            warnings=[
                {"level": "caution", "text": {"en": "It gets hot.", "ru": "Нагревается."}},
                {"level": "danger", "text": {"en": "It kills.", "ru": "Смертельно опасно."}},
            ],
            specs={"weight": {"value": 12, "condition": {"en": "dry", "ru": "без воды"}}},
            variants={
                "by": ["voltage"],
                "items": [
                    {"order_code": "P1-230", "specs": {"voltage": 230, "price": 987}},
                    {"order_code": "P1-400", "specs": {"voltage": 400, "price": 654}},
                ],
            },
            certificates=[{"id": "EAC-1", "body": "Body", "valid_to": "2027-05-31"}],
        )
        self.product(
            "p-2",
            order_code="P2",
            gtin="4006381333931",
            brand="Other",
            description=_RICH,
            specs={"weight": 3, "range": {"min": -10, "max": 40}},
            relations=[{"type": "accessory", "product": "l-1"}],
            lifecycle={
                "announced_on": "2026-02-01",
                "last_order": "2026-12-31",
                "notice": "PDN-7",
                "reason": {"en": "Low demand.", "ru": "Малый спрос."},
                "replaced_by": [{"product": "p-1", "fit": "functional"}],
            },
        )
        self.product(
            "p-0",
            name={"en": "Old Pump", "ru": "Старый насос"},
            summary={"en": "Never printed.", "ru": "Не печатается."},
            order_code="P0-OLD",
            warnings=[{"text": {"en": "Old and sharp.", "ru": "Острые края."}}],
            lifecycle={
                "announced_on": "2020-01-01",
                "last_order": "2021-01-31",
                "support_until": "2031-01-31",
                "notice": "PDN-1",
                "reason": {"en": "Tools worn out.", "ru": "Износ оснастки."},
                "replaced_by": [{"product": "p-1", "fit": "form-fit-function"}],
            },
        )
        self.product("l-1", "lamp", order_code="L1", specs={"weight": 1})

    def edition(self, audience: str = "public", today: date = TODAY) -> Edition:
        return decide(read_corpus(self.root), today, audience)

    def printed(
        self, locale: str = "en", audience: str = "public", families: tuple[str, ...] = ()
    ) -> PrintResult:
        edition = self.edition(audience)
        return print_catalogue(edition, wording(locale), Selection(families), self.root)

    def brochure(self, key: str, locale: str = "en", audience: str = "public") -> PrintResult:
        edition = self.edition(audience)
        with Printer(edition, WORDS, self.root, ORIGIN if edition.public else "") as printer:
            return printer.brochure(locale, key)


def print_catalogue(
    edition: Edition,
    words: CldrWording,
    selection: Selection,
    root: Path,
    *,
    origin: str = "",
    stock: Stock | None = None,
) -> PrintResult:
    """Return the catalogue of ``selection`` from the site at ``root``."""
    told = {words.locale: words}
    with Printer(edition, told, root, origin, {words.locale: stock or Stock()}) as printer:
        return printer.catalogue(words.locale, selection)


def pages(result: PrintResult) -> list[str]:
    """Return the text of each page, with every run of spaces as one."""
    reader = PdfReader(BytesIO(result.pdf))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def text(result: PrintResult) -> str:
    """Return the text of all pages."""
    return "\n".join(pages(result))


def png(width: int, height: int) -> bytes:
    """Return a white PNG of that size, whose pixels may be fewer than it claims."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0\xff" * 4)
    chunks = ((b"IHDR", header), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, body) for kind, body in chunks)


def _chunk(kind: bytes, body: bytes) -> bytes:
    crc = struct.pack(">I", zlib.crc32(kind + body))
    return struct.pack(">I", len(body)) + kind + body + crc
