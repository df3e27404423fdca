"""The catalogue as a site of Hugo: a content file of the same YAML for each product."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from textwrap import indent
from typing import Any

import msgspec

from tests.benchmarks.catalogue import Size, family_id, family_name, product_id, product_path
from tests.benchmarks.catalogue_words import CHOICES, GROUPS, TRAITS, VARIANT_TRAITS, Kind, Trait
from tests.benchmarks.hugo_layouts import layouts

LANGUAGES = ("en", "ru")
_SHOWN = {"m3/h": "m³/h", "/min": "1/min", "mPa.s": "mPa·s", "Cel": "°C"}


def write_hugo(root: Path, catalogue: Path, size: Size, built: Path) -> None:
    """Write the site into ``root`` from the one at ``catalogue``.

    ``built`` is a small catalogue's website as inforce built it: the frame of its pages is taken.
    """
    for path, text in _files(size, built):
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    for number in range(size.products):
        source = product_path(number, size)
        for locale in LANGUAGES[: size.locales]:
            target = root / hugo_path(number, size, locale)
            target.write_text(as_content((catalogue / source).read_text(encoding="utf-8"), locale))
    shutil.copytree(catalogue / "content/media", root / "static/media")


def hugo_path(number: int, size: Size, locale: str = "en") -> str:
    """Return the path of a product's content file."""
    return product_path(number, size).removesuffix(".yaml") + f".{locale}.md"


def as_content(product: str, locale: str) -> str:
    """Return a product's file as a content file: its YAML stands in the front matter as it is."""
    name = msgspec.yaml.decode(product.partition("\nfamily:")[0])["name"][locale]
    return f'---\ntitle: "{name}"\nparams:\n  product:\n{indent(product, "    ")}---\n'


def _files(size: Size, built: Path) -> Iterator[tuple[str, str]]:
    languages = {locale: {"weight": at} for at, locale in enumerate(LANGUAGES[: size.locales], 1)}
    yield "hugo.yaml", f"{_CONFIG}languages: {msgspec.json.encode(languages).decode()}\n"
    for path, text in layouts(built, product_id(0)).items():
        yield f"layouts/{path}", text
    yield "data/attributes.json", _json([_attribute(trait) for trait in TRAITS])
    yield "data/variants.json", _json([_attribute(trait) for trait in VARIANT_TRAITS])
    for locale in LANGUAGES[: size.locales]:
        yield f"content/_index.{locale}.md", "---\ntitle: Catalogue of the benchmark\n---\n"
        yield f"content/products/_index.{locale}.md", "---\ntitle: Products\n---\n"
        for number in range(size.families):
            key, name = family_id(number), family_name(number)[LANGUAGES.index(locale)]
            head = f'---\ntitle: "{name}"\nlayout: family\nurl: families/{key}/\n---\n'
            yield f"content/products/{key}/_index.{locale}.md", head


def _attribute(trait: Trait) -> dict[str, Any]:
    unit = _SHOWN.get(trait.unit, trait.unit)
    form = "%d" if trait.kind is Kind.INTEGER else f"%.{len(trait.step.partition('.')[2])}f"
    return {
        "key": trait.key,
        "label": _label(trait.en, trait.ru),
        "type": trait.kind.value,
        "group": _label(*next(names for key, *names in GROUPS if key == trait.group)),
        "unit": unit,
        "form": f"{form} {unit.replace('%', '%%')}",
        "main": "key" in trait.marks,
        "comparable": "comparable" in trait.marks,
        "choices": {key: _label(CHOICES[key].en, CHOICES[key].ru) for key in trait.choices},
    }


def _label(en: str, ru: str) -> dict[str, str]:
    return {"en": en, "ru": ru}


def _json(value: list[dict[str, Any]]) -> str:
    return msgspec.json.encode(value).decode()


_CONFIG = """\
baseURL: https://www.example.com/
title: Catalogue of the benchmark
defaultContentLanguage: en
disableKinds: [taxonomy, term, rss]
permalinks:
  page: {products: "/products/:contentbasename/"}
"""
