"""Products of an edition as tables: what of a product stands in which column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias, final

from inforce.domain.editions.edition import EditionProduct
from inforce.domain.items.content import FamilyContent
from inforce.domain.items.family import Attribute, AttributeType, Level
from inforce.domain.items.product import Product
from inforce.domain.items.specs import Specs, Value
from inforce.domain.text import Text
from inforce.domain.track import Track, silently
from inforce.domain.views.pictures import pictures
from inforce.domain.views.reading import Reading
from inforce.exchange.table import SEPARATOR, Cell, Column, Kind, Rows, Table
from inforce.renderers.website.machines.places import Places

_Cells: TypeAlias = "dict[str, Cell]"

# Interface texts say what the columns are called.
_HEAD = {
    "id": "change.field.id",
    "name": "change.field.name",
    "brand": "change.field.brand",
    "family": "change.field.family",
    "order_code": "change.field.order_code",
    "gtin": "change.field.gtin",
    "order_codes": "change.field.variants",
    "gtins": "change.field.gtin",
    "state": "search.status",
    "summary": "change.field.summary",
    "description": "change.field.description",
}
_DATES = (
    "available_from",
    "not_recommended_from",
    "announced_on",
    "last_order",
    "last_delivery",
    "support_until",
    "withdrawn_on",
)
_TAIL = {
    **{f"lifecycle.{key}": f"date.{key}" for key in _DATES},
    "lifecycle.notice": "change.field.notice",
    "lifecycle.reason": "change.field.reason",
    "recall": "change.field.recall",
    "successors": "change.field.replaced_by",
    "relations": "change.field.relations",
    "classification": "change.field.classification",
    "images": "change.field.images",
    "documents": "change.field.documents",
    "url": "change.field.path",
    "revision": "site.stamp.revision",
    "effective_from": "site.stamp.effective_from",
    "digest": "site.stamp.digest",
}
# Where a row is an order code, that has one code and one GTIN.
_LISTED = ("order_codes", "gtins")
# What a spec is spread over, in this order.
_FORMS = ("", ".min", ".max", ".unit", ".condition")
_FIGURES = _FORMS[:3]
_NO_UNIT = "1"  # UCUM's unity


@final
class Tabulation:
    """Makes tables of the products of an edition, for one reader.

    ``worded`` puts choices and states in the reader's words, which suits people; without it they
    stand as in the files, which suits programs.
    """

    def __init__(self, reading: Reading, origin: str, rows: Rows, *, worded: bool) -> None:
        """``origin`` is the absolute address of the website's root, or empty."""
        self._reading = reading
        self._places = Places(reading, origin)
        self._rows = rows
        self._worded = worded
        self._translated: set[str] = set()
        self._met: set[str] = set()

    def table(
        self, title: str, products: Sequence[EditionProduct], track: Track = silently
    ) -> Table:
        """Return ``products`` as a table of their own."""
        self._translated, self._met = set(), set()
        kinds = self._kinds(products)
        mixed = frozenset(key for key, kind in kinds.items() if kind.mixed)
        steps = track(products, "Exporting", len(products))
        rows = tuple(row for product in steps for row in self._of(product, mixed))
        return Table(
            title=title,
            columns=tuple(self._columns(kinds)),
            rows=rows,
            rows_are=self._rows,
            families=tuple(dict.fromkeys(product.content.family.id for product in products)),
            kinds=tuple(kinds.values()),
        )

    def _kinds(self, products: Sequence[EditionProduct]) -> Mapping[str, Kind]:
        """Return what each attribute is of which there may be a value, in the families' order."""
        contents = {id(product.content.family): product.content.family for product in products}
        declared: dict[str, list[Attribute]] = {}
        for family in contents.values():
            for key, attribute in family.attributes.items():
                declared.setdefault(key, []).append(attribute)
        found = (
            self._kind(key, label, declared.get(key, []))
            for key, label in self._labels(family.id for family in contents.values())
        )
        return {kind.key: kind for kind in found if kind.types}

    def _labels(self, families: Iterable[str]) -> Iterator[tuple[str, Text]]:
        """Yield the key and label of each attribute once, in the order of the families."""
        seen: set[str] = set()
        for name in dict.fromkeys(families):
            for key, attribute in self._reading.edition.families[name].attributes.items():
                if key not in seen:
                    seen.add(key)
                    yield key, attribute.label

    def _kind(self, key: str, label: Text, declared: Sequence[Attribute]) -> Kind:
        """Return what an attribute is of which rows have values; without types where none has."""
        whole = self._rows is Rows.CODE
        shown = [one for one in declared if whole or one.level is Level.PRODUCT]
        return Kind(
            key=key,
            label=self._reading.phrase(label).text,
            types=frozenset(attribute.type for attribute in shown),
            units=tuple(sorted({attribute.unit or "" for attribute in shown})),
        )

    def _columns(self, kinds: Mapping[str, Kind]) -> Iterator[Column]:
        for key, says in _HEAD.items():
            if self._rows is Rows.PRODUCT or key not in _LISTED:
                yield self._column(key, self._reading.say(says))
        for kind in kinds.values():
            for form in _FORMS:
                if self._has(kind, form):
                    yield self._spec_column(kind, form)
        for key, says in _TAIL.items():
            yield self._column(key, self._reading.say(says))

    def _has(self, kind: Kind, form: str) -> bool:
        """Whether a spec has a column for ``form``: by its type always, else where it is met."""
        ranged = AttributeType.RANGE in kind.types
        always = {
            "": kind.types != {AttributeType.RANGE},
            ".min": ranged,
            ".max": ranged,
            ".unit": kind.mixed,
        }
        return always.get(form, False) or f"specs.{kind.key}{form}" in self._met

    def _spec_column(self, kind: Kind, form: str) -> Column:
        label = kind.label if not form else self._reading.say(f"export{form}", label=kind.label)
        if kind.mixed or form not in _FIGURES:
            return self._column(f"specs.{kind.key}{form}", label)
        return self._column(f"specs.{kind.key}{form}", label, kind.units[0])

    def _column(self, key: str, label: str, unit: str = "") -> Column:
        symbol = self._reading.wording.unit(unit) if unit else ""
        translated = key in self._translated
        return Column(key=key, label=label, unit=unit, symbol=symbol, translated=translated)

    def _of(self, product: EditionProduct, mixed: frozenset[str]) -> Iterator[_Cells]:
        """Yield the rows of a product."""
        shown, family = product.content.product, product.content.family
        whole: _Cells = {
            **self._head(product),
            **dict(self._specs(shown.specs, family, mixed)),
            **self._tail(product),
        }
        if self._rows is Rows.PRODUCT:
            whole["order_code"], whole["gtin"] = shown.order_code, shown.gtin
            whole["order_codes"] = SEPARATOR.join(shown.order_codes())
            whole["gtins"] = SEPARATOR.join(shown.article_numbers())
            yield whole
            return
        for code, gtin, specs in _codes(shown):
            own = dict(self._specs(specs, family, mixed))
            yield {**whole, **own, "order_code": code, "gtin": gtin}

    def _head(self, product: EditionProduct) -> _Cells:
        shown = product.content.product
        state = product.state.value
        return {
            "id": product.id,
            "name": self._text("name", shown.name),
            "brand": self._text("brand", shown.brand),
            "family": product.content.family.id,
            "state": self._reading.say(f"state.{state}") if self._worded else state,
            "summary": self._text("summary", shown.summary),
            "description": self._text("description", shown.description),
        }

    def _specs(
        self, specs: Specs, family: FamilyContent, mixed: frozenset[str]
    ) -> Iterator[tuple[str, Cell]]:
        for key, value in specs.items():
            attribute = family.attributes.get(key)
            if attribute is None:  # no family knows it, so it is shown nowhere
                continue
            at = f"specs.{key}"
            for form, cell in self._forms(at, value, attribute):
                if cell is not None:
                    self._met.add(f"{at}{form}")
                    yield f"{at}{form}", cell
            if key in mixed:
                yield f"{at}.unit", attribute.unit or (_NO_UNIT if value.is_quantity else None)

    def _forms(self, at: str, value: Value, attribute: Attribute) -> Iterator[tuple[str, Cell]]:
        if value.is_range:
            yield ".min", value.minimum
            yield ".max", value.maximum
        else:
            yield "", self._single(at, value, attribute)
        if value.condition is not None:
            yield ".condition", self._text(f"{at}.condition", value.condition)

    def _single(self, at: str, value: Value, attribute: Attribute) -> Cell:
        if value.figure is not None:
            return value.figure
        if value.flag is not None:
            return value.flag
        if attribute.type is AttributeType.CHOICE and self._worded:
            return self._reading.words(value, attribute).text
        return self._text(at, value.text)

    def _tail(self, product: EditionProduct) -> _Cells:
        shown, stamp = product.content.product, product.stamp
        life = shown.lifecycle
        relations = (
            f"{link.type.value}:{link.product}" + (f":{link.quantity}" if link.quantity else "")
            for link in shown.relations
        )
        classes = (f"{part.system} {part.version} {part.code}" for part in shown.classification)
        return {
            **{f"lifecycle.{key}": getattr(life, key) for key in _DATES},
            "lifecycle.notice": life.notice,
            "lifecycle.reason": self._text("lifecycle.reason", life.reason),
            "recall": None if shown.recall is None else shown.recall.notice,
            "successors": SEPARATOR.join(heir.product for heir in product.successors),
            "relations": SEPARATOR.join(relations),
            "classification": SEPARATOR.join(classes),
            "images": SEPARATOR.join(
                self._file(picture.file.path) for picture in pictures(product, self._reading)
            ),
            "documents": SEPARATOR.join(self._documents(product)),
            "url": self._places.product(product.id),
            "revision": stamp.revision,
            "effective_from": stamp.effective_from,
            "digest": stamp.digest,
        }

    def _documents(self, product: EditionProduct) -> Iterator[str]:
        for part in product.content.product.documents:
            file = product.content.published(part.file)
            if file is not None:
                yield self._file(file.path)
            elif part.url:
                yield part.url

    def _file(self, path: str) -> str:
        """Return the address of a file: from the site's root, where the site has no address."""
        return self._places.file(path) or path

    def _text(self, key: str, text: Text | None) -> str | None:
        if text is None:
            return None
        if not text.neutral:
            self._translated.add(key)
        return self._reading.phrase(text).text


def _codes(product: Product) -> Iterator[tuple[str | None, str | None, Specs]]:
    """Yield (order code, GTIN, own specs) of each code; one without a code where there is none."""
    variants = product.variants.items
    if product.order_code is not None or not variants:
        yield product.order_code, product.gtin, Specs({})
    for variant in variants:
        yield variant.order_code, variant.gtin, variant.specs
