"""What each part of a mapping makes of a record."""

from decimal import Decimal

import pytest

from inforce.domain.yaml_text import Plain
from inforce.exchange.report import FieldUse
from inforce.readers.yaml_reader import Data
from tests.exchange.workshop import Workshop

YAML = {"format": "yaml"}
AS_COMMA = 'with `decimal: ","` under `source` it is one'


def spec(workshop: Workshop, key: str, rule: Plain, value: str) -> tuple[Data, list[str]]:
    """Return what ``rule`` makes of the YAML ``value``, and why it was left out."""
    workshop.put(
        "lamps/a.yaml", f"code: l-1\nname: Lamp\nv: {value}\nu: lb\nw: '?'\ndbm: dBm\nnone: nan\n"
    )
    report = workshop.take(
        workshop.folder / "lamps", source=YAML, units={"lb": "[lb_av]"}, specs={key: rule}
    )
    specs = workshop.specs("l-1")
    found = specs.get(key) if isinstance(specs, dict) else None
    return found, [one.reason for one in report.left_out]


@pytest.mark.parametrize(
    ("key", "rule", "value", "made"),
    [
        ("power", {"from": "v"}, "929.60", Decimal("929.60")),
        ("power", {"from": "v"}, "'1.50e-09'", Decimal("1.50e-9")),
        ("power", {"from": "v"}, "5", 5),
        ("power", {"from": "v", "unit": "kW"}, "1.5", 1500),
        ("power", {"constant": Decimal("2.50")}, "x", Decimal("2.50")),
        ("power", {"from": "v", "table": {"low": 5}}, "low", 5),
        ("weight", {"from": "v", "unit": {"from": "u"}}, "9.5", Decimal("4.31")),
        ("sockets", {"from": "v"}, "2.0", 2),
        ("sockets", {"from": "v[]", "summary": "count"}, "[a, b]", 2),
        ("sockets", {"from": "v[].n", "summary": "sum"}, "[{n: 1}, {n: 2}, {m: 3}]", 3),
        ("power", {"from": "v[]", "summary": "max"}, "[1.50, 2.50]", Decimal("2.50")),
        ("power", {"from": "v[]", "summary": "min"}, "[1.50, 2]", Decimal("1.50")),
        (
            "ports",
            {"from": "v[].t", "summary": "count_by_value"},
            "[{t: b}, {t: a}, {t: b}]",
            "2 × b, 1 × a",
        ),
        ("ports", {"from": "v[]", "summary": "join"}, "[b, a, b]", "b, a"),
        ("ports", {"from": "v"}, "12:30:45", "12:30:45"),
        ("ports", {"from": "v"}, "' NO '", "NO"),
        ("ports", {"from": "v"}, "true", "true"),
        ("ports", {"from": "v", "locale": "en"}, "two", {"en": "two"}),
        ("ports", "{v} of {name}", "two", "two of Lamp"),
        ("ports", "{missing} of {name}", "two", None),
        ("ports", "{v}", "' '", None),
        ("ports", {"from": "v"}, "''", None),
        ("ports", {"from": "v"}, "' '", None),
        ("ports", {"from": "v.inner"}, "{inner: x}", "x"),
        (
            "made",
            {"from": "v", "type": "date", "date_format": "%m/%d/%Y"},
            "1/3/2019",
            "2019-01-03",
        ),
        ("made", {"from": "v", "type": "date"}, "2019-01-03", "2019-01-03"),
        ("dimmable", {"from": "v"}, "true", True),
        ("dimmable", {"from": "v"}, "'False'", False),
        ("dimmable", {"from": "v", "table": {"0": False, "1": True}}, "1", True),
        ("colour", {"from": "v"}, "red", "red"),
        (
            "temperature",
            {"min": {"from": "v"}, "max": {"constant": 40}},
            "-5",
            {"min": -5, "max": 40},
        ),
        ("temperature", {"min": {"from": "x"}, "max": {"from": "v"}}, "40", {"max": 40}),
        ("temperature", {"min": {"from": "x"}}, "40", None),
    ],
)
def test_values(workshop: Workshop, key: str, rule: Plain, value: str, made: Data) -> None:
    found, reasons = spec(workshop, key, rule, value)
    assert (found, type(found)) == (made, type(made))
    assert reasons == []


