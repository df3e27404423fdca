"""Texts on the command line: in the site's default locale, or ``LOCALE=TEXT`` in another one."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

import click

from inforce.domain.errors import InforceError
from inforce.domain.site.policy import Policy
from inforce.domain.text import Text
from inforce.domain.yaml_text import Plain

_ResultT = TypeVar("_ResultT")
_PREFIX = re.compile(r"([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)=(.*)", re.DOTALL)


def text_option(
    name: str, about: str, *, required: bool = True
) -> Callable[[Callable[..., _ResultT]], Callable[..., _ResultT]]:
    """Return the option ``name``, a text that may be given once a locale."""
    return click.option(name, multiple=True, required=required, metavar="[LOCALE=]TEXT", help=about)


def text_of(given: tuple[str, ...], option: str, policy: Policy) -> Plain:
    """Return what was ``given`` by ``option`` as a text in the form it has in files.

    It is plain where the site has one locale, else a map in the order of the site's locales; None
    where nothing was given. Raise InforceError as ``texts_of`` does, and where a required locale is
    missing.
    """
    texts = texts_of(given, option, policy)
    missing = [locale for locale in policy.needed_locales if locale not in texts]
    if texts and missing:
        raise InforceError(f"{option}: say it in {missing[0]} too: {option} {missing[0]}=TEXT")
    if len(policy.locales) == 1 or not texts:
        return texts.get(policy.default_locale)
    return dict(texts)


def summary_of(given: tuple[str, ...], policy: Policy) -> Text | None:
    """Return what was ``given`` by ``-m`` for a record, in whatever languages it was said in.

    Raise InforceError as ``texts_of`` does.
    """
    texts = texts_of(given, "-m", policy)
    return Text(texts) if texts else None


def name_of(given: tuple[str, ...], option: str, policy: Policy) -> Text | None:
    """Return what was ``given`` by ``option`` as a name; one without a locale holds in all.

    Raise InforceError as ``texts_of`` does.
    """
    texts = texts_of(given, option, policy)
    if len(given) == 1 and _PREFIX.fullmatch(given[0]) is None:
        return Text(texts[policy.default_locale])
    return Text(texts) if texts else None


def texts_of(given: tuple[str, ...], option: str, policy: Policy) -> dict[str, str]:
    """Return what was ``given`` by ``option``, by locale in the order of the site.

    Raise InforceError for an unknown locale, one given twice, and an empty text.
    """
    texts: dict[str, str] = {}
    for one in given:
        found = _PREFIX.fullmatch(one)
        locale, text = (found[1], found[2]) if found else (policy.default_locale, one)
        if locale not in policy.locales:
            known = ", ".join(policy.locales)
            raise InforceError(f"{option} {one}: the site's locales are {known}, not {locale}")
        if locale in texts:
            raise InforceError(f"{option}: the text in {locale} is given twice")
        if not text.strip():
            raise InforceError(f"{option}: the text in {locale} is empty")
        texts[locale] = text.strip()
    return {locale: texts[locale] for locale in policy.locales if locale in texts}
