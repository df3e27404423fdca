"""Strategies: products, their records over the years, whole sites."""

from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from hypothesis import strategies as st
from msgspec import structs

from inforce.domain.interval import Interval
from inforce.domain.items.content import ProductContent
from inforce.domain.items.control import Change, ChangeClass, Control
from inforce.domain.items.lifecycle import Fit, Lifecycle, Replacement
from inforce.domain.items.product import (
    Certificate,
    Document,
    DocumentKind,
    Evidence,
    EvidenceKind,
    Product,
    Relation,
    RelationType,
    SafetyWarning,
    Variant,
    Variants,
    WarningLevel,
)
from inforce.domain.items.specs import Specs, Value
from inforce.domain.registers.register import Approved, Entry, Ledger, Outcome, Snapshot, day_of
from inforce.domain.site.corpus import Corpus
from inforce.domain.text import Text
from tests.factories import POLICY, approved, content, corpus, reviewed, sealed

START = date(2024, 1, 1)
DAYS = st.integers(0, 1200).map(lambda days: START + timedelta(days=days))
KEYS = st.sampled_from([f"hx-{number}" for number in range(4)])
AUDIENCES = st.sampled_from(["public", "public", "dealer"])
LOCALES = st.sampled_from(["en", "ru", "de"])
WORDS = st.text(st.sampled_from("ab Ж№{}:#'\"\\-"), min_size=1, max_size=4)
TEXTS = WORDS.map(Text) | st.dictionaries(LOCALES, WORDS, min_size=1).map(Text)
FIGURES = st.decimals(-999, 999, places=2) | st.integers(-999, 999).map(Decimal)
EVIDENCE = st.none() | st.sampled_from(["TR-1", "TR-2"])
VALUES = (
    st.builds(Value, figure=FIGURES, condition=st.none() | TEXTS, evidence=EVIDENCE)
    | st.builds(Value, minimum=FIGURES, maximum=st.none() | FIGURES)
    | st.builds(Value, flag=st.booleans())
    | st.builds(Value, text=TEXTS)
)


def _specs(*keys: str) -> st.SearchStrategy[Specs]:
    return st.dictionaries(st.sampled_from(keys), VALUES).map(Specs)


# Made once, not for each draw: to make a strategy takes longer than to draw from it.
SIX_DAYS = st.lists(DAYS, min_size=6, max_size=6)
PERHAPS_DAY = st.none() | DAYS
PERHAPS_TEXT = st.none() | TEXTS
NOTICES = st.none() | st.sampled_from(["PDN-1", "PDN-2"])
HEIRS = st.lists(st.builds(Replacement, product=KEYS, fit=st.sampled_from(Fit)), max_size=2)
APPROVAL_DAYS = st.lists(DAYS, min_size=1, max_size=3)
OUTCOMES = st.sampled_from(Outcome)
SHORT, LONG = st.integers(-60, 60), st.integers(0, 400)
BOTH = st.booleans()
SOME_KEYS = st.sets(KEYS, max_size=3)


@st.composite
def ordered_lives(draw: st.DrawFn) -> Lifecycle:
    """Return a life whose dates come in their order, each set or not."""
    days = sorted(draw(SIX_DAYS))
    kept = [day if draw(BOTH) else None for day in days]
    return Lifecycle(
        available_from=kept[0],
        not_recommended_from=kept[1],
        announced_on=kept[2],
        last_order=kept[3],
        last_delivery=kept[4],
        support_until=kept[5],
        withdrawn_on=draw(PERHAPS_DAY),
        notice=draw(NOTICES),
        reason=draw(PERHAPS_TEXT),
        replaced_by=tuple(draw(HEIRS)),
        no_replacement=draw(PERHAPS_TEXT),
    )