@pytest.mark.parametrize(
    ("key", "rule", "value", "reason"),
    [
        ("power", {"from": "v"}, "'1,5'", f"not a number; {AS_COMMA}"),
        ("power", {"from": "v"}, "'0,125'", f"not a number; {AS_COMMA}"),
        ("power", {"from": "v"}, "'1234,125'", f"not a number; {AS_COMMA}"),
        ("power", {"from": "v"}, "'1,234'", "not a number"),
        ("power", {"from": "v"}, "'1,234,5'", "not a number"),
        ("power", {"from": "v"}, "'01.5'", "not a number"),
        ("power", {"from": "v"}, "true", "not a number"),
        ("power", {"from": "v"}, "'007'", "not a number"),
        ("power", {"from": "v"}, "'١٢'", "not a number"),
        ("power", {"from": "v"}, "'1e999'", "beyond any physical quantity"),
        ("power", {"from": "v"}, "'1e9999999999999999999'", "beyond any physical quantity"),
        ("power", {"from": "v", "unit": "kW"}, "'1e64'", "beyond any physical quantity"),
        ("power", {"from": "v", "unit": "kW"}, "9" * 40, "beyond any physical quantity"),
        (
            "power",
            {"from": "v[]", "summary": "sum"},
            f"[{'9' * 40}, 1]",
            "beyond any physical quantity",
        ),
        ("power", {"from": "v[]"}, "[1, 2]", "one of 2 values; name a summary"),
        ("power", {"from": "v", "table": {"low": 5}}, "high", "not in the table of the mapping"),
        ("weight", {"from": "v", "unit": {"from": "missing"}}, "1", "no unit in missing"),
        ("weight", {"from": "v", "unit": {"from": "w"}}, "1", "? is not a known unit"),
        ("power", {"from": "v", "unit": {"from": "dbm"}}, "1", "dBm cannot be converted to W"),
        ("power", {"from": "v", "unit": {"from": "none"}}, "1", "nan is not a known unit"),
        ("sockets", {"from": "v"}, "2.5", "not a whole number"),
        ("dimmable", {"from": "v"}, "maybe", "neither true nor false; a table says which is which"),
        ("colour", {"from": "v"}, "blue", "not one of red, white"),
        ("made", {"from": "v", "type": "date"}, "31.12.2019", "not a date of the form %Y-%m-%d"),
        (
            "made",
            {"from": "v", "type": "date", "date_format": "%d.%d.%Y"},
            "31.12.2019",
            "not a date of the form %d.%d.%Y",
        ),
        (
            "ports",
            {"from": "v[]", "summary": "max"},
            "[a, b]",
            "not a number; the rule may say type: number",
        ),
        ("ports", "{v[]}", "[a, b]", "one of 2 values; name a summary"),
    ],
)
def test_bad_values_are_left_out_and_told(
    workshop: Workshop, key: str, rule: Plain, value: str, reason: str
) -> None:
    found, reasons = spec(workshop, key, rule, value)
    assert found is None
    assert reasons == [reason]


