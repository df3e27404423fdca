"""Promise 8: what customers tell us reaches no output of any audience, in any byte."""

from datetime import date

from msgspec.structs import fields

from inforce.domain.feedback import Feedback, Sender
from tests.promises.example_site import Site, everything_in

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


def test_no_field_of_an_entry_is_in_any_output(site: Site) -> None:
    planted = {field.name for field in fields(Feedback)} - COMMON - {"sender", "answered_by"}
    assert planted == DATES.keys() | TEXTS.keys(), "a new field needs its mark"
    assert {field.name for field in fields(Sender)} == SENDER.keys(), "a new field needs its mark"
    _plant(site)
    site.run("build", "--out", "build")

    marks = (*DATES.values(), *TEXTS.values(), *SENDER.values(), "Quastenflosser", "5557788")
    found: list[tuple[str, str]] = []
    audiences, controls = set(), set()
    for path, text in everything_in(site.folder / "build"):
        audience = path.partition("/")[0]
        audiences.add(audience)
        found.extend((path, mark) for mark in marks if mark in text or mark in path)
        if CONTROL in text:
            controls.add(audience)
    assert found == []
    assert audiences == controls == {"public", "dealer", "internal"}


def _plant(site: Site) -> None:
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
