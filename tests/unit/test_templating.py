"""What the templates of the website may rely on."""

import pytest
from jinja2 import DictLoader, StrictUndefined, TemplateSyntaxError
from jinja2.exceptions import UndefinedError
from markupsafe import Markup, escape

from inforce.domain.text import Phrase
from inforce.renderers.website.templating import Parts, Templates, escaped


def rendered(text: str, parts: dict[str, str] | None = None, **values: object) -> str:
    environment = Templates(
        loader=DictLoader({"page": text, **(parts or {})}),
        autoescape=True,
        extensions=[Parts],
        undefined=StrictUndefined,
    )
    return environment.get_template("page").render(values)


@pytest.mark.parametrize(
    "value",
    ["plain", "", "<b>", "a & b", "it's", 'so "said"', Markup("<b>"), Phrase("<&>"), 5, 0.5, None],
)
def test_a_value_is_escaped_as_everywhere(value: object) -> None:
    assert escaped(value) == escape(value)
    assert rendered("[{{ value }}]", value=value) == f"[{escape(value)}]"


def test_what_is_html_stays_html() -> None:
    text = (
        "{% macro bold(text) %}<b>{{ text }}</b>{% endmacro %}{% for one in all %}{{ bold(one) }}"
        "{% set said %}<i>{{ one }}</i>{% endset %}{{ said }}{{ one ~ bold(one) }}{% endfor %}"
    )
    assert rendered(text, all=["<"]) == "<b>&lt;</b><i>&lt;</i>&lt;<b>&lt;</b>"


def test_a_part_stands_in_the_template_as_if_written_there() -> None:
    parts = {"head": "{% if at %}{{ one }}{% part 'foot' %}{% endif %}\n", "foot": "<hr>"}
    text = "{% for one in all %}{% with at=loop.first %}{% part 'head' %}{% endwith %}|{% endfor %}"
    assert rendered(text, parts, all=("a", "b")) == "a<hr>||"


def test_a_part_has_a_name() -> None:
    with pytest.raises(TemplateSyntaxError, match="expected token 'string'"):
        rendered("{% part head %}")


@pytest.mark.parametrize("text", ["{{ phrase.txt }}", "{{ phrase.txt is defined }}"])
def test_what_a_value_does_not_have_is_a_mistake(text: str) -> None:
    with pytest.raises(AttributeError, match="txt"):
        rendered(text, phrase=Phrase("a"))


def test_what_is_not_given_is_a_mistake() -> None:
    with pytest.raises(UndefinedError, match="'phrase' is undefined"):
        rendered("{{ phrase }}")
