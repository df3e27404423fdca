"""What the contestants are given is the same catalogue, and what they take is told truly."""

import sys
from pathlib import Path

import msgspec
import pytest

from tests.benchmarks import website
from tests.benchmarks.aside import Aside
from tests.benchmarks.catalogue import Size, family_id, product, product_id, write_catalogue
from tests.benchmarks.catalogue_words import TRAITS
from tests.benchmarks.contest import BUILDS, Contest, Start, weasyprint_lacks
from tests.benchmarks.figures import Case, Sheaf, Tool
from tests.benchmarks.hugo_site import as_content, hugo_path, write_hugo
from tests.benchmarks.markdown_site import write_markdown
from tests.benchmarks.process import Printed, RunError, Took, printed, took
from tests.benchmarks.website import main
from tests.cli import program
from tests.sites import tree

SIZE = Size(products=8)


def contest_of(folder: Path, *tools: Tool) -> Contest:
    return Contest(folder / "work", SIZE, tools, Aside(folder / "aside"))


def test_a_process_is_measured_with_what_it_starts(tmp_path: Path) -> None:
    code = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'sum(range(10**6))'])"
    spent = took([sys.executable, "-c", code], tmp_path)
    assert spent.seconds > 0 < spent.processor
    assert spent.memory > 1


def test_a_program_that_fails_is_not_measured(tmp_path: Path) -> None:
    code = "import os, sys; print('no', os.environ['WHY']); sys.exit(3)"
    with pytest.raises(RunError, match="ended with 3:\nno luck"):
        took([sys.executable, "-c", code], tmp_path, {"WHY": "luck"})


def test_tools_take_turns_and_another_begins_each_round(tmp_path: Path) -> None:
    contest = contest_of(tmp_path, Tool.INFORCE, Tool.MKDOCS, Tool.LYCHEE)
    first, second = ([(run.tool, run.case) for run in contest.starts(at)] for at in range(2))
    assert first == [
        *((Tool.INFORCE, case) for case in Case),
        (Tool.MKDOCS, Case.FIRST),
        (Tool.LYCHEE, Case.FIRST),
    ]
    assert second == [*first[3:], *first[:3]]


def test_links_need_a_site(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="add it to --tools"):
        contest_of(tmp_path, Tool.MKDOCS, Tool.LYCHEE)


def test_a_program_that_measures_itself_is_believed(tmp_path: Path) -> None:
    told = Printed(seconds=1, processor=2, memory=3, documents=4, pages=5, size=6)
    code = f"print({msgspec.json.encode(told).decode()!r})"
    assert printed([sys.executable, "-c", code], tmp_path) == told
    with pytest.raises(RunError, match=r"ended with 1:[\s\S]*ZeroDivisionError"):
        printed([sys.executable, "-c", "1 / 0"], tmp_path)


def test_pdfs_are_measured_set_and_kept(tmp_path: Path) -> None:
    contest = contest_of(tmp_path, Tool.CATALOGUE, Tool.BROCHURES)
    runs = {(run.tool, run.case): run for run in contest.starts(0)}
    assert list(runs) == [
        (Tool.CATALOGUE, Case.FIRST),
        (Tool.BROCHURES, Case.FIRST),
        (Tool.BROCHURES, Case.AGAIN),
    ]
    made = []
    for run in runs.values():
        run.prepare()
        assert run.prints
        made.append(printed(list(run.command), run.folder))
    catalogue, new, kept = made
    assert (catalogue.documents, new.documents, kept.documents) == (1, 8, 8)
    assert (new.pages, new.size) == (kept.pages, kept.size)
    assert catalogue.pages > new.pages


def test_weasyprint_is_skipped_with_its_own_words(monkeypatch: pytest.MonkeyPatch) -> None:
    assert weasyprint_lacks() is None or "weasyprint" in str(weasyprint_lacks())
    monkeypatch.setattr("tests.benchmarks.contest.took", _no_pango)
    assert weasyprint_lacks() == "OSError: cannot load library 'libpango-1.0-0'"


def _no_pango(command: list[str], _: Path) -> None:
    assert command[-1] == "import weasyprint"
    raise RunError("Traceback\nOSError: cannot load library 'libpango-1.0-0'")


def test_only_the_changed_case_changes_and_only_one_product(tmp_path: Path) -> None:
    contest = contest_of(tmp_path, Tool.CHECK)
    cache = contest.root / "inforce/.cache/inforce"
    cache.mkdir(parents=True)
    first, again, changed = contest.starts(0)
    again.prepare()
    assert cache.exists()
    first.prepare()
    assert not cache.exists()
    before = tree(contest.root)
    changed.prepare()
    after = tree(contest.root)
    assert [path for path in after if before[path] != after[path]] == [
        f"inforce/content/products/{family_id(3)}/{product_id(3)}.yaml"
    ]


def test_what_was_made_is_set_aside_empty_and_not_deleted(tmp_path: Path) -> None:
    contest = contest_of(tmp_path, Tool.MKDOCS)
    (run,) = contest.starts(0)
    numbers = set()
    for _ in range(2):
        made = contest.root / "markdown/site/a.html"
        made.parent.mkdir()
        made.write_text("12345")
        numbers.add(made.stat().st_ino)
        run.prepare()
        assert not made.parent.exists()
    kept = list((tmp_path / "aside").rglob("a.html"))
    assert {file.stat().st_ino for file in kept} == numbers
    assert [file.stat().st_size for file in kept] == [0, 0]


