"""Text that customers read: neutral in language, or one string a locale."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import final

from msgspec import Struct

# Any mapping: that a dict is one is told in a tenth of the time so.
MAP = (dict, Mapping)


@final
class Text:
    """One text in one or more locales; a language-neutral text has the locale ``""``.

    A plain class and not a Struct, because in the files it is either a string or a map.
    """

    __slots__ = ("_by_locale",)

    def __init__(self, by_locale: Mapping[str, str] | str) -> None:
        self._by_locale = {"": by_locale} if isinstance(by_locale, str) else dict(by_locale)

    @property
    def locales(self) -> tuple[str, ...]:
        """The locales it is written in, in file order; empty for a neutral text."""
        return tuple(locale for locale in self._by_locale if locale)

    @property
    def neutral(self) -> bool:
        """Whether it reads the same in every language, as a type designation does."""
        return "" in self._by_locale

    def get(self, locale: str) -> str | None:
        """Return the text in ``locale``, the neutral text, or None."""
        return self._by_locale.get(locale, self._by_locale.get(""))

    def is_odd(self, needed: frozenset[str], known: frozenset[str]) -> bool:
        """Whether one of the ``needed`` locales has no text, or one that is not ``known`` has one.

        A neutral text is one for all.
        """
        locales = self._by_locale.keys()
        return not ("" in locales or (locales >= needed and locales <= known))

    def items(self) -> Iterable[tuple[str, str]]:
        """Return (locale, text) pairs; the locale of a neutral text is ``""``."""
        return self._by_locale.items()

    def plain(self) -> str | dict[str, str]:
        """Return it in the form it has in the files: a string or a map of locales."""
        neutral = self._by_locale.get("")
        return dict(self._by_locale) if neutral is None else neutral

    def phrase(self, locale: str, fallbacks: Iterable[str] = ()) -> Phrase:
        """Return the text for a reader of ``locale``.

        Where that translation is missing, the first of ``fallbacks``, then any locale is used, and
        the phrase names the language it is really in, so that a renderer can mark it.
        """
        own = self._by_locale.get(locale)
        if own is None:
            own = self._by_locale.get("")
        if own is not None:
            return Phrase(own)
        for other in (*fallbacks, *self.locales):
            text = self._by_locale.get(other)
            if text is not None:
                return Phrase(text=text, lang=other)
        return Phrase(text="")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and self._by_locale == other._by_locale

    def __hash__(self) -> int:
        return hash(frozenset(self._by_locale.items()))

    def __repr__(self) -> str:
        return f"Text({self.plain()!r})"


def text_from(raw: object) -> Text:
    """Return the text that ``raw`` from a file stands for; raise ValueError for any other form."""
    if isinstance(raw, str):  # asked first: to find that it is no mapping takes as long as the rest
        return Text(raw)
    parts = raw.values() if isinstance(raw, MAP) else (raw,)
    for part in parts:
        if not isinstance(part, str):
            raise ValueError("a text is a string or a map of locales to strings")  # noqa: TRY004 - as of any other misfit
    return Text(raw)  # type: ignore[arg-type]  # it is a map


class Phrase(Struct, frozen=True):
    """A text as one reader sees it; ``lang`` is set only where it stands in another language."""

    text: str
    lang: str = ""

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text
