import pytest

from inforce.domain.prose.richtext import (
    Anchor,
    Break,
    Inline,
    Listing,
    Outside,
    Paragraph,
    RichText,
    Run,
    Span,
    Table,
    parse,
    strays,
)


def _paragraph(*parts: Inline) -> tuple[Paragraph, ...]:
    return (Paragraph(parts),)


A, B, C = (_paragraph(Run(letter)) for letter in "abc")


@pytest.mark.parametrize(
    ("source", "blocks"),
    [
        ("", ()),
        (" \n", ()),
        ("Plain words, with a comma.", _paragraph(Run("Plain words, with a comma."))),
        (
            "*a* **b** `c`",
            _paragraph(
                Span("emphasis", (Run("a"),)),
                Run(" "),
                Span("strong", (Run("b"),)),
                Run(" "),
                Span("code", (Run("c"),)),
            ),
        ),
        ("a\nb  \nc!", _paragraph(Run("a"), Run(" "), Run("b"), Break(), Run("c!"))),
        ("- a\n- b", (Listing(ordered=False, items=(A, B)),)),
        ("1. a", (Listing(ordered=True, items=(A,)),)),
        ("1. a\n   - b\n2. c", None),
        ("| a | b |\n|---|---|\n| c | |", None),
        ("| a |\n|---|", (Table(((Run("a"),),), ()),)),
        ("[a](https://a.example)", _paragraph(Anchor("https://a.example", (Run("a"),)))),
        ("[a](MAILTO:a@b.example)", _paragraph(Anchor("MAILTO:a@b.example", (Run("a"),)))),
        ("[a](products/b)", _paragraph(Anchor("products/b", (Run("a"),)))),
    ],
)
def test_blocks_of_the_subset(source: str, blocks: tuple[object, ...] | None) -> None:
    expected = _NESTED.get(source) if blocks is None else blocks
    assert parse(source) == (expected, ())
    assert strays(source) == ()


_NESTED = {
    "1. a\n   - b\n2. c": (
        Listing(ordered=True, items=((*A, Listing(ordered=False, items=(B,))), C)),
    ),
    "| a | b |\n|---|---|\n| c | |": (Table(((Run("a"),), (Run("b"),)), (((Run("c"),), ()),)),),
}


@pytest.mark.parametrize(
    ("source", "what", "line"),
    [
        ("a\n\n<div>b</div>", "HTML", 3),
        ("a <b>c</b>", "HTML", 1),
        ("a <!-- b -->", "HTML", 1),
        ("![a](b.png)", "a picture", 1),
        ("# a", "a heading", 1),
        ("a\n=", "a heading", 1),
        ("a\n-", "a heading", 1),
        ("a\n\n> b", "a quotation", 3),
        ("    a", "a code block", 1),
        ("a\n\n    b", "a code block", 3),
        ("a\n\n\tb", "a code block", 3),
        ("a\n\n \tb", "a code block", 3),
        ("```\na\n```", "a code block", 1),
        ("~~~\na\n~~~", "a code block", 1),
        ("a\n\n* * *", "a rule", 3),
        ("___", "a rule", 1),
        ("- a\n\n  > b", "a quotation", 3),
        ("-     a", "a code block", 1),
        ("b\n\n1.     a", "a code block", 3),
        ("*\t\ta", "a code block", 1),
        ("1. ---", "a rule", 1),
        ("b\n\n+ 2) ***", "a rule", 3),
        ("[a](javascript:alert)", "a link with the scheme javascript:", 1),
        ("[a]\n\n[a]: data:x", "a link with the scheme data:", 1),
        ("<file:///etc>", "a link with the scheme file:", 1),
        ("| a |\n|---|\n| ![b](c) |", "a picture", 3),
    ],
)
def test_what_is_outside_is_named_with_its_line(source: str, what: str, line: int) -> None:
    assert strays(source) == (Outside(what, line),)


def test_a_refused_link_keeps_its_words() -> None:
    blocks, _ = parse("see [here](javascript:x)")
    assert blocks == _paragraph(Run("see "), Run("here"))


def test_one_finding_for_one_line() -> None:
    assert strays("<b>a</b> <i>b</i>\n\n<u>c</u>") == (Outside("HTML", 1), Outside("HTML", 3))


def test_empty_rich_text_is_false() -> None:
    assert not RichText()
    assert RichText(A)