def test_a_product_in_full(workshop: Workshop) -> None:
    workshop.put(
        "lamps/a.yaml",
        "code: L 1\nname: ' Lamp '\nmaker: Ada & Co\ngtin: '04006381333931'\nend: 2026-12-31\n"
        "comments: |\n  A lamp.\n\n  [Data sheet](https://a.example/ds.pdf)\n"
        "  [Setup](https://a.example/manual.pdf)\n  [More](https://a.example/)\n",
    )
    workshop.put("lamps/pictures/L 1.png", b"\x89PNG\r\n\x1a\n")
    report = workshop.take_into(
        "content/products/lights",
        workshop.folder / "lamps",
        source=YAML,
        brand="{maker}",
        order_code="{code}",
        gtin="{gtin}",
        summary={"template": "A lamp of {maker}", "locale": "en"},
        description={"from": "comments", "type": "markdown", "locale": "en"},
        documents=[
            {
                "links": "comments",
                "locale": "en",
                "lang": "en",
                "audience": "dealer",
                "kind": "brochure",
                "kinds": {"datasheet": ["data sheet"], "manual": ["manual"]},
            }
        ],
        images=[
            {"file": "pictures/{code}.png", "alt": "{name}"},
            {"file": "../lamps.csv", "alt": "outside"},
            {"file": "{none}.png", "alt": "none"},
        ],
        lifecycle={"last_order": {"from": "end", "type": "date"}},
        control={"owner": "product-data", "review_every": "P6M", "reviewed_on": "2026-01-31"},
    )
    assert report.taken
    assert workshop.product("l-1", "lights") == {
        "id": "l-1",
        "name": "Lamp",
        "brand": "Ada & Co",
        "family": "lamp",
        "order_code": "L 1",
        "gtin": "04006381333931",
        "summary": {"en": "A lamp of Ada & Co"},
        "description": {"en": "A lamp."},
        "documents": [
            _document("datasheet", "Data sheet", "https://a.example/ds.pdf"),
            _document("manual", "Setup", "https://a.example/manual.pdf"),
            _document("brochure", "More", "https://a.example/"),
        ],
        "images": [{"file": "media/imported/lamps/pictures/L 1.png", "alt": "Lamp"}],
        "lifecycle": {"last_order": "2026-12-31"},
        "control": {"owner": "product-data", "review_every": "P6M", "reviewed_on": "2026-01-31"},
    }
    assert "media/imported/lamps/pictures/L 1.png" in workshop.files()
    assert report.never_met == ("none",)


def test_a_figure_loses_its_unit_in_no_family(workshop: Workshop) -> None:
    bare = "id: cord\nname: Cords\nattributes:\n  power: {label: Power, type: number}\n"
    workshop.put("site/schemas/families/cord.yaml", bare)
    report = workshop.take(
        workshop.table("code,name,kind,kw\na,A,light,1.5\nb,B,cord,1.5\n"),
        family={"from": "kind", "table": {"light": "lamp", "cord": "cord"}},
        specs={"power": {"from": "kw", "unit": "kW"}},
    )
    assert workshop.specs("a") == {"power": 1500}
    assert "specs" not in workshop.product("b")
    assert [(one.id, one.value, one.reason) for one in report.left_out] == [
        ("b", "1.5 kW", "the family declares no unit")
    ]


def test_family_by_table(workshop: Workshop) -> None:
    report = workshop.take(
        workshop.table("code,name,kind,m\na,A,light,\nb,B,cord,2.0\nc,C,chair,\nd,D,,\n"),
        family={"from": "kind", "table": {"light": "lamp", "cord": "wire"}},
        specs={"length": {"from": "m"}, "weight": {"constant": 1}},
    )
    assert workshop.product("b")["family"] == "wire"
    assert workshop.specs("b") == {"length": Decimal("2.0"), "weight": 1}
    assert workshop.specs("a") == {"weight": 1}
    assert [(one.record, one.reason) for one in report.skipped] == [
        ("row 4", "no family; kind: chair is not in the table of the mapping"),
        ("row 5", "no family"),
    ]


def test_a_family_named_by_the_source(workshop: Workshop) -> None:
    report = workshop.take(
        workshop.table("code,name,kind\na,A,lamp\nb,B,equipment\nc,C,x\n"), family="{kind}"
    )
    assert report.imported == 1
    assert [one.reason for one in report.skipped] == [
        "the site has no family equipment for products",
        "the site has no family x for products",
    ]


def test_texts_in_several_languages(workshop: Workshop) -> None:
    workshop.put("site/site_config/policy.yaml", "approval: off\nlocales: [en, ru]\n")
    report = workshop.take(
        workshop.table(
            "code,name,name_ru,farbe,last,grund\n"
            "a,Lamp,Leuchte,rot,2026-12-31,Alt\nb,Lamp B,,,,\nc,,Leuchte C,,,\n"
        ),
        name={"en": "{name}", "ru": {"from": "name_ru"}},
        specs={"ports": {"en": {"constant": "red"}, "ru": {"from": "farbe", "required": True}}},
        lifecycle={"last_order": {"from": "last", "type": "date"}, "reason": {"ru": "{grund}"}},
    )
    product = workshop.product("a")
    assert product["name"] == {"en": "Lamp", "ru": "Leuchte"}
    assert product["specs"] == {"ports": {"en": "red", "ru": "rot"}}
    assert product["lifecycle"] == {"last_order": "2026-12-31", "reason": {"ru": "Alt"}}
    assert [(one.record, one.reason) for one in report.skipped] == [
        ("row 3", "no specs.ports.ru"),
        ("row 4", "no specs.ports.ru"),
    ]
    assert all(field.mapped + field.skipped == field.values for field in report.fields)


