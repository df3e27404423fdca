"""The last look at an output before it goes live: what is gone, what leads nowhere, what leaks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path

from msgspec import Struct

from inforce.domain import address
from inforce.domain.checking.hindsight import in_hindsight, looks_back
from inforce.domain.checking.inspect import judged
from inforce.domain.editions.edition import Edition
from inforce.domain.editions.page_files import uncontrolled
from inforce.domain.rules import rules
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.finding import Finding, Problem
from inforce.domain.site.policy import Severity
from inforce.pipeline.checking.gate import GateError
from inforce.pipeline.last_look.gone import gone, manifest_of
from inforce.pipeline.last_look.leaks import leaks
from inforce.pipeline.links.file_links import FileLinks
from inforce.pipeline.links.link_index import LinkIndex
from inforce.pipeline.links.link_reading import NOTHING_KNOWN
from inforce.pipeline.links.sound_links import SoundLinks
from inforce.pipeline.output.manifest import Manifest
from inforce.pipeline.plan import Plan
from inforce.readers.wording import wording


class Noted(Struct, frozen=True):
    """What came up while an output was made: problems, and what some of its files lead to."""

    problems: tuple[Problem, ...] = ()
    links: Mapping[str, FileLinks] = NOTHING_KNOWN


def check_output(
    folder: Path,
    manifest: Manifest,
    corpus: Corpus,
    edition: Edition,
    plan: Plan,
    noted: Noted,
) -> tuple[Finding, ...]:
    """Return what is to be remarked of the output in ``folder``, made by ``plan``.

    ``noted`` is what came up while it was made.
    Raise GateError where it must not take the place of what is live. What customers saw on an
    earlier day is rebuilt with the links and addresses that it lacked.
    """
    problems = chain(
        noted.problems,
        _problems(folder, manifest, edition, plan, noted.links),
        leaks(folder, manifest.files, edition, corpus, _written(corpus, edition, plan)),
    )
    found = judged(problems, corpus, edition.as_of, rules())
    if looks_back(corpus, edition.as_of):
        found = in_hindsight(found, rules())
    open_ones = tuple(finding for finding in found if not finding.waived)
    stopping = tuple(finding for finding in open_ones if finding.severity is Severity.ERROR)
    if stopping:
        raise GateError(stopping, f"{plan.out} stays as it was")
    return open_ones


def _problems(
    folder: Path,
    manifest: Manifest,
    edition: Edition,
    plan: Plan,
    links: Mapping[str, FileLinks],
) -> Iterator[Problem]:
    left_out = tuple(
        address.prefix(locale, edition.locales[0])
        for locale in edition.locales
        if locale not in plan.locales
    )
    before = manifest_of(plan.out)
    yield from gone(before, edition, manifest.files, left_out)
    yield from _broken(folder, manifest, before, plan, links)


def _broken(
    folder: Path,
    manifest: Manifest,
    before: Manifest | None,
    plan: Plan,
    links: Mapping[str, FileLinks],
) -> tuple[Problem, ...]:
    """Return a problem for each link that leads nowhere."""
    sound = SoundLinks(plan.root, plan.out, plan.origin)
    wanted = sound.unproven(folder, manifest.files, before)
    known = links if wanted is None else NOTHING_KNOWN  # few are sooner read than found in leaves
    index = LinkIndex(folder, manifest.files, plan.origin, known)
    broken = tuple(index.problems(wanted))
    if not broken:
        sound.keep(folder, manifest.files)
    return broken


def _written(corpus: Corpus, edition: Edition, plan: Plan) -> Iterator[str]:
    """Yield what stands in outputs without being approved, in the words of the site and ours."""
    loose = uncontrolled(corpus, edition)
    for writing in corpus.writings:
        if writing.page.removesuffix(".md") in loose:
            yield writing.body
    for locale in plan.locales:
        yield from wording(locale, corpus.interface).texts.values()
    for file in (plan.root / "mkdocs.yml", *(plan.root / "site_config/overrides").rglob("*.html")):
        if file.is_file():
            yield file.read_text(encoding="utf-8", errors="replace")
