"""The difference is complete: it is empty exactly when customers see the same."""

from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct, structs

from inforce.domain.audience.projection import project
from inforce.domain.items.content import FileFact, PageContent, ProductContent
from inforce.domain.items.control import Control
from inforce.domain.items.difference import DifferenceKind, differences
from inforce.domain.items.family import Attribute, AttributeType, Group, Level
from inforce.domain.items.page import Page
from inforce.domain.registers.digest import content_digest
from inforce.domain.text import Text
from tests.factories import content
from tests.property.sites import AUDIENCES, CONTROLS, TEXTS, products

FACTS = st.builds(FileFact, sha256=st.sampled_from("ab"), size=st.integers(1, 2))
FILES = st.dictionaries(st.sampled_from(["media/a.pdf", "media/b.svg"]), FACTS)
GROUPS = st.lists(
    st.builds(Group, id=st.sampled_from(["hydraulics", "ordering"]), label=TEXTS), max_size=2
).map(tuple)
ATTRIBUTES = st.dictionaries(
    st.sampled_from(["flow", "temperature", "voltage", "more"]),
    st.builds(
        Attribute,
        label=TEXTS,
        type=st.sampled_from(AttributeType),
        unit=st.none() | st.sampled_from(["m", "V"]),
        group=st.none() | st.sampled_from(["hydraulics", "ordering"]),
        key=st.booleans(),
        level=st.sampled_from(Level),
        audience=AUDIENCES,
        choices=st.dictionaries(st.sampled_from(["iron", "steel"]), TEXTS),
    ),
)
BODIES = st.lists(st.sampled_from(["# One", "Words.", "- a\n- b", " ", ""])).map("\n\n".join)
PAGES = st.builds(
    Page,
    id=st.just("terms"),
    path=st.sampled_from(["terms.md", "law/terms.md"]),
    title=TEXTS,
    body=st.dictionaries(st.sampled_from(["en", "ru"]), BODIES, min_size=1).map(Text),
    description=st.none() | TEXTS,
    covers=st.lists(st.sampled_from(["8.2.1a", "8.2.1b"]), max_size=2).map(tuple),
    audience=AUDIENCES,
    control=CONTROLS,
)


@st.composite
def contents(draw: st.DrawFn) -> ProductContent:
    """Return a product's content with any labels, groups and files."""
    shown = content(draw(products("hx-1")))
    assert isinstance(shown, ProductContent)
    family = structs.replace(shown.family, attributes=draw(ATTRIBUTES), groups=draw(GROUPS))
    return structs.replace(shown, family=family, files=draw(FILES))


CONTENTS = contents()
PARTS = st.sampled_from(["product", "family", "files"])


def _mixed(draw: st.DrawFn, one: Struct, other: Struct) -> Struct:
    keys = draw(st.sets(st.sampled_from(one.__struct_fields__), max_size=2))
    return structs.replace(one, **{key: getattr(other, key) for key in keys - {"id"}})


@st.composite
def neighbours(draw: st.DrawFn) -> tuple[ProductContent, ProductContent]:
    """Return two contents of one product that differ in a few fields or in none."""
    one, other = draw(CONTENTS), draw(CONTENTS)
    which = draw(PARTS)
    changed: dict[str, object] = {which: getattr(other, which)}
    if which != "files":
        changed = {which: _mixed(draw, getattr(one, which), getattr(other, which))}
    return one, structs.replace(one, **changed)


@settings(max_examples=150)
@given(neighbours())
def test_products_differ_exactly_when_their_digests_do(
    pair: tuple[ProductContent, ProductContent],
) -> None:
    before, after = pair
    found = differences(before, after)
    assert bool(found) is (content_digest(before) != content_digest(after))
    assert bool(differences(after, before)) is bool(found)


@settings(max_examples=60)
@given(neighbours())
def test_what_came_in_one_direction_went_in_the_other(
    pair: tuple[ProductContent, ProductContent],
) -> None:
    turned = {
        DifferenceKind.ADDED: DifferenceKind.REMOVED,
        DifferenceKind.REMOVED: DifferenceKind.ADDED,
    }
    there, back = differences(*pair), differences(*reversed(pair))
    assert sorted((turned.get(one.kind, one.kind).value, one.path) for one in there) == sorted(
        (one.kind.value, one.path) for one in back
    )


@settings(max_examples=60)
@given(neighbours(), st.sampled_from([frozenset({"public"}), frozenset({"public", "dealer"})]))
def test_a_reader_sees_no_difference_in_what_he_may_not_see(
    pair: tuple[ProductContent, ProductContent], sees: frozenset[str]
) -> None:
    before, after = (project(one, sees) for one in pair)
    found = differences(before, after)
    assert bool(found) is (content_digest(before) != content_digest(after))


@settings(max_examples=100)
@given(PAGES, PAGES, st.data())
def test_pages_differ_exactly_when_their_digests_do(
    one: Page, other: Page, data: st.DataObject
) -> None:
    keys = data.draw(st.sets(st.sampled_from(Page.__struct_fields__), max_size=2))
    values: Mapping[str, object] = {key: getattr(other, key) for key in keys}
    before, after = PageContent(page=one), PageContent(page=structs.replace(one, **values))
    assert bool(differences(before, after)) is (content_digest(before) != content_digest(after))


@given(contents(), CONTROLS)
def test_control_data_are_no_difference(shown: ProductContent, control: Control) -> None:
    changed = structs.replace(shown, product=structs.replace(shown.product, control=control))
    assert differences(shown, changed) == ()
