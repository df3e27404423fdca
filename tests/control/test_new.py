"""Beginning files: what is written passes the check, and nothing that exists is replaced."""

import os
from datetime import date
from pathlib import Path

import pytest

from inforce.control.draft import Begun, Draft, put
from inforce.control.new_communication import new_communication
from inforce.control.new_family import new_family
from inforce.control.new_feedback import new_feedback
from inforce.control.new_page import PageOrder, new_page
from inforce.control.new_product import ProductOrder, new_product
from inforce.control.record import sole_writer
from inforce.domain.errors import InforceError
from inforce.domain.items.page import PageKind
from inforce.domain.text import Text
from inforce.readers.corpus_reader import read_corpus
from inforce.readers.templates import FALLBACK, page_template
from tests.factories import feedback
from tests.sites import DAY, FAMILY, PEOPLE, POLICY, PRODUCT, approved, codes, findings, tree
from tests.sites import write_site as written

SMALL = (
    "id: {key}\nname: {key}\nfamily: {family}\nspecs: {{flow: 1}}\ncontrol: {{owner: quality}}\n"
)
FLOW = "attributes: {flow: {label: F, type: number}}\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return written(tmp_path)


def page(site: Path, key: str = "offer", **parts: object) -> Begun:
    return put(site, lambda: new_page(site, PageOrder(id=key, **parts)))  # type: ignore[arg-type]  # its fields


def product(
    site: Path, key: str, family: str = "pump", name: Text | None = None, owner: str | None = None
) -> str:
    order = ProductOrder(id=key, family=family, name=name, owner=owner)
    (begun,) = put(site, lambda: new_product(site, order)).drafts
    return begun.path


def entered(site: Path, received: date) -> str:
    entry = feedback("", received=received, path="")
    (begun,) = put(site, lambda: new_feedback(site, entry, DAY)).drafts
    return begun.path


@pytest.mark.parametrize("kind", PageKind)
def test_a_page_of_any_kind_waits_for_nothing_but_approval(site: Path, kind: PageKind) -> None:
    approved(site)
    page(site, "begun", kind=kind)
    assert codes(site) == ["APR001"]
    begun = read_corpus(site).pages["begun"]
    assert (begun.kind, begun.control.owner) == (kind, "sales")
    assert begun.title.locales == begun.body.locales == ("en", "ru")
    assert "$" not in "".join(text for _, text in begun.body.items())
    assert begun.path == (
        "begun.md" if kind.value in {"page", "terms", "notice"} else "forms/begun.md"
    )


@pytest.mark.parametrize("locale", ["en", "ru"])
@pytest.mark.parametrize("kind", PageKind)
def test_templates_are_shipped_in_both_languages(
    tmp_path: Path, kind: PageKind, locale: str
) -> None:
    template = page_template(tmp_path, kind, locale)
    assert template.locale == locale
    assert template.description
    same = page_template(tmp_path, kind, FALLBACK)
    assert template.body.count("\n|") == same.body.count("\n|")
    assert template.body.count("\n## ") == same.body.count("\n## ")


def test_a_page_is_what_was_ordered(site: Path) -> None:
    begun = page(
        site,
        "visit",
        kind=PageKind.VISIT_REPORT,
        owner="quality",
        audience="dealer",
        title=Text({"en": "Visits: ours"}),
    )
    assert [one.path for one in begun.drafts] == [
        "content/pages/forms/visit.ru.md",
        "content/pages/forms/visit.md",
    ]
    assert begun.notes == (
        "put forms/visit.md under nav in mkdocs.yml where readers should find it",
    )
    made = read_corpus(site).pages["visit"]
    assert (made.audience, made.control.owner) == ("dealer", "quality")
    assert (made.title.get("en"), made.title.get("ru")) == ("Visits: ours", "Отчёт о встрече")
    assert made.covers == ("8.2.1c", "4.4-visit-report")
    assert "Maker · info@maker.example" in (made.body.get("en") or "")
    change = made.control.change
    assert change is not None
    assert change.summary is not None
    assert change.summary.plain() == {"en": "First issue", "ru": "Первый выпуск"}


def test_a_page_covers_only_what_the_site_asks_for(site: Path) -> None:
    written(
        site, {"site_config/communication.yaml": "requirements: [{id: 8.2.1b, text: Orders}]\n"}
    )
    page(site, kind=PageKind.OFFER)
    assert read_corpus(site).pages["offer"].covers == ("8.2.1b",)
    page(site, "thanks", kind=PageKind.LETTER_OF_THANKS)
    assert read_corpus(site).pages["thanks"].covers == ()


