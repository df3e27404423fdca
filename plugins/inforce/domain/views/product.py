"""The sheet of one product: the one value that website, PDF and their tests all read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import islice

from inforce.domain import address
from inforce.domain.editions.edition import EditionPage, EditionProduct, Stamp, Step
from inforce.domain.items.content import FamilyContent
from inforce.domain.items.family import Level
from inforce.domain.items.product import Certificate, Document, RelationType
from inforce.domain.text import Phrase
from inforce.domain.views.banner import banner_if_any
from inforce.domain.views.difference import change_rows
from inforce.domain.views.ordering import product_key
from inforce.domain.views.pictures import pictures
from inforce.domain.views.reading import Reading, column
from inforce.domain.views.safety import warning_rows
from inforce.domain.views.succession import line
from inforce.domain.views.values import (
    CertificateRow,
    DocumentRow,
    Fact,
    HistoryRow,
    ProductSheet,
    RelationGroup,
    SpecGroup,
    SpecRow,
    StampView,
    VariantRow,
    VariantTable,
)

# So many families are remembered, each for what of it some products use.
_FAMILIES = 256


def product_sheet(product: EditionProduct, reading: Reading) -> ProductSheet:
    """Return all that this reader sees of ``product``."""
    shown = product.content.product
    family = product.content.family
    rows = _rows(product, reading, family.attributes)
    return ProductSheet(
        id=product.id,
        name=reading.phrase(shown.name),
        brand=reading.phrase(shown.brand),
        order_code=shown.order_code or "",
        gtin=shown.gtin or "",
        family=family.id,
        family_name=reading.phrase(family.name),
        state=product.state.value,
        state_label=reading.say(f"state.{product.state.value}"),
        banner=banner_if_any(product, reading),
        stamp=stamp_view(product.stamp, reading),
        unapproved=product.unapproved,
        summary=reading.phrase(shown.summary),
        description=reading.rich(shown.description),
        warnings=warning_rows(shown, reading),
        pictures=pictures(product, reading),
        key_figures=tuple(row for key, row in rows.items() if family.attributes[key].key),
        groups=_groups(rows, family, reading),
        variants=_variants(product, reading),
        ordering=product_key(product, reading),
        documents=tuple(_document(part, product, reading) for part in shown.documents),
        certificates=tuple(_certificate(part, product, reading) for part in shown.certificates),
        relations=_relations(product, reading),
        line=line(product, reading),
        predecessors=tuple(reading.ref(before) for before in product.predecessors),
        classification=tuple(
            Fact(f"{part.system} {part.version}", part.code) for part in shown.classification
        ),
        history=history_rows(product, reading),
        former_ids=shown.former_ids,
        former_codes=product.former_codes,
    )


def key_figures(
    product: EditionProduct, reading: Reading, most: int | None = None
) -> tuple[SpecRow, ...]:
    """Return the specs that the family marks as key figures; the first of them, if ``most``."""
    specs, family = product.content.product.specs, product.content.family
    marked = (key for key, one in family.attributes.items() if one.key and key in specs)
    return tuple(_rows(product, reading, islice(marked, most)).values())


def stamp_view(stamp: Stamp, reading: Reading) -> StampView:
    """Return the control stamp in words."""
    return StampView(
        revision="" if stamp.revision is None else str(stamp.revision),
        effective_from=reading.day(stamp.effective_from),
        last_confirmed=reading.day(stamp.last_confirmed),
        next_review=reading.day(stamp.next_review),
        digest=stamp.digest.rpartition(":")[2][:8],
        approval="" if stamp.tier is None else reading.say(f"approval.{stamp.tier.value}"),
    )


def history_rows(item: EditionProduct | EditionPage, reading: Reading) -> tuple[HistoryRow, ...]:
    """Return the revisions of an item, newest first; those of a product have their own pages."""
    own = revision_addresses(item) if isinstance(item, EditionProduct) else {}
    return tuple(
        history_row(step, reading, own.get(step.revision, "")) for step in reversed(item.history)
    )


def revision_addresses(product: EditionProduct) -> dict[int, str]:
    """Return the addresses of the revisions that the audience was told of, oldest first."""
    now = product.stamp.revision
    numbers = [before.revision for before in product.past] + ([] if now is None else [now])
    return {number: address.revision(product.id, number) for number in numbers}


def history_row(step: Step, reading: Reading, at: str = "") -> HistoryRow:
    """Return one revision with what it changed; ``at`` is the address of its page."""
    summary = reading.phrase(step.summary)
    return HistoryRow(
        revision=str(step.revision),
        day=reading.date(step.effective_from),
        summary=summary or Phrase(reading.say(f"history.{_unsaid(step)}")),
        changes=change_rows(step.changes, reading),
        at=at,
    )


def _unsaid(step: Step) -> str:
    if step.follows is None:
        return "first" if step.revision == 1 else "unsaid"
    return "unsaid" if step.changes else "unseen"


def _rows(product: EditionProduct, reading: Reading, keys: Iterable[str]) -> dict[str, SpecRow]:
    """Return the specs of ``product`` by key, in the order of ``keys``."""
    specs, family = product.content.product.specs, product.content.family
    labels = _labels(family, reading.locale, reading.edition.locales)
    return {
        key: SpecRow(key=key, label=labels[key], cell=reading.cell(value, family.attributes[key]))
        for key in keys
        if (value := specs.get(key)) is not None
    }


@lru_cache(_FAMILIES)
def _labels(family: FamilyContent, locale: str, locales: tuple[str, ...]) -> Mapping[str, Phrase]:
    """Return what the attributes of a family are called, for all who read it."""
    attributes = family.attributes.items()
    return {key: attribute.label.phrase(locale, locales) for key, attribute in attributes}


def _groups(
    rows: Mapping[str, SpecRow], family: FamilyContent, reading: Reading
) -> tuple[SpecGroup, ...]:
    """Return ``rows`` under the headings of their family, and last those that have none."""
    members: dict[str, list[SpecRow]] = {group.id: [] for group in family.groups}
    loose: list[SpecRow] = []
    for key, row in rows.items():
        members.get(family.attributes[key].group or "", loose).append(row)
    groups = [
        SpecGroup(id=group.id, label=reading.phrase(group.label), rows=tuple(members[group.id]))
        for group in family.groups
        if members[group.id]
    ]
    if loose:
        groups.append(SpecGroup(id="", label=Phrase(""), rows=tuple(loose)))
    return tuple(groups)


def _variants(product: EditionProduct, reading: Reading) -> VariantTable:
    variants = product.content.product.variants
    declared = {
        key: attribute
        for key, attribute in product.content.family.attributes.items()
        if attribute.level is Level.VARIANT
    }
    order = dict.fromkeys([*(key for key in variants.by if key in declared), *declared])
    used = [key for key in order if any(key in item.specs for item in variants.items)]
    columns = tuple(column(key, declared[key], reading) for key in used)
    rows = tuple(
        VariantRow(
            order_code=item.order_code,
            gtin=item.gtin or "",
            cells=tuple(
                reading.cell(item.specs.get(key), declared[key], unit=False) for key in used
            ),
        )
        for item in variants.items
    )
    return VariantTable(columns=columns, rows=rows, gtins=any(row.gtin for row in rows))


def _document(part: Document, product: EditionProduct, reading: Reading) -> DocumentRow:
    return DocumentRow(
        kind=part.kind.value,
        kind_label=reading.say(f"document.{part.kind.value}"),
        title=reading.phrase(part.title),
        file=reading.file(product.content.published(part.file)),
        url=part.url or "",
        language=reading.wording.language(part.lang) if part.lang else "",
        lang=part.lang or "",
        revision=part.revision or "",
        restricted=reading.reserved(part.audience),
    )


def _certificate(part: Certificate, product: EditionProduct, reading: Reading) -> CertificateRow:
    return CertificateRow(
        id=part.id,
        title=reading.phrase(part.title),
        body=reading.phrase(part.body),
        valid_from=reading.day(part.valid_from),
        valid_to=reading.day(part.valid_to),
        expired=part.valid_to is not None and part.valid_to < reading.edition.as_of,
        file=reading.file(product.content.published(part.file)),
    )


def _relations(product: EditionProduct, reading: Reading) -> tuple[RelationGroup, ...]:
    relations = product.content.product.relations
    groups = []
    for kind in RelationType:
        links = tuple(
            reading.ref(link.product, link.quantity) for link in relations if link.type is kind
        )
        if links:
            label = reading.say(f"relation.{kind.value}")
            groups.append(RelationGroup(type=kind.value, label=label, products=links))
    return tuple(groups)
