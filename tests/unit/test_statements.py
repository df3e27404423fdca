import pytest

from inforce.domain.prose.statements import Statement, statements

TEXT = """\
# Pumps

First
line.

Fits:

- one
- two
  goes on

After.
| head |
| row |

## Withdrawn
Below.
"""


def test_units_and_the_words_they_stand_under() -> None:
    told = [(one.text.strip(), one.context.strip()) for one in statements(TEXT)]
    assert told == [
        ("First\nline.", "# Pumps"),
        ("Fits:", "# Pumps"),
        ("- one", "# Pumps\nFits:"),
        ("- two\n  goes on", "# Pumps\nFits:"),
        ("After.", "# Pumps\nFits:"),
        ("| head |", "# Pumps"),
        ("| row |", "# Pumps"),
        ("Below.", "## Withdrawn"),
    ]


def test_each_starts_where_it_stands() -> None:
    assert all(TEXT[one.start :].startswith(one.text) for one in statements(TEXT))
    assert list(statements("\n \n")) == []


def test_the_head_of_a_table_leads_to_its_rows() -> None:
    rows = list(statements("| Discontinued |\n|---|\n| HX 100 |\n"))
    assert [row.tells_an_end for row in rows] == [True, True, True]


def only(text: str) -> Statement:
    (found,) = statements(text)
    return found


@pytest.mark.parametrize(
    "text",
    [
        *("The HX 100 is discontinued.", "Withdrawn: HX 100", "HX 100 is no longer made."),
        *("The successor of HX 100.", "Replaces HX 100.", "HX 100 (Last orders until May)"),
        *("HX 100 снят с производства.", "HX 100 снята", "Замена для HX 100", "HX 100 отозван"),
        *("HX 110 вместо HX 100", "HX 100 больше не поставляется", "HX 100 не выпускается"),
    ],
)
def test_words_that_tell_an_end(text: str) -> None:
    assert only(text).tells_an_end


@pytest.mark.parametrize("text", ["The HX 100 is sold.", "HX 100 поставляется.", "Overdrawn"])
def test_words_that_do_not(text: str) -> None:
    assert not only(text).tells_an_end


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("[HX](products/hx-100/index.md)", True),
        ('[HX](../hx-100.md "Title")', True),
        ("<https://maker.example/products/hx-100/#top>", True),
        ("https://maker.example/products/hx-100", True),
        ("[HX](products/hx-1000/)", False),
        ("HX", False),
    ],
)
def test_links_to_a_page(text: str, *, links: bool) -> None:
    assert only(text).links_to(frozenset({"hx-100"})) is links


def test_targets_are_no_text() -> None:
    text = "[A](b\n) https://c.example/HX100 d"
    found = only(text)
    assert len(found.text) == len(text)
    assert "HX100" not in found.text
