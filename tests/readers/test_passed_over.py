"""What an editor would take for data is read, or told."""

from pathlib import Path

import pytest

from inforce.control.selection import settled
from inforce.domain.errors import InforceError
from inforce.readers.corpus_reader import read_corpus
from tests.sites import FAMILY, PRODUCT, write_site


def _told(root: Path) -> list[tuple[str, str]]:
    return [(one.path, one.facts["expected"]) for one in read_corpus(root).problems]


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("content/products/a/x.YAML", "content/products/a/x.yaml"),
        ("content/products/x.y.Yml", "content/products/x.y.yaml"),
        ("content/products/x.yaml.txt", "content/products/x.yaml"),
        ("content/products/x.json", "content/products/x.yaml"),
        ("content/feedback/a/FB-1.yml", "content/feedback/a/FB-1.yaml"),
        ("schemas/families/x.yml", "schemas/families/x.yaml"),
        ("schemas/families/a/x.yaml", "schemas/families/x.yaml"),
        ("site_config/locales/ru.json", "site_config/locales/ru.yaml"),
        ("site_config/Waivers.yml", "site_config/waivers.yaml"),
        ("site_config/communication.yaml.txt", "site_config/communication.yaml"),
        ("site_config/waiver.yaml", "site_config/waivers.yaml"),
        ("content/pages/x.MD", "content/pages/x.md"),
        ("content/pages/a/x.ru.markdown", "content/pages/a/x.ru.md"),
        ("content/pages/x.md.txt", "content/pages/x.md"),
        ("content/x.yml", "content/products/x.yaml"),
        ("schemas/x.yaml", "schemas/families/x.yaml"),
    ],
)
def test_a_file_that_looks_like_data_and_is_not_read_is_told(
    tmp_path: Path, file: str, expected: str
) -> None:
    write_site(tmp_path, {file: "id: x\n"})
    assert _told(tmp_path) == [(file, expected)]


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        ("content/product", "content/products"),
        ("content/Products", "content/products"),
        ("content/page", "content/pages"),
        ("content/feedbak", "content/feedback"),
        ("schemas/family", "schemas/families"),
    ],
)
def test_a_folder_of_another_name_is_told(tmp_path: Path, folder: str, expected: str) -> None:
    write_site(tmp_path, {f"{folder}/x.yaml": "id: x\n"})
    is_another = tmp_path / folder in (tmp_path / folder).parent.iterdir()  # not so on a Mac
    assert _told(tmp_path) == ([(folder, expected)] if is_another else [])


def test_a_folder_in_other_capitals_may_be_the_same(tmp_path: Path) -> None:
    """As on a Mac; here it is a link."""
    write_site(tmp_path)
    (tmp_path / "content/PRODUCTS").symlink_to("products")
    assert _told(tmp_path) == []


def test_a_link_to_a_folder_of_products_is_told(tmp_path: Path) -> None:
    write_site(tmp_path / "site")
    (tmp_path / "more").mkdir()
    (tmp_path / "site/content/products/more").symlink_to(tmp_path / "more")
    path = "content/products/more"
    assert _told(tmp_path / "site") == [(path, f"{path}, and no link")]


@pytest.mark.parametrize(
    "file",
    [
        "content/products/.x.yaml",
        "content/products/.x.yaml.txt",
        "content/products/README.md",
        "content/products/photo.jpg",
        "content/products/x.yaml.bak",
        "content/products/x.yaml.orig",
        "content/products/x.yaml~",
        "content/products/yaml",
        "content/media/data.json",
        "content/pages/data.json",
        "content/pages/.x.MD",
        "content/x.json",
        "content/images/README.md",
        "content/packages/x.zip",
        "schemas/build/x.yaml",
        "schemas/family.schema.json",
        "schemas/families/.gitkeep",
        "site_config/mapping.yml",
        "site_config/people.json",  # people.yaml is there
        "site_config/brands.yaml",  # and so is brand.yaml
    ],
)
def test_other_files_are_left_alone(tmp_path: Path, file: str) -> None:
    write_site(tmp_path, {file: PRODUCT})
    assert _told(tmp_path) == []


@pytest.mark.parametrize(
    "folder",
    [
        "content/products",
        "content/pages",
        "content/feedback",
        "content/issued/hx-100",
        "content/issued",
        "schemas/families",
        "site_config/locales",
        "site_config",
    ],
)
def test_what_a_system_hides_is_left_alone(tmp_path: Path, folder: str) -> None:
    names = ("._x.yaml", "._x.md", ".DS_Store", "Thumbs.db", "desktop.ini")
    site = write_site(tmp_path, {f"{folder}/{name}": b"\x00\x05\x16\x07" for name in names})
    assert _told(site) == []
    assert [*read_corpus(site).loose_pages] == []


def test_nothing_is_written_by_settings_that_were_passed_over(tmp_path: Path) -> None:
    write_site(tmp_path, {"site_config/people.yaml": None, "site_config/people.yml": "roles: {}"})
    with pytest.raises(InforceError, match=r"^site_config/people\.yml has problems"):
        settled(read_corpus(tmp_path))


def test_a_family_that_is_passed_over_is_not_known(tmp_path: Path) -> None:
    write_site(tmp_path, {"schemas/families/valve.yml": FAMILY})
    assert "valve" not in read_corpus(tmp_path).families
