"""A file beside pages goes to those who may see a page that names it."""

from datetime import date

import pytest
from msgspec import structs

from inforce.domain.editions.decide import decide
from inforce.domain.editions.page_files import bound, uncontrolled, withheld
from inforce.domain.items.content import FileFact, PageContent
from inforce.domain.items.page import Page
from inforce.domain.prose.writing import Writing
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.policy import Approval
from inforce.domain.standings.standing import working_content
from inforce.domain.text import Text
from tests.factories import POLICY, TODAY, content, corpus, ledger, page, product

ASSETS = frozenset({"plan.svg", "terms/plan.svg", "logo.svg"})


def shown(body: str, audience: str = "public", path: str = "terms.md") -> Page:
    return page(body=Text(body), audience=audience, path=path)


def writing(one: Page, item: str | None = "terms") -> Writing:
    return Writing(
        path=f"content/pages/{one.path}",
        page=one.path,
        locale="en",
        body=one.body.phrase("en").text,
        line=1,
        item=item,
        audience=one.audience,
    )


def site(working: Page, *issued: Page, loose: Page | None = None) -> Corpus:
    writings = (writing(working), *(() if loose is None else (writing(loose, None),)))
    ledgers = {"hx-100": ledger(content(product()))}
    ledgers |= {"terms": ledger(*map(content, issued))} if issued else {}
    names = {} if loose is None else {loose.path.removesuffix(".md"): f"content/pages/{loose.path}"}
    policy = structs.replace(POLICY, uncontrolled_pages=("index", "news/*"))
    return corpus(
        working,
        ledgers=ledgers,
        writings=writings,
        assets=ASSETS,
        loose_pages=names,
        policy=policy,
    )


PLAN, NONE = frozenset({"plan.svg"}), frozenset[str]()
NAMED = shown("![Plan](plan.svg)")
FOR_DEALERS = structs.replace(NAMED, audience="dealer")
BARE = shown("Text.")


@pytest.mark.parametrize(
    ("read", "public", "dealer"),
    [
        (site(NAMED, NAMED), NONE, NONE),
        (site(FOR_DEALERS, FOR_DEALERS), PLAN, NONE),
        (
            site(FOR_DEALERS, FOR_DEALERS, loose=shown("[Plan](plan.svg#a)", path="index.md")),
            NONE,
            NONE,
        ),
        (
            site(FOR_DEALERS, FOR_DEALERS, loose=shown("[Plan](plan.svg)", path="a.md")),
            PLAN,
            NONE,
        ),
        (
            site(
                FOR_DEALERS, FOR_DEALERS, loose=shown("[P](https://a.b/plan.svg)", path="index.md")
            ),
            PLAN,
            NONE,
        ),
        (site(NAMED), PLAN, PLAN),  # a draft
        (site(NAMED, BARE), PLAN, PLAN),  # a change that waits
        (site(BARE, NAMED), NONE, NONE),  # so does one that takes it away
        (site(BARE, NAMED, BARE), PLAN, PLAN),  # an earlier revision
        (site(BARE, FOR_DEALERS, BARE), PLAN, PLAN),
        (site(BARE, BARE), NONE, NONE),
    ],
)
def test_who_may_have_a_file(read: Corpus, public: frozenset[str], dealer: frozenset[str]) -> None:
    found = [withheld(read, decide(read, TODAY, name)) for name in ("public", "dealer")]
    assert found == [public, dealer]


@pytest.mark.parametrize(
    ("body", "path", "found"),
    [
        ("![A](plan.svg)", "terms.md", {"plan.svg"}),
        ("![A](../plan.svg?1)", "terms/a.md", {"plan.svg"}),
        ("![A](plan.svg)", "terms/a.md", {"terms/plan.svg"}),
        ('<img src="../plan.svg">', "terms.md", {"plan.svg"}),
        ('<img src="plan.svg">', "terms.md", {"terms/plan.svg"}),
        ('<img src="https://a.b/plan.svg"><img src="../../plan.svg">', "terms.md", set()),
        ("`![A](plan.svg)`", "terms.md", set()),
    ],
)
def test_how_a_page_names_a_file(body: str, path: str, found: set[str]) -> None:
    read = site(shown(body, path=path))
    assert withheld(read, decide(read, TODAY)) == found


