"""Changes of working copies: proved as a whole, then written file by file.

A run that is killed leaves every file either as it was or as it was to be. The same command,
repeated, finds the finished ones as it wants them and does the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from difflib import unified_diff
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct, structs

from inforce.control.record import sole_writer
from inforce.control.selection import settled
from inforce.control.whole_file import write_whole
from inforce.control.yaml_edit import edited, file_data
from inforce.domain.checking.inspect import inspect
from inforce.domain.checking.rule import message, remedy
from inforce.domain.errors import InforceError
from inforce.domain.items.control import Control
from inforce.domain.items.lifecycle import Lifecycle, Recall
from inforce.domain.items.parse import parse
from inforce.domain.items.product import Product
from inforce.domain.rules import rules
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.finding import Finding
from inforce.domain.site.policy import Severity
from inforce.domain.yaml_text import Plain
from inforce.readers.corpus_reader import read_corpus
from inforce.readers.real_path import real
from inforce.readers.schemas import validator

Values: TypeAlias = Mapping[tuple[str, ...], Plain]
_ORDER: Mapping[tuple[str, ...], tuple[str, ...]] = {
    (): Product.__struct_encode_fields__,
    ("lifecycle",): Lifecycle.__struct_encode_fields__,
    ("recall",): Recall.__struct_encode_fields__,
    ("control",): Control.__struct_encode_fields__,
}
_JUDGED = ("LIF001", "LIF002", "LIF004", "LIF005", "TRN001")


class Rewrite(Struct, frozen=True, kw_only=True):
    """One file before and after an edit; they are the same where nothing is left to do."""

    item: str
    path: str
    before: bytes
    after: bytes

    @property
    def changed(self) -> bool:
        """Whether there is anything to write."""
        return self.before != self.after

    def diff(self) -> str:
        """Return the touched lines, as a unified diff; empty where there are none."""
        before, after = (octets.decode().splitlines() for octets in (self.before, self.after))
        names = (f"a/{self.path}", f"b/{self.path}")
        lines = unified_diff(before, after, *names, n=0, lineterm="")
        return "".join(f"{line}\n" for line in lines)


class Edit(Struct, frozen=True, kw_only=True):
    """What an edit does to each file, and the site with it."""

    rewrites: tuple[Rewrite, ...]
    corpus: Corpus


class Plan(Struct, frozen=True):
    """The values wanted of each item, by key path (None takes a key away), and why not."""

    values: Mapping[str, Values]
    refusals: list[str]


def edit_items(root: Path, plan: Callable[[Corpus], Plan], today: date, *, dry_run: bool) -> Edit:
    """Give each item the values that ``plan`` wants of it.

    Raise InforceError, with all refusals, before anything is written. ``dry_run`` writes nothing.
    """
    with sole_writer(root, dry_run=dry_run):
        corpus = settled(read_corpus(root))
        wanted = plan(corpus)
        refusals = [*wanted.refusals]
        rewrites = tuple(_rewrites(root, corpus, wanted.values, refusals))
        after = _edited_corpus(corpus, rewrites)
        refusals += _new_errors(corpus, after, frozenset(wanted.values), today)
        if refusals:
            raise InforceError("nothing was changed:\n  " + "\n  ".join(dict.fromkeys(refusals)))
        for rewrite in rewrites:
            if rewrite.changed and not dry_run:
                write_whole(real(root / rewrite.path), rewrite.after)
    return Edit(rewrites=rewrites, corpus=after)


def _rewrites(
    root: Path, corpus: Corpus, wanted: Mapping[str, Values], refusals: list[str]
) -> Iterator[Rewrite]:
    """Yield the files as they are to be, adding to ``refusals`` where one cannot be."""
    for item, values in wanted.items():
        path = corpus.paths[item]
        before = (root / path).read_bytes()
        try:
            after = edited(before, _with_values(file_data(before, path), values), path)
        except InforceError as error:
            refusals.append(str(error))
            continue
        rewrite = Rewrite(item=item, path=path, before=before, after=after)
        misfits = list(_misfits(rewrite))
        refusals += misfits
        if not misfits:
            yield rewrite


def _with_values(data: Mapping[str, Plain], values: Values) -> dict[str, Plain]:
    """Return ``data`` with each value at its key path, a new key where the model has it."""
    result = dict(data)
    for keys, value in values.items():
        result = _with_value(result, (), keys, value)
    return result


def _with_value(
    data: Mapping[str, Plain], base: tuple[str, ...], keys: tuple[str, ...], value: Plain
) -> dict[str, Plain]:
    key, *rest = keys
    if rest:
        inner = data.get(key)
        held = inner if isinstance(inner, Mapping) else {}
        value = _with_value(held, (*base, key), tuple(rest), value) or None
    if value is None:
        return {name: part for name, part in data.items() if name != key}
    if key in data:
        return {**data, key: value}
    order = _ORDER[base]
    earlier = order[: order.index(key)]
    names = [*data]
    at = 1 + max((names.index(name) for name in earlier if name in data), default=-1)
    return {name: data.get(name, value) for name in (*names[:at], key, *names[at:])}


def _misfits(rewrite: Rewrite) -> Iterator[str]:
    """Yield what the schema has against a rewritten file."""
    schema = validator("page" if rewrite.path.endswith(".md") else "product")
    data = file_data(rewrite.after, rewrite.path)
    for problem in schema.problems(dict(data), rewrite.path):
        yield f"{rewrite.item}: {rules()[problem.code].problem.format(**problem.facts)}"


def _edited_corpus(corpus: Corpus, rewrites: tuple[Rewrite, ...]) -> Corpus:
    """Return the site as it is with the rewritten products."""
    products = {
        rewrite.item: parse(file_data(rewrite.after, rewrite.path), Product)
        for rewrite in rewrites
        if rewrite.item in corpus.products
    }
    sources = {key: source for key, source in corpus.sources.items() if key not in products}
    return structs.replace(corpus, products={**corpus.products, **products}, sources=sources)


def _new_errors(before: Corpus, after: Corpus, items: frozenset[str], today: date) -> list[str]:
    """Return, in words, the errors of these items that the edit would bring."""
    judged = {code: rules()[code] for code in _JUDGED}
    known = {_mark(finding) for finding in inspect(before, today, judged)}
    return [
        f"{finding.item}: {finding.pointer[1:].replace('/', '.')}: "
        f"{message(finding, judged[finding.code])}. "
        f"{remedy(finding, judged[finding.code])}"
        for finding in inspect(after, today, judged)
        if finding.item in items
        and finding.severity is Severity.ERROR
        and not finding.waived
        and _mark(finding) not in known
    ]


def _mark(finding: Finding) -> tuple[str, str, str, str]:
    return finding.code, finding.path, finding.pointer, "\0".join(finding.facts.values())
