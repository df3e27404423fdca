"""Rules dealt out to the cores find what they find one after the other, in the same order."""

import subprocess
import sys
from pathlib import Path

import pytest

from inforce.domain.checking.inspect import in_turn
from inforce.domain.checking.rule import Inspection
from inforce.domain.editions.decide import decide
from inforce.domain.rules import rules
from inforce.domain.standings.standing import standings
from inforce.pipeline.checking import check_rules
from inforce.pipeline.checking.check_rules import side_by_side
from inforce.readers.corpus_reader import read_corpus
from tests.sites import DAY, approved, edit, write_site

# A process that has threads is not forked, and a runner of tests may have some.
_COMPARED = """
import os, sys
from datetime import date
from functools import partial
from pathlib import Path
from msgspec import structs
from inforce.domain.checking.inspect import inspect
from inforce.domain.checking.rule import Breach
from inforce.domain.rules import rules
from inforce.pipeline.checking import check_rules
from inforce.readers.corpus_reader import read_corpus

check_rules._WORTH_SPREADING = 1
check_rules.cores = lambda: 2
spread, spread_over = check_rules.spread, []
check_rules.spread = lambda work, count: spread_over.append(count) or spread(work, count)
corpus = read_corpus(Path(sys.argv[1]))
here = os.getpid()


def strange(look):
    yield Breach(path="\\udc80", facts={"here": str(os.getpid() == here)})


asked = {**rules(), "APR001": structs.replace(rules()["APR001"], check=strange)}
day = date.fromisoformat(sys.argv[2])
meanwhile = []
way = partial(check_rules.side_by_side, meanwhile=lambda: meanwhile.append(os.getpid() == here))
found = inspect(corpus, day, asked, way=way)
print(found == inspect(corpus, day, asked), len(found), *spread_over, *meanwhile)
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    site = write_site(tmp_path)
    approved(site)
    edit(site, "content/products/hx-100.yaml", "voltage: 230", "voltage: 231")
    return site


def test_two_processes_find_the_same(site: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _COMPARED, site, "2035-01-01"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.startswith("True "), done.stderr
    _, count, processes, meanwhile = done.stdout.split()
    assert int(count) > 1
    assert int(processes) == 2
    assert meanwhile == "True"


def test_a_small_site_is_looked_at_here(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_rules, "spread", None)
    corpus = read_corpus(site)
    look = Inspection(corpus=corpus, today=DAY, standings=standings(corpus, DAY))
    asked = tuple(rules().values())
    told = [list(breaches) for breaches in side_by_side(look, asked)]
    assert told == [list(breaches) for breaches in in_turn(look, asked)]


@pytest.mark.parametrize("preview", [False, True])
def test_whatever_rules_find_an_edition_is_decided_meanwhile(*, preview: bool) -> None:
    sites = sorted((Path(__file__).parents[1] / "examples/invalid").iterdir())
    assert len(sites) > 50
    for site in sites:
        corpus = read_corpus(site)
        for audience in corpus.policy.audiences:
            assert decide(corpus, DAY, audience, preview=preview).audience == audience
