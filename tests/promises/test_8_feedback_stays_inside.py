"""Promise 8: what customers tell us reaches no output of any audience, in any byte."""

from pathlib import Path

from msgspec.structs import fields

from inforce.domain.site.feedback import Feedback, Sender
from tests.promises.example_site import everything_in
from tests.promises.planted import COMMON, CONTROL, DATES, SENDER, TEXTS


def test_no_field_of_an_entry_is_in_any_output(planted: Path) -> None:
    fed = {field.name for field in fields(Feedback)} - COMMON - {"sender", "answered_by"}
    assert fed == DATES.keys() | TEXTS.keys(), "a new field needs its mark"
    assert {field.name for field in fields(Sender)} == SENDER.keys(), "a new field needs its mark"

    marks = (*DATES.values(), *TEXTS.values(), *SENDER.values(), "Quastenflosser", "5557788")
    found: list[tuple[str, str]] = []
    audiences, controls = set(), set()
    for path, text in everything_in(planted):
        audience = path.partition("/")[0]
        audiences.add(audience)
        found.extend((path, mark) for mark in marks if mark in text or mark in path)
        if CONTROL in text:
            controls.add(audience)
    assert found == []
    assert audiences == controls == {"public", "dealer", "internal"}
