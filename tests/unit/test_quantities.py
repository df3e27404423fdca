import json
from decimal import Decimal

import pytest

from inforce.domain.editions.edition import Edition
from inforce.domain.items.content import FamilyContent
from inforce.domain.items.family import Attribute, AttributeType
from inforce.domain.items.specs import Specs, Value
from inforce.domain.site.policy import Brand
from inforce.domain.text import Text
from inforce.domain.views.reading import Reading
from inforce.readers.wording import wording
from inforce.renderers.website.machines import quantities
from inforce.renderers.website.machines.quantities import Quantities
from tests.factories import TODAY

FLOW = Attribute(label=Text("Flow"), type=AttributeType.NUMBER, unit="m3/h")
PUMP = FamilyContent(id="pump", name=Text("Pump"), attributes={"flow": FLOW})
FIGURES = [Value(figure=Decimal(digits)) for digits in ("12.5", "12.50", "13")]


@pytest.fixture
def told() -> Quantities:
    edition = Edition(as_of=TODAY, audience="public", locales=("en",), brand=Brand())
    return Quantities(PUMP, Reading(edition, wording("en")))


def figures(told: Quantities) -> list[str]:
    """Return the figure of each product, with its digits."""
    properties = [told.properties(Specs({"flow": value}))[0] for value in FIGURES]
    return [json.loads(bytes(one), parse_float=str, parse_int=str)["value"] for one in properties]


def test_equal_figures_keep_their_own_digits(told: Quantities) -> None:
    assert figures(told) == ["12.5", "12.50", "13"]


def test_more_values_than_are_remembered_are_told_alike(
    told: Quantities, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quantities, "_REMEMBERED", 2)
    assert figures(told) == figures(told) == ["12.5", "12.50", "13"]
