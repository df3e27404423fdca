"""Small values of the domain for tests: a pump maker's site, built part by part."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from msgspec import structs

from inforce.domain.items.content import (
    Content,
    FileFact,
    Item,
    PageContent,
    item_of,
    product_content,
)
from inforce.domain.items.control import Change, Control
from inforce.domain.items.family import Attribute, AttributeType, Family, Group, Level
from inforce.domain.items.lifecycle import Lifecycle, Recall, Replacement
from inforce.domain.items.page import Page
from inforce.domain.items.product import Product
from inforce.domain.items.specs import Specs, specs_from
from inforce.domain.registers.digest import content_digest, digest, seal
from inforce.domain.registers.register import Approved, Entry, Ledger, Outcome, Reviewed, Snapshot
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.feedback import Feedback, FeedbackKind
from inforce.domain.site.policy import Audience, Brand, People, Person, Policy, Role
from inforce.domain.text import Text

TODAY = date(2026, 11, 20)

POLICY = Policy(
    locales=("en", "ru"),
    audiences={"public": Audience(), "dealer": Audience(includes=("public",))},
)
PEOPLE = People(
    roles={"quality": Role(name=Text("Quality")), "sales": Role(name=Text("Sales"))},
    people={"anna": Person(name=Text("Anna"), roles=("quality", "sales"))},
)
PUMP = Family(
    id="pump",
    name=Text({"en": "Pumps", "ru": "Насосы"}),
    groups=(
        Group(id="hydraulics", label=Text("Hydraulics")),
        Group(id="ordering", label=Text("Ordering")),
    ),
    attributes={
        "flow": Attribute(
            label=Text({"en": "Flow", "ru": "Подача"}),
            type=AttributeType.NUMBER,
            unit="m3/h",
            group="hydraulics",
            key=True,
            comparable=True,
        ),
        "temperature": Attribute(label=Text("Temperature"), type=AttributeType.RANGE, unit="Cel"),
        "body": Attribute(
            label=Text("Body"),
            type=AttributeType.CHOICE,
            choices={"iron": Text({"en": "Cast iron", "ru": "Чугун"})},
        ),
        "dry_run": Attribute(label=Text("Dry run"), type=AttributeType.BOOLEAN),
        "voltage": Attribute(
            label=Text("Voltage"), type=AttributeType.INTEGER, unit="V", level=Level.VARIANT
        ),
        "price": Attribute(
            label=Text("Price"),
            type=AttributeType.NUMBER,
            unit="EUR",
            group="ordering",
            level=Level.VARIANT,
            audience="dealer",
        ),
    },
)


def specs(**values: object) -> Specs:
    """Return specs from plain values, as they stand in a file."""
    return specs_from(values)


def product(key: str = "hx-100", **parts: Any) -> Product:  # noqa: ANN401 - fields of a product
    """Return a product of the family of pumps."""
    given = {"name": Text(key.upper()), "family": "pump", "control": Control(owner="sales")}
    return Product(**{"id": key, **given, **parts})


def page(key: str = "terms", **parts: Any) -> Page:  # noqa: ANN401 - fields of a page
    """Return a controlled page."""
    given = {"path": f"{key}.md", "title": Text(key.title()), "body": Text("Text.")}
    return Page(**{"id": key, "control": Control(owner="sales"), **given, **parts})


def feedback(key: str = "FB-2026-001", **parts: Any) -> Feedback:  # noqa: ANN401 - its fields
    """Return a complaint that came in a month before today."""
    given = {
        "kind": FeedbackKind.COMPLAINT,
        "received": date(2026, 10, 20),
        "text": "Wrong.",
        "path": f"content/feedback/{key}.yaml",
    }
    return Feedback(**{"id": key, **given, **parts})


def ended(*heirs: str, **dates: Any) -> Lifecycle:  # noqa: ANN401 - fields of a lifecycle
    """Return a life that ended in 2025, or on the given dates."""
    replaced_by = tuple(Replacement(product=heir) for heir in heirs)
    days = dates or {"announced_on": date(2024, 1, 1), "last_order": date(2025, 1, 1)}
    return Lifecycle(replaced_by=replaced_by, **days)


def recall(day: date) -> Recall:
    """Return a recall made public on ``day``."""
    parts = ("hazard", "affected", "identify", "action", "remedies", "contact")
    return Recall(notice="R-1", date=day, **{part: Text(part.title()) for part in parts})


def content(item: Item, files: Mapping[str, FileFact] | None = None) -> Content:
    """Return the content of a working copy on a site with the family of pumps."""
    if isinstance(item, Page):
        return PageContent(page=item)
    return product_content(item, {"pump": PUMP}, files or {})


def ledger(*steps: "Content | tuple[date, Content] | Reviewed", day: date | None = None) -> Ledger:
    """Return the sealed ledger of one item: approvals and reviews in their order.

    A content is approved on ``day`` (default: a month before today) and effective at once, or on
    the date it comes with; a review is taken as it is.
    """
    made = day or date(2026, 10, 20)
    entries: list[Entry] = []
    snapshots: dict[int, Snapshot] = {}
    key = ""
    for step in steps:
        if isinstance(step, Reviewed):
            entries.append(step)
            continue
        effective, shown = step if isinstance(step, tuple) else (made, step)
        key = item_of(shown).id
        revision = len(snapshots) + 1
        entry = approved(shown, revision, made=made, effective=effective)
        entries.append(entry)
        path = f"content/issued/{key}/{revision}.yaml"
        snapshots[revision] = Snapshot(
            path=path, content=shown, digest=entry.digest, record=entry.record
        )
    whole = sealed(entries)
    return Ledger(
        item=key,
        path=f"content/issued/{key}/register.yaml",
        entries=whole,
        seals=tuple(seal(entry) for entry in whole),
        snapshots=snapshots,
    )


def approved(shown: Content, revision: int, *, made: date, effective: date) -> Approved:
    """Return an approval by Anna, at noon UTC."""
    return Approved(
        revision=revision,
        at=datetime.combine(made, time(12), UTC),
        by="anna",
        role="quality",
        digest=content_digest(shown),
        record=digest(shown),
        effective_from=effective,
        change=item_of(shown).control.change or Change(),
    )


def reviewed(
    shown: Content, on: date, *, revision: int = 1, outcome: Outcome = Outcome.NO_CHANGE
) -> Reviewed:
    """Return a review by Anna."""
    bound = content_digest(shown)
    return Reviewed(
        on=on, by="anna", role="sales", revision=revision, digest=bound, outcome=outcome
    )


def sealed(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the entries chained and sealed."""
    whole: list[Entry] = []
    for entry in entries:
        chained = structs.replace(entry, prev=whole[-1].seal if whole else None)
        whole.append(structs.replace(chained, seal=seal(chained)))
    return tuple(whole)


def corpus(*items: Item, **parts: Any) -> Corpus:  # noqa: ANN401 - fields of a corpus
    """Return a site with these working copies."""
    products = {item.id: item for item in items if isinstance(item, Product)}
    pages = {item.id: item for item in items if isinstance(item, Page)}
    paths = {key: f"content/products/{key}.yaml" for key in products}
    paths |= {key: f"content/pages/{key}.md" for key in pages}
    given = {
        "policy": POLICY,
        "people": PEOPLE,
        "brand": Brand(name=Text("Maker")),
        "families": {"pump": PUMP},
        "products": products,
        "pages": pages,
        "paths": paths,
    }
    return Corpus(**{**given, **parts})


def issued(*items: Item, day: date | None = None, **parts: Any) -> Corpus:  # noqa: ANN401
    """Return a site on which each of these working copies is approved and in force."""
    files = parts.get("files")
    ledgers = {item.id: ledger(content(item, files), day=day) for item in items}
    return corpus(*items, ledgers=ledgers, **parts)
