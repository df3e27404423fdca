"""The cascade of a site: what names a product, with file and line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from msgspec import structs

from inforce.domain.checking.cascade import Mention, cascade
from inforce.domain.site.corpus import Corpus
from inforce.readers.pages import page_sources
from inforce.readers.yaml_reader import positions


def site_cascade(
    root: Path, corpus: Corpus, gone: frozenset[str], today: date
) -> tuple[Mention, ...]:
    """Return what names the products ``gone`` in the site at ``root``, each with its line."""
    return tuple(_placed(root, cascade(corpus, gone, today, page_sources(root))))


def _placed(root: Path, mentions: tuple[Mention, ...]) -> Iterator[Mention]:
    @cache
    def lines(path: str) -> dict[str, int]:
        return {key: line for key, (line, _) in positions((root / path).read_bytes()).items()}

    for mention in mentions:
        line = mention.line or lines(mention.path).get(mention.pointer, 1)
        yield structs.replace(mention, line=line)
