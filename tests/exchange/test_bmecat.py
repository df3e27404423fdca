"""An edition as a BMEcat 2005 catalogue, held against what the standard asks of what is written."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from xmlschema import XMLSchema

from inforce.domain.errors import InforceError
from inforce.exchange.bmecat_codes import language, media_type, version
from inforce.exchange.bmecat_writer import BmecatWriter
from tests.exchange.trade import ADDRESS, Trade

SPACE = "{http://www.bmecat.org/bmecat/2005fd}"


@cache
def schema() -> XMLSchema:
    return XMLSchema(Path(__file__).with_name("bmecat.xsd"))


def catalogue(trade: Trade, *extra: str, code: int = 0) -> ET.Element:
    octets = trade.export(*extra, form="bmecat", code=code).stdout_bytes
    root = ET.fromstring(octets)  # noqa: S314 - our own
    schema().validate(root)
    return root


def article(root: ET.Element, code: str) -> ET.Element:
    (found,) = (one for one in root.iter(f"{SPACE}PRODUCT") if said(one, "SUPPLIER_PID") == code)
    return found


def said(element: ET.Element, name: str) -> str:
    found = element.find(f".//{SPACE}{name}")
    assert found is not None
    return found.text or ""


def all_said(element: ET.Element, name: str) -> Iterator[str]:
    return (found.text or "" for found in element.iter(f"{SPACE}{name}"))


def feature(element: ET.Element, name: str) -> ET.Element:
    (found,) = (one for one in element.iter(f"{SPACE}FEATURE") if said(one, "FNAME") == name)
    return found


@pytest.mark.parametrize("locale", ["en", "ru"])
def test_it_keeps_to_the_standard(trade: Trade, locale: str) -> None:
    for audience in ("public", "dealer"):
        asked = ("--withdrawn", "--locale", locale, "--audience", audience)
        root = catalogue(trade, *asked, code=1)
        codes = list(all_said(root, "SUPPLIER_PID"))
        assert codes == ["L1", "-X1", "P0-OLD", "P1-230", "P1-400", "P2"]
        assert list(all_said(root, "PROD_ID")) == codes


def test_what_has_no_order_code_is_told(trade: Trade) -> None:
    result = trade.export(form="bmecat", code=1)
    assert result.stderr.splitlines() == [
        "warning: x-2 has no order code, without which BMEcat has no place for it; it is left out",
        f"standard output: 4 products, {len(result.stdout_bytes) / 1000:.0f} kB",
    ]


def test_its_head(trade: Trade) -> None:
    root = catalogue(trade, "l-1")
    head = root[0]
    assert said(head, "LANGUAGE") == "eng"
    assert (said(head, "CATALOG_ID"), said(head, "CATALOG_VERSION")) == ("public-en", "26.060")
    assert said(head, "GENERATION_DATE") == "2026-03-01"
    assert said(head, "SUPPLIER_NAME") == "Shop Ltd"
    assert list(all_said(root, "GROUP_NAME")) == ["Products", "Lamps"]


def test_figures_ranges_and_conditions(trade: Trade) -> None:
    root = catalogue(trade, "p-1", "p-2", "x-1")
    weight = feature(article(root, "P1-230"), "Weight")
    assert (said(weight, "FVALUE"), said(weight, "FUNIT")) == ("12", "KGM")
    assert said(weight, "FDESCR") == "dry"
    assert said(feature(article(root, "P1-400"), "Voltage"), "FVALUE") == "400"
    span = feature(article(root, "P2"), "Range")
    assert list(all_said(span, "FVALUE")) == ["-10", "40"]
    assert (said(span, "FUNIT"), said(span, "FVALUE_TYPE")) == ("CEL", "range")
    plug = article(root, "-X1")
    told = {name: said(feature(plug, name), "FVALUE") for name in ("Loss", "Sealed", "Body")}
    assert told == {"Loss": "-0.50", "Sealed": "true", "Body": "Cast iron"}
    assert said(plug, "REFERENCE_FEATURE_SYSTEM_NAME") == "ETIM-9.0"
    assert said(plug, "REFERENCE_FEATURE_GROUP_ID") == "EC000042"


def test_a_price_is_told_to_whom_may_see_it_and_made_up_for_nobody(tmp_path: Path) -> None:
    shop = Trade(tmp_path)
    shop.stock()
    policy = (shop.root / "site_config/policy.yaml").read_bytes()
    shop.file("site_config/policy.yaml", policy + b"quotation: {price: price}\n")
    public = article(catalogue(shop, "p-1"), "P1-230")
    assert public.find(f".//{SPACE}PRICE_AMOUNT") is None
    (price,) = public.iter(f"{SPACE}PRODUCT_PRICE")
    assert price.attrib == {"price_type": "on_request"}
    dealer = article(catalogue(shop, "p-1", "--audience", "dealer"), "P1-230")
    (price,) = dealer.iter(f"{SPACE}PRODUCT_PRICE")
    assert price.attrib == {"price_type": "udp_price"}
    assert (said(price, "PRICE_AMOUNT"), said(price, "PRICE_CURRENCY")) == ("987", "EUR")
    assert "Price" not in set(all_said(dealer, "FNAME"))
    family = (shop.root / "schemas/families/device.yaml").read_bytes()
    shop.file("schemas/families/device.yaml", family.replace(b"EUR", b"RUB"))
    unknown = article(catalogue(shop, "p-1", "--audience", "dealer"), "P1-230")
    assert unknown.find(f".//{SPACE}PRICE_AMOUNT") is None


def test_media_have_the_addresses_of_the_website(trade: Trade) -> None:
    plug = article(catalogue(trade, "x-1"), "-X1")
    sources = list(all_said(plug, "MIME_SOURCE"))
    assert len(sources) == 3
    assert all(source.startswith(f"{ADDRESS}media/") for source in sources[:2])
    assert sources[2] == "https://norm.example/1"
    assert list(all_said(plug, "MIME_TYPE")) == ["application/pdf", "url"]
    assert list(all_said(plug, "MIME_PURPOSE")) == ["normal", "data_sheet", "others"]
    closed = article(catalogue(trade, "x-1", "--audience", "dealer"), "-X1")
    assert list(all_said(closed, "MIME_SOURCE")) == ["https://norm.example/1"]


def test_references_lead_to_order_codes(trade: Trade) -> None:
    root = catalogue(trade, "p-2", "x-1")

    def references(code: str) -> list[tuple[str | None, str | None, str]]:
        found = article(root, code).iter(f"{SPACE}PRODUCT_REFERENCE")
        return [(one.get("type"), one.get("quantity"), said(one, "PROD_ID_TO")) for one in found]

    assert references("-X1") == [("sparepart", "2", "P2")]
    assert references("P2") == [
        ("accessories", None, "L1"),
        ("followup", None, "P1-230"),
        ("followup", None, "P1-400"),
    ]


def test_texts_are_cut_to_what_the_standard_holds(tmp_path: Path) -> None:
    shop = Trade(tmp_path)
    shop.stock()
    note = "A note of more than sixty characters, which tells how to keep the plug dry."
    shop.product("x-9", "plug", name="N" * 151, order_code="X9", specs={"note": note})
    shop.product("x-8", "plug", order_code="X8", specs={"note": "Bell & <b>"})
    root = catalogue(shop, "x-8", "x-9")
    cut = feature(article(root, "X9"), "Note")
    assert said(cut, "FVALUE") == "A note of more than sixty characters, which tells how to ke…"
    assert said(cut, "FVALUE_DETAILS") == note
    assert said(article(root, "X9"), "DESCRIPTION_SHORT") == "N" * 149 + "…"
    assert said(feature(article(root, "X8"), "Note"), "FVALUE") == "Bell & <b>"


def test_a_range_with_an_open_end_is_told_in_words(tmp_path: Path) -> None:
    shop = Trade(tmp_path)
    shop.stock()
    shop.product("p-9", order_code="P9", specs={"range": {"min": -5}})
    span = feature(article(catalogue(shop, "p-9"), "P9"), "Range")
    assert list(all_said(span, "FVALUE")) == ["≥ −5"]


def test_what_has_no_place_is_told(tmp_path: Path) -> None:
    shop = Trade(tmp_path)
    shop.stock()
    long = "C" * 33
    shop.product("p-9", order_code=long)
    told = f"inforce: BMEcat has no order codes of more than 32 characters: {long}\n"
    assert shop.export("p-9", form="bmecat", code=2).stderr == told
    (shop.root / "site_config/brand.yaml").unlink()
    assert shop.export("p-2", form="bmecat", code=2).stderr == (
        "inforce: BMEcat wants the name of the supplier: site_config/brand.yaml: name\n"
    )


def test_codes() -> None:
    assert (language("ru-KZ"), language("pt_BR")) == ("rus", "por")
    with pytest.raises(InforceError, match="none is known for 'tlh'"):
        language("tlh")
    assert version(date(2026, 12, 31)) == "26.365"
    assert version(date(2027, 1, 1)) == "27.001"
    assert (media_type("a/b.JPG"), media_type("a/b.svg"), media_type("b")) == ("image/jpeg", "", "")


def test_an_element_without_text_is_not_written() -> None:
    writer = BmecatWriter()
    with writer.inside("A"):
        writer.text("B", " \n")
        writer.text("C", 'x\x07& "y"', {"k": "<"})
        writer.empty("D", {"k": "v"})
    body = writer.octets().decode().partition("\n")[2]
    assert body == '<A>\n<C k="&lt;">x &amp; "y"</C>\n<D k="v"/>\n</A>\n'
