"""An approval binds to everything that customers can see, and to nothing else."""

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from msgspec import structs

from inforce.domain.items.content import Content, FileFact, PageContent, ProductContent, item_of
from inforce.domain.items.control import Control
from inforce.domain.registers.digest import content_digest, digest, plain
from inforce.domain.standings.standing import standings
from inforce.domain.yaml_text import to_yaml
from tests.factories import PUMP, TODAY, issued, product, specs
from tests.property.shapes import altered, gaps, made

UNSEEN = frozenset({"control"})
KINDS = pytest.mark.parametrize("kind", [ProductContent, PageContent])
# Not shrunk: the place that is told says it all.
PATIENT = settings(
    max_examples=8,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)


def written(content: Content) -> str:
    return to_yaml(plain(content))


@KINDS
def test_a_full_content_leaves_no_field_out(kind: type[Content]) -> None:
    """Else the next test would not try that field."""

    @PATIENT
    @given(made(kind, full=True))
    def check(content: Any) -> None:  # noqa: ANN401 - of either kind
        assert list(gaps(content)) == []

    check()


@KINDS
@pytest.mark.parametrize("full", [True, False])
def test_a_change_of_any_visible_field_voids_the_approval(
    kind: type[Content],
    full: bool,  # noqa: FBT001 - pytest passes it
) -> None:
    @PATIENT
    @given(made(kind, full=full))
    def check(content: Any) -> None:  # noqa: ANN401 - of either kind
        approved, before = content_digest(content), written(content)
        for place, other in altered(content, without=UNSEEN):
            if written(other) != before:
                assert content_digest(other) != approved, place

    check()


@KINDS
def test_control_data_are_recorded_and_void_nothing(kind: type[Content]) -> None:
    @PATIENT
    @given(made(kind), made(Control))
    def check(content: Any, control: Control) -> None:  # noqa: ANN401 - of either kind
        field = "product" if kind is ProductContent else "page"
        item = structs.replace(item_of(content), control=control)
        other = structs.replace(content, **{field: item})
        assert content_digest(other) == content_digest(content)
        assert (digest(other) == digest(content)) is (written(other) == written(content))

    check()


FACT = FileFact(sha256="0" * 64, size=1)
HX = product(specs=specs(flow=12, temperature={"min": 1, "max": 2}))
SITE = issued(HX, files={"media/hx.svg": FACT})


@settings(max_examples=60)
@given(st.data())
def test_what_is_changed_waits_and_what_was_approved_is_shown(data: st.DataObject) -> None:
    """The same, by what stands on the site: product, family, unit, label."""
    family = structs.replace(
        PUMP, attributes={key: PUMP.attributes[key] for key in ("flow", "temperature")}, groups=()
    )
    places: dict[str, tuple[str, Any]] = {
        f"product{place}": ("products", {"hx-100": other})
        for place, other in altered(HX, without=UNSEEN)
        if other.id == HX.id
    }
    places |= {
        f"family{place}": ("families", {"pump": other})
        for place, other in altered(structs.replace(PUMP, attributes=family.attributes))
        if place.startswith((".name", ".attributes", ".audience"))
    }
    place = data.draw(st.sampled_from(sorted(places)))
    field, value = places[place]
    standing = standings(structs.replace(SITE, **{field: value}), TODAY)["hx-100"]
    assert standing.pending, place
    assert standing.content == standings(SITE, TODAY)["hx-100"].content
    assert not standings(SITE, TODAY)["hx-100"].pending
