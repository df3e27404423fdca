"""A mapping that cannot be meant is told in full, and nothing is written."""

import pytest

from inforce.domain.errors import InforceError
from inforce.domain.yaml_text import Plain
from inforce.exchange.mapping import read_mapping
from tests.exchange.workshop import Workshop

TABLE = "code,name,weight,kind\nl-1,Lamp,2,lamp\n"


def told(workshop: Workshop, **parts: Plain) -> str:
    with pytest.raises(InforceError) as caught:
        workshop.take(workshop.table(TABLE), **parts)
    assert not (workshop.root / "content").exists()
    return str(caught.value)


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"name": None}, "name is missing"),
        ({"nme": "{name}"}, "did you mean name?"),
        ({"source": {"format": "xml"}}, "not an allowed value"),
        ({"source": {"format": "csv", "heder_row": 1}}, "did you mean header_row?"),
        ({"name": {"from": "name", "constant": "x"}}, "mapping.yaml:"),
        ({"name": {"min": "{name}"}}, "name: from is missing"),
        ({"name": {"de": "{name}"}}, "name: the site has no language 'de'"),
        ({"name": {"en": "{nme}"}}, "name: the source has no column 'nme'"),
        ({"name": {"en": "{name"}}, "name.en: braces in '{name' enclose no field"),
        ({"name": {"en": {"from": "name", "locale": "en"}}}, "name.en: locale is said already"),
        ({"order_code": {"en": "{name}"}}, "order_code: from is missing"),
        ({"specs": {"weight": {"en": {"from": "weight"}}}}, "specs.weight: only a text has"),
        ({"specs": {"ports": {"en": {"from": "weight", "type": "boolean"}}}}, "read as boolean"),
        ({"name": "{nme}"}, "the source has no column 'nme'; did you mean 'name'?"),
        ({"name": "{name"}, "braces in '{name' enclose no field"),
        ({"ignore": {"weigh": "why"}}, "ignore: the source has no column 'weigh'"),
        ({"ignore": {"name": "why"}}, "ignore: name is read by name"),
        ({"family": "lmap"}, "the site has no family 'lmap'; did you mean 'lamp'?"),
        ({"family": "equipment"}, "equipment is only a parent"),
        ({"family": {"from": "kind", "table": {"a": "lamp", "b": "x"}}}, "no family 'x'"),
        ({"family": {"constant": "x"}}, "no family 'x'"),
        ({"id": {"template": "{code}", "suffix": "{name}"}}, "on_collision: suffix and suffix"),
        (
            {"specs": {"weights": {"from": "weight"}}},
            "no family declares it; did you mean 'weight'?",
        ),
        ({"specs": {"cable": {"from": "weight"}}}, "for variants, which are not imported"),
        ({"specs": {"weight": {"min": {"from": "weight"}}}}, "min and max are for a range"),
        ({"specs": {"temperature": {"from": "weight"}}}, "declares a range; min and max"),
        ({"specs": {"weight": "{weight} kg"}}, "a text, where the family declares a number"),
        ({"specs": {"weight": {"from": "weight", "type": "date"}}}, "read as date, where"),
        ({"specs": {"weight": {"from": "weight", "locale": "en"}}}, "only a text has a locale"),
        ({"specs": {"weight": {"from": "weight", "unit": "W"}}}, "W cannot be converted to kg"),
        ({"specs": {"weight": {"from": "weight", "unit": "q"}}}, "q is not a known unit"),
        ({"specs": {"bare": {"from": "weight", "unit": "kg"}}}, "declares no unit to convert to"),
    ],
)
def test_faults_of_a_mapping(workshop: Workshop, parts: dict[str, Plain], sentence: str) -> None:
    assert sentence in told(workshop, **parts)


def test_every_fault_is_told_at_once(workshop: Workshop) -> None:
    message = told(workshop, name="{a}", brand="{b}", family="c")
    assert len(message.splitlines()) == 3


