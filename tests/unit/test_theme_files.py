"""MkDocs copies the same files of a theme, and lists no others."""

from pathlib import Path

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from inforce.mkdocs_plugin.theme_files import ListedTemplates, list_no_icons

THEME = ("assets/a.css", "b.css", ".c.css", ".icons/d.svg", "assets/.e/f.css", "main.html")


def settings(folder: Path) -> MkDocsConfig:
    for path in THEME:
        file = folder / "theme" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(path, encoding="utf-8")
    (folder / "docs").mkdir(exist_ok=True)
    (folder / "mkdocs.yml").write_text(
        "site_name: Pumps\ntheme: {name: material, custom_dir: theme}\nplugins: []\n",
        encoding="utf-8",
    )
    return load_config(str(folder / "mkdocs.yml"))


def copied(config: MkDocsConfig) -> list[str]:
    files = Files([])
    files.add_files_from_theme(config.theme.get_env(), config)
    return [file.src_uri for file in files]


def test_the_same_is_copied(tmp_path: Path) -> None:
    before = copied(settings(tmp_path))
    config = settings(tmp_path)
    list_no_icons(config.theme)
    assert copied(config) == before
    assert {"assets/a.css", "b.css"} < set(before)
    listed = ListedTemplates(config.theme.dirs).list_templates()
    assert not {path for path in listed if path.startswith(".icons/") or "/." in path}


def test_what_is_not_listed_is_loaded(tmp_path: Path) -> None:
    config = settings(tmp_path)
    list_no_icons(config.theme)
    assert config.theme.get_env().get_template(".icons/d.svg").render() == ".icons/d.svg"
