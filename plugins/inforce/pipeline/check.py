"""The check: read a site, run the rules, say where in the files each finding stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct, structs

from inforce.domain.corpus import Corpus
from inforce.domain.errors import InforceError
from inforce.domain.finding import Finding
from inforce.domain.inspect import inspect
from inforce.domain.policy import Severity
from inforce.domain.rules import rules
from inforce.domain.standing import Standing
from inforce.readers.pages import front_matter
from inforce.readers.site import read_octets
from inforce.readers.yaml_reader import positions


class Choice(Struct, frozen=True, kw_only=True):
    """Which findings are wanted: code prefixes to take and to leave, and paths of the site.

    An empty part asks for everything.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()

    def wants(self, finding: Finding) -> bool:
        """Whether the finding was asked for."""
        if self.select and not finding.code.startswith(self.select):
            return False
        if self.ignore and finding.code.startswith(self.ignore):
            return False
        return not self.paths or any(
            path in {"", "."} or finding.path == path or finding.path.startswith(f"{path}/")
            for path in self.paths
        )


class CheckReport(Struct, frozen=True, kw_only=True):
    """What a check found, and how much it looked at."""

    site: str
    as_of: date
    products: int
    pages: int
    families: int
    findings: tuple[Finding, ...]

    def worst(self) -> Severity | None:
        """Return the gravest severity among the findings that no waiver covers."""
        ranks = [finding.severity for finding in self.findings if not finding.waived]
        return max(ranks, key=lambda severity: severity.rank, default=None)


def check_corpus(
    corpus: Corpus,
    root: Path,
    today: date,
    choice: Choice,
    where: Mapping[str, Standing] | None = None,
) -> CheckReport:
    """Return the findings of the site at ``root`` on ``today``; nothing is written.

    ``where`` gives the standings when they are known already. Raise InforceError when there is
    nothing to check: an empty run must not pass for a clean one.
    """
    if corpus.empty:
        raise InforceError(
            f"nothing to check at {root}: no product in content/products, no controlled page in "
            "content/pages"
        )
    found = [
        finding for finding in inspect(corpus, today, rules(), where=where) if choice.wants(finding)
    ]
    return CheckReport(
        site=corpus.brand.name.phrase(corpus.policy.default_locale).text or root.name,
        as_of=today,
        products=len(corpus.products),
        pages=len(corpus.pages),
        families=len(corpus.families),
        findings=located(found, root),
    )


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
