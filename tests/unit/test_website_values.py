"""Values as the pages of the website have them."""

import pytest

from inforce.domain.views.values import Cell, Converted
from inforce.renderers.website.tables import cell, figure


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "Ductile iron EN-GJS-400-15",
            'Ductile iron <span class="inf-whole">EN-GJS-400-15</span>',
        ),
        ("EN 12266-1", 'EN <span class="inf-whole">12266-1</span>'),
        ("double-flanged, IP65", "double-flanged, IP65"),
        ("A-1 & <B>", '<span class="inf-whole">A-1</span> &amp; &lt;B&gt;'),
        ("-".join("123456789") + "-too-long-for-a-line", None),
    ],
)
def test_a_designation_is_whole(text: str, html: str | None) -> None:
    assert cell(Cell(text=text)) == figure(Cell(text=text)) == (html or text)


def test_a_figure_and_a_text_of_another_language_are_text_alone() -> None:
    told = Converted(system="us", text="14 °F")
    assert figure(Cell(text="-10 °C", converted=told)) == "-10 °C"
    assert figure(Cell(text="GG-25", lang="es-419")) == (
        '<span lang="es-419" class="inf-foreign">GG-25</span>'
    )
