"""llms.txt: the site in one page of Markdown for language models, with the way to the data.

The form is that of the llms.txt proposal: a title, a summary in a quotation, lists of links.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from inforce.domain import address
from inforce.domain.views.reading import Reading
from inforce.renderers.website.machines.places import Places

# A page for a model's memory: with more families than this, their list is a link.
_MOST = 200
_SPECIAL = re.compile(r"([\\`*_\[\]<>#])")
_API = "api/v1/"


def llms(reading: Reading, origin: str) -> bytes:
    """Return the file for readers of one locale."""
    return "\n".join([*_lines(reading, Places(reading, origin)), ""]).encode()


def _lines(reading: Reading, places: Places) -> Iterator[str]:
    edition, say = reading.edition, reading.say
    yield f"# {_plain(reading.phrase(edition.brand.name).text)}"
    yield ""
    lead = say("llms.lead", day=edition.as_of.isoformat(), products=str(len(edition.products)))
    tagline = _plain(reading.phrase(edition.brand.tagline).text)
    yield f"> {tagline} {lead}".replace(">  ", "> ")
    yield ""
    yield say("llms.trust")
    yield ""
    yield f"## {say('site.products')}"
    yield ""
    yield _entry(say("site.products"), address.PRODUCTS, places, say("site.products_lead"))
    yield _entry(say("site.withdrawn"), address.WITHDRAWN, places, say("site.withdrawn_lead"))
    yield _entry(say("site.notices"), address.NOTICES, places, say("site.notices_lead"))
    yield _entry(say("site.changes"), address.CHANGES, places, say("site.changes_lead"))
    yield from _families(reading, places)
    yield ""
    yield f"## {say('llms.data')}"
    yield ""
    up = address.upwards(address.prefix(reading.locale, edition.locales[0]))
    for name in ("products", "notices", "edition", "openapi"):
        path = f"{_API}{name}.json"
        yield f"- [{name}.json]({places.file(path) or up + path}): {say(f'llms.{name}')}"


def _families(reading: Reading, places: Places) -> Iterator[str]:
    families = list(reading.edition.families.values())
    yield ""
    yield f"## {reading.say('site.families')}"
    yield ""
    if len(families) > _MOST:
        lead = reading.say("site.families_lead")
        yield _entry(reading.say("site.families"), address.FAMILIES, places, lead)
        return
    for family in families:
        summary = reading.phrase(family.summary).text
        yield _entry(reading.phrase(family.name).text, address.family(family.id), places, summary)


def _entry(name: str, at: str, places: Places, told: str) -> str:
    line = f"- [{_plain(name)}]({places.page(at) or at})"
    return f"{line}: {_plain(told)}" if told else line


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
