import re
from datetime import date
from decimal import Decimal

import pytest

from inforce.readers.wording import UnknownLocaleError, wording

NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"


@pytest.mark.parametrize(
    ("figure", "english", "russian"),
    [
        ("12.50", "12.50", "12,50"),
        ("1234", "1234", "1234"),
        ("12345.6", "12,345.6", f"12{NBSP}345,6"),
        ("-40", f"{MINUS}40", f"{MINUS}40"),
        ("0.000001", "0.000001", "0,000001"),
        ("1.5E-13", f"1.5{NBSP}·{NBSP}10⁻¹³", f"1,5{NBSP}·{NBSP}10⁻¹³"),
        ("-2E+9", f"{MINUS}2{NBSP}·{NBSP}10⁹", f"{MINUS}2{NBSP}·{NBSP}10⁹"),
        ("NaN", "NaN", "NaN"),
    ],
)
def test_figures_keep_their_digits(figure: str, english: str, russian: str) -> None:
    assert wording("en").number(Decimal(figure)) == english
    assert wording("ru").number(Decimal(figure)) == russian


def test_days_sizes_units_and_languages() -> None:
    english, russian = wording("en"), wording("ru")
    assert english.day(date(2026, 3, 15)) == f"15{NBSP}March{NBSP}2026"
    assert "марта" in russian.day(date(2026, 3, 15))
    assert english.size(512) == f"512{NBSP}B"
    assert english.size(1500) == f"1.5{NBSP}kB"
    assert english.size(25_400_000) == f"25{NBSP}MB"
    assert english.unit("m3/h") == "m³/h"
    assert english.unit("furlong") == "furlong"
    assert russian.language("en") == "английский"
    assert english.language("xx") == "xx"


@pytest.mark.parametrize(
    ("figure", "code", "english", "russian"),
    [
        ("1234567.50", "EUR", "€1,234,567.50", f"1{NBSP}234{NBSP}567,50{NBSP}€"),
        ("-5", "CHF", f"{MINUS}CHF{NBSP}5", f"{MINUS}5{NBSP}CHF"),
        ("12.0", "Cel", f"12.0{NBSP}°C", f"12,0{NBSP}°C"),
        ("12", "1", "12", "12"),
        ("-45.5", "deg", f"{MINUS}45.5°", f"{MINUS}45,5°"),
    ],
)
def test_money_stands_as_the_locale_writes_it(
    figure: str, code: str, english: str, russian: str
) -> None:
    for words, expected in ((wording("en"), english), (wording("ru"), russian)):
        assert words.measure(words.number(Decimal(figure)), code) == expected


@pytest.mark.parametrize(
    ("figure", "english", "russian"),
    [
        ("1", "1 year", "1 год"),
        ("2", "2 years", "2 года"),
        ("5", "5 years", "5 лет"),
        ("2.5", "2.5 years", "2,5 года"),
        ("12000", "12,000 years", "12 000 лет"),
    ],
)
def test_years_bend_with_their_figure(figure: str, english: str, russian: str) -> None:
    for words, expected in ((wording("en"), english), (wording("ru"), russian)):
        count = Decimal(figure)
        assert words.measure(words.number(count), "a", count) == expected.replace(" ", NBSP)


def test_every_text_stands_in_both_languages() -> None:
    english, russian = wording("en").texts, wording("ru").texts
    assert english.keys() == russian.keys()
    assert not [key for key, text in russian.items() if not text.strip()]


@pytest.mark.parametrize(
    ("locale", "others"),
    [("en", "part number"), ("ru", "артикул|редакци[^о]|семейств|дайджест|продукт(?!и)")],
)
def test_website_and_papers_have_one_word_for_one_thing(locale: str, others: str) -> None:
    texts = wording(locale).texts.values()
    assert not [text for text in texts if re.search(others, text, re.IGNORECASE)]


def test_facts_are_filled_in() -> None:
    filled = [key for key, text in wording("en").texts.items() if "{" in text]
    assert filled
    with pytest.raises(KeyError):
        wording("en").say("no.such.key")


def test_a_language_without_texts() -> None:
    with pytest.raises(UnknownLocaleError):
        wording("tlh")
