"""What is planted in the example that no customer, or not every customer, may read."""

from datetime import date

from tests.promises.example_site import Site

# For dealers: the price of one pump, and what was a variant for all until now.
PRICE, MARK = "list_price: 1184.00", "918273.45"
CODE, NUMBER = "HX160-SF-400", "9520417000253"

# For nobody: each field of what a customer told.
PATH = "content/feedback/FB-1999-777.yaml"
CONTROL = "Kestrelbank"
# These say nothing of a person, and stand elsewhere too.
COMMON = {"path", "kind", "subject", "item", "revision", "channel", "outcome", "corrected_in"}
DATES = {"received": "1999-02-03", "due": "1999-02-17", "answered": "1999-02-11"} | {
    "closed": "1999-02-23"
}
TEXTS = {"id": "FB-1999-777", "text": "Quellmarder", "answer": "Zwirnlerche"}
SENDER = {
    "name": "Ottilie Quastenflosser",
    "company": "Blauregen Wasserwerke",
    "customer_number": "K-778899-Q",
    "email": "ottilie@blauregen.example",
    "phone": "+43 1 5557788",
    "address": "Eulengasse 77, Traunfels",
    "reference": "Vormerk 31415",
}


def plant(site: Site) -> None:
    """Plant it all, approved where that is asked for."""
    site.edit("content/products/pumps/hx-120.yaml", PRICE, f"list_price: {MARK}")
    variant = f'- {{order_code: {CODE}, gtin: "{NUMBER}", '
    site.edit("content/products/pumps/hx-160.yaml", variant, f"{variant}audience: dealer, ")
    site.run("approve", "hx-120", "hx-160", "--by", "johanna.reiter", "-m", "Data corrected")
    _plant_feedback(site)


def _plant_feedback(site: Site) -> None:
    entry = {"kind": "correction", "item": "hx-120", "subject": "accuracy", "outcome": "explained"}
    entry |= {"answered_by": "elena.sorokina", **DATES, **TEXTS}
    lines = [f"{key}: {value}" for key, value in entry.items()]
    sender = [f'  {key}: "{value}"' for key, value in SENDER.items()]
    file = site.folder / PATH
    file.parent.mkdir(exist_ok=True)
    file.write_text("\n".join([*lines, "sender:", *sender, ""]), encoding="utf-8")
    for index in ("index.md", "index.ru.md"):
        page = site.folder / "content/pages" / index
        page.write_text(f"{page.read_text(encoding='utf-8')}\n{CONTROL}\n", encoding="utf-8")
    assert date.fromisoformat(DATES["received"]).year < 2000, "before anything of the example"
    assert "content/feedback" not in site.run("check")
