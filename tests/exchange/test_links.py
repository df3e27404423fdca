import pytest

from inforce.exchange.links import Link, links_in, without_bare_links

A = "https://a.example/x.pdf"


@pytest.mark.parametrize(
    ("text", "links"),
    [
        (f"[Data sheet]({A})", [("Data sheet", A)]),
        (f"(Data sheet)[{A}]", [("Data sheet", A)]),
        (f"See <{A}>.", [("x.pdf", A)]),
        (f"See {A}, please.", [("x.pdf", A)]),
        (f"(see {A})", [("x.pdf", A)]),
        ("http://a.example/", [("a.example", "http://a.example/")]),
        ("http://a.example/x%20y/", [("x y", "http://a.example/x%20y/")]),
        (f"[{A}]({A})", [("x.pdf", A)]),
        (f"[]({A})", [("x.pdf", A)]),
        (f"[One]({A}) and [two]({A})", [("One", A)]),
        ("[S](https://a.example/b_(c).pdf)", [("S", "https://a.example/b_(c).pdf")]),
        ('[S](https://a.example/b "B")', [("S", "https://a.example/b")]),
        ("See https://[host, please.", [("https://[host", "https://[host")]),
        ("[S](javascript:alert(1)) [T](/here)", []),
        ("nothing", []),
    ],
)
def test_links_are_found(text: str, links: list[tuple[str, str]]) -> None:
    assert links_in(text) == tuple(Link(title, address) for title, address in links)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"[Data sheet]({A})\r\n", ""),
        (f"- [Data sheet]({A})\n- {A}", ""),
        (
            f"A switch.\r\n\r\n[Data sheet]({A})\r\n\r\nMade in 2012. \r\n",
            "A switch.\n\nMade in 2012.",
        ),
        (f"Data sheet: [Link]({A})", f"Data sheet: [Link]({A})"),
        ("| a | b |\n| - | - |", "| a | b |\n| - | - |"),
    ],
)
def test_lines_of_nothing_but_links_go(text: str, left: str) -> None:
    assert without_bare_links(text) == left
