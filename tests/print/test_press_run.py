"""All PDFs of an edition at once: what is made, and what a bad product costs the others."""

import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from msgspec import structs
from pypdf import PdfReader

from inforce.domain.editions.decide import decide
from inforce.domain.errors import InforceError
from inforce.domain.paper import Stock
from inforce.domain.site.policy import Policy
from inforce.domain.standings.standing import standings
from inforce.pipeline.order import Order
from inforce.pipeline.output.staging import Staging
from inforce.pipeline.plan import Plan
from inforce.pipeline.press.downloads import Downloads, Task, tasks
from inforce.pipeline.press.press_run import print_downloads
from inforce.pipeline.press.print import Printer
from inforce.pipeline.publishing.publish import open_publication
from inforce.readers.corpus_reader import read_corpus
from tests.print.shop import SVG, TODAY, WORDS, Shop, text
from tests.sites import approved, write_site


def run(
    shop: Shop, *todo: Task, stock: Mapping[str, Stock] | None = None
) -> tuple[Downloads, dict[str, bytes]]:
    """Print; return what is said, and the files that are there."""
    edition = shop.edition()
    out = shop.root / "out"
    plan = Plan(root=shop.root, out=out, locales=("en", "ru"), stock=stock or {})
    staging = Staging(plan.out, site=shop.root)
    wanted = todo or tasks(edition, Policy(), plan.locales)
    try:
        done = print_downloads(edition, WORDS, plan, wanted, staging)
        folder = staging.beside("printed")
        return done, {
            file.relative_to(folder).as_posix(): file.read_bytes()
            for file in sorted(folder.rglob("*.pdf"))
        }
    finally:
        staging.discard()


def width(octets: bytes) -> float:
    """Return the width of the first page in millimetres."""
    return round(float(PdfReader(BytesIO(octets)).pages[0].mediabox.width) * 25.4 / 72, 1)


def test_each_locale_gets_the_catalogue_and_every_brochure(shop: Shop) -> None:
    shop.product("a-1")
    done, files = run(shop)
    assert list(files) == [
        "downloads/a-1-en.pdf",
        "downloads/a-1-ru.pdf",
        "downloads/catalogue-en.pdf",
        "downloads/catalogue-ru.pdf",
    ]
    assert list(done.digests) == list(files)
    assert done.remarks == ()
    assert all(octets.startswith(b"%PDF-") for octets in files.values())
    told = done.brochures()["a-1"]["ru"]
    assert (told.path, told.size) == ("downloads/a-1-ru.pdf", len(files["downloads/a-1-ru.pdf"]))


def test_the_policy_says_on_which_paper_the_documents_of_each_locale_are(shop: Shop) -> None:
    policy = (shop.root / "site_config/policy.yaml").read_bytes()
    shop.file("site_config/policy.yaml", policy + b"print: {paper: {en: a5, ru: letter}}\n")
    shop.product("a-1")
    order = Order(root=shop.root, out=shop.root / "out", today=TODAY)
    publication = open_publication(read_corpus(shop.root), order)
    publication.abandon()
    _, files = run(shop, stock=publication.plan.stock)
    assert {name.partition("/")[2]: width(octets) for name, octets in files.items()} == {
        "a-1-en.pdf": 148.0,
        "a-1-ru.pdf": 215.9,
        "catalogue-en.pdf": 148.0,
        "catalogue-ru.pdf": 215.9,
    }


def test_an_edition_without_products_has_no_pdf(shop: Shop) -> None:
    assert tasks(shop.edition(), Policy(), ("en",)) == ()
    assert run(shop) == (Downloads(), {})


@pytest.mark.parametrize(
    ("brochures", "wanted"),
    [
        (True, {"p-0", "p-1", "p-2", "l-1"}),
        (False, set()),
        ({"lamp": False}, {"p-0", "p-1", "p-2"}),
        ({"device": False, "lamp": True}, {"l-1"}),
    ],
)
def test_the_policy_leaves_brochures_out(
    stocked: Shop,
    brochures: bool | dict[str, bool],  # noqa: FBT001 - both forms of the setting
    wanted: set[str],
) -> None:
    policy = structs.replace(Policy(), brochures=brochures)
    todo = tasks(stocked.edition(), policy, ("en",))
    assert todo[0] == Task("en")
    assert {task.product for task in todo[1:] if task.notice is None} == wanted


def test_each_notice_gets_its_bulletin_unless_the_policy_leaves_them_out(stocked: Shop) -> None:
    edition = stocked.edition()
    todo = tasks(edition, Policy(), ("en", "ru"))
    assert todo[2:6] == tuple(
        Task(locale, notice=number) for number in ("PDN-7", "PDN-1") for locale in ("en", "ru")
    )
    without = tasks(edition, structs.replace(Policy(), bulletins=False), ("en", "ru"))
    assert all(task.notice is None for task in without)


def test_a_bulletin_is_kept_and_dated_like_the_command_sets_it(stocked: Shop) -> None:
    done, files = run(stocked, Task("en", notice="PDN-7"))
    with Printer(stocked.edition(), WORDS, stocked.root) as printer:
        assert files == {"downloads/notice-PDN-7-en.pdf": printer.bulletin("en", "PDN-7").pdf}
    (file,) = done.files
    assert (file.dated, file.copy) == (date(2026, 2, 1), None)
    assert done.told == "1 bulletin: 1 set"
    assert list(done.bulletins()) == ["notices/PDN-7/"]


