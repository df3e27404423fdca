import pytest

from inforce.domain.text import Phrase, Text

BOTH = Text({"en": "Pump", "ru": "Насос"})


def test_a_neutral_text_reads_the_same_everywhere() -> None:
    text = Text("HX 100")
    assert text.neutral
    assert text.locales == ()
    assert text.get("ru") == "HX 100"
    assert text.plain() == "HX 100"
    assert text.phrase("ru") == Phrase("HX 100")


def test_a_text_by_locale() -> None:
    assert not BOTH.neutral
    assert BOTH.locales == ("en", "ru")
    assert BOTH.get("de") is None
    assert BOTH.plain() == {"en": "Pump", "ru": "Насос"}
    assert list(BOTH.items()) == [("en", "Pump"), ("ru", "Насос")]


@pytest.mark.parametrize(
    ("locale", "fallbacks", "phrase"),
    [
        ("ru", (), Phrase("Насос")),
        ("de", (), Phrase("Pump", lang="en")),
        ("de", ("ru",), Phrase("Насос", lang="ru")),
        ("de", ("fr", "ru"), Phrase("Насос", lang="ru")),
    ],
)
def test_phrase_names_the_language_it_is_really_in(
    locale: str, fallbacks: tuple[str, ...], phrase: Phrase
) -> None:
    assert BOTH.phrase(locale, fallbacks) == phrase


def test_nothing_written_is_an_empty_phrase() -> None:
    assert Text({}).phrase("en") == Phrase("")
    assert not Phrase("")
    assert Phrase("x")
    assert str(Phrase("x")) == "x"


def test_equality_takes_no_heed_of_order() -> None:
    turned = Text({"ru": "Насос", "en": "Pump"})
    assert turned == BOTH
    assert hash(turned) == hash(BOTH)
    assert Text("Pump") != BOTH
    assert BOTH != "Pump"
    assert repr(Text("x")) == "Text('x')"