def test_a_language_without_a_template_begins_in_english(tmp_path: Path) -> None:
    site = written(
        tmp_path,
        {"site_config/policy.yaml": "locales: [en, fr]\n", "site_config/locales/fr.yaml": ""},
    )
    begun = page(site, kind=PageKind.OFFER)
    assert begun.notes[0] == "there is no template for fr: the page in it begins in en"
    made = read_corpus(site).pages["offer"]
    assert made.body.get("fr") == made.body.get("en")
    assert [one.code for one in findings(site) if one.item == "offer"] == ["APR001"]


def test_a_site_without_contact_leaves_a_gap(tmp_path: Path) -> None:
    site = written(tmp_path, {"site_config/brand.yaml": None})
    (site / "site_config/brand.yaml").unlink(missing_ok=True)
    page(site, kind=PageKind.OFFER)
    assert "… · …" in (read_corpus(site).pages["offer"].body.get("en") or "")


def test_the_own_template_goes_first(site: Path) -> None:
    own = "---\ntitle: Our offer\n---\n\nCall $company; $unknown stays.\n"
    written(site, {"site_config/templates/pages/offer.en.md": own})
    page(site, kind=PageKind.OFFER)
    made = read_corpus(site).pages["offer"]
    assert (made.title.get("en"), made.title.get("ru")) == ("Our offer", "Коммерческое предложение")
    assert made.body.get("en") == "Call Maker; $unknown stays.\n"
    assert made.covers == ()


def test_a_template_without_its_head_is_told(site: Path) -> None:
    written(site, {"site_config/templates/pages/offer.en.md": "Text.\n"})
    with pytest.raises(
        InforceError, match=r"templates/pages/offer.en.md is no template: it begins"
    ):
        page(site, kind=PageKind.OFFER)


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({"key": "Offer Form!"}, r"'Offer Form!' cannot be an id.*; did you mean offer-form\?"),
        ({"key": "!"}, r"'!' cannot be an id: [^;]*$"),
        ({"key": "terms"}, r"terms exists: content/pages/terms.md"),
        ({"key": "hx-100"}, r"hx-100 exists: content/products/hx-100.yaml"),
        ({"key": "hx-9"}, r"hx-9 is a former id of hx-100"),
        ({"key": "broken"}, r"broken exists, in a file that cannot be read"),
        (
            {"key": "gone"},
            r"gone was issued and stays its item's: content/issued/gone/register.yaml",
        ),
        ({"audience": "dealr"}, r"no audience is called dealr; did you mean dealer\?"),
        ({"owner": "salse"}, r"no role is called salse; did you mean sales\?"),
        (
            {"owner": "nobody-at-all"},
            r"no role is called nobody-at-all; people.yaml lists the roles",
        ),
    ],
)
def test_what_cannot_be_is_refused(site: Path, parts: dict[str, str], told: str) -> None:
    gone = SMALL.format(key="gone", family="pump")
    written(site, {"content/products/gone.yaml": gone})
    approved(site, "gone")
    (site / "content/products/gone.yaml").unlink()
    written(
        site,
        {
            "content/products/broken.yaml": "[",
            "content/products/hx-100.yaml": f"{PRODUCT}former_ids: [hx-9]\n",
        },
    )
    before = tree(site)
    with pytest.raises(InforceError, match=told):
        page(site, **{"key": "offer", **parts})
    assert tree(site) == before


def test_someone_must_own_a_page(tmp_path: Path) -> None:
    site = written(tmp_path, {"site_config/people.yaml": "roles: {}\npeople: {}\n"})
    with pytest.raises(InforceError, match="names no roles; an item needs one"):
        page(site)
    nobody = "---\ntitle: Terms\ncontrol: {id: terms}\n---\n\nText.\n"
    written(site, {"site_config/people.yaml": PEOPLE, "content/pages/terms.md": nobody})
    page(site)
    assert read_corpus(site).pages["offer"].control.owner == "quality"


def test_settings_that_cannot_be_relied_on_stop_it(site: Path) -> None:
    written(site, {"site_config/people.yaml": "["})
    with pytest.raises(InforceError, match=r"people.yaml has problems"):
        page(site)


