"""The made catalogue is the same everywhere, and a sound site of the size that it says."""

from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest

from inforce.domain.editions.decide import decide
from inforce.readers.corpus_reader import read_corpus
from tests.benchmarks.catalogue import (
    AS_OF,
    Size,
    changed,
    family_id,
    files,
    product,
    product_path,
    write_catalogue,
)
from tests.sites import codes, tree

LIGHT = Size(products=20)


def test_the_same_numbers_give_the_same_bytes(tmp_path: Path) -> None:
    one, other = (tree(write_catalogue(tmp_path / name, LIGHT)) for name in ("one", "other"))
    assert one == other
    written = sha256("".join(path + text for path, text in files(LIGHT)).encode()).hexdigest()
    assert written == "7cc69c8ffeff8433ee2b4dffb4c48fde6b6af5236270f6df94a7c5c0b84808b3"


def test_a_product_is_drawn_from_the_seed_and_its_number_alone() -> None:
    assert product(7, Size(products=400)) == product(7, Size(products=600))
    assert product(7, LIGHT) != product(7, Size(products=20, seed=2))


@pytest.mark.parametrize("locales", [1, 2])
@pytest.mark.parametrize("light", [True, False])
def test_the_site_is_sound(tmp_path: Path, locales: int, *, light: bool) -> None:
    size = Size(products=20, locales=locales, light=light)
    write_catalogue(tmp_path, size)
    assert codes(tmp_path, AS_OF) == []
    corpus = read_corpus(tmp_path)
    assert (len(corpus.products), len(corpus.ledgers)) == (20, 0 if light else 20)
    assert len(decide(corpus, AS_OF).current()) == 20


def test_products_have_twenty_figures_four_variants_and_some_1500_bytes(tmp_path: Path) -> None:
    corpus = read_corpus(write_catalogue(tmp_path, LIGHT))
    for one in corpus.products.values():
        assert (len(one.specs), len(one.variants.items)) == (20, 4)
    sizes = [len(product(number, LIGHT).encode()) for number in range(LIGHT.products)]
    assert 1400 < sum(sizes) / len(sizes) < 1600


def test_families_grow_with_the_products() -> None:
    counts = [Size(products=count).families for count in (100, 1000, 10_000, 100_000)]
    assert counts == [4, 4, 40, 100]
    assert product_path(0, LIGHT) == f"content/products/{family_id(0)}/hx-100000.yaml"


def test_a_change_is_one_figure_more() -> None:
    text = product(3, LIGHT)
    before, after = (part.split("flow_max: ")[1].split()[0] for part in (text, changed(text)))
    assert Decimal(after) == Decimal(before) + 1
    assert changed(text).replace(after, before, 1) == text


def test_what_stands_in_a_folder_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(SystemExit, match="not empty"):
        write_catalogue(tmp_path, LIGHT)
