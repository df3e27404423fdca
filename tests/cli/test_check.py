import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from inforce.cli.options import SiteChoice
from inforce.domain.checking.choice import Choice
from inforce.domain.site.policy import Demo, Policy
from inforce.pipeline.checking.check import check_corpus, gate
from inforce.readers.corpus_reader import read_corpus
from tests.cli.program import run
from tests.sites import DAY, FILES, POLICY, PRODUCT, approved, edit, tree, write_site

HX = "content/products/hx-100.yaml"
AS_OF = ("--as-of", DAY.isoformat())
FINDING_KEYS = [
    *("code", "severity", "path", "line", "column", "pointer", "item", "message"),
    *("fix", "clause", "fingerprint", "waived"),
]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    site = write_site(tmp_path / "site")
    approved(site)
    return site


def test_clean(site: Path) -> None:
    summary = "no findings in 1 product, 1 page and 1 family as of 2025-03-01\n"
    assert run("check", "--site", site, *AS_OF) == (0, "", summary)


def test_a_policy_that_opens_the_gate_is_refused_with_its_line(site: Path) -> None:
    policy = f"{POLICY}severity:\n  RVW002: error\n  PUB003: info\n"
    write_site(site, {"site_config/policy.yaml": policy})
    code, out, _ = run("check", "--site", site, *AS_OF)
    assert code == 1
    assert out.startswith(
        "site_config/policy.yaml:9:3: SCH003 error: severity.PUB003: a rule that stops a build "
        "stays an error (info → error). "
    )
    report = check_corpus(read_corpus(site), site, DAY, Choice(select=("SCH003",)))
    assert [finding.code for finding in gate(report)] == ["SCH003"]


@pytest.mark.parametrize(
    ("fail_on", "codes"), [("error", [0, 0, 1]), ("warning", [0, 1, 1]), ("info", [1, 1, 1])]
)
def test_the_exit_code_follows_the_gravest_finding(
    site: Path, fail_on: str, codes: list[int]
) -> None:
    days = ("2026-02-10", "2026-03-05", "2026-06-01")  # due soon, overdue, lapsed
    found = [run("check", "--site", site, "--as-of", day, "--fail-on", fail_on)[0] for day in days]
    assert found == codes
    assert run("check", "--site", site, "--as-of", "2026-01-01", "--fail-on", fail_on)[0] == 0


def test_a_line_says_where_which_what_and_what_to_do(site: Path) -> None:
    write_site(site, {HX: PRODUCT.replace("flow:", "flwo:")})
    code, out, errors = run("check", "--site", site, *AS_OF)
    assert code == 1
    line = out.splitlines()[-1]
    assert re.fullmatch(
        r"content/products/hx-100\.yaml:6:3: SCH003 error: specs\.flwo: unknown key flwo "
        r"\(flwo → did you mean flow\?\)\. [A-Z].*\.",
        line,
    )
    assert re.fullmatch(r"\d errors?.* in 0 products, .*\n", errors)


def test_json_has_the_shape_of_the_contract(site: Path) -> None:
    write_site(site, {HX: PRODUCT.replace("A pump.", "A better pump.")})
    code, out, _ = run("check", "--site", site, *AS_OF, "--format", "json")
    report = json.loads(out)
    assert code == 0
    assert list(report) == ["as_of", "site", "checked", "summary", "findings"]
    assert report["as_of"] == "2025-03-01"
    assert report["site"] == "Maker"
    assert report["checked"] == {"products": 1, "pages": 1, "families": 1}
    assert list(report["checked"]) == ["products", "pages", "families"]
    assert list(report["summary"]) == ["error", "warning", "info"]
    assert report["summary"] == {"error": 0, "warning": 1, "info": 0}
    (finding,) = report["findings"]
    assert list(finding) == FINDING_KEYS
    assert finding["code"] == "APR001"
    assert finding["severity"] == "warning"
    assert (finding["path"], finding["line"], finding["column"]) == (HX, 1, 1)
    assert (finding["item"], finding["pointer"], finding["waived"]) == ("hx-100", "", False)
    assert re.fullmatch(r"[0-9a-f]{16}", finding["fingerprint"])


def test_a_fingerprint_outlives_the_line_and_the_day(site: Path) -> None:
    def prints(day: str) -> list[str]:
        out = run("check", "--site", site, "--as-of", day, "--format", "json")[1]
        return [f["fingerprint"] for f in json.loads(out)["findings"] if f["item"] == "hx-100"]

    before = prints("2026-03-05")
    write_site(site, {HX: "# a comment\n" + PRODUCT})
    assert prints("2026-03-06") == before
    assert len(before) == 1


