"""A catalogue of any size for the benchmark: the same bytes for the same numbers, anywhere.

    python -m tests.benchmarks.catalogue DIR --products 1000 --light

writes a whole site into an empty folder: families, products of some 1.5 kB with twenty figures and
four variants, policy, people, brand. With ``--light`` working copies are published; else every
product is approved, and has its register.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec import Struct

from inforce.control.approve import approve
from inforce.control.order import Order
from inforce.domain.text import Text
from tests.benchmarks.catalogue_words import (
    BUILDS,
    CHOICES,
    DUTIES,
    GROUPS,
    TRAITS,
    TRAITS_OF_USE,
    VARIANT_TRAITS,
    Kind,
    Trait,
)

AS_OF = date(2026, 11, 20)
_ZONE = "Europe/Vienna"
_APPROVED = date(2026, 3, 2)
_PER_FAMILY = 250
_FEWEST, _MOST = 4, 100


class Size(Struct, frozen=True, kw_only=True):
    """What a catalogue holds; it is approved product by product unless it is ``light``."""

    products: int
    locales: int = 1
    light: bool = True
    seed: int = 1

    @property
    def families(self) -> int:
        """How many families there are: one for some 250 products, 4 at least, 100 at most."""
        return min(max(self.products // _PER_FAMILY, _FEWEST), _MOST)


def write_catalogue(root: Path, size: Size) -> Path:
    """Write the site into ``root``, which must be empty or not be there; return ``root``."""
    if root.exists() and any(root.iterdir()):
        raise SystemExit(f"{root} is not empty: name another folder")
    for path, text in files(size):
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    if not size.light:
        at = datetime.combine(_APPROVED, time(12), ZoneInfo(_ZONE))
        approve(root, Order(by="anna", at=at, items=(), summary=Text({"en": "First issue"})))
    return root


def files(size: Size) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of every file that people would write."""
    yield "mkdocs.yml", _MKDOCS
    yield "site_config/policy.yaml", _policy(size)
    yield "site_config/people.yaml", _PEOPLE
    yield "site_config/brand.yaml", _BRAND
    yield "content/pages/index.md", _HOME
    yield "schemas/families/pump.yaml", _base(size)
    for number in range(size.families):
        key = family_id(number)
        yield f"schemas/families/{key}.yaml", _family(number, size)
        yield f"content/media/families/{key}.svg", _drawing(number)
    for number in range(size.products):
        yield product_path(number, size), product(number, size)


def product_id(number: int) -> str:
    """Return the id of the product so numbered, from 0."""
    return f"hx-{100_000 + number}"


def family_id(number: int) -> str:
    """Return the id of the family so numbered, from 0."""
    return f"series-{number + 1:03d}"


