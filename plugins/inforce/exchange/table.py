"""A table of products: typed cells under columns that keep their names, for every such format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TypeAlias

from msgspec import Struct

from inforce.domain.items.family import AttributeType

Cell: TypeAlias = "str | int | Decimal | bool | date | None"

# Between the entries of a list in one cell.
SEPARATOR = "; "


class Rows(Enum):
    """What a row stands for: a product, or one of its order codes."""

    PRODUCT = "product"
    CODE = "code"


class Column(Struct, frozen=True, kw_only=True):
    """A column: its lasting ``key``, and what it is called.

    Keys are those of product files, joined by dots. ``unit`` is the UCUM or ISO 4217 code of the
    figures below, ``symbol`` what readers see of it. ``translated`` says that a text below stands
    in one language, and not the same in all.
    """

    key: str
    label: str
    unit: str = ""
    symbol: str = ""
    translated: bool = False


class Kind(Struct, frozen=True, kw_only=True):
    """What an attribute is in the families of a table: more than one thing, where they differ.

    ``units`` are sorted; one of them is empty where a family has none.
    """

    key: str
    label: str
    types: frozenset[AttributeType]
    units: tuple[str, ...]

    @property
    def mixed(self) -> bool:
        """Whether the unit stands with each figure, as it is not the same for all."""
        return len(self.units) > 1


class Table(Struct, frozen=True, kw_only=True):
    """Columns, and rows that give cells by the keys of columns; an absent cell is empty.

    ``families`` are those of the products, ``kinds`` what their attributes are, ``rows_are`` what
    a row stands for.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Mapping[str, Cell], ...]
    rows_are: Rows
    families: tuple[str, ...]
    kinds: tuple[Kind, ...]

    def lines(self) -> Iterator[list[Cell]]:
        """Yield the cells of each row, in the order of the columns."""
        keys = [column.key for column in self.columns]
        for row in self.rows:
            yield [row.get(key) for key in keys]