def test_nothing_is_replaced_and_a_killed_run_is_repeated(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page(site, kind=PageKind.OFFER)
    whole = tree(site)
    (site / "content/pages/forms/offer.md").unlink()
    page(site, kind=PageKind.OFFER)
    assert tree(site) == whole
    (site / "content/pages/forms/offer.md").unlink()
    (site / "content/pages/forms/offer.ru.md").write_text("Mine.\n", encoding="utf-8")
    before = tree(site)
    with pytest.raises(InforceError, match=r"offer.ru.md exists; nothing was written"):
        page(site, kind=PageKind.OFFER)
    assert tree(site) == before
    real = os.fsync
    calls: list[int] = []

    def full(handle: int) -> None:
        calls.append(handle)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        page(site, "second", kind=PageKind.OFFER)
    assert tree(site) == before


def test_one_command_writes_at_a_time(site: Path) -> None:
    with sole_writer(site), pytest.raises(InforceError, match="another inforce command"):
        page(site)


def test_a_folder_of_that_name_is_not_replaced(site: Path) -> None:
    (site / "content/pages/offer.md").mkdir()
    with pytest.raises(InforceError, match=r"offer.md exists"):
        put(site, lambda: Begun(drafts=(Draft("content/pages/offer.md", ""),)))


def test_a_product_says_what_it_lacks(site: Path) -> None:
    attributes = FAMILY + (
        "  size: {label: {en: Size, ru: Размер}, type: choice, required: true, level: variant,"
        " choices: [S, M]}\n"
        "  range: {label: Range, type: range, unit: Cel, required: true}\n"
    )
    written(site, {"schemas/families/pump.yaml": attributes})
    path = product(site, "hx-110", name=Text("HX: 110"))
    assert path == "content/products/hx-110.yaml"
    text = (site / path).read_text(encoding="utf-8")
    assert text.startswith(
        "# yaml-language-server: $schema=../../schemas/build/pump.schema.json\nid: hx-110\n"
        'name: "HX: 110"\nfamily: pump\nspecs: {}'
    )
    assert "#   flow:  # Flow: a number in m3/h\n" in text
    assert "#   range:  # Range: {min: …, max: …} in Cel\n" in text
    assert "#         size:  # Size: one of S, M\n" in text
    told = [one.facts["problem"] for one in findings(site) if one.path == path]
    assert told == ["flow is missing", "range is missing"]


def test_a_product_lies_where_its_siblings_lie(site: Path) -> None:
    families = {
        "machine": "id: machine\nname: M\nabstract: true\n",
        "pump": "id: pump\nname: P\nparent: machine\n" + FLOW,
        "fan": "id: fan\nname: Fans\nparent: machine\n",
        "lamp": "id: lamp\nname: Lamps\n",
    }
    siblings = {
        f"content/products/{folder}/{key}.yaml": SMALL.format(key=key, family="pump")
        for folder, key in (("a", "p-1"), ("b", "p-2"), ("b", "p-3"))
    }
    of_families = {f"schemas/families/{key}.yaml": text for key, text in families.items()}
    written(site, {**of_families, **siblings})
    (site / "content/products/hx-100.yaml").unlink()
    assert product(site, "p-4") == "content/products/b/p-4.yaml"
    assert product(site, "f-1", "fan") == "content/products/b/f-1.yaml"
    assert product(site, "l-1", "lamp") == "content/products/l-1.yaml"
    made = read_corpus(site)
    assert (made.products["p-4"].control.owner, made.products["p-4"].name.get("en")) == (
        "quality",
        "P-4",
    )
    schema = "# yaml-language-server: $schema=../../../schemas/build/fan.schema.json\n"
    assert (site / "content/products/b/f-1.yaml").read_text(encoding="utf-8").startswith(schema)


def test_the_schema_of_a_product_is_made_first(site: Path) -> None:
    order = ProductOrder(id="hx-110", family="pump", owner="quality")
    assert new_product(site, order).notes == (
        "`inforce schema` writes schemas/build/pump.schema.json for editors",
    )
    written(site, {"schemas/build/pump.schema.json": "{}"})
    assert new_product(site, order).notes == ()


@pytest.mark.parametrize(
    ("family", "told"),
    [
        ("pumps", r"no family is called pumps; did you mean pump\?"),
        ("machine", r"the family machine is abstract; below it: fan, sub"),
        ("empty", r"the family empty is abstract; below it: `inforce new family` begins one"),
    ],
)
def test_a_product_needs_a_family_that_can_have_products(
    site: Path, family: str, told: str
) -> None:
    for key, text in {
        "machine": "id: machine\nname: M\nabstract: true\n",
        "empty": "id: empty\nname: E\nabstract: true\n",
        "fan": "id: fan\nname: Fans\nparent: machine\n",
        "sub": "id: sub\nname: S\nparent: fan\n",
    }.items():
        written(site, {f"schemas/families/{key}.yaml": text})
    with pytest.raises(InforceError, match=told):
        product(site, "new-one", family)


def test_a_family_is_begun(site: Path) -> None:
    put(site, lambda: new_family(site, "gate-valve", None, None))
    put(site, lambda: new_family(site, "boiler", "pump", Text("Boilers")))
    made = read_corpus(site).families
    assert made["gate-valve"].name.get("en") == "Gate valve"
    assert (made["boiler"].parent, made["boiler"].name.get("en")) == ("pump", "Boilers")
    assert [one for one in findings(site) if one.path.startswith("schemas")] == []


@pytest.mark.parametrize(
    ("key", "parent", "told"),
    [
        ("pump", None, "the family pump exists"),
        ("Gate", None, "did you mean gate"),
        ("gate", "pmp", r"no family is called pmp; did you mean pump\?"),
    ],
)
def test_a_family_is_refused(site: Path, key: str, parent: str | None, told: str) -> None:
    before = tree(site)
    with pytest.raises(InforceError, match=told):
        put(site, lambda: new_family(site, key, parent, None))
    assert tree(site) == before


def test_feedback_gets_the_next_number_of_its_year(site: Path) -> None:
    for received, key in (
        (date(2025, 1, 3), "FB-2025-001"),
        (date(2025, 2, 3), "FB-2025-002"),
        (date(2024, 12, 30), "FB-2024-001"),
    ):
        assert entered(site, received) == f"content/feedback/{key}.yaml"
    written(site, {"content/feedback/2025/FB-2025-007.yaml": "[", "content/feedback/A-1.yaml": "["})
    entry = feedback("", received=DAY, path="")
    assert new_feedback(site, entry, DAY).drafts[0].path.endswith("FB-2025-008.yaml")
    assert read_corpus(site).feedback["FB-2025-002"].text == "Wrong."


@pytest.mark.parametrize("approval", ["required", "off"])
def test_feedback_about_an_item(site: Path, approval: str) -> None:
    if approval == "off":
        written(site, {"site_config/policy.yaml": POLICY.replace("required\n", "off\n", 1)})
    else:
        approved(site)
    entry = feedback("", received=DAY, path="", item="hx-100", revision=1)
    put(site, lambda: new_feedback(site, entry, DAY))
    assert [code for code in codes(site) if code.startswith(("FBK", "SCH"))] == []


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({"received": date(2025, 3, 2)}, "it cannot have come in on 2025-03-02: today is 2025"),
        ({"item": "hx-10"}, r"no product or page is called hx-10; did you mean hx-100\?"),
        ({"item": "a"}, "no product or page is called a; leave --item out"),
        ({"revision": 1}, "--revision says nothing without --item"),
        ({"item": "hx-100", "revision": 2}, "hx-100 has no revision 2; there are: 1"),
        ({"item": "fresh", "revision": 2}, "fresh has no revision 2; there are: none"),
    ],
)
def test_feedback_that_cannot_be_is_refused(
    site: Path, parts: dict[str, object], told: str
) -> None:
    approved(site, "hx-100")
    written(site, {"content/products/fresh.yaml": SMALL.format(key="fresh", family="pump")})
    entry = feedback("", **{"received": DAY, **parts})
    with pytest.raises(InforceError, match=told):
        new_feedback(site, entry, DAY)


