"""A product of an edition as its API document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from inforce.domain import address
from inforce.domain.editions.edition import EditionProduct, Stamp
from inforce.domain.items.content import FamilyContent, ProductContent
from inforce.domain.items.lifecycle import Recall, Reinstatement
from inforce.domain.items.ordering_code import Piece, Segment, proved
from inforce.domain.items.specs import Specs, Value
from inforce.domain.text import Text
from inforce.renderers.api.changes import api_revision
from inforce.renderers.api.values import (
    ApiAttribute,
    ApiCertificate,
    ApiClass,
    ApiDocument,
    ApiFamily,
    ApiFile,
    ApiImage,
    ApiLifecycle,
    ApiPaper,
    ApiPdf,
    ApiProduct,
    ApiRecall,
    ApiReinstatement,
    ApiRelation,
    ApiSegment,
    ApiStamp,
    ApiSuccessor,
    ApiValue,
    ApiVariant,
    ApiWarning,
    Words,
)

# So many families are remembered, each for what of it some products use.
_FAMILIES = 256


def api_product(
    product: EditionProduct,
    brochures: Mapping[str, ApiPdf],
    segments: tuple[Segment, ...] = (),
) -> ApiProduct:
    """Return the document of ``product``; ``brochures`` are its PDFs, by locale.

    ``segments`` are how its family builds order codes.
    """
    content, shown = product.content, product.content.product
    return ApiProduct(
        id=product.id,
        url=address.product(product.id),
        name=shown.name.plain(),
        family=_family(content, segments),
        lifecycle=_lifecycle(product),
        stamp=api_stamp(product.stamp),
        unapproved=product.unapproved,
        brand=_words(shown.brand),
        order_code=shown.order_code,
        gtin=shown.gtin,
        summary=_words(shown.summary),
        description=_words(shown.description),
        warnings=tuple(
            ApiWarning(level=part.level.value, text=part.text.plain()) for part in shown.warnings
        ),
        attributes=_attributes(content.family),
        specs=_specs(shown.specs),
        variants=tuple(
            ApiVariant(order_code=part.order_code, gtin=part.gtin, specs=_specs(part.specs))
            for part in shown.variants.items
        ),
        documents=_documents(content),
        certificates=_certificates(content),
        images=_images(content),
        relations=tuple(
            ApiRelation(type=part.type.value, product=part.product, quantity=part.quantity)
            for part in shown.relations
        ),
        brochure=dict(brochures),
        classification=tuple(
            ApiClass(system=part.system, version=part.version, code=part.code)
            for part in shown.classification
        ),
        former_ids=shown.former_ids,
        former_codes=product.former_codes,
        history=tuple(api_revision(step) for step in product.history),
        revisions=tuple(_papers(product)),
    )


def api_stamp(stamp: Stamp) -> ApiStamp:
    """Return the stamp of an item."""
    return ApiStamp(
        digest=stamp.digest,
        revision=stamp.revision,
        effective_from=stamp.effective_from,
        last_confirmed=stamp.last_confirmed,
        next_review=stamp.next_review,
        approval=stamp.tier,
    )


def _papers(product: EditionProduct) -> Iterator[ApiPaper]:
    """Yield the revisions that have a page of their own, oldest first."""
    for past in product.past:
        yield ApiPaper(
            revision=past.revision,
            effective_from=past.effective_from,
            until=past.until,
            url=address.revision(product.id, past.revision),
        )
    number, start = product.stamp.revision, product.stamp.effective_from
    if number is not None and start is not None:
        at = address.revision(product.id, number)
        yield ApiPaper(revision=number, effective_from=start, url=at)


def _words(text: Text | None) -> Words | None:
    return None if text is None else text.plain()


def _family(content: ProductContent, segments: tuple[Segment, ...]) -> ApiFamily:
    family = content.family
    codes = proved(segments, content.product, family.attributes.keys())
    return ApiFamily(
        id=family.id,
        name=family.name.plain(),
        groups={group.id: group.label.plain() for group in family.groups},
        ordering_code=tuple(
            _segment([code.pieces[at] for code in codes])
            for at in range(len(segments) if codes else 0)
        ),
    )


def _segment(pieces: list[Piece]) -> ApiSegment:
    segment = pieces[0].segment
    fixed = segment.text is not None
    return ApiSegment(
        text=segment.text,
        product=segment.product,
        attribute=segment.attribute,
        label=_words(segment.label),
        codes={} if fixed else {piece.name: piece.code or "" for piece in pieces},
    )


@lru_cache(_FAMILIES)
def _attributes(family: FamilyContent) -> dict[str, ApiAttribute]:
    return {
        key: ApiAttribute(
            label=attribute.label.plain(),
            type=attribute.type.value,
            unit=attribute.unit,
            group=attribute.group,
            etim=attribute.etim,
            property=attribute.property,
        )
        for key, attribute in family.attributes.items()
    }


def _specs(specs: Specs) -> dict[str, ApiValue]:
    return {key: _value(value) for key, value in specs.items()}


def _value(value: Value) -> ApiValue:
    text, condition = value.text, value.condition
    return ApiValue(
        value=value.figure,
        min=value.minimum,
        max=value.maximum,
        flag=value.flag,
        text=None if text is None else text.plain(),
        condition=None if condition is None else condition.plain(),
        evidence=value.evidence,
    )


def _file(content: ProductContent, path: str | None) -> ApiFile | None:
    file = content.published(path)
    if file is None:
        return None
    return ApiFile(path=file.path, sha256=file.fact.sha256, size=file.fact.size)


def _documents(content: ProductContent) -> tuple[ApiDocument, ...]:
    return tuple(
        ApiDocument(
            kind=part.kind.value,
            title=part.title.plain(),
            file=_file(content, part.file),
            url=part.url,
            lang=part.lang,
            revision=part.revision,
        )
        for part in content.product.documents
    )


def _certificates(content: ProductContent) -> tuple[ApiCertificate, ...]:
    return tuple(
        ApiCertificate(
            id=part.id,
            body=part.body.plain(),
            title=_words(part.title),
            valid_from=part.valid_from,
            valid_to=part.valid_to,
            file=_file(content, part.file),
        )
        for part in content.product.certificates
    )


def _images(content: ProductContent) -> tuple[ApiImage, ...]:
    found = ((_file(content, part.file), part) for part in content.product.images)
    return tuple(ApiImage(file=file, alt=part.alt.plain()) for file, part in found if file)


def _lifecycle(product: EditionProduct) -> ApiLifecycle:
    life, recall = product.content.product.lifecycle, product.content.product.recall
    return ApiLifecycle(
        state=product.state.value,
        available_from=life.available_from,
        not_recommended_from=life.not_recommended_from,
        announced_on=life.announced_on,
        last_order=life.last_order,
        last_delivery=life.last_delivery,
        support_until=life.support_until,
        withdrawn_on=life.withdrawn_on,
        notice=life.notice,
        reason=_words(life.reason),
        no_replacement=_words(life.no_replacement),
        recall=None if recall is None else _recall(recall),
        reinstated=None if life.reinstated is None else _reinstated(life.reinstated),
        successors=tuple(
            ApiSuccessor(
                product=heir.product,
                fit=heir.fit.value,
                state=heir.state.value,
                via=heir.via,
                note=_words(heir.note),
            )
            for heir in product.successors
        ),
        predecessors=product.predecessors,
    )


def _recall(recall: Recall) -> ApiRecall:
    return ApiRecall(
        notice=recall.notice,
        date=recall.date,
        affected=recall.affected.plain(),
        identify=recall.identify.plain(),
        sold=_words(recall.sold),
        hazard=recall.hazard.plain(),
        action=recall.action.plain(),
        remedies=recall.remedies.plain(),
        contact=recall.contact.plain(),
    )


def _reinstated(back: Reinstatement) -> ApiReinstatement:
    return ApiReinstatement(
        notice=back.notice, date=back.date, reason=back.reason.plain(), lifts=back.lifts
    )
