"""PUB003: a value stands in the output of an audience that may not see it."""

from __future__ import annotations

from collections.abc import Iterator

from inforce.domain.checking.rule import Breach, Inspection, Rule
from inforce.domain.editions.confidential import readable, secrets, stands_in
from inforce.domain.editions.decide import decide
from inforce.domain.items.product import PUBLIC
from inforce.domain.site.policy import Severity


def _check(inspection: Inspection) -> Iterator[Breach]:
    """Find, in pages without control, what only a narrower audience may read."""
    corpus = inspection.corpus
    loose = [writing for writing in corpus.writings if writing.item is None]
    if not loose:
        return
    told = ""
    for secret in secrets(inspection.standings, corpus.policy, corpus.policy.sees(PUBLIC)):
        for form in secret.forms if secret.certain else ():
            for writing in loose:
                at = stands_in(form, writing.body)
                if at < 0:
                    continue
                told = told or readable(
                    decide(corpus, inspection.today, PUBLIC, where=inspection.standings)
                )
                if stands_in(form, told) < 0:
                    yield Breach(
                        path=writing.path,
                        item=secret.item,
                        line=writing.line + writing.body.count("\n", 0, at),
                        column=1,
                        facts={"place": secret.place, "audience": PUBLIC, "others": ""},
                    )


RULE = Rule(
    code="PUB003",
    title="A value stands where its audience may not see it",
    default=Severity.ERROR,
    problem="{place} of {item} is not for the audience {audience} (shown → left out){others}",
    fix=(
        "Take it out of the page or template that shows it. Where the same text is there by "
        "chance, word one of the two differently."
    ),
    why=(
        "What is for dealers, or for the inside, is stripped before anything is rendered. A page "
        "without control, a template of the site's own or a mistake in the program could still put "
        "it out. So every build is searched, before it goes live, for figures, codes, ids, digests "
        "and texts that this audience may not read anywhere. Short or round figures, single words "
        "and what stands in pictures are not searched for."
    ),
    clause="ISO 9001:2015, 7.5.3.1 b: protected from loss of confidentiality; 7.5.3.2 a: access",
    wrong="# content/pages/index.md, public\nDealers pay 1,184.00 EUR for the HX 120.\n",
    right="# content/pages/dealers.md\ncontrol: {id: dealers, owner: sales, audience: dealer}\n",
    check=_check,
    gate=True,
    waivable=False,
    apart=("place",),
)
