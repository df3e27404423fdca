"""Publishing: from what was read to a publication, past the gate; both entries come through here.

``mkdocs build`` asks for one publication and fills it itself; ``inforce build`` makes one for each
audience and hands it to the host.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import lru_cache, partial
from pathlib import Path

from msgspec import structs

from inforce.domain.checking.check_report import CheckReport
from inforce.domain.checking.choice import Choice
from inforce.domain.editions.decide import decide
from inforce.domain.editions.edition import Edition
from inforce.domain.errors import InforceError
from inforce.domain.known import Known
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.policy import Approval
from inforce.domain.standings.standing import Standing, standings
from inforce.pipeline.checking.check import check_corpus, gate
from inforce.pipeline.checking.check_rules import side_by_side
from inforce.pipeline.checking.gate import GateError
from inforce.pipeline.leaves.crew import Crew
from inforce.pipeline.order import Order
from inforce.pipeline.output.live_output import LiveOutput, LiveOutputs
from inforce.pipeline.plan import Plan
from inforce.pipeline.press.sheet_store import SheetStore
from inforce.pipeline.publishing.edition_memory import EditionMemory
from inforce.pipeline.publishing.publication import Publication


def open_publication(corpus: Corpus, order: Order) -> Publication:
    """Return an open publication for one audience.

    Raise GateError where the check finds what must not be published, InforceError where the order
    names an audience or a locale that the policy does not know.
    """
    _known(order.audience, tuple(corpus.policy.audiences), "audience")
    return _opened(corpus, order, _passed(corpus, order, order.audience))


def open_publications(
    corpus: Corpus,
    order: Order,
    audiences: tuple[str, ...],
    crew: Crew | None = None,
    outputs: LiveOutputs | None = None,
) -> Iterator[Publication]:
    """Yield an open publication for each audience, below ``order.out``; the check runs once.

    Each is to be completed or abandoned before the next one is asked for; ``crew`` makes the files
    of the products. Brochures are kept for the next build, and what deciding came to; once all are
    through, what none of them used is not. ``outputs`` are those that they are to replace.
    """
    wanted = audiences or tuple(corpus.policy.audiences)
    for name in wanted:
        _known(name, tuple(corpus.policy.audiences), "audience")
    memory = EditionMemory(order.root)
    decided = _passed(corpus, order, wanted[0], memory.known)
    store = SheetStore(order.root) if order.pdf and not order.preview else None
    used: set[tuple[str, str]] = set()
    for name in wanted:
        mine = structs.replace(order, audience=name, out=order.out / name)
        live = outputs and outputs.at(mine.out)
        publication = _opened(corpus, mine, decided, live, store, crew)
        used.update(publication.printed.keys())
        yield publication
    memory.keep()
    if store is not None and not audiences and not order.locales:
        store.sweep(used)


def past_the_gate(corpus: Corpus, root: Path, today: date) -> Mapping[str, Standing]:
    """Return where every item stands on ``today``, for any output that customers may see.

    Raise GateError where the check finds what must not be published.
    """
    where = standings(corpus, today)
    _refuse(check_corpus(corpus, root, today, Choice(), where))
    return where


def _passed(
    corpus: Corpus, order: Order, first: str, known: Known | None = None
) -> Callable[[str], Edition]:
    """Return what decides the edition of an audience, past the gate.

    That of the audience ``first`` is decided while other processes look at the rules; the last one
    is kept. ``known`` is what was worked out for earlier editions.
    """
    today = order.today
    shown = where = standings(corpus, today)
    if order.preview and corpus.policy.approval is Approval.REQUIRED:
        shown = standings(corpus, today, preview=True)

    @lru_cache(1)
    def decided(audience: str) -> Edition:
        return decide(corpus, today, audience, preview=order.preview, where=shown, known=known)

    way = partial(side_by_side, meanwhile=partial(decided, first))
    _refuse(check_corpus(corpus, order.root, today, Choice(), where, way))
    return decided


def _refuse(report: CheckReport) -> None:
    stopped = gate(report)
    if stopped:
        raise GateError(stopped)


def _opened(
    corpus: Corpus,
    order: Order,
    decided: Callable[[str], Edition],
    live: LiveOutput | None = None,
    store: SheetStore | None = None,
    crew: Crew | None = None,
) -> Publication:
    policy = corpus.policy
    for locale in order.locales:
        _known(locale, policy.locales, "locale")
    asked = {policy.default_locale, *(order.locales or policy.locales)}
    edition = decided(order.audience)
    plan = Plan(
        root=order.root,
        out=order.out,
        locales=tuple(locale for locale in policy.locales if locale in asked),
        origin=order.origin if edition.public else "",
        search=order.search,
        pdf=order.pdf,
        stock={locale: policy.press.stock(locale) for locale in policy.locales},
    )
    return Publication(corpus, edition, plan, live, store, crew)


def _known(name: str, names: tuple[str, ...], what: str) -> None:
    if name not in names:
        raise InforceError(f"policy.yaml knows no {what} {name!r}; it has {', '.join(names)}")
