"""``revise``, ``withdraw``, ``recall``, ``reinstate`` and ``cascade`` as they are called."""

import json
from datetime import date
from pathlib import Path

import pytest

from inforce.cli.said import texts_of
from inforce.domain.site.policy import Policy
from inforce.renderers.report.counted import counted
from tests.cli.program import run
from tests.sites import POLICY, PRODUCT, approved, tree, write_site

HX = "content/products/hx-100.yaml"
TEXTS = {
    "hazard": "It bursts.",
    "affected": "All",
    "identify": "By the plate",
    "action": "Stop using it.",
    "remedies": "Refund",
    "contact": "0800 123456",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    other = PRODUCT.replace("hx-100\n", "hx-110\n").replace("HX 100\n", "HX 110\n")
    page = "---\ntitle: Home\n---\nOur HX 100.\n"
    return write_site(
        tmp_path,
        {
            "content/products/hx-110.yaml": other.replace("HX100-230", "HX110-230"),
            "content/pages/index.md": page,
        },
    )


def called(site: Path, command: str, *arguments: str) -> tuple[int, str, str]:
    return run(command, "--site", site, "--as-of", "2025-09-01", *arguments)


def withdraw(site: Path, *arguments: str) -> tuple[int, str, str]:
    days = ("--announced", "2025-09-01", "--last-order", "2026-06-30")
    return called(
        site, "withdraw", "hx-100", "--notice", "N-1", *days, "--reason", "Old", *arguments
    )


def test_from_withdrawal_to_return(site: Path) -> None:
    before = tree(site)
    code, out, errors = withdraw(site, "--replaced-by", "hx-110:partial", "--dry-run")
    assert code == 0
    assert out.startswith(f"--- a/{HX}\n+++ b/{HX}\n@@ ")
    assert "+    - product: hx-110\n+      fit: partial\n" in out
    assert "1 file would be changed; nothing was written\n" in errors
    assert "content/pages/index.md:4: hx-100: page index.md names it (HX 100)\n" in errors
    assert tree(site) == before
    code, out, errors = withdraw(site, "--replaced-by", "hx-100=hx-110")
    assert (code, out) == (0, f"hx-100: {HX}\n")
    assert errors.startswith("1 file changed; it waits for `inforce approve`\n")
    code, out, errors = withdraw(site, "--replaced-by", "hx-110")
    assert (code, out) == (0, "")
    assert errors.startswith("nothing is left to change\n")
    approved(site)
    code, out, _ = called(site, "reinstate", "hx-100", "--reason", "ru=Спрос", "--reason", "Sold")
    assert code == 2
    code, out, _ = called(site, "reinstate", "hx-100", "--reason", "Sold", "--notice", "RN-1")
    assert (code, out) == (0, f"hx-100: {HX}\n")


def test_a_product_that_is_gone_is_revised_once_its_file_is_back(site: Path) -> None:
    """The file of a product that left may go: the record keeps its page."""
    notice = ("--notice", "N-1", "--reason", "Old", "--replaced-by", "hx-110")
    at_once = ("--announced", "2025-09-01", "--withdrawn-on", "2025-09-01")
    revise = ("revise", "hx-100", "-m", "A comma", "-m", "ru=Запятая")
    assert called(site, "withdraw", "hx-100", *notice, *at_once)[0] == 0
    approved(site, day=date(2025, 9, 1))
    code, out, errors = called(site, *revise)
    assert (code, out) == (2, "")
    assert "hx-100: it is withdrawn and its data are frozen" in errors
    (site / HX).unlink()
    code, out, errors = called(site, *revise)
    assert (code, out) == (2, "")
    assert (
        "no readable item is called hx-100 "
        "(its record is there: mend its file, or restore it from the history)"
    ) in errors


def test_what_a_withdrawal_does_to_others_is_for_the_check_to_tell(site: Path) -> None:
    end = "announced_on: 2025-01-01, notice: N-0, reason: Old., last_order: 2025-08-31"
    with (site / "content/products/hx-110.yaml").open("a", encoding="utf-8") as other:
        other.write(f"lifecycle: {{{end}, replaced_by: [{{product: hx-100}}]}}\n")
    days = ("--announced", "2025-09-01", "--withdrawn-on", "2025-09-01", "--reason", "Old")
    code, out, _ = called(
        site, "withdraw", "hx-100", "--notice", "N-1", *days, "--no-replacement", "None is made."
    )
    assert (code, out) == (0, f"hx-100: {HX}\n")
    approved(site, "hx-100", day=date(2025, 9, 1))
    told = called(site, "check", "--select", "LIF004")[1]
    assert "hx-110.yaml:12:105: LIF004 error: the replacement is no longer available" in told


def test_revising_several(site: Path) -> None:
    code, out, errors = called(site, "revise", "hx-100", "terms", "-m", "New", "-m", "ru=Новое")
    assert code == 0
    assert out == f"hx-100: {HX}\nterms: content/pages/terms.md\n"
    assert errors == "2 files changed; they wait for `inforce approve`\n"
    assert "summary: {en: New, ru: Новое}" in (site / HX).read_text("utf-8")


@pytest.mark.parametrize("locale", ["pt-BR", "es-419", "zh-Hant-TW"])
def test_a_text_in_any_locale_that_a_policy_may_have(locale: str) -> None:
    policy = Policy(locales=("en", locale))
    assert texts_of(("New", f"{locale}=Other"), "-m", policy) == {"en": "New", locale: "Other"}


def test_a_recall(site: Path) -> None:
    texts = [part for key, text in TEXTS.items() for part in (f"--{key}", text)]
    arguments = ("--notice", "R-1", "--date", "2025-09-01", *texts)
    code, out, errors = called(site, "recall", "--family", "pump", *arguments)
    assert (code, out.count("\n")) == (0, 2)
    assert "schemas/families/pump.yaml:1: hx-100: family pump becomes empty" in errors
    assert called(site, "recall", *arguments)[2].startswith("inforce: name the products to recall")


@pytest.mark.parametrize(
    ("number", "words", "told"),
    [
        (0, ("file",), "0 files"),
        (1, ("file",), "1 file"),
        (2, ("file",), "2 files"),
        (1, ("place names", "places name"), "1 place names"),
        (3, ("place names", "places name"), "3 places name"),
    ],
)
def test_numbers_have_their_word(number: int, words: tuple[str, ...], told: str) -> None:
    assert counted(number, *words) == told


def test_the_cascade(site: Path) -> None:
    code, out, errors = called(site, "cascade", "hx-100")
    assert (code, errors) == (0, "2 places name hx-100\n")
    assert (
        out.splitlines()[0] == "content/pages/index.md:4: hx-100: page index.md names it (HX 100)"
    )
    code, out, _ = called(site, "cascade", "hx-100", "--format", "json")
    told = json.loads(out)
    assert told["products"] == ["hx-100"]
    assert [one["kind"] for one in told["mentions"]] == ["text", "file"]
    assert [one["line"] for one in told["mentions"]] == [4, 10]
    assert "terms is a page" in called(site, "cascade", "terms")[2]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--replaced-by", "hx-110:partly"), "there is no fit partly; did you mean partial?"),
        (("--replaced-by", "hx-110:x"), "it is one of form-fit-function, functional, partial"),
        (("--no-replacement", "de=Nein"), "the site's locales are en, ru, not de"),
        (("--no-replacement", " "), "--no-replacement: the text in en is empty"),
        (("--no-replacement", "A", "--no-replacement", "en=B"), "the text in en is given twice"),
        (("--no-replacement", "ru=Нет"), "say it in en too: --no-replacement en=TEXT"),
        (("--replaced-by", "hx-11", "--by", "bori"), "did you mean boris?"),
    ],
)
def test_refused(site: Path, arguments: tuple[str, ...], words: str) -> None:
    before = tree(site)
    code, out, errors = withdraw(site, *arguments)
    assert (code, out) == (2, "")
    assert errors.startswith("inforce: ")
    assert words in errors
    assert tree(site) == before


def test_nothing_named(site: Path) -> None:
    options = ("--notice", "N", "--announced", "2025-09-01", "--reason", "x")
    assert "name the products to withdraw" in called(site, "withdraw", *options)[2]


def test_one_locale(tmp_path: Path) -> None:
    policy = POLICY.replace("locales: [en, ru]", "locales: [en]", 1)
    site = write_site(tmp_path, {"site_config/policy.yaml": policy})
    assert called(site, "revise", "hx-100", "-m", "a=b: c")[0] == 0
    assert 'summary: "a=b: c"' in (site / HX).read_text("utf-8")
