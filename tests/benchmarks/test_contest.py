"""What the contestants are given is the same catalogue, and what they take is told truly."""

import sys
from pathlib import Path

import msgspec
import pytest

from tests.benchmarks.catalogue import Size, family_id, product, product_id, write_catalogue
from tests.benchmarks.catalogue_words import TRAITS
from tests.benchmarks.contest import BUILDS, Contest
from tests.benchmarks.figures import Case, Tool
from tests.benchmarks.hugo_site import as_content, hugo_path, write_hugo
from tests.benchmarks.markdown_site import write_markdown
from tests.benchmarks.process import RunError, took
from tests.cli import program
from tests.sites import tree

SIZE = Size(products=8)


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
    contest = Contest(tmp_path / "work", SIZE, (Tool.INFORCE, Tool.MKDOCS, Tool.LYCHEE))
    first, second = ([(run.tool, run.case) for run in contest.starts(at)] for at in range(2))
    assert first == [
        *((Tool.INFORCE, case) for case in Case),
        (Tool.MKDOCS, Case.FIRST),
        (Tool.LYCHEE, Case.FIRST),
    ]
    assert second == [*first[3:], *first[:3]]


def test_links_need_a_site(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="add it to --tools"):
        Contest(tmp_path, SIZE, (Tool.MKDOCS, Tool.LYCHEE))


def test_only_the_changed_case_changes_and_only_one_product(tmp_path: Path) -> None:
    contest = Contest(tmp_path, SIZE, (Tool.CHECK,))
    cache = tmp_path / "inforce/.cache/inforce"
    cache.mkdir(parents=True)
    first, again, changed = contest.starts(0)
    again.prepare()
    assert cache.exists()
    first.prepare()
    assert not cache.exists()
    before = tree(tmp_path)
    changed.prepare()
    after = tree(tmp_path)
    assert [path for path in after if before[path] != after[path]] == [
        f"inforce/content/products/{family_id(3)}/{product_id(3)}.yaml"
    ]


def test_what_was_written_is_counted(tmp_path: Path) -> None:
    contest = Contest(tmp_path, SIZE, (Tool.MKDOCS,))
    assert contest.weight(Tool.CHECK) is None
    with pytest.raises(RunError, match="wrote 0 pages of 8 products"):
        contest.weight(Tool.MKDOCS)
    for number in range(SIZE.products):
        page = tmp_path / BUILDS[Tool.MKDOCS] / f"products/{product_id(number)}/index.html"
        page.parent.mkdir(parents=True)
        page.write_text("12345")
    weight = contest.weight(Tool.MKDOCS)
    assert weight is not None
    assert (weight.pages, weight.mean, weight.files, weight.size) == (8, 5, 8, 40)


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