@pytest.mark.parametrize(
    ("arguments", "codes"),
    [
        ((), ["APR001", "SCH003", "SCH004"]),
        (("--select", "SCH"), ["SCH003", "SCH004"]),
        (("--select", "sch003, APR"), ["APR001", "SCH003"]),
        (("--select", "SCH", "--ignore", "SCH004"), ["SCH003"]),
        (("--ignore", "APR,SCH003"), ["SCH004"]),
        (("--select", "RVW"), []),
    ],
)
def test_select_and_ignore(site: Path, arguments: tuple[str, ...], codes: list[str]) -> None:
    write_site(site, {"content/products/x.yaml": "id: x\nnam: X\n"})
    other = PRODUCT.replace("hx-100\n", "hx-9\n").replace("HX100-230", "HX9")
    write_site(site, {HX: PRODUCT.replace("A pump.", "Better."), "content/products/z.yaml": other})
    _, out, _ = run("check", "--site", site, *AS_OF, "--format", "json", *arguments)
    assert sorted({finding["code"] for finding in json.loads(out)["findings"]}) == codes


def test_paths_choose_what_is_told(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_site(site, {"content/products/sub/a.yaml": "a: [", "content/products/subway.yaml": "["})
    monkeypatch.chdir(site / "content")

    def paths(*arguments: str) -> set[str]:
        out = run("check", *AS_OF, "--format", "json", *arguments)[1]
        return {finding["path"] for finding in json.loads(out)["findings"]}

    both = {"content/products/sub/a.yaml", "content/products/subway.yaml"}
    assert paths() == both
    assert paths("products/sub") == {"content/products/sub/a.yaml"}
    assert paths("products/subway.yaml", "pages") == {"content/products/subway.yaml"}
    assert paths("..") == both
    assert paths("pages") == set()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("no/such",), "no/such does not exist"),
        (("/",), "/ is not part of the site at"),
        (("--select", "XYZ"), "no rule is called XYZ; `inforce rule` lists them"),
        (("--format", "xml"), "unknown format 'xml'; there are text, json, sarif, junit, github"),
        (("--format", "sarf:x"), "unknown format 'sarf'; did you mean sarif?"),
        (("--format", "json:"), "--format json: names no file after the colon"),
        (("--format", "text", "--format", "json"), "text and json both go to standard output"),
        (("--format", "text:x", "--format", "json:./x"), "text and json both go to ./x"),
        (("--release", "--changed-since", "main"), "--release judges everything"),
        (("--as-of", "31.1.2026"), "'31.1.2026' is not a day such as 2026-01-31"),
        (("--as-of", "2026-02-30"), "'2026-02-30' is not a day"),
        (("--fail-on", "never"), "'never' is not one of"),
    ],
)
def test_bad_arguments(site: Path, arguments: tuple[str, ...], words: str) -> None:
    code, out, errors = run("check", "--site", site, *arguments)
    assert (code, out) == (2, "")
    assert words in errors
    assert "Traceback" not in errors


def test_a_path_that_leads_in_a_circle_does_not_exist(site: Path) -> None:
    (site / "content/circle").symlink_to("circle")
    code, out, errors = run("check", "--site", site, site / "content/circle")
    assert (code, out) == (2, "")
    assert errors.endswith("content/circle does not exist\n")


@pytest.mark.parametrize("path", ["README.md", "docs", "content/media/unused.svg"])
def test_a_path_that_holds_nothing_is_no_clean_run(site: Path, path: str) -> None:
    write_site(
        site, {"README.md": "# A\n", "docs/a.md": "# A\n", "content/media/unused.svg": "<svg/>"}
    )
    code, out, errors = run("check", "--site", site, site / "content", site / path)
    assert (code, out) == (2, "")
    assert errors.startswith(f"inforce: nothing to check at {path}: no product, page, family")


def test_an_unread_policy_hides_nothing_behind_a_path(site: Path) -> None:
    write_site(site, {"site_config/policy.yaml": "["})
    code, _, errors = run("check", "--site", site, site / "content")
    assert code == 2
    assert "without a PATH the whole site is checked" in errors