def test_a_text_stands_in_the_languages_that_the_source_has(workshop: Workshop) -> None:
    workshop.put("site/site_config/policy.yaml", "approval: off\nlocales: [en, ru]\n")
    workshop.take(
        workshop.table("code,name,name_ru\na,Lamp,\nb,,Leuchte\nc,,\n"),
        name={"en": "{name}", "ru": "{name_ru}"},
    )
    assert workshop.product("a")["name"] == {"en": "Lamp"}
    assert workshop.product("b")["name"] == {"ru": "Leuchte"}
    assert not (workshop.root / "content/products/c.yaml").exists()


def test_required_values(workshop: Workshop) -> None:
    report = workshop.take(
        workshop.table("code,name,w\na,A,1\nb,B,\n"),
        specs={"weight": {"from": "w", "required": True}},
    )
    assert [(one.record, one.reason) for one in report.skipped] == [("row 3", "no specs.weight")]


def test_what_keeps_a_required_value_away_is_told(workshop: Workshop) -> None:
    report = workshop.take(
        workshop.table("code,name,w\na,A,heavy\n"),
        specs={"weight": {"from": "w", "required": True}},
    )
    assert [one.reason for one in report.skipped] == ["no specs.weight; w: heavy is not a number"]


def test_an_end_of_a_range_may_be_required(workshop: Workshop) -> None:
    ends: Plain = {"min": {"from": "low"}, "max": {"from": "high", "required": True}}
    report = workshop.take(
        workshop.table("code,name,low,high\na,A,,40\nb,B,-5,\nc,C,,\n"),
        specs={"temperature": ends},
    )
    assert [(one.record, one.reason) for one in report.skipped] == [
        ("row 3", "no specs.temperature.max"),
        ("row 4", "no specs.temperature.max"),
    ]
    assert workshop.specs("a") == {"temperature": {"max": 40}}


def test_what_the_site_misses_is_told_with_what_was_left_out(workshop: Workshop) -> None:
    workshop.put(
        "site/schemas/families/bulb.yaml",
        "id: bulb\nname: B\nattributes: {w: {label: W, type: number, required: true}}\n",
    )
    source: Plain = {"format": "csv", "delimiter": ";", "decimal": ","}
    report = workshop.take(
        workshop.table("code;name;w\na;A;1,5\nb;B;1.5\n"),
        source=source,
        family="bulb",
        specs={"w": {"from": "w"}},
    )
    left_out = 'w: 1.5 is not a number; with `decimal: "."` under `source` it is one'
    assert [one.reason for one in report.skipped] == [
        f"specs: w is missing, found nothing; {left_out}"
    ]


def test_a_product_that_the_site_would_refuse_is_skipped(workshop: Workshop) -> None:
    report = workshop.take(workshop.table('code,name,no\na,A,"two\nlines"\n'), order_code="{no}")
    (skipped,) = report.skipped
    assert skipped.reason.startswith("order_code: wrong form")


def test_ids_that_cannot_be_given(workshop: Workshop) -> None:
    report = workshop.take(workshop.table("code,name\n…,A\n,B\n"))
    assert [one.reason for one in report.skipped] == ["no id: {code} gives nothing"] * 2


@pytest.mark.parametrize("side", ["x" * 300, "a\0b"])
def test_what_is_no_name_of_a_file_names_no_picture(workshop: Workshop, side: str) -> None:
    table = workshop.table(f"code,name,side\na,A,{side}\n")
    report = workshop.take(table, images=[{"file": "{side}.png", "alt": "{name}"}])
    assert report.taken
    assert "images" not in workshop.product("a")


