"""SCH004: an id is not permanent and unique."""

from __future__ import annotations

from collections.abc import Iterator

from inforce.domain.checking.reviews_due import path_of
from inforce.domain.checking.rule import Breach, Inspection, Rule, reported
from inforce.domain.site.policy import Severity

_read = reported("SCH004")


def _check(inspection: Inspection) -> Iterator[Breach]:
    yield from _read(inspection)
    yield from _names(inspection)
    yield from _cases(inspection)
    yield from _former(inspection)


def _names(inspection: Inspection) -> Iterator[Breach]:
    corpus = inspection.corpus
    for key in corpus.products:
        stem = corpus.paths[key].rpartition("/")[2].rpartition(".")[0]
        if stem != key:
            yield _breach(inspection, key, "/id", (key, "differs from the file name", stem))


def _cases(inspection: Inspection) -> Iterator[Breach]:
    if len(set(map(str.casefold, inspection.standings))) == len(inspection.standings):
        return
    first: dict[str, str] = {}
    for key in inspection.standings:
        other = first.setdefault(key.casefold(), key)
        if other != key:
            fault = "differs from another only in upper and lower case"
            yield _breach(inspection, key, "/id", (key, fault, other))


def _former(inspection: Inspection) -> Iterator[Breach]:
    moved = {key: one for key, one in inspection.corpus.products.items() if one.former_ids}
    if not moved:
        return
    owners = {key.casefold(): key for key in inspection.standings}
    for key, product in sorted(moved.items()):
        for index, former in enumerate(product.former_ids):
            other = owners.setdefault(former.casefold(), key)
            pointer = f"/former_ids/{index}"
            if other.casefold() == former.casefold():
                fault = "is its own former id" if other == key else "is in use"
                yield _breach(inspection, key, pointer, (former, fault, other))
            elif other != key:
                fault = "is the former id of another product too"
                yield _breach(inspection, key, pointer, (former, fault, other))


def _breach(inspection: Inspection, key: str, pointer: str, told: tuple[str, str, str]) -> Breach:
    name, fault, other = told
    return Breach(
        path=path_of(key, inspection),
        pointer=pointer,
        item=key,
        facts={"id": name, "fault": fault, "other": other},
    )


RULE = Rule(
    code="SCH004",
    title="The id is not permanent and unique",
    default=Severity.ERROR,
    problem="id {id} {fault} ({other})",
    fix="Give the item an id that is the same as its file's name and that nothing else has or had.",
    fixes={
        "content/pages/": "Give the page an id that nothing else has or had.",
        "site_config/": "Give the requirement an id of its own.",
    },
    why=(
        "Addresses, registers and printed codes rest on the id. Two items under one id, or under "
        "ids that a file system or a reader takes for one, would hide each other's information."
    ),
    clause="ISO 9001:2015, 7.5.2 a: identification and description; 8.5.2: identification",
    wrong="# content/products/hx-100.yaml\nid: hx-110\n",
    right="# content/products/hx-100.yaml\nid: hx-100\n",
    check=_check,
    gate=True,
    waivable=False,
    apart=("path", "fault", "other"),
)