def test_settings_that_cannot_be_used_are_all_that_is_told(site: Path) -> None:
    """Whom they name, and what they except, would seem unknown."""
    waiver = "- {rule: APR001, item: hx-100, until: 2025-03-31, reason: It waits, by: anna}\n"
    write_site(site, {"site_config/waivers.yaml": waiver})
    edit(site, "site_config/people.yaml", "roles:", "rolls:")
    code, out, _ = run("check", "--site", site)
    assert code == 1
    assert {line.partition(":")[0] for line in out.splitlines()} == {"site_config/people.yaml"}


@pytest.mark.parametrize("path", ["mkdocs.yml", "."])
def test_what_keeps_the_host_from_building_is_told(site: Path, path: str) -> None:
    select = ("check", "--site", site, site / path, "--select", "SCH")
    assert run(*select)[:2] == (0, "")
    write_site(site, {"mkdocs.yml": "docs_dir: content/pages\nplugins: [search]\n"})
    code, out, _ = run(*select)
    assert (code, out.splitlines()) == (1, [out.strip()])
    assert out.startswith("mkdocs.yml:2:10: SCH003 error: plugins: the plugin inforce is missing")


def test_nothing_to_check_is_no_clean_run(tmp_path: Path) -> None:
    none = {HX: None, "content/pages/terms.md": None, "content/media/hx-100.svg": None}
    code, out, errors = run("check", "--site", write_site(tmp_path, dict(none)))
    assert (code, out) == (2, "")
    assert errors.startswith("inforce: nothing to check at ")


def _committed(site: Path) -> None:
    for arguments in (("init", "-q"), ("add", "."), ("commit", "-q", "-m", "first")):
        who = ("-c", "user.name=Anna", "-c", "user.email=anna@example.com")
        command = ["git", "-C", str(site), *who, *arguments]
        subprocess.run(command, check=True, capture_output=True)


def test_a_change_answers_for_what_it_touches_alone(site: Path) -> None:
    """An overdue review blocks no unrelated change; what is wrong for good is told everywhere."""
    late = ("check", "--site", site, "--as-of", "2026-06-01", "--changed-since", "HEAD")
    _committed(site)
    assert run("check", "--site", site, "--as-of", "2026-06-01")[0] == 1
    code, out, _ = run(*late)
    assert (code, out) == (0, "")
    edit(site, "site_config/brand.yaml", "Maker", "{de: Maker}")
    assert {line.split()[1] for line in run(*late)[1].splitlines()} == {"TRN001", "TRN003"}
    edit(site, "site_config/brand.yaml", "{de: Maker}", "Maker")
    write_site(site, {"content/media/hx-100.svg": "<svg xmlns='http://www.w3.org/2000/svg' />"})
    code, out, _ = run(*late)
    assert code == 1
    assert [line.split(":")[0] for line in out.splitlines() if "RVW003" in line] == [HX]


def test_github_gets_the_text_as_well(site: Path) -> None:
    for name in "abcdefghijkl":
        write_site(site, {f"content/products/{name}.yaml": "["})
    code, out, errors = run("check", "--site", site, *AS_OF, "--format", "github")
    assert code == 1
    assert out.count("::error file=content/products/") == 12
    assert errors.count("SCH001 error") == 12
    assert "GitHub shows 10 annotations of a severity in a step: 2 findings are told in" in errors
    _, out, errors = run("check", "--site", site, *AS_OF, "--format", f"github:{site}/commands")
    assert (out, errors.count("\n")) == ("", 1)


def test_several_formats_at_once_and_whole_files(site: Path, tmp_path: Path) -> None:
    write_site(site, {"content/products/x.yaml": "["})
    folder = tmp_path / "reports"
    files = {form: folder / form for form in ("sarif", "junit", "gitlab", "markdown", "json")}
    formats = [f"--format={form}:{file}" for form, file in files.items()]
    code, out, _ = run("check", "--site", site, *AS_OF, *formats, "--format", "text")
    assert code == 1
    assert "SCH001" in out
    assert sorted(folder.iterdir()) == sorted(files.values())
    assert all("SCH001" in file.read_text(encoding="utf-8") for file in files.values())
    kept = {form: file.read_bytes() for form, file in files.items()}
    assert run("check", "--site", site, "--as-of", "never", *formats)[0] == 2
    assert {form: file.read_bytes() for form, file in files.items()} == kept


def test_a_pipe_is_written_to(site: Path) -> None:
    program = str(Path(sys.executable).with_name("inforce"))
    command = [program, "check", *AS_OF, "--format", "json:/dev/stdout"]
    done = subprocess.run(command, cwd=site, capture_output=True, check=False)
    assert json.loads(done.stdout)["findings"] == []


