"""What a finding is known by from one check to the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import sha256

from inforce.domain.checking.rule import Rule
from inforce.domain.site.finding import Finding


def fingerprints(findings: Iterable[Finding], rules: Mapping[str, Rule]) -> tuple[str, ...]:
    """Return a fingerprint for each of a report's findings: 16 hexadecimal digits, no two alike.

    It stays while the finding does. It is made of the rule, the item (or the path of a file
    without one), the pointer and the facts that the rule names in ``apart``; findings that are
    alike in all of them are counted in the order in which they stand.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    prints = []
    for finding in findings:
        parts = _identity(finding, rules[finding.code])
        again = seen[parts]
        seen[parts] += 1
        known = (*parts, str(again)) if again else parts
        prints.append(sha256("\0".join(known).encode()).hexdigest()[:16])
    return tuple(prints)


def _identity(finding: Finding, rule: Rule) -> tuple[str, ...]:
    facts = {"path": finding.path, **finding.facts}
    apart = (f"{name}={facts[name]}" for name in rule.apart if name in facts)
    return (finding.code, finding.item or finding.path, finding.pointer, *apart)
