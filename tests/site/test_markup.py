"""What the site makes of HTML that others wrote: the theme's base page, tables of Markdown."""

from inforce.mkdocs_plugin.skeleton import mended
from inforce.renderers.website.scrolling import boxed

BASE = """\
<body>
  <input class="md-toggle" data-md-toggle="drawer" type="checkbox" id="__drawer" autocomplete="off">
  <input class="md-toggle" data-md-toggle="search" type="checkbox" id="__search" autocomplete="off">
  <label class="md-overlay" for="__drawer"></label>
  <div data-md-component="skip">
    <a href="#first" class="md-skip">Skip</a>
  </div>
  <main><div data-md-component="skip">of the text</div></main>
</body>
"""


def test_the_theme_s_base_keeps_what_its_script_wants_and_loses_the_rest() -> None:
    assert (
        mended(BASE)
        == """\
<body>
  <input class="md-toggle" data-md-toggle="drawer" type="checkbox" id="__drawer" hidden>
  <input class="md-toggle" data-md-toggle="search" type="checkbox" id="__search" hidden>
  <main><div data-md-component="skip">of the text</div></main>
</body>
"""
    )


def test_a_page_of_another_theme_is_left_alone() -> None:
    page = '<body><input type="checkbox" autocomplete="off"><label for="a">A</label></body>'
    assert mended(page) == page


def test_tables_without_a_class_get_a_box_to_scroll_in() -> None:
    plain = "<table>\n<tr><td>1</td></tr>\n</table>"
    own = '<table class="mine"><tr><td>2</td></tr></table>'
    box = '<div class="inf-scroll"><table class="inf-table">\n<tr><td>1</td></tr>\n</table></div>'
    assert boxed(f"<p>a</p>{plain}{own}{plain}") == f"<p>a</p>{box}{own}{box}"
