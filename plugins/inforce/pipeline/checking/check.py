"""The check: read a site, run the rules, say where in the files each finding stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from msgspec import structs

from inforce.domain.checking.check_report import CheckReport
from inforce.domain.checking.choice import Choice, lies_below
from inforce.domain.checking.inspect import Way, inspect
from inforce.domain.checking.scope import scope_of
from inforce.domain.errors import InforceError
from inforce.domain.rules import rules
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.finding import Finding
from inforce.domain.site.policy import Severity
from inforce.domain.standings.standing import Standing
from inforce.pipeline.checking.check_rules import side_by_side
from inforce.readers.checkout import folder_in_checkout
from inforce.readers.host_settings import HOST_SETTINGS
from inforce.readers.pages import front_matter
from inforce.readers.site import SETTINGS, read_octets, relative
from inforce.readers.yaml_reader import positions

_READ = (
    "content/feedback/",
    "content/issued/",
    "content/pages/",
    "content/products/",
    "schemas/families/",
    SETTINGS,
    HOST_SETTINGS,
)


def check_corpus(
    corpus: Corpus,
    root: Path,
    today: date,
    choice: Choice,
    where: Mapping[str, Standing] | None = None,
    way: Way = side_by_side,
) -> CheckReport:
    """Return the findings of the site at ``root`` on ``today``; nothing is written.

    ``where`` gives the standings when they are known already, ``way`` is how the rules are gone
    through. Raise InforceError when there is nothing to check, in the site or below a path: an
    empty run must not pass for a clean one.
    """
    _refuse_nothing(corpus, root, choice)
    found = inspect(corpus, today, rules(), where=where, release=choice.release, way=way)
    wanted = [finding for finding in found if choice.wants(finding)]
    if choice.changed is not None:
        scope = scope_of(corpus, choice.changed)
        wanted = [finding for finding in wanted if scope.covers(finding)]
    return CheckReport(
        site=corpus.brand.name.phrase(corpus.policy.default_locale).text or root.name,
        as_of=today,
        products=len(corpus.products),
        pages=len(corpus.pages),
        families=len(corpus.families),
        findings=located(wanted, root),
        fail_on=choice.fail_on,
        folder=folder_in_checkout(root),
    )


def _refuse_nothing(corpus: Corpus, root: Path, choice: Choice) -> None:
    if corpus.empty:
        raise InforceError(
            f"nothing to check at {root}: no product in content/products, no controlled page in "
            "content/pages"
        )
    for path in choice.paths:
        if not _reads_below(path, corpus, root):
            raise InforceError(
                f"nothing to check at {path}: no product, page, family, setting or record was "
                "read there; without a PATH the whole site is checked"
            )


def _reads_below(path: str, corpus: Corpus, root: Path) -> bool:
    """Whether a check reads a file at ``path``, or below it."""
    named = {f"content/{file}" for file in corpus.files}
    named.update(problem.path for problem in corpus.problems)
    if any(lies_below(file, path) for file in named):
        return True
    if not corpus.usable:
        return False  # nothing else was read
    start = root / path
    files = (start,) if start.is_file() else start.rglob("*")
    return any(file.is_file() and relative(file, root).startswith(_READ) for file in files)


def gate(report: CheckReport) -> tuple[Finding, ...]:
    """Return the findings that keep a build from starting: what it published would be wrong."""
    known = rules()
    return tuple(
        finding
        for finding in report.findings
        if known[finding.code].gate and finding.severity is Severity.ERROR and not finding.waived
    )


def located(findings: Iterable[Finding], root: Path) -> tuple[Finding, ...]:
    """Return the findings, sorted, each with the line and column its pointer stands at.

    Where the pointer leads to something that is not written, its nearest written parent counts.
    """
    known: dict[str, Mapping[str, tuple[int, int]]] = {}
    placed = []
    for finding in findings:
        if finding.line or not finding.path:
            placed.append(finding)
            continue
        if finding.path not in known:
            known[finding.path] = _positions(root / finding.path)
        line, column = _nearest(finding.pointer, known[finding.path])
        placed.append(structs.replace(finding, line=line, column=column))
    return tuple(sorted(placed, key=lambda finding: finding.order))


def _positions(file: Path) -> Mapping[str, tuple[int, int]]:
    if not file.is_file():
        return {}
    octets = read_octets(file)
    return positions(front_matter(octets) if file.suffix == ".md" else octets)


def _nearest(pointer: str, known: Mapping[str, tuple[int, int]]) -> tuple[int, int]:
    while pointer not in known and pointer:
        pointer = pointer.rpartition("/")[0]
    return known.get(pointer, (1, 1))
