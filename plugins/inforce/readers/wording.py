"""The words of a locale: interface texts from ``locales/<locale>.yaml``, forms from the CLDR."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from typing import final

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal, get_currency_symbol, list_currencies
from babel.units import format_unit

from inforce.domain.errors import InforceError
from inforce.domain.interface import Interface
from inforce.readers.interface import DATE, ENGLISH, FOLDER, cldr, layers, shipped_locales, symbols
from inforce.readers.units import convert, scale

_NBSP = "\N{NO-BREAK SPACE}"
_MINUS = "\N{MINUS SIGN}"
_CURRENCY = "\N{CURRENCY SIGN}"
# The signs of angles follow their figure without a gap (SI brochure, 5.4.3), as no sign does.
_CLOSE = ("", "°", "′", "″")
# Units that are words, which bend with the figure, and what the CLDR calls them.
_BENT = {"a": "duration-year"}
# In a pattern of the CLDR: what stands for the figure itself.
_FORM_OF_A_FIGURE = re.compile(r"[#0][#0,.]*")
# A large catalogue repeats its figures: so many of them, and of conversions, are remembered.
_FIGURES = 65_536
_SIZES = (("MB", 1_000_000), ("kB", 1_000))


class UnknownLocaleError(InforceError):
    """No interface texts exist for a locale."""

    def __init__(self, locale: str) -> None:
        super().__init__(
            f"site_config/policy.yaml: there are no interface texts for the locale {locale!r}; "
            f"write {FOLDER}/{locale}.yaml, or use one of {', '.join(shipped_locales())}"
        )


@final
class CldrWording:
    """The wording of one locale (implements ``domain.wording.Wording``)."""

    def __init__(
        self,
        locale: str,
        texts: Mapping[str, str],
        units: Mapping[str, str],
        bent: Mapping[str, str],
        data: Locale,
    ) -> None:
        self.locale = locale
        self._texts = texts
        self._units = units
        self._bent = bent
        self._cldr = data
        symbols = self._cldr.number_symbols["latn"]
        self._decimal = symbols["decimal"]
        self._group = symbols["group"]
        self._day = cache(self._format_day)
        # By its digits: 12.5 and 12.50 are the same figure, with another precision.
        self._number = lru_cache(_FIGURES)(self._number_anew)
        self._convert = lru_cache(_FIGURES)(self._convert_anew)
        money = self._cldr.currency_formats["standard"].pattern.partition(";")[0]
        self._around_money = _FORM_OF_A_FIGURE.split(money, maxsplit=1)

    def say(self, key: str, **facts: str) -> str:
        """Return the interface text ``key`` with ``facts`` filled in."""
        text = self._texts[key]
        return text.format(**facts) if facts else text

    def section(self, name: str) -> Mapping[str, str]:
        """Return the interface texts below ``name``, by the rest of their keys."""
        start = f"{name}."
        found = (pair for pair in self._texts.items() if pair[0].startswith(start))
        return {key.removeprefix(start): text for key, text in found}

    @property
    def texts(self) -> Mapping[str, str]:
        """All interface texts, for templates and scripts."""
        return self._texts

    def number(self, figure: Decimal) -> str:
        """Return ``figure`` with all its digits; five or more whole digits are grouped.

        Very small and very large figures are written with a power of ten.
        """
        return self._number(str(figure))

    def _number_anew(self, written: str) -> str:
        figure = Decimal(written)
        sign, digits, exponent = figure.as_tuple()
        if isinstance(exponent, str):
            return str(figure)
        if exponent < -12 or exponent > 6:  # noqa: PLR2004 - beyond this zeros hide the figure
            return self._scientific(figure, digits, bool(sign))
        whole, _, fraction = format(abs(figure), "f").partition(".")
        text = self._grouped(whole)
        if fraction:
            text += self._decimal + fraction
        return (_MINUS if sign else "") + text

    def _grouped(self, whole: str) -> str:
        if len(whole) < 5:  # noqa: PLR2004 - the CLDR's minimum grouping in Russian, ISO 80000-1
            return whole
        parts: list[str] = []
        while whole:
            whole, part = whole[:-3], whole[-3:]
            parts.insert(0, part)
        group = _NBSP if self._group.isspace() else self._group
        return group.join(parts)

    def _scientific(self, figure: Decimal, digits: tuple[int, ...], negative: bool) -> str:  # noqa: FBT001
        text = "".join(str(digit) for digit in digits)
        mantissa = text[0] + (self._decimal + text[1:] if len(text) > 1 else "")
        power = str(figure.adjusted()).translate(_SUPERSCRIPT)
        sign = _MINUS if negative else ""
        return f"{sign}{mantissa}{_NBSP}·{_NBSP}10{power}"

    def day(self, day: date) -> str:
        """Return a date such as ``15 March 2026``."""
        return self._day(day)

    def _format_day(self, day: date) -> str:
        text = format_date(day, self.say(DATE), self._cldr)
        return text.replace(" ", _NBSP)

    def unit(self, code: str) -> str:
        """Return the symbol of a unit or currency, or the code itself where none is known."""
        known = self._units.get(code)
        if known is None and code in _currencies():
            return get_currency_symbol(code, self._cldr)
        return code if known is None else known

    def measure(self, figure: str, code: str, count: Decimal | None = None) -> str:
        """Return a figure in words with its unit; money as the CLDR writes it in this locale."""
        if count is not None and code in self._bent:
            return self._worded(figure, self._bent[code], count)
        symbol = self.unit(code)
        if code not in _currencies():
            gap = "" if symbol in _CLOSE else _NBSP
            return f"{figure}{gap}{symbol}"
        amount = figure.removeprefix(_MINUS)
        before, after = self._around_money
        before, after = (part.replace(_CURRENCY, symbol) for part in (before, after))
        gap = _NBSP if before[-1:].isalpha() else ""
        return f"{_MINUS if amount != figure else ''}{before}{gap}{amount}{after}"

    def _worded(self, figure: str, unit: str, count: Decimal) -> str:
        told = format_unit(count, unit, locale=self._cldr)
        around = told.split(format_decimal(count, locale=self._cldr))
        return figure.join(part.replace(" ", _NBSP) for part in around)

    def converted(self, figure: Decimal, unit: str, other: str) -> str:
        """Return ``figure``, given in ``unit``, as a number of ``other`` with its precision."""
        return self._convert(str(figure), unit, other)

    def _convert_anew(self, figure: str, unit: str, other: str) -> str:
        return self.number(Decimal(convert(Decimal(figure), unit, other)))

    def scale(self, unit: str, other: str) -> tuple[Decimal, Decimal]:
        """Return what figures in ``unit`` are multiplied by, then what is added, for ``other``."""
        return scale(unit, other)

    def size(self, octets: int) -> str:
        """Return a file size in kB or MB (powers of ten)."""
        for name, factor in _SIZES:
            if octets >= factor:
                amount = Decimal(octets) / factor
                rounded = amount.quantize(Decimal(1) if amount >= 10 else Decimal("0.1"))  # noqa: PLR2004 - two digits
                return f"{self.number(rounded)}{_NBSP}{self.say(f'size.{name}')}"
        return f"{octets}{_NBSP}{self.say('size.B')}"

    @property
    def direction(self) -> str:
        """Which way the script of the locale runs: ``ltr`` or ``rtl``."""
        return str(self._cldr.text_direction)

    @property
    def own_name(self) -> str:
        """What the language calls itself."""
        return str(self._cldr.display_name)

    def language(self, code: str) -> str:
        """Return the name of a language, or its code where the CLDR has none."""
        name = self._cldr.languages.get(code, code)
        return str(name)


_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


@cache
def _currencies() -> frozenset[str]:
    return frozenset(list_currencies())


def wording(locale: str, own: Mapping[str, Interface] | None = None) -> CldrWording:
    """Return the wording of ``locale``; raise UnknownLocaleError where there are no texts for it.

    ``own`` are the site's texts by locale, which stand over the shipped ones. What a language
    leaves out stands in English. A unit that is a word bends unless the site has its own for it.
    """
    data = cldr(locale)
    found = layers(locale, own or {})
    if data is None or not found:
        raise UnknownLocaleError(locale)
    words = (*layers(ENGLISH, {}), *found)
    texts = {key: text for part in words for key, text in part.texts.items()}
    units, usual = symbols(locale, own or {}), symbols(locale, {})
    bent = {code: name for code, name in _BENT.items() if units[code] == usual[code]}
    return CldrWording(locale, texts, units, bent, data)
