import pytest

from inforce.domain.prose.markdown import anchors, has_anchor, links


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("No link.", []),
        ("[a](b.md#c)", [("b.md#c", 1)]),
        ("One.\n\n![p](p.png)\n", [("p.png", 3)]),
        ("[a][b] and [nothing]()\n\n[b]: ../c/ 'C'\n", [("../c/", 1)]),
        ("`[a](b)`\n\n    [c](d)\n", []),
        ("| a |\n|---|\n| [b](ссылка.md) |\n", [("ссылка.md", 3)]),
    ],
)
def test_links_with_their_lines(text: str, found: list[tuple[str, int]]) -> None:
    assert list(links(text)) == found


def test_anchors_of_headings_and_of_whatever_carries_one() -> None:
    text = (
        "# Terms & `prices`!\n\n## Prices\n\n## Prices\n\nСроки\n-----\n\n## Pay {#pay}\n\n"
        'Text {: .note #noted }\n\n<a name="html"></a>\n\n### Cafés\n\n    # no heading\n'
    )
    found = anchors(text)
    given = {"terms-prices", "prices", "prices_1", "сроки", "pay", "noted", "html", "cafes"}
    assert given <= found
    assert "cafés" in found
    assert "no-heading" not in found
    assert has_anchor(found, "_1")
    assert not has_anchor(found, "price")
