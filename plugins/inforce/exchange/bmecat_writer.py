"""Writes XML for BMEcat: one element after the other, each no longer than the standard allows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from typing import final
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

# What XML 1.0 has no place for, in no form.
_UNFIT = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CUT = "…"

# The most characters of each element of text, as in bmecat_2005.xsd (2005fd).
_LONGEST = {
    "CATALOG_GROUP_ID": 50,
    "CATALOG_ID": 20,
    "CATALOG_NAME": 100,
    "DESCRIPTION_LONG": 64_000,
    "DESCRIPTION_SHORT": 150,
    "FDESCR": 250,
    "FNAME": 60,
    "FUNIT": 20,
    "FVALUE": 60,
    "FVALUE_DETAILS": 250,
    "GROUP_ID": 50,
    "GROUP_NAME": 50,
    "MANUFACTURER_NAME": 50,
    "MIME_ALT": 80,
    "MIME_DESCR": 250,
    "PRODUCT_STATUS": 250,
    "REFERENCE_FEATURE_GROUP_ID": 60,
    "REFERENCE_FEATURE_SYSTEM_NAME": 80,
    "SUPPLIER_NAME": 50,
}


@final
class BmecatWriter:
    """Writes elements one after the other, in UTF-8."""

    def __init__(self) -> None:
        self._out = BytesIO()
        self._xml = XMLGenerator(self._out, "utf-8", short_empty_elements=True)
        self._xml.startDocument()

    @contextmanager
    def inside(self, name: str, attributes: Mapping[str, str] | None = None) -> Iterator[None]:
        """Open an element around those that are written meanwhile."""
        self._xml.startElement(name, AttributesImpl(attributes or {}))
        self._xml.ignorableWhitespace("\n")
        yield
        self._xml.endElement(name)
        self._xml.ignorableWhitespace("\n")

    def text(self, name: str, text: str, attributes: Mapping[str, str] | None = None) -> None:
        """Write an element that holds ``text``, cut to its length; none where there is none."""
        fit = shortened(name, text)
        if fit:
            self._xml.startElement(name, AttributesImpl(attributes or {}))
            self._xml.characters(fit)
            self._xml.endElement(name)
            self._xml.ignorableWhitespace("\n")

    def empty(self, name: str, attributes: Mapping[str, str]) -> None:
        """Write an element that holds nothing."""
        self._xml.startElement(name, AttributesImpl(attributes))
        self._xml.endElement(name)
        self._xml.ignorableWhitespace("\n")

    def octets(self) -> bytes:
        """Return what was written."""
        self._xml.endDocument()
        return self._out.getvalue()


def shortened(name: str, text: str) -> str:
    """Return ``text`` as the element ``name`` can hold it: with an ellipsis where it is cut."""
    fit = _UNFIT.sub(" ", text).strip()
    most = _LONGEST.get(name, len(fit))
    return fit if len(fit) <= most else fit[: most - len(_CUT)].rstrip() + _CUT
