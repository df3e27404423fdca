"""LIF005: a notice, a recall or a return does not say what it must."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from inforce.domain.checking.reinstatement import last_told
from inforce.domain.checking.rule import Breach, Inspection, Rule
from inforce.domain.items.lifecycle import Lifecycle, Recall
from inforce.domain.items.product import Product
from inforce.domain.prose.reach import answers_at_once
from inforce.domain.prose.softening import softened
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.policy import Severity
from inforce.domain.site.texts import product_texts

_Fault = tuple[str, str, str, str]


def _check(inspection: Inspection) -> Iterator[Breach]:
    corpus = inspection.corpus
    for key, product in corpus.products.items():
        if product.lifecycle.ends or product.recall is not None:
            for fault in _faults(product):
                yield _breach(fault, key, corpus)
        for fault in _return_faults(product, corpus, inspection.today):
            yield _breach(fault, key, corpus, dated=True)


def _breach(fault: _Fault, key: str, corpus: Corpus, *, dated: bool = False) -> Breach:
    pointer, what, found, expected = fault
    return Breach(
        path=corpus.paths[key],
        pointer=pointer,
        item=key,
        facts={"fault": what, "found": found, "expected": expected},
        dated=dated,
    )


def _faults(product: Product) -> Iterator[_Fault]:
    for fault, expected in _missing(product.lifecycle):
        yield "/lifecycle", fault, "nothing", expected
    if product.recall is not None:
        yield from _recall_faults(product, product.recall)


def _missing(life: Lifecycle) -> Iterator[tuple[str, str]]:
    """Yield what customers must be told of an end, and are not."""
    if not life.ends:
        return
    if life.notice is None:
        yield "the end has no notice", "notice, its number"
    if life.announced_on is None and life.withdrawn_on is None:
        yield "the notice does not say when it was announced", "announced_on"
    if life.reason is None:
        yield "the notice gives no reason", "reason"
    if life.last_order is None and life.withdrawn_on is None:
        yield "the notice names no last day for orders", "last_order, or withdrawn_on"


def _recall_faults(product: Product, recall: Recall) -> Iterator[_Fault]:
    for pointer, text in product_texts(product):
        if pointer.startswith("/recall/"):
            for locale, words in softened(text):
                place = f"{pointer}/{locale}" if locale else pointer
                yield place, "the words make the hazard smaller than it is", words, "plain words"
    if not product.images:
        yield "/recall", "the recall shows no picture of the product", "nothing", "images"
    for locale, words in recall.contact.items():
        if not answers_at_once(words):
            place = f"/recall/contact/{locale}" if locale else "/recall/contact"
            expected = "a free telephone number or an online service"
            yield place, "the contact cannot be reached at once", "neither of the two", expected


def _return_faults(product: Product, corpus: Corpus, today: date) -> Iterator[_Fault]:
    """Yield where a product that customers know to be gone comes back without a word."""
    last = last_told(corpus, product.id, today)
    if last is None or last is product:
        return
    back = product.lifecycle.reinstated
    said = back is not None and back != last.lifecycle.reinstated
    if said:
        return
    expected = "lifecycle.reinstated with the notice of its return"
    recall = _public(last.recall, today)
    if recall is not None and _public(product.recall, today) is None:
        fault = "the recall is taken back without a notice"
        yield "/lifecycle", fault, recall.notice, expected
    elif _comes_back(last.lifecycle, product.lifecycle, today):
        found = last.lifecycle.notice or "no notice"
        yield "/lifecycle", "the product comes back without a notice", found, expected


def _public(recall: Recall | None, today: date) -> Recall | None:
    """Return a recall if customers know of it: one that is put off is none yet."""
    return recall if recall is not None and recall.date <= today else None


def _comes_back(before: Lifecycle, after: Lifecycle, today: date) -> bool:
    """Whether an end that was public is taken out, or what was gone is gone no longer."""
    taken_out = before.told(today).ends and not after.ends
    return taken_out or (before.state(today).gone and not after.state(today).gone)


RULE = Rule(
    code="LIF005",
    title="A notice does not say what it must",
    default=Severity.ERROR,
    problem="{fault} ({found} → {expected})",
    fix=(
        "Complete the notice, say the hazard in plain words, or state the return; `inforce "
        "withdraw`, `recall` and `reinstate` write all of it."
    ),
    why=(
        "Customers plan by the dates of a notice and act on the words of a recall. A recall that "
        "calls itself voluntary or precautionary, or says that nobody was hurt so far, is read as "
        "one that need not be followed. And whoever was told that a product is gone must be told "
        "that it is back."
    ),
    clause=(
        "EU 2023/988, Art. 36 (2): content of a recall notice; J-STD-048: content of a "
        "discontinuance notice; ISO 9001 Auditing Practices Group, Customer communication, 4.3"
    ),
    wrong="recall: {hazard: As a precaution we recall a few pumps., …}\n",
    right="recall: {hazard: The housing can burst and throw parts at people nearby., …}\n",
    check=_check,
    gate=True,
    waivable=False,
    apart=("fault", "found"),
)