def test_a_link_to_itself_is_no_picture(workshop: Workshop) -> None:
    table = workshop.table("code,name,side\na,A,side\n")
    (table.parent / "side.png").symlink_to("side.png")
    report = workshop.take(table, images=[{"file": "{side}.png", "alt": "{name}"}])
    assert report.taken
    assert "images" not in workshop.product("a")


def test_a_list_where_one_value_is_meant_is_told(workshop: Workshop) -> None:
    workshop.put("lamps/a.yaml", "code: [a, b]\nname: A\n")
    workshop.put("lamps/b.yaml", "code: [c]\nname: B\nside: [x, y]\n")
    report = workshop.take(
        workshop.folder / "lamps",
        source=YAML,
        id={"template": "{code[]}"},
        images=[{"file": "{side[]}.png", "alt": "{name}"}],
    )
    assert [(one.record, one.reason) for one in report.skipped] == [
        ("a.yaml", "no id; code[]: a is one of 2 values; name a summary")
    ]
    assert [(one.id, one.field, one.path) for one in report.left_out] == [("c", "images", "side[]")]


@pytest.mark.parametrize(
    ("policy", "ids"),
    [
        ({"on_collision": "skip"}, ["l-1"]),
        ({"on_collision": "number"}, ["l-1", "l-1-2", "l-1-3", "l-1-4"]),
        (
            {"on_collision": "suffix", "suffix": "{size}"},
            ["l-1", "l-1-2", "l-1-big", "l-1-big-2"],
        ),
    ],
)
def test_ids_that_collide(workshop: Workshop, policy: dict[str, Plain], ids: list[str]) -> None:
    table = workshop.table("code,name,size\nL 1,A,\nL-1,B,big\nL/1,C,big\nL 1,D,\n")
    identity = {"template": "{code}", **policy}
    report = workshop.take(table, id=identity)
    files = sorted(path.stem for path in (workshop.root / "content/products").iterdir())
    assert files == ids
    assert [one.record for one in report.collisions] == ["row 3", "row 4", "row 5"]
    assert {one.first for one in report.collisions} == {"row 2"}
    before = workshop.files()
    again = workshop.take(table, id=identity)
    assert again.collisions == report.collisions
    assert workshop.files() == before


def test_an_id_stays_with_its_record_when_rows_move(workshop: Workshop) -> None:
    rows = ["L 1,A", "L-1,B", "L/1,C"]
    identity = {"template": "{code}", "on_collision": "number"}
    workshop.take(workshop.table("code,name\n" + "\n".join(rows)), id=identity)
    before = workshop.files()
    rows = ["L_1,D", *reversed(rows)]
    report = workshop.take(workshop.table("code,name\n" + "\n".join(rows)), id=identity)
    assert workshop.files().items() >= {
        (path, octets) for path, octets in before.items() if path.startswith("products")
    }
    assert workshop.product("l-1-4")["name"] == "D"
    assert report.files["created"] == 1


def test_every_value_of_the_source_is_accounted_for(workshop: Workshop) -> None:
    report = workshop.take(
        workshop.table("code,name,w,note,more\na,A,1,x,y\nb,B,?,x,\nc,,2,x,\n"),
        specs={"weight": {"from": "w"}},
        ignore={"note": "internal"},
    )
    assert report.fields == (
        FieldUse(path="code", values=3, mapped=2, skipped=1, why="id"),
        FieldUse(path="name", values=2, mapped=2, why="name"),
        FieldUse(path="w", values=3, mapped=1, bad=1, skipped=1, why="specs.weight"),
        FieldUse(path="note", values=3, ignored=2, skipped=1, why="internal"),
        FieldUse(path="more", values=1, unmapped=1),
    )


def test_ignoring_a_field_ignores_what_is_below_it(workshop: Workshop) -> None:
    workshop.put("lamps/a.yaml", "code: a\nname: A\np: [{x: 1, y: {z: 2}}]\npq: 1\n")
    report = workshop.take(workshop.folder / "lamps", source=YAML, ignore={"p": "why"})
    assert [(use.path, use.ignored) for use in report.fields if use.ignored] == [
        ("p[].x", 1),
        ("p[].y.z", 1),
    ]


def _document(kind: str, title: str, url: str) -> dict[str, object]:
    return {"kind": kind, "title": {"en": title}, "url": url, "lang": "en", "audience": "dealer"}