LIVES = ordered_lives()
VARIANTS = st.builds(
    Variant,
    order_code=st.sampled_from("AB"),
    specs=_specs("voltage", "price"),
    audience=AUDIENCES,
)
DOCUMENTS = st.builds(
    Document,
    kind=st.sampled_from(DocumentKind),
    title=TEXTS,
    url=st.just("https://example.com"),
    audience=AUDIENCES,
)
WARNINGS = st.builds(SafetyWarning, text=TEXTS, level=st.sampled_from(WarningLevel))
CERTIFICATES = st.builds(
    Certificate, id=WORDS, body=TEXTS, valid_to=st.none() | DAYS, audience=AUDIENCES
)
PROOFS = st.builds(
    Evidence,
    id=st.sampled_from(["TR-1", "TR-2"]),
    kind=st.sampled_from(EvidenceKind),
    audience=AUDIENCES,
)
RELATIONS = st.builds(Relation, type=st.sampled_from(RelationType), product=KEYS)
CONTROLS = st.builds(
    Control,
    owner=st.none() | st.just("sales"),
    review_every=st.none() | st.sampled_from(["P1M", "P12M", "P90D"]).map(Interval),
    change=st.none()
    | st.builds(Change, class_=st.sampled_from(ChangeClass), summary=st.none() | TEXTS),
)


@cache
def products(key: str | None = None) -> st.SearchStrategy[Product]:
    """Return products of the family of pumps."""
    return st.builds(
        Product,
        id=KEYS if key is None else st.just(key),
        name=TEXTS,
        family=st.just("pump"),
        audience=AUDIENCES,
        brand=st.none() | TEXTS,
        summary=st.none() | TEXTS,
        specs=_specs("flow", "temperature", "body", "dry_run"),
        variants=st.builds(
            Variants,
            by=st.just(("voltage",)),
            items=st.lists(VARIANTS, max_size=2).map(tuple),
        ),
        documents=st.lists(DOCUMENTS, max_size=1).map(tuple),
        warnings=st.lists(WARNINGS, max_size=2).map(tuple),
        certificates=st.lists(CERTIFICATES, max_size=1).map(tuple),
        evidence=st.lists(PROOFS, max_size=1).map(tuple),
        relations=st.lists(RELATIONS, max_size=1).map(tuple),
        lifecycle=LIVES,
        control=CONTROLS,
    )


@st.composite
def ledgers(draw: st.DrawFn, product: Product) -> Ledger:
    """Return a record of one to three approvals of ``product``, with reviews between them."""
    days = sorted(draw(APPROVAL_DAYS))
    entries: list[Entry] = []
    snapshots: dict[int, Snapshot] = {}
    for revision, day in enumerate(days, start=1):
        changed = structs.replace(
            product, name=Text(f"{revision}"), audience=draw(AUDIENCES), lifecycle=draw(LIVES)
        )
        shown = content(changed)
        effective = day + timedelta(days=draw(SHORT))
        entry = approved(shown, revision, made=day, effective=effective)
        snapshots[revision] = Snapshot(
            path=f"{revision}.yaml", content=shown, digest=entry.digest, record=entry.record
        )
        entries.append(entry)
        if draw(BOTH):
            on = day + timedelta(days=draw(LONG))
            outcome = draw(OUTCOMES)
            entries.append(reviewed(shown, on, revision=revision, outcome=outcome))
    whole = sealed(entries)
    seals = tuple(entry.seal or "" for entry in whole)
    path = f"content/issued/{product.id}/register.yaml"
    return Ledger(item=product.id, path=path, entries=whole, seals=seals, snapshots=snapshots)


@st.composite
def sites(draw: st.DrawFn) -> Corpus:
    """Return a site with some working copies, some records, some of both."""
    items = [draw(products(key)) for key in sorted(draw(SOME_KEYS))]
    recorded = [item for item in items if draw(BOTH)]
    return corpus(
        *(item for item in items if draw(BOTH)),
        ledgers={item.id: draw(ledgers(item)) for item in recorded},
        policy=structs.replace(POLICY, time_zone="Europe/Vienna"),
    )


def approvals(site: Corpus, key: str) -> tuple[Approved, ...]:
    """Return the approvals of an item of the site."""
    ledger = site.ledgers.get(key)
    return () if ledger is None else ledger.approvals()


def turning_days(site: Corpus) -> list[date]:
    """Return the days on which anything can turn, each with the day before and the day after."""
    lives = [product.lifecycle for product in site.products.values()]
    days: list[date] = []
    for record in site.ledgers.values():
        for entry in record.entries:
            days.append(day_of(entry))
            if isinstance(entry, Approved):
                days.append(entry.effective_from)
        contents = [shot.content for shot in record.snapshots.values()]
        lives += [one.product.lifecycle for one in contents if isinstance(one, ProductContent)]
    for life in lives:
        days += [day for day in structs.astuple(life) if isinstance(day, date)]
    return sorted({day + timedelta(days=near) for day in days for near in (-1, 0, 1)})
