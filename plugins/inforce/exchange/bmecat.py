"""Products as a BMEcat 2005 catalogue (T_NEW_CATALOG): a PRODUCT for each order code.

Source: bmecat_2005.xsd of 2005-11-04 (2005fd), (c) BME e.V., which grants the use of its tags and
of the schema free of charge. Elements stand in the order of the schema. What it demands and the
edition does not tell is not made up: where no price may be seen, the price is on request.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import final

from msgspec import Struct

from inforce.domain.editions.edition import EditionProduct
from inforce.domain.errors import InforceError
from inforce.domain.items.family import Attribute
from inforce.domain.items.lifecycle import LifecycleState
from inforce.domain.items.product import Document, DocumentKind
from inforce.domain.items.specs import Specs, Value
from inforce.domain.views.pictures import pictures
from inforce.domain.views.reading import Reading
from inforce.exchange.bmecat_codes import CURRENCIES, REFERENCES, language, media_type, version
from inforce.exchange.bmecat_writer import BmecatWriter, shortened
from inforce.renderers.website.machines.places import Places
from inforce.renderers.website.machines.unit_codes import unit_code

_NAMESPACE = "http://www.bmecat.org/bmecat/2005fd"
_ROOT_GROUP = "1"
# The schema wants a unit to order in, and an order code is ordered one by one ("one", UN/ECE 20).
_PIECE = "C62"
_LONGEST_CODE = 32
_LONGEST_ADDRESS = 255
_LONGEST_PRICE_TYPE = 16
_UNNAMABLE = re.compile(r"[^\w.-]+", re.ASCII)


class _Article(Struct, frozen=True):
    """What is ordered by one code."""

    code: str
    gtin: str | None
    name: str
    specs: Specs


class _Medium(Struct, frozen=True, kw_only=True):
    """A file or an address that shows or tells more."""

    kind: str
    source: str
    title: str = ""
    alt: str = ""
    purpose: str


def bmecat_octets(
    products: Iterable[EditionProduct], reading: Reading, origin: str, price: str
) -> tuple[bytes, tuple[str, ...]]:
    """Return the catalogue of ``products``, and the ids of those that have no order code.

    ``price`` is the attribute that prices are taken from, or empty; without ``origin``, the address
    of the website's root, files have no address and are left out. Raise InforceError where a
    language or an order code has no place in BMEcat.
    """
    orderable: list[EditionProduct] = []
    left_out: list[str] = []
    for product in products:
        if product.content.product.order_codes():
            orderable.append(product)
        else:
            left_out.append(product.id)
    _require_short(orderable)
    return _Catalogue(reading, origin, price).octets(orderable), tuple(left_out)


def _require_short(products: Iterable[EditionProduct]) -> None:
    codes = (code for product in products for code in product.content.product.order_codes())
    longer = [code for code in codes if len(code) > _LONGEST_CODE]
    if longer:
        raise InforceError(
            f"BMEcat has no order codes of more than {_LONGEST_CODE} characters: "
            f"{', '.join(longer)}"
        )


@final
class _Catalogue:
    """Writes one catalogue."""

    def __init__(self, reading: Reading, origin: str, price: str) -> None:
        self._reading = reading
        self._places = Places(reading, origin)
        self._price = price
        self._xml = BmecatWriter()

    def octets(self, products: list[EditionProduct]) -> bytes:
        """Return the whole document."""
        xml = self._xml
        with xml.inside("BMECAT", {"version": "2005", "xmlns": _NAMESPACE}):
            self._header()
            with xml.inside("T_NEW_CATALOG"):
                self._groups(products)
                for product in products:
                    for article in _articles(product, self._reading):
                        self._product(product, article)
                for product in products:
                    for code in product.content.product.order_codes():
                        with xml.inside("PRODUCT_TO_CATALOGGROUP_MAP"):
                            xml.text("PROD_ID", code)
                            xml.text("CATALOG_GROUP_ID", product.content.family.id)
        return xml.octets()

    def _header(self) -> None:
        xml, edition = self._xml, self._reading.edition
        brand = self._reading.phrase(edition.brand.name).text
        maker = self._reading.phrase(edition.brand.legal_name).text or brand
        if not maker:
            raise InforceError(
                "BMEcat wants the name of the supplier: site_config/brand.yaml: name"
            )
        with xml.inside("HEADER"):
            xml.text("GENERATOR_INFO", "inforce")
            with xml.inside("CATALOG"):
                xml.text("LANGUAGE", language(self._reading.locale))
                xml.text("CATALOG_ID", f"{edition.audience}-{self._reading.locale}")
                xml.text("CATALOG_VERSION", version(edition.as_of))
                xml.text("CATALOG_NAME", brand)
                xml.text("GENERATION_DATE", edition.as_of.isoformat())
            with xml.inside("SUPPLIER"):
                xml.text("SUPPLIER_NAME", maker)

    def _groups(self, products: Iterable[EditionProduct]) -> None:
        families = {one.content.family.id: one.content.family for one in products}
        if not families:
            return
        xml, reading = self._xml, self._reading
        with xml.inside("CATALOG_GROUP_SYSTEM"):
            with xml.inside("CATALOG_STRUCTURE", {"type": "root"}):
                xml.text("GROUP_ID", _ROOT_GROUP)
                xml.text("GROUP_NAME", reading.say("site.products"))
                xml.text("PARENT_ID", "0")
            for number, family in enumerate(families.values(), start=1):
                with xml.inside("CATALOG_STRUCTURE", {"type": "leaf"}):
                    xml.text("GROUP_ID", family.id)
                    xml.text("GROUP_NAME", reading.phrase(family.name).text)
                    xml.text("PARENT_ID", _ROOT_GROUP)
                    xml.text("GROUP_ORDER", str(number))

    def _product(self, product: EditionProduct, article: _Article) -> None:
        xml = self._xml
        with xml.inside("PRODUCT"):
            xml.text("SUPPLIER_PID", article.code)
            self._details(product, article)
            self._features(product, article)
            with xml.inside("PRODUCT_ORDER_DETAILS"):
                xml.text("ORDER_UNIT", _PIECE)
            self._prices(product, article)
            self._media(product)
            self._references(product)

    def _details(self, product: EditionProduct, article: _Article) -> None:
        xml, reading, shown = self._xml, self._reading, product.content.product
        texts = (reading.phrase(shown.summary).text, reading.phrase(shown.description).text)
        maker = reading.phrase(shown.brand).text or reading.phrase(reading.edition.brand.name).text
        with xml.inside("PRODUCT_DETAILS"):
            xml.text("DESCRIPTION_SHORT", article.name)
            xml.text("DESCRIPTION_LONG", "\n\n".join(text for text in texts if text))
            xml.text("INTERNATIONAL_PID", article.gtin or "", {"type": "gtin"})
            xml.text("MANUFACTURER_PID", article.code)
            xml.text("MANUFACTURER_NAME", maker)
            if product.state is not LifecycleState.ACTIVE:
                label = reading.say(f"state.{product.state.value}")
                xml.text("PRODUCT_STATUS", label, {"type": "others"})

    def _features(self, product: EditionProduct, article: _Article) -> None:
        xml, shown = self._xml, product.content.product
        for part in shown.classification:
            with xml.inside("PRODUCT_FEATURES"):
                system = _UNNAMABLE.sub("-", f"{part.system}-{part.version}")
                xml.text("REFERENCE_FEATURE_SYSTEM_NAME", system)
                xml.text("REFERENCE_FEATURE_GROUP_ID", part.code)
        values = {**shown.specs, **article.specs}
        told = [
            (values[key], attribute)
            for key, attribute in product.content.family.attributes.items()
            if key in values and key != self._price
        ]
        if told:
            with xml.inside("PRODUCT_FEATURES"):
                for number, (value, attribute) in enumerate(told, start=1):
                    self._feature(value, attribute, number)

    def _feature(self, value: Value, attribute: Attribute, number: int) -> None:
        xml, reading = self._xml, self._reading
        written = self._values(value, attribute)
        with xml.inside("FEATURE"):
            xml.text("FNAME", reading.phrase(attribute.label).text)
            for text in written:
                xml.text("FVALUE", text)
            xml.text("FUNIT", unit_code(attribute.unit or "") or reading.unit(attribute))
            xml.text("FORDER", str(number))
            xml.text("FDESCR", reading.phrase(value.condition).text)
            if any(shortened("FVALUE", text) != text for text in written):
                xml.text("FVALUE_DETAILS", written[0])
            if len(written) > 1:
                xml.text("FVALUE_TYPE", "range")

    def _values(self, value: Value, attribute: Attribute) -> list[str]:
        """Return a value, or the two ends of a range; a range with an open end is told in words."""
        if value.figure is not None:
            return [str(value.figure)]
        if value.minimum is not None and value.maximum is not None:
            return [str(value.minimum), str(value.maximum)]
        if value.flag is not None:
            return ["true" if value.flag else "false"]
        return [self._reading.words(value, attribute).text]

    def _prices(self, product: EditionProduct, article: _Article) -> None:
        xml = self._xml
        found = self._amount(product, article)
        with xml.inside("PRODUCT_PRICE_DETAILS"):
            if found is None:
                xml.empty("PRODUCT_PRICE", {"price_type": "on_request"})
                return
            # Whether a list price is net or gross is not known here, so it has a type of its own.
            kind = f"udp_{self._price[:_LONGEST_PRICE_TYPE]}"
            amount, currency = found
            with xml.inside("PRODUCT_PRICE", {"price_type": kind}):
                xml.text("PRICE_AMOUNT", str(amount))
                xml.text("PRICE_CURRENCY", currency)

    def _amount(self, product: EditionProduct, article: _Article) -> tuple[Decimal, str] | None:
        """Return the price that the audience may see, and its currency."""
        value = article.specs.get(self._price) or product.content.product.specs.get(self._price)
        attribute = product.content.family.attributes.get(self._price)
        if value is None or value.figure is None or attribute is None:
            return None
        currency = attribute.unit or ""
        return (value.figure, currency) if currency in CURRENCIES else None

    def _media(self, product: EditionProduct) -> None:
        xml = self._xml
        known = [one for one in self._files(product) if 0 < len(one.source) <= _LONGEST_ADDRESS]
        if not known:
            return
        with xml.inside("MIME_INFO"):
            for number, medium in enumerate(known, start=1):
                with xml.inside("MIME"):
                    xml.text("MIME_TYPE", medium.kind)
                    xml.text("MIME_SOURCE", medium.source)
                    xml.text("MIME_DESCR", medium.title)
                    xml.text("MIME_ALT", medium.alt)
                    xml.text("MIME_PURPOSE", medium.purpose)
                    xml.text("MIME_ORDER", str(number))

    def _files(self, product: EditionProduct) -> Iterator[_Medium]:
        reading, places = self._reading, self._places
        for number, picture in enumerate(pictures(product, reading)):
            yield _Medium(
                kind=media_type(picture.file.path),
                source=places.file(picture.file.path),
                alt=picture.alt.text,
                purpose="detail" if number else "normal",
            )
        for part in product.content.product.documents:
            file = product.content.published(part.file)
            title = reading.phrase(part.title).text
            if file is not None:
                at, kind = places.file(file.path), media_type(file.path)
            else:
                at, kind = part.url or "", "url"
            yield _Medium(kind=kind, source=at, title=title, purpose=_purpose(part))

    def _references(self, product: EditionProduct) -> None:
        for link in product.content.product.relations:
            self._reference(REFERENCES[link.type], link.product, link.quantity)
        for heir in product.successors:
            self._reference("followup", heir.product)

    def _reference(self, kind: str, key: str, quantity: int | None = None) -> None:
        """Write a reference to each order code of another product."""
        other = self._reading.edition.products[key].content.product
        amount = {} if quantity is None else {"quantity": str(quantity)}
        for code in other.order_codes():
            with self._xml.inside("PRODUCT_REFERENCE", {"type": kind, **amount}):
                self._xml.text("PROD_ID_TO", code)


def _articles(product: EditionProduct, reading: Reading) -> Iterator[_Article]:
    shown = product.content.product
    name = reading.phrase(shown.name).text
    if shown.order_code is not None:
        yield _Article(shown.order_code, shown.gtin, name, Specs({}))
    for item in shown.variants.items:
        yield _Article(item.order_code, item.gtin, f"{name}, {item.order_code}", item.specs)


def _purpose(document: Document) -> str:
    return "data_sheet" if document.kind is DocumentKind.DATASHEET else "others"
