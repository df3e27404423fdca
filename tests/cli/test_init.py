"""``inforce init`` as it is run."""

import json
import subprocess
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from inforce.cli import init
from inforce.readers.site import read_settings
from tests.cli.program import run
from tests.sites import tree

HERE = ("--person", "Anna Muster", "--time-zone", "Europe/Vienna", "--as-of", "2026-08-31")


@pytest.mark.parametrize("locales", [("en",), ("ru",), ("en", "ru"), ("ru", "en")], ids="-".join)
@pytest.mark.parametrize("example", [(), ("--example",)], ids=["bare", "example"])
def test_a_new_site_passes_its_check_and_builds(
    tmp_path: Path, locales: tuple[str, ...], example: tuple[str, ...]
) -> None:
    site = tmp_path / "acme"
    wanted = [f"--locale={locale}" for locale in locales]
    code, paths, told = run("init", site, *example, *wanted, *HERE)
    assert code == 0
    assert paths.splitlines() == sorted(tree(site))
    assert "inforce build" in told
    as_of = ("--site", site, "--as-of", "2026-08-31")
    code, found, _ = run("check", "--fail-on", "error" if not example else "info", *as_of)
    assert code == 0
    assert [line.split()[1] for line in found.splitlines()] == ([] if example else ["APR001"])
    assert run("build", "--no-pdf", *as_of)[0] == 0
    built = site / "build" / "public"
    listed = json.loads((built / "api/v1/products.json").read_text(encoding="utf-8"))
    assert len(listed["products"]) == (3 if example else 0)
    assert "Acme" in (built / "index.html").read_text(encoding="utf-8")
    for locale in locales[1:]:
        assert f'lang="{locale}"' in (built / locale / "index.html").read_text(encoding="utf-8")


def test_the_example_shows_what_the_product_is_for(tmp_path: Path) -> None:
    site = tmp_path / "acme"
    assert run("init", site, "--example", *HERE)[0] == 0
    as_of = ("--site", site, "--as-of", "2026-08-31")
    items = json.loads(run("status", "--format", "json", *as_of)[1])["items"]
    assert {item["id"]: item["lifecycle"] for item in items if item["kind"] == "product"} == {
        "wl-10": "last_time_buy",
        "wl-20": "active",
        "wl-40": "active",
    }
    assert {item["revision"] for item in items} == {1}
    assert run("build", *as_of)[0] == 0
    built = site / "build" / "public"
    assert "2000" in "".join(filter(str.isalnum, _text(built / "about/index.html")))
    assert (built / "notices/PDN-2026-001/index.html").is_file()
    assert list(built.glob("downloads/*.pdf"))


def _text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def test_the_steps_that_are_told_can_be_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    steps = [line.strip() for line in run("init", "acme", *HERE)[2].splitlines()[1:]]
    assert steps[0] == "cd acme"
    monkeypatch.chdir("acme")
    commands = [step.split()[1:] for step in steps if step.startswith("inforce ")]
    for command in commands:
        code, _, errors = run(*command, "--as-of", "2026-08-31")
        assert code == 0, (command, errors)
    listed = json.loads(Path("build/public/api/v1/products.json").read_text(encoding="utf-8"))
    assert [product["id"] for product in listed["products"]] == ["p-100"]


def test_a_folder_with_a_blank_in_its_name_can_be_entered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told = run("init", "my pumps", *HERE)[2]
    assert told.splitlines()[1] == "    cd 'my pumps'"


def test_the_same_call_makes_the_same_site(tmp_path: Path) -> None:
    for folder in ("a/acme", "b/acme"):
        assert run("init", tmp_path / folder, "--example", *HERE)[0] == 0
    assert tree(tmp_path / "a/acme") == tree(tmp_path / "b/acme")


