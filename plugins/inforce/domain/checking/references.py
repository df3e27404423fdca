"""Names by which one file refers to something in another, with what they may name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from inforce.domain.audience.audiences import family_audiences, product_audiences
from inforce.domain.checking.offer import family_names, page_names, product_names
from inforce.domain.items.family import AttributeType, Family, lineage
from inforce.domain.items.ordering_code import Segment
from inforce.domain.items.product import Product
from inforce.domain.items.specs import Specs
from inforce.domain.nearest import Names
from inforce.domain.paper import Paper
from inforce.domain.pointer import escape
from inforce.domain.site.approval_policy import KINDS
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.policy import Approval, ApprovalTerm
from inforce.domain.site.texts import own_attributes, own_segments

_FAMILIES = "schemas/families"
_POLICY = "site_config/policy.yaml"
_PEOPLE = "site_config/people.yaml"
_WAIVERS = "site_config/waivers.yaml"


class Kind(Struct, frozen=True):
    """A kind of thing that can be named, and where such things stand."""

    fault: str
    known: Names
    otherwise: str

    def has(self, name: str) -> bool:
        """Whether there is something of that name."""
        return name in self.known.known


class Reference(Struct, frozen=True):
    """A name in a file, and the kind of thing it should name."""

    kind: Kind
    name: str
    path: str
    pointer: str
    item: str | None = None


class _Kinds(Struct, frozen=True):
    product: Kind
    page: Kind
    family: Kind
    concrete: Kind
    role: Kind
    person: Kind
    audience: Kind
    item: Kind
    requirement: Kind
    locale: Kind


def dangling(corpus: Corpus) -> Iterator[Reference]:
    """Yield every reference of a site that names nothing that there is.

    Replacements are left out, as their chains are another matter.
    """
    kinds = _kinds(corpus)
    for key, product in corpus.products.items():
        for kind, pointer, name in _of_product(product, kinds):
            if not kind.has(name):
                yield Reference(kind, name, corpus.paths[key], pointer, key)
    for others in (
        _of_pages(corpus, kinds),
        _of_families(corpus, kinds),
        _of_settings(corpus, kinds),
    ):
        yield from (one for one in others if not one.kind.has(one.name))


def _of_pages(corpus: Corpus, kinds: _Kinds) -> Iterator[Reference]:
    for key, page in corpus.pages.items():
        path = corpus.paths[key]
        yield Reference(kinds.audience, page.audience, path, "/control/audience", key)
        if page.replaced_by is not None:
            yield Reference(kinds.page, page.replaced_by, path, "/control/replaced_by", key)
        if corpus.communication:
            for index, name in enumerate(page.covers):
                yield Reference(kinds.requirement, name, path, f"/control/covers/{index}", key)
        if page.control.owner is not None:
            yield Reference(kinds.role, page.control.owner, path, "/control/owner", key)


def _of_families(corpus: Corpus, kinds: _Kinds) -> Iterator[Reference]:
    for key, family in corpus.families.items():
        for kind, pointer, name in _of_family(family, corpus.families, kinds):
            yield Reference(kind, name, f"{_FAMILIES}/{key}.yaml", pointer)


def _kinds(corpus: Corpus) -> _Kinds:
    families = family_names(corpus)
    abstract = {key for key, family in corpus.families.items() if family.abstract}
    return _Kinds(
        product=Kind("unknown product", product_names(corpus), "a product of this site"),
        page=Kind("unknown page", page_names(corpus), "a controlled page of this site"),
        family=Kind("unknown family", families, "a file in schemas/families"),
        concrete=Kind(
            "the family is abstract", Names(families.known - abstract), "one of its descendants"
        ),
        role=Kind("unknown role", Names(corpus.people.roles), "a role of people.yaml"),
        item=Kind("unknown kind", Names(KINDS), "product, page, or a kind of page"),
        person=Kind("unknown person", Names(corpus.people.people), "a person of people.yaml"),
        audience=Kind(
            "unknown audience", Names(corpus.policy.audiences), "an audience of policy.yaml"
        ),
        requirement=Kind(
            "unknown requirement",
            Names(requirement.id for requirement in corpus.communication),
            "a requirement of communication.yaml",
        ),
        locale=Kind("unknown locale", Names(corpus.policy.locales), "a locale of policy.yaml"),
    )


_Named = tuple[Kind, str, str]


def _of_product(product: Product, kinds: _Kinds) -> Iterator[_Named]:
    known = product.family in kinds.family.known
    yield kinds.concrete if known else kinds.family, "/family", product.family
    if product.control.owner is not None:
        yield kinds.role, "/control/owner", product.control.owner
    for index, relation in enumerate(product.relations):
        yield kinds.product, f"/relations/{index}/product", relation.product
    for pointer, audience in product_audiences(product):
        yield kinds.audience, pointer, audience
    yield from _citations(product)


def _citations(product: Product) -> Iterator[_Named]:
    kind: Kind | None = None
    for base, specs in _citing(product):
        for key, evidence in specs.citations():
            kind = kind or _evidence(product)
            yield kind, f"{base}/{key}/evidence", evidence


def _citing(product: Product) -> Iterator[tuple[str, Specs]]:
    """Yield the specs that name evidence, each with its place."""
    if product.specs.citations():
        yield "/specs", product.specs
    for index, variant in enumerate(product.variants.items):
        if variant.specs.citations():
            yield f"/variants/items/{index}/specs", variant.specs


def _evidence(product: Product) -> Kind:
    proofs = {part.id for part in product.evidence}
    proofs.update(part.id for part in product.certificates)
    return Kind("unknown evidence", Names(proofs), "an id under evidence or certificates")


def _of_family(family: Family, families: Mapping[str, Family], kinds: _Kinds) -> Iterator[_Named]:
    if family.parent is not None:
        yield _parent(family, families, kinds), "/parent", family.parent
    for pointer, audience in family_audiences(family, families):
        yield kinds.audience, pointer, audience
    groups: Kind | None = None
    for key, attribute in own_attributes(family, families):
        if attribute.group is not None:
            groups = groups or _groups(family)
            yield groups, f"/attributes/{key}/group", attribute.group
    for index, segment in enumerate(own_segments(family, families)):
        yield from _of_segment(segment, f"/ordering_code/{index}", family, kinds)


def _of_segment(segment: Segment, at: str, family: Family, kinds: _Kinds) -> Iterator[_Named]:
    if segment.product:
        for name in segment.codes:
            yield kinds.product, f"{at}/codes/{escape(name)}", name
    if segment.attribute is None:
        return
    known = Names(family.attributes)
    kind = Kind("unknown attribute", known, "an attribute of the family or its parents")
    yield kind, f"{at}/attribute", segment.attribute
    attribute = family.attributes.get(segment.attribute)
    if attribute is not None and attribute.type is AttributeType.CHOICE:
        choice = Kind("unknown choice", Names(attribute.choices), "a choice of the attribute")
        for name in segment.codes:
            yield choice, f"{at}/codes/{escape(name)}", name


def _parent(family: Family, families: Mapping[str, Family], kinds: _Kinds) -> Kind:
    eldest = lineage(family.id, families)[0]
    if eldest.parent in families:
        return Kind("the parents of the family go in a circle", Names(()), "a family without them")
    return kinds.family


def _groups(family: Family) -> Kind:
    known = Names(group.id for group in family.groups)
    return Kind("unknown group", known, "a group of the family or its parents")


def _of_settings(corpus: Corpus, kinds: _Kinds) -> Iterator[Reference]:
    for key, audience in corpus.policy.audiences.items():
        for index, name in enumerate(audience.includes):
            pointer = f"/audiences/{key}/includes/{index}"
            yield Reference(kinds.audience, name, _POLICY, pointer)
    if corpus.policy.approval is Approval.REQUIRED:
        for index, name in enumerate(corpus.policy.approvers):
            yield Reference(kinds.role, name, _POLICY, f"/approvers/{index}")
        for index, term in enumerate(corpus.policy.approvals):
            for kind, pointer, name in _of_term(term, kinds):
                yield Reference(kind, name, _POLICY, f"/approvals/{index}/{pointer}")
    yield from _of_exceptions(corpus, kinds)
    for key, person in corpus.people.people.items():
        for index, name in enumerate(person.roles):
            yield Reference(kinds.role, name, _PEOPLE, f"/people/{key}/roles/{index}")
    for index, waiver in enumerate(corpus.waivers):
        yield Reference(kinds.person, waiver.by, _WAIVERS, f"/{index}/by")


def _of_exceptions(corpus: Corpus, kinds: _Kinds) -> Iterator[Reference]:
    """Yield the families and locales for which the policy says something of their own."""
    brochures = corpus.policy.brochures
    papers = corpus.policy.press.paper
    for name in () if isinstance(brochures, bool) else brochures:
        yield Reference(kinds.family, name, _POLICY, f"/brochures/{name}")
    for name in () if isinstance(papers, Paper) else papers:
        yield Reference(kinds.locale, name, _POLICY, f"/print/paper/{name}")
    for name in corpus.policy.lead_times.families:
        yield Reference(kinds.family, name, _POLICY, f"/lead_times/families/{name}")


def _of_term(term: ApprovalTerm, kinds: _Kinds) -> Iterator[_Named]:
    named = (
        (kinds.item, "kind", term.kind),
        (kinds.family, "family", term.family),
        (kinds.audience, "audience", term.audience),
    )
    for kind, pointer, name in named:
        if name is not None:
            yield kind, pointer, name
    for index, role in enumerate(term.roles):
        yield kinds.role, f"roles/{index}", role
