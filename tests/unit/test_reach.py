"""Telephone numbers and addresses in what a recall gives as its contact."""

import pytest

from inforce.domain.prose.reach import answers_at_once, stretches


@pytest.mark.parametrize(
    ("text", "hrefs", "at_once"),
    [
        ("Call us", [], False),
        ("Free call 0800 123 456.", ["tel:0800123456"], True),
        ("+43 (1) 23-45/67", ["tel:+431234567"], True),
        ("See www.maker.example/recall.", ["https://www.maker.example/recall"], True),
        ("(http://maker.example/?a=1)", ["http://maker.example/?a=1"], True),
        ("info@maker.example", ["mailto:info@maker.example"], False),
        (
            "0800 123456 or HTTPS://maker.example, or a@b.example",
            ["tel:0800123456", "HTTPS://maker.example", "mailto:a@b.example"],
            True,
        ),
        ("12345 or https://", [], False),
        ("Maker, 123456 Moscow, a@b.example", ["mailto:a@b.example"], False),
        ("On 2026-12-01 0800 123 456.", ["tel:0800123456"], True),
        ("Since 2026-12-01", [], False),
        ("23-45-67", ["tel:234567"], True),
        ("", [], False),
    ],
)
def test_what_can_be_called_or_opened(text: str, hrefs: list[str], *, at_once: bool) -> None:
    found = stretches(text)
    assert [piece.href for piece in found if piece.href] == hrefs
    assert "".join(piece.text for piece in found) == text
    assert answers_at_once(text) is at_once