def test_what_is_there_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a repository that was made on a forge, and cloned."""
    for name in (".gitignore", "README.md", ".git/HEAD"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("mine\n")
    before = tree(tmp_path)
    monkeypatch.chdir(tmp_path)
    code, paths, told = run("init", ".", *HERE)
    assert code == 0
    assert "    cd " not in told
    assert "mkdocs.yml" in paths.splitlines()
    assert ".gitignore" not in paths.splitlines()
    assert ".gitignore is yours; it should name" in told
    assert "/build/" in told
    assert before.items() <= tree(tmp_path).items()


@pytest.mark.parametrize("name", ["mkdocs.yml", "content/mine.txt", "site_config/policy.yaml"])
def test_nothing_is_replaced(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("mine\n")
    before = tree(tmp_path)
    code, paths, told = run("init", tmp_path, *HERE)
    assert (code, paths) == (2, "")
    top = name.partition("/")[0]
    assert told == f"inforce: {tmp_path} has {top} already; nothing was written\n"
    assert tree(tmp_path) == before


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "acme").touch()
    code, _, told = run("init", tmp_path / "acme", *HERE)
    assert (code, told) == (2, f"inforce: {tmp_path / 'acme'} is a file; name a folder\n")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            ("--locale", "de"),
            "no language is called de; begin with en or ru, and add others afterwards",
        ),
        (("--time-zone", "Europe/Wien"), "no time zone is called Europe/Wien"),
        (("--name", "A\nB"), "'A\\nB' cannot be a name"),
        (("--name", " "), "' ' cannot be a name"),
        (("--person", "\udcff"), "'\\udcff' cannot be a name"),
    ],
)
def test_what_cannot_be_meant_is_one_line(
    tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    code, _, errors = run("init", tmp_path / "acme", *HERE, *arguments)
    assert code == 2
    assert told in errors
    assert errors.count("\n") == 1
    assert tree(tmp_path) == {}


@pytest.mark.parametrize("name", ['A "B" & C: #1', "Насосы – ООО", "'", "- x", "null", "$name"])
def test_any_name_is_kept(tmp_path: Path, name: str) -> None:
    site = tmp_path / "acme"
    assert run("init", site, "--example", "--name", name, "--person", name, *HERE[2:])[0] == 0
    settings = read_settings(site)
    assert settings.brand.name.get("en") == name
    (person,) = settings.people.people.values()
    assert person.name.get("en") == name
    assert run("check", "--fail-on", "info", "--site", site, "--as-of", "2026-08-31")[:2] == (0, "")


def test_what_is_not_said_is_taken_from_the_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    monkeypatch.chdir(tmp_path)
    subprocess.run(["git", "config", "--global", "user.name", "Zoë Ødegård-Núñez"], check=True)
    assert run("init", "my-new_pumps", "--as-of", "2026-08-31")[0] == 0
    settings = read_settings(tmp_path / "my-new_pumps")
    assert settings.brand.name.get("en") == "My new pumps"
    assert settings.policy.time_zone == "Asia/Tokyo"
    assert {key: person.from_ for key, person in settings.people.people.items()} == {
        "zoe.degard.nunez": date(2026, 8, 31)
    }


def test_a_machine_that_tells_nothing_will_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody() -> str:
        raise KeyError("uid not found")

    monkeypatch.setenv("TZ", "nowhere")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(init, "getuser", nobody)
    monkeypatch.setattr(init, "_CLOCK", tmp_path / "localtime")
    assert run("init", tmp_path / "acme")[0] == 0
    settings = read_settings(tmp_path / "acme")
    assert settings.policy.time_zone == "UTC"
    (person,) = settings.people.people.items()
    assert person[0] == "editor"
    today = datetime.now(ZoneInfo("UTC")).date()
    assert person[1].from_ in {today, date.fromordinal(today.toordinal() - 1)}


@pytest.mark.parametrize("failing", range(1, 5))
def test_a_place_that_refuses_half_way_is_left_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    site = tmp_path / "acme"
    site.mkdir()
    original, calls = Path.rename, []

    def rename(path: Path, to: Path) -> Path:
        if to.parent == site:
            calls.append(to)
            if len(calls) == failing:
                raise OSError(28, "No space left on device")
        return original(path, to)

    monkeypatch.setattr(Path, "rename", rename)
    code, _, told = run("init", site, *HERE)
    assert code == 2
    assert "No space left on device" in told
    assert tree(tmp_path) == {}
    assert list(site.iterdir()) == []
