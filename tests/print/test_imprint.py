"""Every PDF carries what it takes to hold it against the registers."""

import json
from importlib.metadata import version
from io import BytesIO
from typing import Any

from pypdf import PdfReader

from inforce.domain.editions.imprint import imprints
from inforce.pipeline.press.print import PrintResult
from tests.print.shop import Shop


def imprint(result: PrintResult) -> dict[str, Any]:
    ((octets,),) = PdfReader(BytesIO(result.pdf)).attachments.values()
    told: dict[str, Any] = json.loads(octets)
    return told


def test_it_says_what_is_shown(stocked: Shop, english: PrintResult) -> None:
    told = imprint(english)
    edition = stocked.edition("public")
    assert told["kind"] == "catalogue"
    assert (told["audience"], told["locale"], told["site"]) == ("public", "en", "Shop")
    assert told["as_of"] == edition.as_of.isoformat()
    assert told["edition"] == edition.digest
    assert told["program"] == f"inforce {version('inforce')}, typst {version('typst')}"
    assert {key: item["digest"] for key, item in told["items"].items()} == {
        key: item.digest for key, item in imprints(edition).items()
    }


def test_it_changes_with_all_that_is_set_and_only_then(
    stocked: Shop, english: PrintResult, shop: Shop
) -> None:
    again = stocked.printed()
    assert again.pdf == english.pdf
    shop.stock()
    assert imprint(shop.printed())["source"] == imprint(english)["source"]
    shop.file("site_config/typst/extra.typ", b"// a comment\n")
    assert imprint(shop.printed())["source"] != imprint(english)["source"]


def test_a_site_font_counts(shop: Shop) -> None:
    shop.stock()
    before = imprint(shop.printed())["source"]
    shop.file("site_config/fonts/note.txt", b"not even a font")
    assert imprint(shop.printed())["source"] != before


def test_a_sites_own_main_template_carries_it_too(shop: Shop) -> None:
    shop.stock()
    own = '#set document(title: "Own")\n#set text(lang: "en")\n= Own'
    shop.file("site_config/typst/catalogue.typ", own.encode())
    assert "p-1" in imprint(shop.printed())["items"]


def test_a_picture_that_is_left_out_changes_nothing_from_run_to_run(shop: Shop) -> None:
    shop.stock()
    shop.file("content/media/bad.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><path d='M'")
    shop.product("p-9", images=[{"file": "media/bad.svg", "alt": "Bad"}])
    first = shop.printed()
    assert first.problems
    assert imprint(first)["source"] == imprint(shop.printed())["source"]
