"""SCH007: a description goes beyond the subset of CommonMark."""

from __future__ import annotations

from collections.abc import Iterator

from inforce.domain.checking.rule import Breach, Inspection, Rule
from inforce.domain.prose.richtext import strays
from inforce.domain.site.policy import Severity


def _check(inspection: Inspection) -> Iterator[Breach]:
    corpus = inspection.corpus
    for key, product in corpus.products.items():
        if product.description is None:
            continue
        for locale, source in product.description.items():
            for stray in strays(source):
                yield Breach(
                    path=corpus.paths[key],
                    pointer=f"/description/{locale}" if locale else "/description",
                    item=key,
                    facts={"what": stray.what, "row": str(stray.line)},
                )


RULE = Rule(
    code="SCH007",
    title="A description goes beyond plain rich text",
    default=Severity.ERROR,
    problem=(
        "more than plain rich text in line {row} of the text "
        "({what} → paragraphs, lists, emphasis, links to http, https, mailto or tel, tables)"
    ),
    fix="Say it with these; pictures and downloads have lists of their own.",
    why=(
        "One text is set on the website, in the PDF and in the API. What only one of them could "
        "show would be left out in the others, and HTML could carry a script to the reader."
    ),
    clause="ISO 9001:2015, 7.5.2 b: appropriate format and media",
    wrong="description: |\n  <b>Robust</b> and [cheap](javascript:alert(1)).\n",
    right="description: |\n  **Robust** and [well documented](https://example.com/manual).\n",
    check=_check,
    gate=True,
    apart=("what",),
)
