"""What documents are put on: what the policy says, and what is asked for."""

from decimal import Decimal

from inforce.domain.checking.references import dangling
from inforce.domain.editions.imprint import Imprint
from inforce.domain.paper import Paper, PrintPolicy, Profile, Stock
from inforce.domain.site.policy import Policy
from tests.factories import TODAY, corpus


def test_a_screen_has_the_paper_of_the_policy_and_no_bleed() -> None:
    assert PrintPolicy(paper=Paper.A5).stock("en") == Stock(paper=Paper.A5)
    assert not Stock().printed


def test_paper_by_locale_is_a4_where_it_is_not_named() -> None:
    policy = PrintPolicy(paper={"en": Paper.LETTER})
    assert policy.stock("en").paper is Paper.LETTER
    assert policy.stock("ru").paper is Paper.A4


def test_what_is_asked_for_comes_before_the_policy() -> None:
    policy = PrintPolicy(paper=Paper.LETTER, bleed=Decimal("3.175"))
    stock = policy.stock("en", Paper.A5, Profile.PRINT)
    assert stock == Stock(paper=Paper.A5, profile=Profile.PRINT, bleed=Decimal("3.175"))
    assert stock.printed


def test_an_imprint_says_what_a_document_was_put_on() -> None:
    stock = Stock(paper=Paper.A5, profile=Profile.PRINT, bleed=Decimal(5))
    imprint = Imprint(
        format=1,
        kind="brochure",
        site="",
        audience="public",
        locale="en",
        as_of=TODAY,
        edition="",
        preview=False,
        program="",
        source="",
        paper=stock.paper,
        profile=stock.profile,
        bleed=stock.bleed,
        items={},
    )
    assert imprint.stock == stock


def test_a_locale_that_the_site_does_not_have_is_a_wrong_reference() -> None:
    policy = Policy(press=PrintPolicy(paper={"en": Paper.A5, "xx": Paper.A4}))
    found = dangling(corpus(policy=policy))
    (wrong,) = (one for one in found if one.pointer.startswith("/print"))
    assert (wrong.name, wrong.pointer) == ("xx", "/print/paper/xx")
