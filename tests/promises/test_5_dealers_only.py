"""Promise 5: what is for dealers never reaches the public build, in any byte of any format."""

from pathlib import Path

from tests.promises.example_site import api, everything_in
from tests.promises.planted import CODE, MARK, NUMBER


def _found(folder: Path, *forms: str) -> list[tuple[str, str]]:
    return [
        (path, form)
        for path, text in everything_in(folder)
        for form in forms
        if form in text or form in path
    ]


def test_a_dealers_price_is_in_no_public_file(planted: Path, root: Path) -> None:
    names = [path.name for path in (root / "content/media/documents").glob("*price*")]
    assert names, "the example has price lists for dealers"
    forms = (MARK, "918,273.45", "918\N{NO-BREAK SPACE}273,45", "918273", "list_price")
    assert _found(planted / "public", *forms, *names) == []
    dealer = {form for _, form in _found(planted / "dealer", *forms)}
    assert {MARK, "918,273.45", "list_price"} <= dealer


def test_the_public_digest_says_nothing_of_a_dealers_price(planted: Path, example: Path) -> None:
    before, after = (api(folder, "products/hx-120") for folder in (example, planted / "public"))
    assert after["stamp"]["digest"] == before["stamp"]["digest"]
    assert (
        api(planted / "dealer", "products/hx-120")["stamp"]["digest"] != before["stamp"]["digest"]
    )


def test_what_became_confidential_is_told_of_no_old_revision(planted: Path) -> None:
    assert (planted / "public/products/hx-160/r/1/index.html").is_file()
    assert _found(planted / "public", CODE, NUMBER) == []
    assert {form for _, form in _found(planted / "dealer", CODE, NUMBER)} == {CODE, NUMBER}
