"""``decide()`` alone says what a customer sees; renderers add no rule of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise

from msgspec import Struct, structs

from inforce.domain.audience.circle import Circle
from inforce.domain.audience.projection import project, told, told_to, visible
from inforce.domain.editions.archive import Archive, page_history
from inforce.domain.editions.dating import Dating
from inforce.domain.editions.edition import (
    Edition,
    EditionFamily,
    EditionPage,
    EditionProduct,
    Stamp,
)
from inforce.domain.editions.kinship import kinship
from inforce.domain.editions.notices import changes, notices
from inforce.domain.editions.origin import origin
from inforce.domain.editions.succession import predecessors, successors
from inforce.domain.items.content import (
    FamilyContent,
    PageContent,
    ProductContent,
    PublishedFile,
)
from inforce.domain.items.family import Attribute, Family
from inforce.domain.items.lifecycle import LifecycleState, day_before
from inforce.domain.items.product import PUBLIC
from inforce.domain.known import Known
from inforce.domain.registers.digest import content_digest, digest
from inforce.domain.registers.register import Approved
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.policy import Approval
from inforce.domain.standings.standing import Standing, standings
from inforce.domain.text import Text


class _Link(Struct, frozen=True):
    """One revision as an audience was told of it, bound to the one before."""

    prev: str | None
    revision: int
    effective_from: date
    digest: str


class _Inventory(Struct, frozen=True):
    """The digests an edition is made of, as its own digest sees them."""

    as_of: date
    audience: str
    items: Mapping[str, tuple[str, str]]


def decide(
    corpus: Corpus,
    today: date,
    audience: str = PUBLIC,
    *,
    preview: bool = False,
    where: Mapping[str, Standing] | None = None,
    known: Known | None = None,
) -> Edition:
    """Return the edition of ``audience`` on ``today``.

    With approval required it holds only what is approved and effective on that day; ``preview``
    holds working copies instead and says so. ``where`` gives the standings when they are known
    already, ``known`` what was worked out for earlier editions. The order of files and items never
    changes the result.
    """
    known = known or Known()
    standing = where if where is not None else standings(corpus, today, preview=preview)
    unapproved = preview and corpus.policy.approval is Approval.REQUIRED
    circle = Circle(corpus.policy.sees(audience), today, corpus.ledgers)
    products = _products(standing, circle, corpus.sources, known, unapproved=unapproved)
    pages = _pages(standing, circle, unapproved=unapproved)
    items: dict[str, EditionProduct | EditionPage] = {**products, **pages}
    inventory = {key: (item.stamp.digest, _state(item)) for key, item in items.items()}
    families = _families(corpus, products, circle.sees)
    return Edition(
        as_of=today,
        audience=audience,
        locales=corpus.policy.locales,
        brand=corpus.brand,
        products=products,
        pages=pages,
        families=families,
        notices=notices(products, today),
        changes=changes(items),
        kin=kinship(families, products, known),
        files=_files(products, families),
        dated={} if unapproved else Dating(standing, circle, products),
        digest=digest(_Inventory(today, audience, inventory)),
        preview=unapproved,
    )


def _products(
    standing: Mapping[str, Standing],
    circle: Circle,
    sources: Mapping[str, bytes],
    known: Known,
    *,
    unapproved: bool,
) -> Mapping[str, EditionProduct]:
    shown = {
        key: (place, place.content)
        for key, place in standing.items()
        if isinstance(place.content, ProductContent) and visible(place.content, circle.sees)
    }
    ids = frozenset(shown)
    states = {key: place.lifecycle or LifecycleState.ACTIVE for key, (place, _) in shown.items()}
    contents = {
        key: told_to(content, circle.sees, circle.today, ids) for key, (_, content) in shown.items()
    }
    lives = {key: content.product.lifecycle for key, content in contents.items()}
    inverse = predecessors(lives)
    archive = Archive(standing, ids, circle)

    def edited(key: str, content: ProductContent) -> EditionProduct:
        place, whole = shown[key]
        before = archive.of(place, whole, content)
        # What is approved is bound by its digest, which is taken of what is shown each time.
        source = sources.get(key, b"") if place.approval is None else b""
        made_from = origin(source, whole, content)
        bound = _bound(content, made_from, known)
        return EditionProduct(
            content=content,
            origin=made_from,
            state=states[key],
            stamp=_stamp(place, bound, circle),
            history=before.steps,
            past=before.past,
            former_codes=before.codes,
            successors=successors(key, lives, states),
            predecessors=inverse.get(key, ()),
            unapproved=unapproved and place.pending and not place.reassigned,
        )

    return {key: edited(key, content) for key, content in contents.items()}


def _pages(
    standing: Mapping[str, Standing], circle: Circle, *, unapproved: bool
) -> Mapping[str, EditionPage]:
    return {
        key: EditionPage(
            content=_page(project(place.content, circle.sees), circle.today),
            withdrawn=place.content.page.withdrawn(circle.today),
            stamp=_stamp(place, content_digest(place.content), circle),
            history=page_history(place, circle),
            unapproved=unapproved and place.pending and not place.reassigned,
        )
        for key, place in standing.items()
        if isinstance(place.content, PageContent) and visible(place.content, circle.sees)
    }


def _page(content: PageContent, today: date) -> PageContent:
    """Take out the text of a page that no longer holds."""
    if not content.page.withdrawn(today):
        return content
    bare = structs.replace(content.page, body=Text(""), description=None)
    return PageContent(page=bare)


def _state(item: EditionProduct | EditionPage) -> str:
    if isinstance(item, EditionProduct):
        return item.state.value
    return LifecycleState.WITHDRAWN.value if item.withdrawn else ""


def _bound(shown: ProductContent, made_from: bytes, known: Known) -> str:
    """Return the digest of what is shown of a product."""
    if not made_from:
        return content_digest(shown)
    return known.get(made_from, lambda: content_digest(shown).encode()).decode()


def _stamp(place: Standing, bound: str, circle: Circle) -> Stamp:
    """Return the stamp of an item; ``bound`` is the digest of what is shown of it."""
    entry = place.approval
    return Stamp(
        revision=place.revision,
        effective_from=None if entry is None else entry.effective_from,
        last_confirmed=place.review.last,
        next_review=place.review.due,
        digest=bound,
        head=None if entry is None else _head(place, entry, bound, circle),
        tier=place.tier,
    )


def _head(place: Standing, current: Approved, bound: str, circle: Circle) -> str:
    """Return the head of a chain over what this audience was told, revision by revision.

    A revision that it never saw is no link. A past one counts with all that was told of it until
    the next took its place.
    """
    begun = [entry for entry in place.history if entry.revision < current.revision]
    snapshots = circle.ledgers[place.id].snapshots if begun else {}
    head: str | None = None
    for entry, following in pairwise([*begun, current]):
        snapshot = snapshots.get(entry.revision)
        if snapshot is not None and visible(snapshot.content, circle.sees):
            content = snapshot.content
            if isinstance(content, ProductContent):
                eve = day_before(following.effective_from)
                content = told(content, max(entry.effective_from, eve))
            past = content_digest(project(content, circle.sees))
            head = digest(_Link(head, entry.revision, entry.effective_from, past))
    return digest(_Link(head, current.revision, current.effective_from, bound))


def _families(
    corpus: Corpus, products: Mapping[str, EditionProduct], sees: frozenset[str]
) -> Mapping[str, EditionFamily]:
    """Return the families of ``products``; what a file says that is not for them is left out.

    Products whose family was for more readers when they were approved are still shown.
    """
    members: dict[str, list[EditionProduct]] = {}
    for product in products.values():
        members.setdefault(product.content.family.id, []).append(product)
    declared = {key: one for key, one in corpus.families.items() if one.audience in sees}
    return {key: _family(key, members[key], declared.get(key), corpus) for key in sorted(members)}


def _family(
    key: str, members: list[EditionProduct], declared: Family | None, corpus: Corpus
) -> EditionFamily:
    by_age = sorted(
        members, key=lambda one: (one.stamp.effective_from or date.min, one.content.product.id)
    )
    # Most members share one of a few values: each is looked at once, the newest first.
    told = {id(one): one for one in [member.content.family for member in reversed(by_age)]}
    shown: FamilyContent = by_age[-1].content.family
    used: dict[str, Attribute] = {}
    for one in told.values():
        used = {**one.attributes, **used}
    orders = dict.fromkeys(tuple(one.attributes) for one in told.values())
    return EditionFamily(
        id=key,
        name=shown.name,
        summary=None if declared is None else declared.summary,
        image=_image(declared, corpus),
        lineage=shown.lineage,
        attributes={name: used[name] for name in _woven(orders)},
        products=tuple(sorted([member.content.product.id for member in members])),
        ordering_code=() if declared is None else declared.ordering_code,
    )


def _woven(orders: Iterable[tuple[str, ...]]) -> list[str]:
    """Return one order from many, the first of which counts most.

    What a later one adds stands behind what it follows there.
    """
    woven: list[str] = []
    for order in orders:
        known = [woven.index(name) for name in order if name in woven]
        place = min(known, default=len(woven))
        for name in order:
            if name not in woven:
                woven.insert(place, name)
            place = max(place, woven.index(name) + 1)
    return woven


def _image(declared: Family | None, corpus: Corpus) -> PublishedFile | None:
    if declared is None or declared.image is None or declared.image not in corpus.files:
        return None
    return PublishedFile(source=declared.image, fact=corpus.files[declared.image])


def _files(
    products: Mapping[str, EditionProduct], families: Mapping[str, EditionFamily]
) -> Mapping[str, PublishedFile]:
    named = [pair for product in products.values() for pair in product.content.files.items()]
    images = [family.image for family in families.values() if family.image is not None]
    named += [(image.source, image.fact) for image in images]
    # Many products name the same file: each is looked at once, of two at one address the last.
    files: dict[str, PublishedFile] = {}
    for source, fact in dict.fromkeys(reversed(named)):
        file = PublishedFile(source=source, fact=fact)
        files.setdefault(file.path, file)
    return dict(sorted(files.items()))
