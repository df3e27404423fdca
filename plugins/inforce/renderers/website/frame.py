"""What the host's theme needs to know of a site: its brand, languages, assets and edition."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from inforce.domain import address
from inforce.domain.text import Phrase
from inforce.domain.views.reading import Reading
from inforce.renderers.website.assets import Assets
from inforce.renderers.website.embedding import embedded


class Tongue(Struct, frozen=True, kw_only=True):
    """A language of the site: its code, its own name and the folder of its site."""

    code: str
    name: str
    prefix: str
    current: bool


class Frame(Struct, frozen=True, kw_only=True):
    """One locale's frame; ``up`` leads from the locale's root to the root of the whole site.

    ``origin`` is the absolute address of that root, empty where the site has none; ``words`` is the
    element with what scripts say, ``lost`` the one with what they say where no page is.
    """

    locale: str
    tongues: tuple[Tongue, ...]
    up: str
    origin: str
    name: str
    legal_name: Phrase
    tagline: Phrase
    email: str
    phone: str
    postal: Phrase
    website: str
    assets: Assets
    search: bool
    reserved: str
    public: bool
    preview: bool
    say: Callable[[str], str]
    words: str
    lost: str


def frame(
    reading: Reading, names: dict[str, str], assets: Assets, origin: str, lost: str = ""
) -> Frame:
    """Return the frame for a reader; ``names`` gives each locale's name in its own language.

    ``lost`` is the element with the words of the page for addresses that do not exist.
    """
    edition, brand = reading.edition, reading.edition.brand
    default = edition.locales[0]
    return Frame(
        locale=reading.locale,
        tongues=tuple(
            Tongue(
                code=code,
                name=names[code],
                prefix=address.prefix(code, default),
                current=code == reading.locale,
            )
            for code in edition.locales
            if code in names
        ),
        up=address.upwards(address.prefix(reading.locale, default)),
        origin=origin,
        name=reading.phrase(brand.name).text,
        legal_name=reading.phrase(brand.legal_name),
        tagline=reading.phrase(brand.tagline),
        email=brand.contact.email or "",
        phone=brand.contact.phone or "",
        postal=reading.phrase(brand.contact.address),
        website=brand.contact.url or "",
        assets=assets,
        search=bool(assets.search),
        reserved=reading.reserved(edition.audience),
        public=edition.public,
        preview=edition.preview,
        say=reading.say,
        words=embedded(reading.wording.section("script"), "application/json", "inf-words"),
        lost=lost,
    )


def absolute(origin: str, prefix: str, at: str) -> str:
    """Return the absolute address of ``at`` in a locale's site, empty without an origin.

    ``origin`` ends with a slash.
    """
    return f"{origin}{prefix}{at}" if origin else ""
