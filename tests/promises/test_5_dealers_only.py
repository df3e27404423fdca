"""Promise 5: what is for dealers never reaches the public build, in any byte of any format."""

from tests.promises.example_site import Site, everything_in

HX = "content/products/pumps/hx-120.yaml"
PRICE = "list_price: 1184.00"
MARK = "918273.45"


def test_a_dealers_price_is_in_no_public_file(site: Site) -> None:
    site.edit(HX, PRICE, f"list_price: {MARK}")
    names = [path.name for path in (site.folder / "content/media/documents").glob("*price*")]
    assert names, "the example has price lists for dealers"
    site.run("approve", "hx-120", "--by", "johanna.reiter", "-m", "Data corrected")
    site.run("build", "--out", "build", "--audience", "public", "--audience", "dealer")

    forms = (MARK, "918,273.45", "918\N{NO-BREAK SPACE}273,45", "918273", "list_price")
    public = [
        (path, form)
        for path, text in everything_in(site.folder / "build" / "public")
        for form in (*forms, *names)
        if form in text or form in path
    ]
    assert public == []
    dealer = {
        form
        for path, text in everything_in(site.folder / "build" / "dealer")
        for form in forms
        if form in text
    }
    assert {MARK, "918,273.45", "list_price"} <= dealer


def test_the_public_digest_says_nothing_of_a_dealers_price(site: Site) -> None:
    public = site.build("--no-pdf")
    stamp = '"digest"'
    before = (public / "api/v1/products/hx-120.json").read_text(encoding="utf-8")
    site.edit(HX, PRICE, f"list_price: {MARK}")
    site.run("approve", "hx-120", "--by", "johanna.reiter", "-m", "Data corrected")
    public = site.build("--no-pdf")
    after = (public / "api/v1/products/hx-120.json").read_text(encoding="utf-8")

    def digest(text: str) -> str:
        return text[text.index(stamp) :].split('"')[3]

    assert digest(after) == digest(before)


def test_what_became_confidential_is_told_of_no_old_revision(site: Site) -> None:
    code, number = "HX120-SF-400", "9520417000031"
    before = f'- {{order_code: {code}, gtin: "{number}", '
    site.edit(HX, before, f"{before}audience: dealer, ")
    site.run("approve", "hx-120", "--by", "johanna.reiter", "-m", "One variant for dealers alone")
    public = site.build("--no-pdf")
    assert (public / "products/hx-120/r/1/index.html").is_file()
    found = [
        (path, form)
        for path, text in everything_in(public)
        for form in (code, number)
        if form in text or form in path
    ]
    assert found == []