@pytest.mark.parametrize(
    ("given", "sign", "told"),
    [
        (",", ";", '";"'),
        (",", "\t", r'"\t"'),
        (",", "|", '"|"'),
        (";", ",", '","'),
    ],
)
def test_a_table_that_is_parted_otherwise_is_one_fault(
    workshop: Workshop, given: str, sign: str, told: str
) -> None:
    source: Plain = {"format": "csv", "delimiter": given}
    with pytest.raises(InforceError) as caught:
        workshop.take(workshop.table(TABLE.replace(",", sign)), source=source)
    head = TABLE.splitlines()[0].replace(",", sign)
    single = f"the table has a single column, {head!r}; try delimiter: {told}"
    assert str(caught.value) == f"mapping.yaml: source: {single}"


def test_a_table_of_one_column_is_taken_as_it_is(workshop: Workshop) -> None:
    assert workshop.take(workshop.table("a;b\nx\n"), id={"template": "{a;b}"}, name="{a;b}").taken
    with pytest.raises(InforceError, match="the source has no column 'code'"):
        workshop.take(workshop.table("cod\nx\n"))


def test_a_fault_of_form_names_its_line(workshop: Workshop) -> None:
    assert told(workshop, weihgt=1).startswith("mapping.yaml:8: weihgt: unknown key weihgt")


def test_a_column_with_a_unit_needs_one_in_the_family(workshop: Workshop) -> None:
    with pytest.raises(InforceError, match="figures are in kg, the family declares no unit"):
        workshop.take(
            workshop.table("code,name,weight\n,,kg\na,A,2\n"),
            source={"format": "csv", "units_row": 2},
            specs={"bare": {"from": "weight"}},
        )


@pytest.mark.parametrize("text", ["mapping: [", "a: 1\na: 2\n", "", "- a\n"])
def test_a_file_that_is_no_mapping(workshop: Workshop, text: str) -> None:
    with pytest.raises(InforceError, match=r"^odd\.yaml"):
        read_mapping(workshop.put("odd.yaml", text))


@pytest.mark.parametrize("into", ["content", "content/pages", "../elsewhere", "/tmp"])  # noqa: S108 - only a name
def test_a_folder_outside_the_products(workshop: Workshop, into: str) -> None:
    with pytest.raises(InforceError, match="is not a folder below content/products"):
        workshop.take_into(into, workshop.table(TABLE))


def test_families_with_problems(workshop: Workshop) -> None:
    workshop.put("site/schemas/families/odd.yaml", "id: [")
    assert told(workshop).startswith("schemas/families/odd.yaml has problems; ")


def test_a_unit_that_is_written_otherwise_stops_no_import(workshop: Workshop) -> None:
    unit = "id: odd\nname: Odd\nattributes: {heat: {label: Heat, type: number, unit: °C}}\n"
    workshop.put("site/schemas/families/odd.yaml", unit)
    workshop.take(workshop.table(TABLE))
    assert [*(workshop.root / "content/products").rglob("*.yaml")]


def test_a_figure_that_is_no_whole_number_is_told(workshop: Workshop) -> None:
    path = workshop.put("odd.yaml", _WITH_ROW)
    with pytest.raises(InforceError, match=r"^odd\.yaml:2: source.header_row: does not fit"):
        read_mapping(path)


_WITH_ROW = """\
mapping: odd
source: {format: csv, header_row: 1.0}
id: {template: "{a}"}
name: "{a}"
family: lamp
"""


def test_an_attribute_of_variants_in_one_family_may_be_of_products_in_another(
    workshop: Workshop,
) -> None:
    text = "id: bulb\nname: B\nattributes: {length: {label: L, type: text, level: variant}}\n"
    workshop.put("site/schemas/families/bulb.yaml", text)
    rule: Plain = {"length": {"from": "weight"}}
    table = workshop.table(TABLE)
    assert workshop.take(table, family="wire", specs=rule).taken
    families: Plain = {"from": "kind", "table": {"bulb": "bulb", "lamp": "wire"}}
    assert workshop.take(table, mapping="more", family=families, specs=rule).imported == 1
