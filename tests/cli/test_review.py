import json
from datetime import date
from pathlib import Path

import pytest

from inforce.domain.registers.digest import short
from inforce.readers.ledgers import read_ledgers
from tests.cli.program import run
from tests.sites import POLICY, PRODUCT, approved, edit, reviewed, tree, write_site

HX = "content/products/hx-100.yaml"
LIST = "code,status\nHX100-230,blocked\n"
MORE = """\
review: {checklist: ["Price list [x]", {en: Photo, ru: Фото}]}
offering: {file: site_config/offering.csv, as_of: 2026-02-20, status: status, on_sale: [active]}
"""
PROOFS = """\
certificates: [{id: EAC-1, body: EAC, valid_to: 2026-04-01}]
documents: [{kind: manual, title: Manual, url: "https://maker.example/manual"}]
"""
FEEDBACK = """\
id: F-1
kind: enquiry
received: 2026-01-05
item: hx-100
text: Please call Mr Secret.
"""


TOLD = """\
hx-100: HX 100 (revision 2, sales)
  due soon: confirmed 2025-03-02, due 2026-03-02 (10 days left); confirmed today it is due \
2027-02-20
  last review
    - 2025-03-01, no_change
  changed since revision 1 (1 revision)
    - Flow: 12.50 m³/h → 13 m³/h
    - Operating manual: title Manual → Operating manual
  waits for approval
    - Summary: A pump. → A better pump.
  open feedback
    - enquiry F-1 of 2026-01-05
  runs out by 2027-02-20
    - certificate EAC-1 on 2026-04-01
  the offering list differs
    - HX100-230 is shown as on sale, but not sold (line 2)
  found by the check
    - APR001 the working copy awaits approval (last approved: revision 2 → this text)
    - REF004 certificate EAC-1 expires soon (valid to 2026-04-01 → valid after 2026-04-01)
  links to open
    - https://maker.example/manual
  checklist
    - Price list [x]
    - Photo
  record: inforce review hx-100@{digest} --by PERSON --outcome no_change|change_needed|withdraw \
--note TEXT

"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write_site(
        tmp_path,
        {
            "site_config/policy.yaml": POLICY + MORE,
            "site_config/offering.csv": LIST,
            "content/feedback/F-1.yaml": FEEDBACK,
            HX: PRODUCT + PROOFS,
        },
    )
    approved(tmp_path)
    reviewed(tmp_path, "hx-100", day=date(2025, 3, 1))
    edit(tmp_path, HX, "flow: 12.50", "flow: 13")
    edit(tmp_path, HX, "Manual", "Operating manual")
    approved(tmp_path, "hx-100", day=date(2025, 3, 2))
    edit(tmp_path, HX, "A pump.", "A better pump.")
    return tmp_path


def look(site: Path, *arguments: str | Path, day: str = "2026-02-20") -> str:
    before = tree(site)
    code, out, errors = run("review", "--site", site, "--as-of", day, *arguments)
    assert (code, errors) == (0, "")
    assert tree(site) == before
    return out


def digest(site: Path) -> str:
    return read_ledgers(site)[0]["hx-100"].approvals()[-1].digest


def test_the_worklist_says_what_to_look_at(site: Path) -> None:
    assert look(site, "hx-100") == TOLD.format(digest=short(digest(site)))


def test_as_markdown_with_boxes_to_tick(site: Path) -> None:
    out = look(site, "hx-100", "--format", "markdown")
    assert out.startswith("# Reviews as of 2026-02-20\n\n## hx-100: HX 100 (revision 2, sales)\n")
    assert "**checklist**\n\n- [ ] Price list \\[x\\]\n- [ ] Photo\n" in out
    assert f"```sh\ninforce review hx-100@{short(digest(site))} " in out


def test_as_json(site: Path) -> None:
    report = json.loads(look(site, "hx-100", "--format", "json"))
    assert report["as_of"] == "2026-02-20"
    (task,) = report["tasks"]
    assert task["digest"] == digest(site)
    assert (task["due"], task["days_left"], task["next_due"]) == ("2026-03-02", 10, "2027-02-20")
    assert (task["compared_with"], task["revisions_since"]) == (1, [2])
    assert {"what": "open feedback", "points": ["enquiry F-1 of 2026-01-05"]} in task["look_at"]
    assert "Secret" not in json.dumps(report)


@pytest.mark.parametrize(
    ("arguments", "day", "found"),
    [
        ((), "2025-12-01", []),
        ((), "2026-02-01", ["terms", "hx-100"]),
        (("--due-within", "P9D"), "2026-02-20", ["terms"]),
        (("--due-within", "P10D"), "2026-02-20", ["terms", "hx-100"]),
        (("--family", "pump"), "2025-12-01", ["hx-100"]),
        (("--family", "pump", "--due-within", "P9D"), "2025-12-01", []),
        (("--owner", "quality"), "2026-02-20", []),
        (("--owner", "sales"), "2026-02-20", ["terms", "hx-100"]),
        (("terms", "hx-100@00000000"), "2025-12-01", ["terms", "hx-100"]),
    ],
)
def test_what_is_asked_for(
    site: Path, arguments: tuple[str, ...], day: str, found: list[str]
) -> None:
    code, out, errors = run(
        "review", "--site", site, "--as-of", day, "--format", "json", *arguments
    )
    assert code == 0
    assert [task["id"] for task in json.loads(out)["tasks"]] == found
    assert errors == ("" if found else "nothing is to be reviewed\n")


def test_nothing_says_when(site: Path) -> None:
    edit(site, "content/pages/terms.md", "id: terms, owner: sales", "id: terms2, owner: sales")
    out = look(site, "terms2")
    assert "terms2: Terms of delivery (not in force, sales)\n  never confirmed;" in out


def test_what_is_late(site: Path) -> None:
    assert "lapsed: confirmed 2025-03-02, due 2026-03-02 (30 days late);" in look(
        site, "hx-100", day="2026-04-01"
    )


def test_in_the_words_of_a_locale(site: Path) -> None:
    out = look(site, "hx-100", "--locale", "ru")
    assert "    - Flow: 12,50\N{NO-BREAK SPACE}м³/ч → 13\N{NO-BREAK SPACE}м³/ч\n" in out
    assert "    - Фото\n" in out


def test_a_light_site_is_told_what_to_write(site: Path) -> None:
    edit(site, "site_config/policy.yaml", "approval: required", "approval: off")
    out = look(site, "hx-100")
    assert f"  record: set reviewed_on: 2026-02-20 under control: in {HX}\n" in out


@pytest.mark.parametrize("seen", [slice(0, None), slice(13, 21)])
def test_what_was_looked_at_is_recorded(site: Path, seen: slice) -> None:
    code, out, _ = run(
        "review", f"hx-100@{digest(site)[seen]}", "--by", "boris", "--outcome", "no_change",
        "--site", site, "--as-of", "2026-02-20",
    )  # fmt: skip
    assert (code, out) == (0, "hx-100: revision 2 reviewed on 2026-02-20, no_change\n")


NO_CHANGE = ("--by", "boris", "--outcome", "no_change")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            ("hx-100@0123456789abcdef", *NO_CHANGE),
            "it was @01234567 when you looked, and revision 2",
        ),
        (("hx-100@0123", *NO_CHANGE), "@0123: a digest has at least its first 8 digits"),
        (NO_CHANGE, "name the items that were reviewed, or use --family"),
        (("hx-100", "--outcome", "no_change"), "--by PERSON says who reviewed"),
        (("hx-100", "--by", "boris"), "--by, --note and --dry-run go with --outcome"),
        (
            ("hx-100", *NO_CHANGE, "--owner", "sales"),
            "--owner, --due-within, --format and --locale show",
        ),
        (
            ("hx-100", "--by", "boris", "--outcome", "withdraw", "--note", " "),
            "the outcome withdraw takes a note: say why with --note",
        ),
        (("hx-10",), "no readable item is called hx-10 (did you mean hx-100?)"),
        (("--locale", "de"), "unknown locale 'de'; there are en, ru"),
        (("--owner", "sails"), "no role is called sails; did you mean sales?"),
    ],
)
def test_refused_without_a_trace(site: Path, arguments: tuple[str, ...], words: str) -> None:
    before = tree(site)
    code, out, errors = run("review", "--site", site, "--as-of", "2026-02-20", *arguments)
    assert (code, out) == (2, "")
    assert words in errors
    assert tree(site) == before


def test_both_digests_are_told(site: Path) -> None:
    _, _, errors = run("review", "hx-100@0123456789abcdef", *NO_CHANGE, "--site", site)
    assert "@01234567" in errors
    assert f"@{short(digest(site))}" in errors


def test_dry_run_says_so(site: Path) -> None:
    before = tree(site)
    _, out, _ = run(
        "review", "hx-100", *NO_CHANGE, "--dry-run", "--site", site, "--as-of", "2026-02-20"
    )
    assert out == "hx-100: revision 2 would be reviewed on 2026-02-20, no_change\n"
    assert tree(site) == before


def test_a_note_where_the_policy_asks_for_one(site: Path) -> None:
    edit(site, "site_config/policy.yaml", "review: {", "review: {note_required: [no_change], ")
    code, _, errors = run("review", "hx-100", *NO_CHANGE, "--site", site, "--as-of", "2026-02-20")
    assert code == 2
    assert "the outcome no_change takes a note" in errors