def family_name(number: int) -> tuple[str, str]:
    """Return what the family so numbered is called, in English and in Russian."""
    build, duty = BUILDS[number % len(BUILDS)], DUTIES[number // len(BUILDS) % len(DUTIES)]
    return f"{build[0]} for {duty[0]}", f"{build[1]} для {duty[1]}"


def product_path(number: int, size: Size) -> str:
    """Return the path of the product's file; each family has its folder."""
    return f"content/products/{family_id(number % size.families)}/{product_id(number)}.yaml"


def product(number: int, size: Size) -> str:
    """Return the file of the product so numbered; it is drawn from ``size.seed`` and its number."""
    draw = random.Random(f"{size.seed}/{number}")  # noqa: S311 - figures, no secrets
    family = number % size.families
    build, duty = BUILDS[family % len(BUILDS)], DUTIES[family // len(BUILDS) % len(DUTIES)]
    name = f"HX {100_000 + number}"
    picture = f"media/families/{family_id(family)}.svg"
    uses = draw.sample(TRAITS_OF_USE, 4)
    lines = [
        f"id: {product_id(number)}",
        f"name: {_text(size, f'{name} {build[2]}', f'{name}, {build[3]}')}",
        f"family: {family_id(family)}",
        *_told(size, "summary", _SUMMARY, (*build[2:], *duty)),
        *_description(size, uses),
        "specs:",
        *(f"  {trait.key}: {_value(trait, draw)}" for trait in TRAITS),
        "variants:",
        f"  by: [{', '.join(trait.key for trait in VARIANT_TRAITS)}]",
        "  items:",
        *_variants(number),
        f"images: [{{file: {picture}, alt: {_text(size, f'{name}, drawing', f'{name}, чертёж')}}}]",
        f"relations: [{{type: accessory, product: {product_id(_neighbour(number, size))}}}]",
        f"lifecycle: {{available_from: {_day(draw, 2019, 5)}}}",
        *_control(draw, size),
    ]
    return "\n".join(lines) + "\n"


def changed(text: str) -> str:
    """Return a product's file with another maximum flow: what an editor changes on a usual day."""
    head, mark, rest = text.partition("  flow_max: ")
    written, end, tail = rest.partition("\n")
    return f"{head}{mark}{Decimal(written) + 1}{end}{tail}"


def _neighbour(number: int, size: Size) -> int:
    """Return the number of the product that goes with it, of the same family where there is one."""
    other = (number + size.families) % size.products
    return other if other != number else (number + 1) % size.products


def _value(trait: Trait, draw: random.Random) -> str:
    if trait.kind is Kind.CHOICE:
        return draw.choice(trait.choices)
    if trait.kind is Kind.BOOLEAN:
        return draw.choice(("true", "false"))
    low = Decimal(trait.low) + Decimal(trait.step) * draw.randrange(trait.steps)
    if trait.kind is Kind.RANGE:
        return f"{{min: {low}, max: {low + Decimal(trait.step) * draw.randrange(4, 20)}}}"
    return str(low)


def _variants(number: int) -> Iterator[str]:
    first, second = VARIANT_TRAITS
    for one in first.choices:
        for other in second.choices:
            code = f"HX{100_000 + number}-{one[2:]}-{other[0].upper()}"
            yield (
                f"    - {{order_code: {code}, "
                f"specs: {{{first.key}: {one}, {second.key}: {other}}}}}"
            )


def _control(draw: random.Random, size: Size) -> Iterator[str]:
    yield "control:"
    yield "  owner: sales"
    if size.light:
        yield f"  reviewed_on: {_day(draw, 2026, 1, months=(2, 10))}"
    else:
        yield "  change: {class: substantive, summary: First issue}"


def _day(draw: random.Random, year: int, years: int, months: tuple[int, int] = (1, 12)) -> date:
    return date(year + draw.randrange(years), draw.randint(*months), draw.randint(1, 28))


_SUMMARY = (
    "{0} for {2}: short delivery, spare parts for ten years, drawings on request.",
    "{1} для {3}: короткий срок поставки, запасные части десять лет, чертежи по запросу.",
)
_PROSE = (
    "Made for continuous duty with clean liquids. Each one is run on the bench before it leaves.",
    "Рассчитан на длительную работу с чистыми жидкостями. Каждый проходит испытание на стенде.",
)


def _told(size: Size, key: str, said: tuple[str, str], facts: tuple[str, ...]) -> Iterator[str]:
    first, second = (sentence.format(*facts) for sentence in said)
    yield f"{key}: {_text(size, first[0].upper() + first[1:], second[0].upper() + second[1:])}"


def _description(size: Size, uses: list[tuple[str, str]]) -> Iterator[str]:
    yield "description:"
    for at, locale in enumerate(_locales(size)):
        yield f"  {locale}: |"
        yield f"    {_PROSE[at]}"
        yield ""
        yield from (f"    - {use[at]}" for use in uses)


def _locales(size: Size) -> tuple[str, ...]:
    return ("en", "ru")[: size.locales]


def _text(size: Size, *said: str) -> str:
    """Return a text as a flow mapping of the languages of the site."""
    pairs = zip(_locales(size), said, strict=False)
    told = ", ".join(f'{locale}: "{text}"' for locale, text in pairs)
    return f"{{{told}}}"


def _base(size: Size) -> str:
    lines = ["id: pump", "abstract: true", f"name: {_text(size, 'Pumps', 'Насосы')}", "groups:"]
    lines += [f"  - {{id: {key}, label: {_text(size, *label)}}}" for key, *label in GROUPS]
    lines += ["attributes:"]
    for trait in TRAITS:
        lines += _attribute(trait, size)
    for trait in VARIANT_TRAITS:
        lines += [*_attribute(trait, size), "    level: variant"]
    return "\n".join(lines) + "\n"


def _attribute(trait: Trait, size: Size) -> Iterator[str]:
    yield f"  {trait.key}:"
    yield f"    label: {_text(size, trait.en, trait.ru)}"
    yield f"    type: {trait.kind.value}"
    yield f"    group: {trait.group}"
    yield "    required: true"
    if trait.unit:
        yield f'    unit: "{trait.unit}"'
    if trait.kind is Kind.NUMBER:
        yield f"    digits: {len(trait.step.partition('.')[2])}"
    yield from (f"    {mark}: true" for mark in trait.marks)
    if trait.choices:
        yield "    choices:"
    for choice in (CHOICES[key] for key in trait.choices):
        yield f"      {choice.key}: {_text(size, choice.en, choice.ru)}"


def _family(number: int, size: Size) -> str:
    key, name = family_id(number), _text(size, *family_name(number))
    return (
        f"id: {key}\nparent: pump\nname: {name}\nsummary: {name}\n"
        f"image: media/families/{key}.svg\nreview_every: P12M\n"
    )


def _drawing(number: int) -> str:
    width = 60 + number % 40
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 120">'
        f'<path d="M10 90h{width}v-40h40v-20h20v60z" fill="none" stroke="#0f4c5c"/></svg>\n'
    )


def _policy(size: Size) -> str:
    locales = ", ".join(_locales(size))
    approval = "off" if size.light else "required\napprovers: [quality]"
    return f"""\
approval: {approval}
time_zone: {_ZONE}
locales: [{locales}]
required_locales: [{locales}]
audiences: {{public: {{}}}}
review: {{every: P12M, due_soon: 30, grace: 14}}
uncontrolled_pages: [index]
demo: {{as_of: {AS_OF}}}
"""


_MKDOCS = """\
site_name: Catalogue of the benchmark
site_url: https://www.example.com/
docs_dir: content/pages
theme:
  name: material
  font: false
plugins:
  - inforce:
      search: !ENV [BENCH_SEARCH, true]
nav:
  - index.md
  - products/index.md
  - families/index.md
validation:
  links: {not_found: warn, anchors: warn, absolute_links: warn, unrecognized_links: warn}
"""
_PEOPLE = """\
roles: {quality: {name: Quality}, sales: {name: Sales}}
people:
  anna: {name: Anna, roles: [quality], from: 2020-01-01}
"""
_BRAND = """\
name: Maker
colours: {primary: "#0f4c5c", accent: "#d9822b"}
contact: {email: info@maker.example}
"""
_HOME = """\
---
title: Catalogue of the benchmark
---

# Catalogue of the benchmark

Products that nobody makes, for measurements alone.
"""


def main() -> None:
    """Write the catalogue that is asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--products", type=int, default=1000)
    parser.add_argument("--locales", type=int, choices=[1, 2], default=1)
    parser.add_argument("--light", action="store_true", help="approval: off, and no registers")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    size = Size(products=asked.products, locales=asked.locales, light=asked.light, seed=asked.seed)
    write_catalogue(asked.folder, size)


if __name__ == "__main__":
    main()