def test_what_was_withdrawn_goes_with_its_page() -> None:
    gone = structs.replace(NAMED, withdrawn_on=date(2026, 11, 1))
    read = site(gone, gone)
    days = (date(2026, 10, 31), date(2026, 11, 1))
    assert [withheld(read, decide(read, day)) for day in days] == [NONE, PLAN]


def test_a_preview_and_a_light_site_show_the_files_of_working_copies() -> None:
    read = site(NAMED)
    assert withheld(read, decide(read, TODAY, preview=True)) == NONE
    light = structs.replace(read, policy=structs.replace(POLICY, approval=Approval.OFF))
    assert withheld(light, decide(light, TODAY)) == NONE
    bare = structs.replace(light, assets=frozenset())
    assert withheld(bare, decide(bare, TODAY)) == NONE


@pytest.mark.parametrize(
    ("path", "approval", "preview", "published"),
    [
        ("index.md", Approval.REQUIRED, False, True),
        ("news/2026/fair.md", Approval.REQUIRED, False, True),
        ("about.md", Approval.REQUIRED, False, False),
        ("about.md", Approval.REQUIRED, True, True),
        ("about.md", Approval.OFF, False, True),
    ],
)
def test_which_pages_go_without_control(
    path: str, approval: Approval, *, preview: bool, published: bool
) -> None:
    read = site(BARE, BARE, loose=shown("Text.", path=path))
    read = structs.replace(read, policy=structs.replace(read.policy, approval=approval))
    found = uncontrolled(read, decide(read, TODAY, preview=preview))
    assert found == ({path.removesuffix(".md")} if published else NONE)


OLD, NEW = FileFact(sha256="a" * 64, size=1), FileFact(sha256="b" * 64, size=2)


def test_what_a_page_names_is_part_of_what_is_approved() -> None:
    text = "![Plan](plan.svg) [Elsewhere](https://a.b/logo.svg) [Not there](gone.svg)"
    facts = {"pages/plan.svg": OLD, "pages/logo.svg": OLD}
    found = working_content(corpus(shown(text), files=facts), "terms")
    assert found == PageContent(page=shown(text), files={"pages/plan.svg": OLD})


def test_what_each_language_names_counts() -> None:
    both = page(body=Text({"en": "![Plan](plan.svg)", "ru": "![План](logo.svg)"}))
    facts = {"pages/plan.svg": OLD, "pages/logo.svg": NEW}
    found = working_content(corpus(both, files=facts), "terms")
    assert found == PageContent(page=both, files=facts)


def test_a_file_has_the_bytes_that_were_approved_with_the_page() -> None:
    issued = ledger(PageContent(page=NAMED, files={"pages/plan.svg": OLD}))
    read = corpus(NAMED, ledgers={"terms": issued}, files={"pages/plan.svg": NEW}, assets=ASSETS)
    told = {
        preview: [(path, file.fact) for path, file in bound(edition).items()]
        for preview in (False, True)
        for edition in [decide(read, TODAY, preview=preview)]
    }
    assert told == {False: [("plan.svg", OLD)], True: [("plan.svg", NEW)]}


def test_a_page_that_was_withdrawn_brings_no_files() -> None:
    gone = structs.replace(NAMED, withdrawn_on=date(2026, 11, 1))
    read = corpus(gone, ledgers={"terms": ledger(PageContent(page=gone, files={"pages/p": OLD}))})
    days = (date(2026, 10, 31), date(2026, 11, 1))
    assert [bool(bound(decide(read, day))) for day in days] == [True, False]