def test_the_standard_list_fits_the_templates(site: Path) -> None:
    put(site, new_communication)
    made = read_corpus(site)
    assert made.problems == ()
    known = {requirement.id for requirement in made.communication}
    named = {key for kind in PageKind for key in page_template(site, kind, "en").covers}
    assert named <= known
    assert {key for key in known if key.startswith("4.4")} <= named
    with pytest.raises(InforceError, match="exists; nothing was written"):
        put(site, lambda: Begun(drafts=(Draft("site_config/communication.yaml", "other"),)))


def test_a_light_site_says_when_an_item_was_reviewed(site: Path) -> None:
    written(site, {"site_config/policy.yaml": POLICY.replace("required\n", "off\n", 1)})
    told = "set control.reviewed_on in it to the day on which you have held it against reality"
    assert page(site).notes[-1] == told
    assert new_product(site, ProductOrder(id="hx-110", family="pump")).notes[-1] == told


def test_a_dry_run_is_refused_as_the_run_is(site: Path) -> None:
    before = tree(site)
    assert put(site, new_communication, dry_run=True).drafts
    assert tree(site) == before
    written(site, {"site_config/communication.yaml": "requirements: []\n"})
    with pytest.raises(InforceError, match="exists; nothing was written"):
        put(site, new_communication, dry_run=True)