def test_what_has_a_name_elsewhere_keeps_its_content(tmp_path: Path) -> None:
    aside = Aside(tmp_path / "aside")
    linked, pointed = tmp_path / "linked", tmp_path / "pointed"
    for file in (linked, pointed):
        file.write_text("12345")
    out = tmp_path / "out"
    out.mkdir()
    (out / "one").hardlink_to(linked)
    (out / "two").symlink_to(pointed)
    (out / "three").write_text("12345")
    (out / "four").hardlink_to(out / "three")
    aside.put(out)
    (kept,) = (file for file in (tmp_path / "aside").rglob("*") if file.name in {"three", "four"})
    assert kept.stat().st_size == 0
    aside.put(out)  # it is there no longer
    assert not out.exists()
    assert (linked.read_text(), pointed.read_text()) == ("12345", "12345")
    aside.clear()
    assert {path.name for path in tmp_path.iterdir()} == {"linked", "pointed"}


def test_what_was_written_is_counted(tmp_path: Path) -> None:
    contest = contest_of(tmp_path, Tool.MKDOCS)
    assert contest.weight(Tool.CHECK) is None
    with pytest.raises(RunError, match="wrote 0 pages of 8 products"):
        contest.weight(Tool.MKDOCS)
    for number in range(SIZE.products):
        page = contest.root / BUILDS[Tool.MKDOCS] / f"products/{product_id(number)}/index.html"
        page.parent.mkdir(parents=True)
        page.write_text("12345")
    weight = contest.weight(Tool.MKDOCS)
    assert weight is not None
    assert (weight.pages, weight.mean, weight.files, weight.size) == (8, 5, 8, 40)


def test_the_report_of_a_run_names_who_did_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = "--sizes 4 8 --rounds 1 2 --tools inforce-check mkdocs --mkdocs-up-to 4"
    monkeypatch.setattr("sys.argv", ["website", "--out", str(tmp_path), *asked.split()])
    main()
    assert {path.name for path in tmp_path.iterdir()} == {"report.md", "chart.svg", "results.json"}
    few, many = (tmp_path / "report.md").read_text().split("### 8 products")
    assert "Not run: inforce (not asked for); inforce without search (not asked for);" in few
    assert "MkDocs + Material (" not in few
    assert "MkDocs + Material (up to 4 products)" in many
    assert "Medians of 2 rounds." in many


def test_what_was_measured_outlives_a_round_that_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, run = [], website._run

    def failing(start: Start) -> tuple[Took, Sheaf | None]:
        begun.append(start.case)
        if len(begun) > len(Case) + 1:
            raise RunError("no luck")
        return run(start)

    asked = "--sizes 4 --rounds 2 --tools inforce-check"
    monkeypatch.setattr("sys.argv", ["website", "--out", str(tmp_path), *asked.split()])
    monkeypatch.setattr(website, "_run", failing)
    with pytest.raises(SystemExit, match="no luck"):
        main()
    (series,) = msgspec.json.decode((tmp_path / "results.json").read_bytes())["series"]
    assert [sample["round"] for sample in series["samples"]] == [0] * len(Case)
    assert "One round." in (tmp_path / "report.md").read_text()


def test_from_a_size_on_some_run_in_the_first_round_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = "--sizes 4 8 --rounds 2 --tools inforce-check mkdocs --once-from 8"
    monkeypatch.setattr("sys.argv", ["website", "--out", str(tmp_path), *asked.split()])
    main()
    few, many = msgspec.json.decode((tmp_path / "results.json").read_bytes())["series"]
    assert [one["round"] for one in few["samples"] if one["tool"] == "mkdocs"] == [0, 1]
    assert [one["round"] for one in many["samples"] if one["tool"] == "mkdocs"] == [0]
    assert len([one for one in many["samples"] if one["round"] == 1]) == len(Case)
    told = (tmp_path / "report.md").read_text().partition("### 8 products")
    assert "In the first alone" not in told[0]
    assert "Medians of 2 rounds. In the first alone: MkDocs + Material. MkDocs" in told[2]


def test_hugo_gets_the_same_yaml() -> None:
    text = product(3, SIZE)
    head = as_content(text, "en").split("---\n")[1]
    front = msgspec.yaml.decode(head)
    assert front["params"]["product"] == msgspec.yaml.decode(text)
    assert front["title"] == front["params"]["product"]["name"]["en"]


def test_the_frame_of_our_pages_serves_hugo(tmp_path: Path) -> None:
    site, size = write_catalogue(tmp_path / "site", SIZE), SIZE
    code, _, errors = program.run("build", "--site", site, "--no-pdf")
    assert code == 0, errors
    write_hugo(tmp_path / "hugo", site, size, site / "build/public")
    files = tree(tmp_path / "hugo")
    assert len([path for path in files if path.endswith(".en.md")]) == 8 + 4 + 2
    assert hugo_path(0, size) in files
    page = files["layouts/products/single.html"].decode()
    for part in ('<link rel="canonical"', "{{ .Title }}", "data.html", "<footer", "$figures"):
        assert part in page
    own = msgspec.yaml.decode(product(0, size))
    for left in (own["name"]["en"], own["summary"]["en"], product_id(0)):
        assert left not in page
    assert "<svg" in files["layouts/_partials/code.html"].decode()
    assert len(msgspec.json.decode(files["data/attributes.json"])) == len(TRAITS)


def test_mkdocs_gets_a_page_with_all_figures_for_each_product(tmp_path: Path) -> None:
    write_markdown(tmp_path, SIZE)
    files = tree(tmp_path)
    assert len([path for path in files if path.startswith("docs/products/")]) == 8
    page = files[f"docs/products/{product_id(2)}.md"].decode()
    assert [trait.en for trait in TRAITS if f"| {trait.en} |" not in page] == []
    assert page.count("| HX100002-") == 4
