"""The catalogue as a site of MkDocs with Material: a Markdown page for each product."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import msgspec

from tests.benchmarks.catalogue import Size, family_id, family_name, product, product_id
from tests.benchmarks.catalogue_words import CHOICES, GROUPS, TRAITS, VARIANT_TRAITS, Kind, Trait


def write_markdown(root: Path, size: Size) -> None:
    """Write the site into ``root``, in English; products stand outside the navigation."""
    for path, text in _files(size):
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")


def _files(size: Size) -> Iterator[tuple[str, str]]:
    yield "mkdocs.yml", _CONFIG
    families = range(size.families)
    listed = "\n".join(f"- [{family_name(at)[0]}](families/{family_id(at)}.md)" for at in families)
    yield "docs/index.md", f"# Catalogue of the benchmark\n\n{listed}\n"
    for at in families:
        yield f"docs/families/{family_id(at)}.md", _family(at, size)
    for number in range(size.products):
        data = msgspec.yaml.decode(product(number, size))
        yield f"docs/products/{product_id(number)}.md", _product(data)


def _family(at: int, size: Size) -> str:
    rows = "\n".join(
        f"- [HX {100_000 + number}](../products/{product_id(number)}.md)"
        for number in range(at, size.products, size.families)
    )
    return f"# {family_name(at)[0]}\n\n{rows}\n"


def _product(data: dict[str, Any]) -> str:
    lines = [
        f"# {data['name']['en']}",
        f"[Home](../index.md) / [Family](../families/{data['family']}.md)",
        data["summary"]["en"],
        data["description"]["en"],
    ]
    names = {key: english for key, english, _ in GROUPS}
    for group, traits in groupby(TRAITS, key=lambda trait: trait.group):
        rows = [f"| {trait.en} | {_words(trait, data['specs'][trait.key])} |" for trait in traits]
        lines += [f"## {names[group]}", "\n".join(["| | |", "|---|---|", *rows])]
    heads = [trait.en for trait in VARIANT_TRAITS]
    table = [f"| Part number | {' | '.join(heads)} |", "|---" * (len(heads) + 1) + "|"]
    for item in data["variants"]["items"]:
        cells = [_words(trait, item["specs"][trait.key]) for trait in VARIANT_TRAITS]
        table.append(f"| {item['order_code']} | {' | '.join(cells)} |")
    lines += ["## Variants and part numbers", "\n".join(table), "## Related products"]
    lines += [f"- [{one['product']}]({one['product']}.md)" for one in data["relations"]]
    return "\n\n".join(lines) + "\n"


def _words(trait: Trait, value: Any) -> str:  # noqa: ANN401 - a value as it stands in the file
    match trait.kind:
        case Kind.CHOICE:
            return CHOICES[value].en
        case Kind.BOOLEAN:
            return "Yes" if value else "No"
        case Kind.RANGE:
            return f"{value['min']} to {value['max']} {trait.unit}"
        case Kind.NUMBER | Kind.INTEGER:
            return f"{value} {trait.unit}"


_CONFIG = """\
site_name: Catalogue of the benchmark
site_url: https://www.example.com/
theme:
  name: material
  font: false
plugins: []
nav:
  - index.md
markdown_extensions: [tables]
validation:
  nav: {omitted_files: ignore}
"""
