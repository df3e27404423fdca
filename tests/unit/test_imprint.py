"""What an output says of itself: the head of what its audience was told, and no more."""

from datetime import date, timedelta
from typing import Any

from msgspec import structs

from inforce.domain.editions.decide import decide
from inforce.domain.editions.imprint import imprints
from inforce.domain.items.product import PUBLIC, Product, Variant, Variants
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.policy import Approval
from inforce.domain.text import Text
from tests.factories import (
    POLICY,
    TODAY,
    content,
    corpus,
    ended,
    ledger,
    page,
    product,
    reviewed,
    specs,
)

START = date(2026, 10, 1)


def priced(price: int, name: str = "HX", **parts: Any) -> Product:  # noqa: ANN401 - fields of a product
    variant = Variant(order_code="A", specs=specs(voltage=230, price=price))
    return product(name=Text(name), variants=Variants(items=(variant,)), **parts)


def site(*steps: object, **parts: object) -> Corpus:
    return corpus(ledgers={"hx-100": ledger(*steps, day=START)}, **parts)  # type: ignore[arg-type]  # steps of a ledger


def head(read: Corpus, audience: str = PUBLIC, day: date = TODAY) -> str | None:
    return imprints(decide(read, day, audience))["hx-100"].head


def test_the_head_covers_every_revision_that_was_told() -> None:
    first, other, last = (content(priced(1, name)) for name in ("A", "B", "C"))
    assert head(site(first)) != head(site(first, last))
    assert head(site(first, last)) != head(site(other, last))
    assert head(site(first, last)) == head(site(first, last))


def test_the_head_tells_when_a_past_revision_began() -> None:
    first, last = content(priced(1)), content(priced(2))
    later = START + timedelta(days=1)
    heads = {head(site((start, first), (TODAY, last))) for start in (START, later)}
    assert len(heads) == 2


def test_a_past_revision_counts_with_what_was_told_until_the_next() -> None:
    """An end that is announced with the next revision was none of the first one's."""
    life = ended(announced_on=TODAY, last_order=date(2027, 12, 1))
    last = content(priced(2, lifecycle=life))
    silent, ending = content(priced(1)), content(priced(1, lifecycle=life))
    assert head(site((START, ending), (TODAY, last))) == head(site((START, silent), (TODAY, last)))
    day_before = ended(announced_on=TODAY - timedelta(days=1), last_order=date(2027, 12, 1))
    told = content(priced(1, lifecycle=day_before))
    assert head(site((START, told), (TODAY, last))) != head(site((START, silent), (TODAY, last)))


def test_a_review_leaves_it_alone() -> None:
    first = content(priced(1))
    assert head(site(first, reviewed(first, TODAY))) == head(site(first))


def test_what_only_dealers_see_leaves_the_public_one_alone() -> None:
    cheap, dear = content(priced(1)), content(priced(2))
    last = content(priced(3))
    assert head(site(cheap, last)) == head(site(dear, last))
    assert head(site(cheap, last), "dealer") != head(site(dear, last), "dealer")


def test_a_revision_that_was_for_dealers_alone_is_no_public_link() -> None:
    hidden, last = content(priced(1, audience="dealer")), content(priced(1))
    other = content(priced(2, "Other", audience="dealer"))
    assert head(site(hidden, last)) == head(site(other, last))


def test_an_end_that_was_never_told_is_not_in_it() -> None:
    later = ended(announced_on=TODAY + timedelta(days=9), last_order=TODAY + timedelta(days=99))
    last = content(priced(1, "Last"))
    untold = content(priced(1, lifecycle=later))
    assert head(site(content(priced(1)), last)) == head(site(untold, last))


def test_past_pages_count_and_a_missing_snapshot_does_not() -> None:
    before, after = content(page(body=Text("Before."))), content(page(body=Text("After.")))
    whole = ledger(before, after, day=START)
    lost = structs.replace(whole, snapshots={2: whole.snapshots[2]})
    told, cut = (
        imprints(decide(corpus(ledgers={"terms": book}), TODAY))["terms"].head
        for book in (whole, lost)
    )
    assert told != cut


def test_a_light_site_has_none() -> None:
    light = corpus(priced(1), policy=structs.replace(POLICY, approval=Approval.OFF))
    told = imprints(decide(light, TODAY))["hx-100"]
    assert (told.head, told.revision, told.effective_from) == (None, None, None)


def test_items_can_be_chosen() -> None:
    read = corpus(ledgers={key: ledger(content(product(key))) for key in ("a", "b", "c")})
    edition = decide(read, TODAY)
    assert list(imprints(edition)) == ["a", "b", "c"]
    assert list(imprints(edition, ("c", "a"))) == ["a", "c"]
