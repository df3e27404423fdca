"""Links in the host's settings and in templates, and the memory of answers."""

from datetime import date
from pathlib import Path

import pytest

from inforce.domain.errors import InforceError
from inforce.domain.site.answers import Answer
from inforce.readers.answers import answers_text, read_answers
from inforce.readers.host_links import host_links, own_address

SETTINGS = """\
site_name: Maker   # https://comment.example/
site_url: "https://www.maker.example/shop"
nav:
  - Forum: https://forum.example/a#b   # https://comment.example/
extra:
  social: [{icon: a, link: "https://social.example/maker"}, {link: 'http://b.example'}]
"""


def test_links_of_settings_and_templates(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    template = tmp_path / "site_config/overrides/partials/footer.html"
    template.parent.mkdir(parents=True)
    template.write_text(
        "{# https://no.example #}\n<a href='https://c.example/?a=1&amp;b=2'>"
        '<img src="https://{{ host }}/x.svg">\n',
        encoding="utf-8",
    )
    assert own_address(tmp_path) == "https://www.maker.example/shop/"
    assert [(use.address, use.path, use.line) for use in host_links(tmp_path)] == [
        ("https://www.maker.example/shop", "mkdocs.yml", 2),
        ("https://forum.example/a#b", "mkdocs.yml", 4),
        ("https://social.example/maker", "mkdocs.yml", 6),
        ("http://b.example", "mkdocs.yml", 6),
        ("https://c.example/?a=1&b=2", "site_config/overrides/partials/footer.html", 2),
    ]


def test_a_site_without_an_address(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: Maker\n", encoding="utf-8")
    assert own_address(tmp_path) == ""
    assert list(host_links(tmp_path)) == []


def test_a_memory_is_read_as_it_was_written(tmp_path: Path) -> None:
    answers = {
        "https://b.example/": Answer(asked=date(2026, 11, 20), moved="https://c.example/"),
        "https://a.example/": Answer(
            asked=date(2026, 11, 20), fault="500 Ой", passing=True, since=date(2026, 11, 1), days=3
        ),
    }
    file = tmp_path / "links.json"
    assert read_answers(file) == {}
    file.write_text(answers_text(answers), encoding="utf-8")
    assert read_answers(file) == answers
    assert answers_text(dict(reversed(answers.items()))) == answers_text(answers)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no memory of links"),
        ("[]", "no memory of links"),
        ('{"format": 1, "answers": {"a": {"asked": "yesterday"}}}', "no memory of links"),
        ('{"format": 2, "answers": {}}', "another version"),
    ],
)
def test_something_else_is_no_memory(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "links.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InforceError, match=words):
        read_answers(file)
