"""What an output says of itself, held against the registers: was it right, and is it still?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from enum import Enum

from msgspec import Struct, structs

from inforce.domain.editions.decide import decide
from inforce.domain.editions.edition import Edition, EditionPage, EditionProduct
from inforce.domain.editions.imprint import ItemImprint
from inforce.domain.items.content import PageContent, ProductContent
from inforce.domain.items.lifecycle import LifecycleState, day_after
from inforce.domain.registers.register import Approved, day_of
from inforce.domain.site.corpus import Corpus
from inforce.domain.standings.standing import Standing, known, standings


class Verdict(Enum):
    """What becomes of an output or an item in it, gravest last; only quotations are expired."""

    CURRENT = "current"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    UNPROVED = "unproved"
    REWRITTEN = "rewritten"
    NOT_OURS = "not ours"
    ALTERED = "altered"

    @property
    def rank(self) -> int:
        """0 for current; the higher the worse."""
        return list(Verdict).index(self)


class Claim(Struct, frozen=True, kw_only=True):
    """What an output says that it shows; ``complete`` where that is a whole edition.

    ``edition`` is the digest of the edition that it names, None where it names its items alone.
    """

    as_of: date
    audience: str
    edition: str | None
    items: Mapping[str, ItemImprint]
    preview: bool = False
    complete: bool = False


class ItemVerdict(Struct, frozen=True, kw_only=True):
    """One item: the revision claimed, the verdict, the reason in words, and since when it holds."""

    id: str
    revision: int | None
    verdict: Verdict
    reason: str = ""
    since: date | None = None


class Judgement(Struct, frozen=True, kw_only=True):
    """The verdicts on a claim, by item, and the edition they were taken from.

    ``faults`` say what is wrong with the claim as a whole; ``edition`` is the edition that the
    registers give for it, None where they give none; ``whole`` that the claim names one.
    """

    items: tuple[ItemVerdict, ...]
    faults: tuple[str, ...] = ()
    edition: Edition | None = None
    whole: bool = False

    @property
    def worst(self) -> Verdict:
        """The gravest verdict."""
        ranks = [item.verdict for item in self.items]
        ranks += [Verdict.ALTERED] if self.faults else []
        return max(ranks, key=lambda verdict: verdict.rank, default=Verdict.NOT_OURS)


def judge(claim: Claim, corpus: Corpus, today: date) -> Judgement:
    """Return what the registers say to ``claim`` on ``today``.

    The claimed revisions are put in force as of the claimed day and the edition is decided anew, so
    that what was approved later on that day does not disturb.
    """
    unusable = _unusable(claim, corpus, today)
    if unusable:
        items = tuple(_not_ours(key, item, unusable) for key, item in claim.items.items())
        return Judgement(items=items, faults=(unusable,), whole=claim.edition is not None)
    edition = _edition(claim, corpus)
    now = standings(corpus, today)
    items = tuple(
        _verdict(key, item, edition, corpus, now.get(key)) for key, item in claim.items.items()
    )
    bad = any(item.verdict.rank > Verdict.WITHDRAWN.rank for item in items)
    faults = () if bad else tuple(_edition_faults(claim, edition))
    return Judgement(items=items, faults=faults, edition=edition, whole=claim.edition is not None)


def _unusable(claim: Claim, corpus: Corpus, today: date) -> str:
    if claim.audience not in corpus.policy.audiences:
        return f"it is for the audience {claim.audience}, which this site does not have"
    if claim.as_of > today:
        return f"it is dated {claim.as_of}, which is still to come"
    if claim.preview:
        return "it is a preview of working copies: nothing in it need have been approved"
    return ""


def _not_ours(key: str, item: ItemImprint, reason: str) -> ItemVerdict:
    return ItemVerdict(id=key, revision=item.revision, verdict=Verdict.NOT_OURS, reason=reason)


def editions(claim: Claim, corpus: Corpus) -> Iterator[Edition]:
    """Yield what may be the edition of the claimed day, with the claimed revisions in force.

    Items that are not claimed stand as on that day, or as on the day before: what was approved on
    the day itself may have come after.
    """
    yield _decided(claim, corpus, standings(corpus, claim.as_of))
    if claim.as_of > date.min:
        eve = claim.as_of - timedelta(days=1)
        yield _decided(claim, corpus, _aged(standings(corpus, eve), claim.as_of))


def _edition(claim: Claim, corpus: Corpus) -> Edition:
    """Return the edition that the claim names, else the first that it may be."""
    possible = editions(claim, corpus)
    first = next(possible)
    if claim.edition in {None, first.digest}:
        return first
    return next((one for one in possible if one.digest == claim.edition), first)


def _aged(where: Mapping[str, Standing], today: date) -> Mapping[str, Standing]:
    """Return standings of an earlier day with the lifecycles of ``today``."""
    return {key: _living(place, today) for key, place in where.items()}


def _living(place: Standing, today: date) -> Standing:
    content = place.content
    if not isinstance(content, ProductContent):
        return place
    state = content.product.lifecycle.state(today, content.product.recall)
    return structs.replace(place, lifecycle=state)


def _decided(claim: Claim, corpus: Corpus, where: Mapping[str, Standing]) -> Edition:
    world = dict(where)
    for key, item in claim.items.items():
        entry = _approval(key, item, corpus)
        if entry is None or not _had_begun(entry, claim.as_of):
            continue
        if key in world and world[key].revision != entry.revision:
            world[key] = _put_in_force(world[key], entry, corpus, claim.as_of)
    return decide(corpus, claim.as_of, claim.audience, where=world)


def _put_in_force(place: Standing, entry: Approved, corpus: Corpus, today: date) -> Standing:
    ledger = corpus.ledgers[place.id]
    snapshot = ledger.snapshots.get(entry.revision)
    history = tuple(past for past in known(ledger, date.max) if past.revision <= entry.revision)
    content = None if snapshot is None else snapshot.content
    changed = structs.replace(place, content=content, approval=entry, history=history)
    return _living(changed, today)


def _approval(key: str, item: ItemImprint, corpus: Corpus) -> Approved | None:
    """Return the completed approval of the claimed revision."""
    ledger = corpus.ledgers.get(key)
    if ledger is None or item.revision is None:
        return None
    issued = known(ledger, date.max)
    return next((entry for entry in issued if entry.revision == item.revision), None)


def _had_begun(entry: Approved, day: date) -> bool:
    """Whether its revision may have been in force on ``day``, as far as was known then."""
    return entry.effective_from <= day and day_of(entry) <= day


def _verdict(
    key: str, item: ItemImprint, edition: Edition, corpus: Corpus, now: Standing | None
) -> ItemVerdict:
    """Judge one item: is it ours, is it as it was, is it still what holds?"""
    entry = _approval(key, item, corpus)
    if entry is not None and not _had_begun(entry, edition.as_of):
        reason = f"revision {item.revision} did not hold on {edition.as_of} yet"
        return ItemVerdict(id=key, revision=item.revision, verdict=Verdict.ALTERED, reason=reason)
    ours = edition.products.get(key) or edition.pages.get(key)
    if ours is None or now is None:
        reason = _unknown(key, item, corpus, edition)
        return _not_ours(key, item, reason)
    doubt = next(_doubts(key, item, ours, corpus), None)
    if doubt is not None:
        verdict, reason = doubt
        return ItemVerdict(id=key, revision=item.revision, verdict=verdict, reason=reason)
    changed = _since(key, item, ours, corpus, now)
    return changed or ItemVerdict(id=key, revision=item.revision, verdict=Verdict.CURRENT)


def _unknown(key: str, item: ItemImprint, corpus: Corpus, edition: Edition) -> str:
    if key not in {*corpus.ledgers, *corpus.products, *corpus.pages}:
        return "no item of that id is in the registers"
    if item.revision is not None and _approval(key, item, corpus) is None:
        return f"revision {item.revision} was never approved"
    return f"it was not in force for {edition.audience} on {edition.as_of}"


def _doubts(
    key: str, item: ItemImprint, ours: EditionProduct | EditionPage, corpus: Corpus
) -> Iterator[tuple[Verdict, str]]:
    """Yield why an item is not what the registers hold of it."""
    stamp = ours.stamp
    if item.revision is None and stamp.revision is None:
        if item.digest != stamp.digest:
            yield Verdict.UNPROVED, "differs from today's text; a light site keeps no earlier one"
        return
    if item.revision is None or _approval(key, item, corpus) is None:
        yield Verdict.NOT_OURS, f"revision {item.revision or 'none'} was never approved"
    elif item.digest != stamp.digest:
        yield Verdict.ALTERED, f"its digest is not that of revision {item.revision}"
    elif item.effective_from != stamp.effective_from:
        yield Verdict.ALTERED, f"revision {item.revision} is of {stamp.effective_from}"
    elif item.head != stamp.head:
        yield Verdict.REWRITTEN, "what was told of it before is not what its register tells now"


def _since(
    key: str,
    item: ItemImprint,
    ours: EditionProduct | EditionPage,
    corpus: Corpus,
    now: Standing,
) -> ItemVerdict | None:
    """Return what has become of an item that was right on its day, None while it still holds."""
    left = _left(now, ours)
    if left is not None:
        return ItemVerdict(
            id=key,
            revision=item.revision,
            verdict=Verdict.WITHDRAWN,
            reason=left[0],
            since=left[1],
        )
    following = _following(key, item, corpus, now)
    if following is None:
        return None
    latest = "" if following.revision == now.revision else f" (now {now.revision})"
    return ItemVerdict(
        id=key,
        revision=item.revision,
        verdict=Verdict.SUPERSEDED,
        reason=f"was replaced by revision {following.revision}{latest}",
        since=following.effective_from,
    )


def _left(now: Standing, ours: EditionProduct | EditionPage) -> tuple[str, date | None] | None:
    """Return how an item left since, and when; what the output itself tells is no news."""
    content = now.content
    state = now.lifecycle
    if content is None or state is None or not state.gone or _shown(ours) is state:
        return None
    if isinstance(content, PageContent):
        return "was withdrawn", content.page.withdrawn_on
    product = content.product
    recall = product.recall
    if state is LifecycleState.RECALLED and recall is not None:
        return f"was recalled, notice {recall.notice}", recall.date
    life = product.lifecycle
    notice = f", notice {life.notice}" if life.notice else ""
    return f"was withdrawn ({state.value}){notice}", life.withdrawn_on or day_after(life.last_order)


def _shown(ours: EditionProduct | EditionPage) -> LifecycleState | None:
    if isinstance(ours, EditionProduct):
        return ours.state
    return LifecycleState.WITHDRAWN if ours.withdrawn else None


def _following(key: str, item: ItemImprint, corpus: Corpus, now: Standing) -> Approved | None:
    if item.revision is None or now.revision is None or now.revision <= item.revision:
        return None
    issued = known(corpus.ledgers[key], date.max)
    return next((entry for entry in issued if item.revision < entry.revision <= now.revision), None)


def _edition_faults(claim: Claim, edition: Edition) -> Iterator[str]:
    if claim.edition in {None, edition.digest}:
        return
    there = {*edition.products, *edition.pages}
    missing = sorted(there - claim.items.keys()) if claim.complete else []
    if missing:
        more = f" and {len(missing) - 5} more" if len(missing) > 5 else ""  # noqa: PLR2004 - enough to see
        yield f"it lacks what was in force on {claim.as_of}: {', '.join(missing[:5])}{more}"
    else:
        yield f"its edition digest is not the one of {claim.as_of} for {claim.audience}"