def test_a_release_wants_everything_approved(site: Path) -> None:
    write_site(site, {HX: PRODUCT.replace("A pump.", "A better pump.")})
    assert run("check", "--site", site, *AS_OF)[0] == 0
    code, out, _ = run("check", "--site", site, *AS_OF, "--release")
    assert code == 1
    assert "APR001 error" in out
    (site / "site_config/policy.yaml").write_text(POLICY + "severity: {APR001: info}\n")
    assert "APR001 info" in run("check", "--site", site, *AS_OF)[1]
    assert "APR001 error" in run("check", "--site", site, *AS_OF, "--release")[1]


def test_what_is_waived_stops_no_build(site: Path) -> None:
    def stopping() -> list[str]:
        report = check_corpus(read_corpus(site), site, DAY, Choice())
        return [finding.code for finding in gate(report)]

    edit(site, HX, "images:", "relations: [{type: similar, product: none-such}]\nimages:")
    assert stopping() == ["REF003"]
    waiver = "- {rule: REF003, item: hx-100, until: 2025-03-31, reason: It comes soon, by: anna}\n"
    write_site(site, {**dict.fromkeys(FILES), "site_config/waivers.yaml": waiver})
    assert stopping() == []


def test_outlets(site: Path, tmp_path: Path) -> None:
    write_site(site, {"content/products/x.yaml": "["})
    file, lines = tmp_path / "report.json", tmp_path / "lines.txt"
    _, out, _ = run("check", "--site", site, *AS_OF, "--format", f"json:{file}")
    assert out == ""
    formats = ("--format", "text", "--format", f"text:{lines}", "--format", f"json:{file}")
    _, out, _ = run("check", "--site", site, *AS_OF, *formats)
    assert out == lines.read_text(encoding="utf-8")
    (finding,) = json.loads(file.read_text(encoding="utf-8"))["findings"]
    assert finding["message"] in out
    assert finding["fix"] in out


def test_the_day_comes_from_option_environment_or_demo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pinned = {"site_config/policy.yaml": POLICY + "demo: {as_of: 2024-05-06}\n"}
    site = write_site(tmp_path, dict(pinned))

    def day(*arguments: str) -> str:
        out = run("check", "--site", site, "--format", "json", *arguments)[1]
        return str(json.loads(out)["as_of"])

    assert day() == "2024-05-06"
    monkeypatch.setenv("INFORCE_AS_OF", "2024-07-08")
    assert day() == "2024-07-08"
    assert day("--as-of", "2024-09-10") == "2024-09-10"


def test_today_is_counted_where_the_site_is(tmp_path: Path) -> None:
    """At one instant the east is a day ahead."""
    choice = SiteChoice(tmp_path, None)
    east = choice.now(Policy(time_zone="Pacific/Kiritimati"))
    west = choice.now(Policy(time_zone="Etc/GMT+12"))
    assert (east.date() - west.date()).days in {1, 2}
    assert choice.today(Policy(demo=Demo(as_of=date(2024, 1, 2)))) == date(2024, 1, 2)


def test_the_last_and_the_first_day_there_is(site: Path) -> None:
    for day in ("0001-01-01", "9999-12-31"):
        code, _, errors = run("check", "--site", site, "--as-of", day)
        assert code in {0, 1}, errors


def test_waived_findings_are_shown_and_do_not_count(site: Path) -> None:
    waiver = "- {rule: RVW003, item: hx-100, until: 2026-07-01, reason: moving, by: anna}\n"
    write_site(site, {"site_config/waivers.yaml": waiver, "content/pages/terms.md": None})
    select = ("--select", "RVW", "--as-of", "2026-06-01", f"{site}/content/products")
    code, out, errors = run("check", "--site", site, *select)
    assert code == 0
    assert out.endswith(" (waived)\n")
    assert errors.startswith("1 waived in ")


def test_a_check_writes_nothing(site: Path) -> None:
    write_site(site, {"content/products/x.yaml": "[", "content/issued/hx-100/9.yaml": "x"})
    before = tree(site)
    stamps = {path: path.stat().st_mtime_ns for path in site.rglob("*")}
    for arguments in (("check",), ("status",), ("log", "hx-100"), ("schema", "pump")):
        run(*arguments, "--site", site)
    assert tree(site) == before
    assert {path: path.stat().st_mtime_ns for path in site.rglob("*")} == stamps
