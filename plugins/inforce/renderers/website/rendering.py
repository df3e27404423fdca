"""The templates of the website, compiled once, and the filters that put views into HTML.

Filters are given what a page shows, never a constant: that would be worked out when the template is
compiled, and what is compiled rests on the templates and on the code that reads them alone.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from inforce.domain import address
from inforce.domain.views.reading import Reading
from inforce.renderers.website import cards, choice_rows, richtext, tables, templating
from inforce.renderers.website.compiled import OwnTemplates
from inforce.renderers.website.templating import Parts, Templates

_TEMPLATES = Path(__file__).with_name("templates")


class Renderer:
    """Renders the templates for a reader of one locale; everything is escaped."""

    def __init__(self, reading: Reading) -> None:
        """Bind the templates to the words of ``reading``."""
        self.reading = reading
        self._environment = _environment().overlay()
        self._environment.globals = {
            **_environment().globals,
            "say": reading.wording.say,
            "direction": reading.wording.direction,
        }
        self._templates: dict[str, Template] = {}

    def render(self, template: str, at: str, **values: object) -> str:
        """Return ``template`` as it stands at the address ``at`` of the locale's site.

        ``home`` leads from there to the locale's root, ``up`` to the root of the whole site.
        """
        known = self._templates.get(template)
        if known is None:
            known = self._templates[template] = self._environment.get_template(template)
        home = address.upwards(at)
        default = self.reading.edition.locales[0]
        up = home + address.upwards(address.prefix(self.reading.locale, default))
        return known.render(values, home=home, up=up)


@cache
def _environment() -> Environment:
    compiler = (Path(__file__), Path(templating.__file__))
    environment = Templates(
        loader=PackageLoader("inforce.renderers.website"),
        bytecode_cache=OwnTemplates((*compiler, *sorted(_TEMPLATES.rglob("*.html")))),
        autoescape=True,
        extensions=[Parts],
        auto_reload=False,  # a look at the file for each part of each page
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters["phrase"] = tables.phrase
    environment.filters["cell"] = tables.cell
    environment.filters["figure"] = tables.figure
    environment.filters["converted"] = tables.converted
    environment.filters["groups"] = tables.groups
    environment.filters["variants"] = tables.variants
    environment.filters["card"] = cards.card
    environment.filters["cards"] = cards.cards
    environment.filters["goods"] = cards.goods
    environment.filters["rich"] = richtext.html
    environment.filters["choices"] = choice_rows.choice_rows
    environment.filters["notice"] = address.notice
    return environment
