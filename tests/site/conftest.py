"""A small site with every kind of page, built as a user builds it."""

import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import chdir
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from mkdocs.__main__ import cli

from tests.quick import quick_host
from tests.sites import approved, write_site

DAY = date(2026, 6, 1)
MKDOCS = """\
site_name: Maker
site_url: https://maker.example/shop/
docs_dir: content/pages
theme: {name: material, font: false}
plugins:
  - inforce: {as_of: 2026-06-01, nav_titles: {ru: {More: Ещё}}}
nav:
  - index.md
  - products/index.md
  - withdrawn/index.md
  - notices/index.md
  - More: [terms.md, secret.md, late.md]
validation: {links: {not_found: warn}}
"""
FAMILY = """\
id: pump
name: {en: Pumps, ru: Насосы}
summary: {en: All our pumps., ru: Все наши насосы.}
image: media/pump.svg
ordering_code:
  - {product: true, label: {en: Series, ru: Серия}}
  - text: "-"
  - attribute: voltage
groups: [{id: hydraulics, label: {en: Hydraulics, ru: Гидравлика}}]
attributes:
  flow:
    label: {en: Flow, ru: Подача}
    type: number
    unit: m3/h
    required: true
    key: true
    comparable: true
    group: hydraulics
  voltage: {label: Voltage, type: integer, unit: V, level: variant}
  price: {label: Price, type: number, unit: EUR, audience: dealer}
"""
HX_100 = """\
id: hx-100
former_ids: [hx100]
former_codes: [RN/88-5]
name: {en: HX 100 <pump>, ru: Насос HX 100}
family: pump
summary: {en: A pump & more., ru: Насос.}
description: {en: "Built **well**. [More](https://maker.example/?a=1&b=2)"}
warnings:
  - {level: notice, text: {en: Never let it run dry., ru: Не допускайте сухого хода.}}
  - {level: danger, text: {en: "Live parts <inside>.", ru: Внутри токоведущие части.}}
specs: {flow: 12.50, price: 77123}
variants:
  by: [voltage]
  items: [{order_code: HX100-230, gtin: "9520417000017", specs: {voltage: 230}}]
documents:
  - {kind: manual, title: Manual, file: media/manual.txt, lang: en}
  - {kind: price-list, title: Secret prices, file: media/prices.txt, audience: dealer}
images: [{file: media/pump.svg, alt: {en: A drawing, ru: Чертёж}}]
relations: [{type: accessory, product: hx-90}]
control: {owner: sales, change: {class: substantive, summary: First issue}}
"""
HX_90 = """\
id: hx-90
name: {en: HX 90 pump, ru: Насос HX 90}
family: pump
warnings: [{text: {en: Hot surface., ru: Горячая поверхность.}}]
specs: {flow: 9.0}
lifecycle:
  announced_on: 2025-04-01
  notice: PDN-1
  reason: {en: The casting is no longer made., ru: Отливка снята с производства.}
  last_order: 2026-01-31
  support_until: 2030-01-31
  replaced_by:
    - product: hx-100
      fit: functional
      note: {en: Check the flanges., ru: Проверьте фланцы.}
control: {owner: sales, change: {class: substantive, summary: First issue}}
"""
DRAFT = """\
id: hx-200
name: {en: HX 200 unreleased, ru: Новый HX 200}
family: pump
specs: {flow: 20}
control: {owner: sales, change: {class: substantive, summary: First issue}}
"""
FILES: Mapping[str, str | None] = {
    "mkdocs.yml": MKDOCS,
    "site_config/brand.yaml": (
        "name: {en: Maker, ru: Мейкер}\ntagline: {en: Good pumps., ru: Хорошие насосы.}\n"
        "contact: {email: info@maker.example}\ncolours: {primary: '#123456'}\n"
    ),
    "schemas/families/pump.yaml": FAMILY,
    "content/products/hx-100.yaml": HX_100,
    "content/products/hx-90.yaml": HX_90,
    "content/pages/index.md": "---\ntitle: Maker\ntemplate: home.html\n---\n\nWelcome.\n",
    "content/pages/terms.md": (
        "---\ntitle: Terms\ncontrol: {id: terms, owner: sales}\n---\n\nWe deliver.\n"
    ),
    "content/pages/terms.ru.md": "---\ntitle: Условия\n---\n\nМы поставляем.\n",
    "content/pages/secret.md": (
        "---\ntitle: Dealers\ncontrol: {id: secret, owner: sales, audience: dealer}\n---\n\n"
        "Rebate 42.\n"
    ),
    "content/media/pump.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "content/media/hx-100.svg": None,
    "content/media/manual.txt": "How to use it.\n",
    "content/media/prices.txt": "Dealers pay 77123.\n",
}
# Written after the approval: nothing of it may show.
LATER: Mapping[str, str] = {
    "content/products/hx-200.yaml": DRAFT,
    "content/products/hx-100.yaml": HX_100.replace("12.50", "99.99"),
    "content/pages/late.md": (
        "---\ntitle: Too late\ncontrol: {id: late, owner: sales}\n---\n\nNot yet.\n"
    ),
    "content/pages/terms.md": FILES["content/pages/terms.md"].replace(  # type: ignore[union-attr]
        "We deliver.", "We may deliver."
    ),
}
MkDocs = Callable[..., Result]


@pytest.fixture(scope="session", autouse=True)
def _quick() -> Iterator[None]:
    """Let the builds of this process find out once what is installed."""
    with pytest.MonkeyPatch.context() as patch:
        quick_host(patch)
        yield


@pytest.fixture(scope="session")
def mkdocs() -> MkDocs:
    """Run `mkdocs build` in a site, called in this process: it has read the theme before."""

    def run(site: Path, *arguments: str, code: int = 0) -> Result:
        with chdir(site):
            done = CliRunner().invoke(cli, ["build", *arguments])
        assert done.exit_code == code, done.output
        assert done.exception is None or isinstance(done.exception, SystemExit), done.output
        return done

    return run


@pytest.fixture(scope="session")
def make_site(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """Write the site, approved, with later changes that are not."""

    def make() -> Path:
        site = write_site(tmp_path_factory.mktemp("site"), FILES)
        approved(site, day=date(2026, 1, 5))
        write_site(site, {**dict.fromkeys(FILES), **LATER, **_others()})
        return site

    return make


def _others() -> dict[str, None]:
    """What `write_site` would write again."""
    from tests import sites

    return dict.fromkeys(path for path in sites.FILES if path not in LATER)


@pytest.fixture(scope="session")
def built(make_site: Callable[[], Path]) -> Path:
    """The site as the program of MkDocs builds it for the public; not to be changed."""
    site = make_site()
    program = Path(sys.executable).with_name("mkdocs")
    subprocess.run([program, "build", "--strict"], cwd=site, check=True)
    return site / "site"


def read(built: Path, address: str) -> str:
    """Return the HTML of the page at ``address`` of a built site."""
    return (built / address / "index.html").read_text(encoding="utf-8")
