"""A language of the site's own: one file, checked text by text."""

from decimal import Decimal
from pathlib import Path

import pytest

from inforce.domain.checking.choice import Choice
from inforce.domain.site.policy import Policy
from inforce.mkdocs_plugin.settings import theme_language
from inforce.pipeline.checking.check import check_corpus
from inforce.readers.corpus_reader import read_corpus
from inforce.readers.interface import cldr, read_interface, shipped
from inforce.readers.wording import wording
from tests.sites import DAY, POLICY, findings, write_site

GERMAN = "site_config/locales/de.yaml"
POLICY_DE = POLICY.replace("[en, ru]", "[en, de]")
NBSP = "\N{NO-BREAK SPACE}"


def said(root: Path, path: str = GERMAN) -> list[str]:
    """What the check says of the file, with the line."""
    return [
        f"{found.line} {found.facts['at']}{found.facts['problem']} → {found.facts['expected']}"
        for found in findings(root)
        if found.path == path and found.code == "SCH003"
    ]


def test_a_file_adds_a_language_and_english_stands_in_for_the_rest(tmp_path: Path) -> None:
    text = 'units: {a: Jahre}\ntexts:\n  yes: Ja\n  range: "{low} bis {high}"\n'
    site = write_site(tmp_path, {GERMAN: text, "site_config/policy.yaml": POLICY_DE})
    assert said(site) == said(site, "site_config/policy.yaml") == []
    words = wording("de", read_corpus(site).interface)
    assert words.say("yes") == "Ja"
    assert words.say("range", low="1", high="2") == "1 bis 2"
    assert words.say("no") == "No"
    assert (words.unit("a"), words.unit("m3/h")) == ("Jahre", "m³/h")
    assert (words.own_name, words.direction) == ("Deutsch", "ltr")
    assert words.measure("5", "EUR") == f"5{NBSP}€"
    assert words.measure("1", "a", Decimal(1)) == f"1{NBSP}Jahre"


def test_a_file_says_a_shipped_text_otherwise(tmp_path: Path) -> None:
    site = write_site(tmp_path, {"site_config/locales/ru.yaml": "texts: {yes: Есть}\n"})
    words = wording("ru", read_corpus(site).interface)
    assert words.say("yes") == "Есть"
    assert words.say("no") == wording("ru").say("no")
    assert wording("ru").say("yes") == "Да"


def test_a_region_speaks_its_language(tmp_path: Path) -> None:
    own = {"site_config/locales/ru-KZ.yaml": "texts: {yes: Иә}\n"}
    words = wording("ru-KZ", read_corpus(write_site(tmp_path, own)).interface)
    assert (words.say("yes"), words.say("no")) == ("Иә", "Нет")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("texts:\n  yess: Ja\n", "2 texts.yess: unknown key yess → did you mean yes?"),
        ("texts:\n  yes: 5\n", "2 texts.yes: wrong type → a text; put it into quotes"),
        ("text: {}\n", "1 text: unknown key text → did you mean texts?"),
        ("units: {m: 5}\n", "1 units.m: wrong type → a text; put it into quotes"),
        (
            "texts:\n\n  range: von {low}\n",
            "3 texts.range: placeholder left out → {high}",
        ),
        (
            'texts: {range: "{low} {high} {hi}"}\n',
            "1 texts.range: unknown placeholder → {high}, {low}",
        ),
        ('texts: {yes: "{ja}"}\n', "1 texts.yes: unknown placeholder → none"),
        ('texts: {yes: "Ja {"}\n', "1 texts.yes: a brace that opens nothing → a name as in {day}"),
        ('texts: {yes: "{}"}\n', "1 texts.yes: a brace that opens nothing → a name as in {day}"),
        (
            "texts: {site: {counted: Nichts}}\n",
            "1 texts.site.counted: placeholder left out → {count}",
        ),
        (
            "texts: {format: {date: MMMMMMM}}\n",
            "1 texts.format.date: no date pattern of the CLDR → such as d MMMM y",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_left_out(
    tmp_path: Path, text: str, told: str
) -> None:
    site = write_site(tmp_path, {GERMAN: text, "site_config/policy.yaml": POLICY_DE})
    assert said(site) == [told]
    words = wording("de", read_corpus(site).interface)
    for key in ("yes", "range", "format.date"):
        assert words.texts[key] == wording("en").texts[key]


def test_an_empty_file_is_a_language_all_in_english(tmp_path: Path) -> None:
    site = write_site(tmp_path, {GERMAN: "", "site_config/policy.yaml": POLICY_DE})
    assert said(site) == []
    assert wording("de", read_corpus(site).interface).say("yes") == "Yes"


def test_a_file_that_is_not_yaml_and_a_name_that_is_no_locale(tmp_path: Path) -> None:
    broken = {GERMAN: "[", "site_config/locales/deutsch.yaml": "texts: {}\n"}
    found, problems = read_interface(write_site(tmp_path, broken), Policy(locales=("en", "de")))
    assert {problem.path: problem.code for problem in problems} == {
        GERMAN: "SCH001",
        "site_config/locales/deutsch.yaml": "SCH003",
    }
    assert list(found) == ["de"]


def test_a_locale_without_any_texts_is_told_where_it_stands(tmp_path: Path) -> None:
    policy = POLICY.replace("[en, ru]", "[en, de, tlh]")
    site = write_site(tmp_path, {"site_config/policy.yaml": policy})
    assert said(site, "site_config/policy.yaml") == [
        "3 locales.1: no interface texts → the file site_config/locales/de.yaml, or one of en, ru",
        "3 locales.2: an unknown locale → a code of the CLDR such as de or pt-BR",
    ]


def test_a_wrong_text_hides_nothing_else(tmp_path: Path) -> None:
    site = write_site(tmp_path, {"site_config/locales/ru.yaml": "texts: {yess: x}\n"})
    report = check_corpus(read_corpus(site), site, DAY, Choice(paths=("content/products",)))
    assert [found.code for found in report.findings] == ["APR001"]


def test_the_theme_speaks_the_nearest_language_that_it_has(tmp_path: Path) -> None:
    for name in ("de", "pt-BR", "en"):
        write_site(tmp_path, {f"theme/partials/languages/{name}.html": ""})
    folders = [str(tmp_path / "none"), str(tmp_path / "theme")]
    chosen = [theme_language(code, folders) for code in ("de", "de-AT", "pt-BR", "ky")]
    assert chosen == ["de", "de", "pt-BR", "en"]


def test_what_the_cldr_and_the_package_have() -> None:
    assert cldr("tlh") is cldr("x") is None
    assert shipped("de") is None
    assert wording("ar", {"ar": shipped("en")}).direction == "rtl"  # type: ignore[dict-item]  # it is shipped
