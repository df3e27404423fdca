"""The manual's pages of the rules, made from what each rule says of itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from inforce.domain.checking.rule import Rule
from inforce.domain.site.policy import Severity

_AREAS = {
    "SCH": "Files and their form",
    "APR": "Approval and its record",
    "RVW": "Reviews",
    "LIF": "Life of a product",
    "REF": "References",
    "FBK": "Feedback",
    "COV": "Coverage",
    "TRN": "Translations",
    "PUB": "What is published",
    "WVR": "Waivers",
}
_SEVERITIES = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "information",
}


def manual_pages(rules: Mapping[str, Rule]) -> Mapping[str, str]:
    """Return the text of each page below ``docs/rules/``, by file name; ``index.md`` lists all."""
    pages = {f"{code}.md": _page(rule) for code, rule in rules.items()}
    return {"index.md": _index(rules.values()), **pages}


def _page(rule: Rule) -> str:
    return f"""# {rule.code}: {rule.title}

{rule.why}

| | |
|---|---|
| Severity | {_severity(rule)} |
| Comes up with the days | {"yes" if rule.dated else "no"} |
| Stops a build | {"yes, as an error; the policy cannot make it less" if rule.gate else "no"} |
| Can be waived | {"yes, for 90 days at the most" if rule.waivable else "no"} |
| Requirement | {rule.clause} |

## The finding

> {_sentence(rule.problem)}. {_sentence(rule.fix)}
{"".join(_fix(*one) for one in rule.fixes.items())}
## Wrong

```yaml
{rule.wrong.rstrip()}
```

## Right

```yaml
{rule.right.rstrip()}
```

`inforce rule {rule.code}` shows this in the terminal. [All rules](index.md)
"""


def _fix(start: str, fix: str) -> str:
    return f"\nFor what lies below `{start}` it ends with: {_sentence(fix)}\n"


def _severity(rule: Rule) -> str:
    default = _SEVERITIES[rule.default]
    words = default if rule.gate else f"{default}, unless `severity:` in the policy says otherwise"
    return words if rule.strict is None else f"{words}; {_SEVERITIES[rule.strict]} for a release"


def _sentence(template: str) -> str:
    """Return a sentence with the facts that a finding fills in set apart."""
    return template.replace("{", "‹").replace("}", "›")


def _index(rules: Iterable[Rule]) -> str:
    listed: dict[str, list[Rule]] = {}
    for rule in rules:
        listed.setdefault(rule.code[:3], []).append(rule)
    parts = [_area(area, members) for area, members in sorted(listed.items(), key=_place)]
    return f"""# The rules of `inforce check`

Each finding names its rule. A rule marked ■ stops a build while it is broken as an error. How to
run the check, set severities and give waivers is told in [Checking a site](../guide/check.md).

{"".join(parts).rstrip()}
"""


def _place(area: tuple[str, list[Rule]]) -> int:
    return list(_AREAS).index(area[0])


def _area(area: str, rules: Iterable[Rule]) -> str:
    rows = "".join(
        f"| [{rule.code}]({rule.code}.md){' ■' if rule.gate else ''} | {rule.title} "
        f"| {_SEVERITIES[rule.default]} |\n"
        for rule in rules
    )
    return f"## {_AREAS[area]}\n\n| rule | what is found | severity |\n|---|---|---|\n{rows}\n"
