"""TRN002: a text was changed in the source language, its translation was not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from inforce.domain.checking.rule import Breach, Inspection, Rule
from inforce.domain.items.content import Content, FamilyContent, PageContent, ProductContent
from inforce.domain.items.difference import Datum, differences
from inforce.domain.items.family import Family, lineage
from inforce.domain.items.specs import Value
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.policy import Severity
from inforce.domain.site.texts import own_attributes
from inforce.domain.standings.standing import Standing
from inforce.domain.text import Text

_Pair = tuple[str, Text, Text]
_FAMILY = "/family"


def _check(inspection: Inspection) -> Iterator[Breach]:
    corpus = inspection.corpus
    told: set[tuple[str, str]] = set()
    for key, place in inspection.standings.items():
        issued = _issued(place, corpus)
        if issued is None or place.working is None:
            continue
        for breach in _stale(key, issued, place.working, corpus):
            if (breach.path, breach.pointer) not in told:
                told.add((breach.path, breach.pointer))
                yield breach


def _issued(place: Standing, corpus: Corpus) -> Content | None:
    """Return the last issued content, None where the working copy is the same."""
    if not place.pending or not place.history:
        return None
    snapshot = corpus.ledgers[place.id].snapshots.get(place.history[-1].revision)
    return None if snapshot is None else snapshot.content


def _stale(key: str, issued: Content, working: Content, corpus: Corpus) -> Iterator[Breach]:
    source, *others = corpus.policy.locales
    for pointer, before, after in _pairs(issued, working):
        old, new = dict(before.items()), dict(after.items())
        stale = [code for code in others if code in old and old[code] == new.get(code)]
        if stale and source in old and source in new and old[source] != new[source]:
            path, place, item = _place(key, pointer, working, corpus)
            yield Breach(
                path=path,
                pointer=place,
                item=item,
                facts={
                    "text": place[1:].replace("/", ".") or "page",
                    "source": source,
                    "stale": " and ".join(stale),
                },
            )


def _pairs(issued: Content, working: Content) -> Iterator[_Pair]:
    """Yield (JSON Pointer, before, after) for every text that differs."""
    for one in differences(issued, working):
        yield from _texts(one.pointer, one.before, one.after)
    if isinstance(issued, PageContent) and isinstance(working, PageContent):
        yield "", issued.page.body, working.page.body


def _texts(pointer: str, before: Datum | None, after: Datum | None) -> Iterator[_Pair]:
    if isinstance(before, Text) and isinstance(after, Text):
        yield pointer, before, after
    if isinstance(before, Value) and isinstance(after, Value):
        yield from _texts(pointer, before.text, after.text)
        yield from _texts(f"{pointer}/condition", before.condition, after.condition)


def _place(key: str, pointer: str, working: Content, corpus: Corpus) -> tuple[str, str, str | None]:
    """Return (path, pointer, item): a text of a family stands in the file of that family."""
    if not isinstance(working, ProductContent) or not pointer.startswith(f"{_FAMILY}/"):
        return corpus.paths[key], pointer, key
    family, place = _declared(pointer.removeprefix(_FAMILY), working.family, corpus.families)
    return f"schemas/families/{family}.yaml", place, None


def _declared(place: str, shown: FamilyContent, families: Mapping[str, Family]) -> tuple[str, str]:
    """Return the family in whose own file the text at ``place`` stands, and where it does there.

    ``shown`` is what the product shows of its family, and ``place`` leads into that.
    """
    _, kind, name, *_ = f"{place}//".split("/")
    for member in reversed(lineage(shown.id, families)):
        if kind == "attributes" and name in dict(own_attributes(member, families)):
            return member.id, place
        own = [stated.id for stated in member.own_groups]
        if kind == "groups" and (group := shown.groups[int(name)].id) in own:
            return member.id, f"/groups/{own.index(group)}/label"
    return shown.id, place


RULE = Rule(
    code="TRN002",
    title="A text was changed, its translation was not",
    default=Severity.WARNING,
    problem="{text}: changed in {source} since the issued revision, not in {stale}",
    fix="Bring the translation in line, or leave it where the change does not concern it.",
    why=(
        "Readers of two languages must not be told two different things. Whoever changes the "
        "source text knows what became wrong in the translation; a year later nobody does."
    ),
    clause="ISO 9001:2015, 7.5.3.2 c: control of changes; 8.2.1 a",
    wrong="summary: {en: Up to 32 m head, ru: Напор до 30 м}   # ru as issued, en new\n",
    right="summary: {en: Up to 32 m head, ru: Напор до 32 м}\n",
    check=_check,
)