def test_a_number_of_two_kinds_of_notice_has_one_bulletin(shop: Shop) -> None:
    ending = {"announced_on": "2026-01-15", "notice": "N-1", "reason": "Low demand."}
    shop.product("a-1", lifecycle={**ending, "no_replacement": "None is made."})
    shop.product("b-1", lifecycle={"not_recommended_from": "2026-01-20", "notice": "N-1"})
    edition = shop.edition()
    assert len(edition.notices) == 2
    assert [task for task in tasks(edition, Policy(), ("en",)) if task.notice is not None] == [
        Task("en", notice="N-1")
    ]
    with Printer(edition, WORDS, shop.root) as printer:
        told = text(printer.bulletin("en", "N-1"))
    assert "A-1" in told
    assert "B-1" in told


def test_a_product_that_is_called_like_a_bulletin_keeps_its_brochure(shop: Shop) -> None:
    ending = {"announced_on": "2026-01-15", "notice": "7", "no_replacement": "None is made."}
    shop.product("notice-7", lifecycle={**ending, "reason": "Low demand."})
    done, files = run(shop, Task("en", notice="7"), Task("en", "notice-7"))
    assert list(files) == ["downloads/notice-7-en.pdf"]
    assert done.remarks == (
        "notice-7: its brochure has the name of the bulletin of the notice 7, which is left out",
    )


def test_a_bulletin_that_cannot_be_set_is_left_out_and_named(shop: Shop) -> None:
    shop.stock()
    shop.file("site_config/typst/bulletin.typ", b"#nothing")
    done, files = run(shop, Task("en", notice="PDN-7"), Task("en", "p-1"))
    assert list(files) == ["downloads/p-1-en.pdf"]
    (remark,) = done.remarks
    assert remark.startswith("p-2: no bulletin of the notice PDN-7: bulletin.typ:1: ")


def test_a_bad_picture_is_one_remark_whatever_shows_it(shop: Shop) -> None:
    shop.file("content/media/bad.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><path d='M'")
    shop.file("content/media/good.svg", SVG)
    shop.product("a-1", images=[{"file": "media/bad.svg", "alt": "Bad"}])
    shop.product("b-1", images=[{"file": "media/good.svg", "alt": "Good"}])
    done, files = run(shop)
    assert done.remarks == ("a-1: content/media/bad.svg is damaged; it is left out",)
    assert len(files) == 6


def test_a_template_error_costs_the_brochures_that_meet_it(shop: Shop) -> None:
    own = b'#import "data.typ": data\n#let datasheet = [#data.sheet.pictures.first().alt.text]\n'
    shop.file("site_config/typst/datasheet.typ", own)
    shop.file("content/media/good.svg", SVG)
    for number in range(8):
        shop.product(f"a-{number}")
    shop.product("b-1", images=[{"file": "media/good.svg", "alt": "Good"}])
    done, files = run(shop)
    (remark,) = done.remarks
    assert remark.startswith("a-0, a-1, a-2, a-3, a-4, 3 more: no brochure: datasheet.typ:2: ")
    assert list(files) == [
        "downloads/b-1-en.pdf",
        "downloads/b-1-ru.pdf",
        "downloads/catalogue-en.pdf",
        "downloads/catalogue-ru.pdf",
    ]
    assert list(done.brochures()) == ["b-1"]


def test_a_letter_without_a_glyph_names_the_product(shop: Shop) -> None:
    shop.product("a-1", name="Pump 水")
    done, _ = run(shop, Task("en", "a-1"))
    assert all(remark.startswith("a-1: ") for remark in done.remarks)
    assert "PDF/A-3a" in done.remarks[-1]


def test_a_catalogue_that_cannot_be_printed_ends_it(shop: Shop) -> None:
    shop.file("site_config/typst/cover.typ", b"#let cover = [#nothing]")
    shop.product("a-1")
    with pytest.raises(InforceError, match=r"cover\.typ:1: unknown variable"):
        run(shop)


def test_a_product_that_is_called_catalogue_keeps_the_catalogue(shop: Shop) -> None:
    shop.product("catalogue")
    done, files = run(shop)
    assert list(files) == ["downloads/catalogue-en.pdf", "downloads/catalogue-ru.pdf"]
    assert done.remarks[0].startswith("catalogue: it has no brochure beside the website: ")


def test_a_revision_is_a_second_name_of_the_file(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site")
    approved(site)
    day = date(2025, 4, 1)
    corpus = read_corpus(site)
    edition = decide(corpus, day, "public", where=standings(corpus, day))
    plan = Plan(root=site, out=tmp_path / "out", locales=("en",))
    staging = Staging(plan.out, site=site)
    done = print_downloads(edition, WORDS, plan, (Task("en", "hx-100"),), staging)
    folder = staging.beside("printed")
    assert tuple(done.digests) == ("downloads/hx-100-en.pdf", "downloads/hx-100-en-r1.pdf")
    first, second = (folder / path for path in done.digests)
    assert first.samefile(second)
    staging.discard()


def test_work_that_stays_apart_is_dealt_out_once_and_not_done_here(tmp_path: Path) -> None:
    # In a process without threads, as a build is before anything was set.
    script = f"""
import os, pathlib
from inforce.readers.spread import Turn, lone, spread
turn = Turn()
def work(share, count):
    taken = [str(at) for at in turn.taken(10)]
    pathlib.Path({str(tmp_path)!r}, str(share)).write_text(" ".join([str(os.getpid()), *taken]))
assert lone()
spread(work, 2, apart=True)
print(os.getpid())
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    shares = [(tmp_path / str(share)).read_text().split() for share in (0, 1)]
    assert done.stdout.strip() not in {share[0] for share in shares}
    assert sorted(int(at) for share in shares for at in share[1:]) == list(range(10))
