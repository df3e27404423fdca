import json
import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from inforce.cli.main import main
from tests.cli.program import run
from tests.sites import POLICY, approved, edit, write_site

PRODUCT = "content/products/hx-100.yaml"
NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A product with two revisions and a third state waiting, and a page that is issued."""
    root = write_site(tmp_path)
    approved(root, day=date(2025, 3, 1))
    edit(root, PRODUCT, "12.50", "13.5")
    edit(root, PRODUCT, "First issue", "More flow")
    approved(root, day=date(2025, 4, 1))
    edit(root, PRODUCT, "13.5", "14")
    return root


def diff(site: Path, *arguments: str, code: int = 0) -> tuple[str, str]:
    done, out, errors = run("diff", *arguments, "--site", site, "--as-of", "2025-06-01")
    assert done == code, errors
    return out.replace(NBSP, " "), errors


def test_the_last_revision_is_held_against_the_working_copy(site: Path) -> None:
    out, _ = diff(site, "hx-100")
    head, line = out.splitlines()
    assert re.fullmatch(r"hx-100: revision 2 \(\w{8}\) → working copy \(\w{8}\)", head)
    assert line == "  Flow: 13.5 m³/h → 14 m³/h"


@pytest.mark.parametrize(
    ("revisions", "line"),
    [
        (("1",), "  Flow: 12.50 m³/h → 14 m³/h"),
        (("1", "2"), "  Flow: 12.50 m³/h → 13.5 m³/h"),
        (("2", "1"), "  Flow: 13.5 m³/h → 12.50 m³/h"),
    ],
)
def test_revisions_can_be_named(site: Path, revisions: tuple[str, ...], line: str) -> None:
    assert diff(site, "hx-100", *revisions)[0].splitlines()[1] == line


def test_the_same_twice_does_not_differ(site: Path) -> None:
    out, _ = diff(site, "hx-100", "1", "1")
    assert out.endswith(": no difference\n")
    assert diff(site, "terms", "--format", "markdown")[0].endswith("\n\nno difference.\n")


def test_the_digest_is_the_one_an_approval_prints(site: Path) -> None:
    edit(site, PRODUCT, "More flow", "Still more flow")
    (shown,) = re.findall(r"working copy \((\w{8})\)", diff(site, "hx-100")[0])
    arguments = ("hx-100", "--by", "anna", "--site", site, "--as-of", "2025-06-01")
    code, out, errors = run("approve", *arguments)
    assert (code, f"digest {shown}" in out) == (0, True), errors


def test_words_and_figures_are_those_of_the_locale(site: Path) -> None:
    out, _ = diff(site, "hx-100", "--locale", "ru")
    assert out.splitlines()[1] == "  Flow: 13,5 м³/ч → 14 м³/ч"
    assert "unknown locale 'rx'" in diff(site, "hx-100", "--locale", "rx", code=2)[1]


def test_without_an_item_all_that_waits_is_named(site: Path) -> None:
    write_site(
        site,
        {
            "content/products/hx-100.yaml": (site / PRODUCT).read_bytes(),
            "content/products/hx-2.yaml": "id: hx-2\nname: HX 2\nfamily: pump\nspecs: {flow: 1}\n",
        },
    )
    lines = diff(site)[0].splitlines()
    assert [line.split(":")[0] for line in lines] == ["hx-100", "hx-2"]
    assert lines[0].endswith(": 1 difference")
    assert "nothing issued → working copy" in lines[1]
    assert lines[1].endswith(": never issued")
    assert diff(site, "--format", "markdown")[0].startswith("- **hx-100**: 1 difference (working")


def test_nothing_waits(tmp_path: Path) -> None:
    approved(write_site(tmp_path), day=date(2025, 3, 1))
    assert diff(tmp_path) == ("", "nothing waits for approval\n")


def test_for_a_merge_request_and_for_scripts(site: Path) -> None:
    out, _ = diff(site, "hx-100", "1", "2", "--format", "markdown")
    assert re.match(r"### hx-100: revision 1 \(\w+\) → revision 2 \(\w+\)\n\n- Flow: 12.50", out)
    (item,) = json.loads(diff(site, "hx-100", "1", "2", "--format", "json")[0])["items"]
    assert (item["before"]["revision"], item["after"]["revision"]) == (1, 2)
    assert item["lines"] == ["Flow: 12.50 m³/h → 13.5 m³/h"]
    assert item["differences"][0]["pointer"] == "/specs/flow"
    assert json.loads(diff(site, "--format", "json")[0])["items"][0]["after"]["revision"] is None
    edit(site, "content/pages/terms.md", "id: terms", "id: terms-2")
    whole = json.loads(diff(site, "--format", "json")[0])["items"]
    assert whole[1]["before"] is None


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("hx-10",), "no item is called hx-10; did you mean hx-100?"),
        (("hx-100", "7"), "hx-100 has no issued revision 7; there are: 1, 2"),
        (("hx-100", "1", "2", "3"), "name at most two revisions"),
        (("hx-100", "0"), "0 is not in the range"),
    ],
)
def test_what_does_not_exist_is_refused(
    site: Path, arguments: tuple[str, ...], expected: str
) -> None:
    assert expected in diff(site, *arguments, code=2)[1]


def test_the_log_counts_what_each_revision_changed_and_shows_it_when_asked(site: Path) -> None:
    code, out, _ = run("log", "hx-100", "--site", site, "--as-of", "2025-06-01")
    assert code == 0
    first, second = out.splitlines()
    assert "changed]" not in first
    assert second.endswith("More flow  [1 changed]")
    _, out, _ = run("log", "hx-100", "--diff", "--locale", "ru", "--site", site)
    assert out.replace(NBSP, " ").splitlines()[2] == "    Flow: 12,50 м³/ч → 13,5 м³/ч"


def test_the_log_leaves_out_a_revision_that_was_never_issued(tmp_path: Path) -> None:
    """One of two approvals was given, then the figure was mended: customers saw 12.50 and 14."""
    policy = POLICY + "approvals: [{count: 2}]\n"
    root = write_site(tmp_path, {"site_config/policy.yaml": policy})
    steps = {"12.50": ("anna", "clara"), "13.5": ("anna",), "14": ("clara", "anna")}
    for flow, people in steps.items():
        edit(root, PRODUCT, "flow: ", f"flow: {flow} # ")
        for by in people:
            approved(root, "hx-100", by=by, day=date(2025, 3, 1))
    _, out, _ = run("log", "hx-100", "--diff", "--site", root)
    changed = [line.strip() for line in out.replace(NBSP, " ").splitlines() if "→" in line]
    assert changed == ["Flow: 12.50 m³/h → 13.5 m³/h", *["Flow: 12.50 m³/h → 14 m³/h"] * 2]


def test_a_terminal_gets_colours(site: Path) -> None:
    arguments = ["diff", "hx-100", "--site", str(site)]
    out = CliRunner().invoke(main, arguments, color=True).stdout
    assert "\x1b[31m13.5" in out
    assert "\x1b[32m14" in out


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("id: hx-100\nname: HX 100", "name: HX 100\nid: hx-100"),
        ("flow: 12.50", "flow: 12.50   # measured in March"),
        ("specs:\n  flow: 12.50", "specs: {flow: 12.50}"),
        ("name: HX 100", 'name: "HX 100"'),
        ("owner: sales,", "owner: quality,"),
        ("summary: First issue", "summary: Another word for it"),
    ],
)
def test_what_no_customer_sees_gives_no_revision(tmp_path: Path, old: str, new: str) -> None:
    approved(write_site(tmp_path), day=date(2025, 3, 1))
    edit(tmp_path, PRODUCT, old, new)
    assert diff(tmp_path) == ("", "nothing waits for approval\n")
    _, out, errors = run("approve", "hx-100", "--by", "anna", "--site", tmp_path)
    assert "revision 2" not in out + errors
    assert not (tmp_path / "content/issued/hx-100/2.yaml").exists()


@pytest.mark.parametrize("arguments", [(), ("hx-100",)])
def test_a_record_that_cannot_be_read_is_said_in_one_line(
    site: Path, arguments: tuple[str, ...]
) -> None:
    (site / "content/issued/hx-100/2.yaml").write_text("a: [", encoding="utf-8")
    _, errors = diff(site, *arguments, code=2)
    assert errors == (
        "inforce: hx-100: what was issued as revision 2 cannot be read; "
        "`inforce check` says where and why\n"
    )
