"""Templates of the package stay compiled, and hold for what they came from alone."""

import sys
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, nodes
from jinja2.filters import FILTERS as DEFAULT_FILTERS

from inforce.renderers.website import rendering
from inforce.renderers.website.compiled import OwnTemplates
from inforce.renderers.website.templating import Parts, Templates


@pytest.fixture(autouse=True)
def writing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    (tmp_path / "page.html").write_text("{% part 'head.html' %} {{ name }}")
    (tmp_path / "head.html").write_text("Hello")
    return tmp_path


def environment(templates: Path) -> Environment:
    """What another run begins with."""
    return Templates(
        loader=FileSystemLoader(templates),
        bytecode_cache=OwnTemplates(tuple(sorted(templates.glob("*.html")))),
        extensions=[Parts],
    )


def rendered(templates: Path) -> str:
    return environment(templates).get_template("page.html").render(name="Ada")


def kept(templates: Path) -> Path:
    (found,) = (templates / "__pycache__").iterdir()
    return found


def no_compiler(*_: object, **__: object) -> None:
    pytest.fail("it is compiled already")


def test_another_run_compiles_nothing(templates: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert rendered(templates) == "Hello Ada"
    assert kept(templates).name == f"page.{sys.implementation.cache_tag}.pyc"
    monkeypatch.setattr(Environment, "compile", no_compiler)
    assert rendered(templates) == "Hello Ada"


def test_another_locale_compiles_nothing_where_nothing_is_written(
    templates: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    first = environment(templates)
    first.get_template("page.html")
    monkeypatch.setattr(Environment, "compile", no_compiler)
    assert first.overlay().get_template("page.html").render(name="Ada") == "Hello Ada"
    assert not (templates / "__pycache__").exists()


@pytest.mark.parametrize("changed", ["page.html", "head.html"])
def test_what_changed_is_compiled_again(templates: Path, changed: str) -> None:
    rendered(templates)
    (templates / changed).write_text("Bye")
    assert rendered(templates) == ("Bye Ada" if changed == "head.html" else "Bye")


def test_what_another_jinja_compiled_is_compiled_again(
    templates: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered(templates)
    before = kept(templates).read_bytes()
    monkeypatch.setattr("inforce.renderers.website.compiled.version", lambda _: "0")
    rendered(templates)
    assert kept(templates).read_bytes() != before


@pytest.mark.parametrize("at", [0, 40, -1])
def test_what_is_damaged_is_compiled_again(templates: Path, at: int) -> None:
    rendered(templates)
    sound = kept(templates).read_bytes()
    damaged = bytearray(sound)
    damaged[at] ^= 1
    kept(templates).write_bytes(damaged)
    assert rendered(templates) == "Hello Ada"
    assert kept(templates).read_bytes() == sound


@pytest.mark.parametrize("octets", [b"", b"short"])
def test_what_ends_early_is_compiled_again(templates: Path, octets: bytes) -> None:
    rendered(templates)
    kept(templates).write_bytes(octets)
    assert rendered(templates) == "Hello Ada"


def test_an_installation_that_cannot_be_written_to_compiles_in_memory(templates: Path) -> None:
    (templates / "__pycache__").write_text("in the way")
    assert rendered(templates) == "Hello Ada"


def test_a_file_that_cannot_be_replaced_leaves_nothing_beside(templates: Path) -> None:
    rendered(templates)
    place = kept(templates)
    place.unlink()
    place.mkdir()
    assert rendered(templates) == "Hello Ada"
    assert kept(templates) == place


def test_no_filter_of_ours_is_worked_out_by_the_compiler() -> None:
    environment = rendering._environment()
    own = environment.filters.keys() - DEFAULT_FILTERS.keys()
    assert environment.loader is not None
    for name in environment.list_templates(extensions=["html"]):
        source, _, _ = environment.loader.get_source(environment, name)
        for one in environment.parse(source, name).find_all(nodes.Filter):
            if one.name in own:
                with pytest.raises(nodes.Impossible):
                    one.as_const()
