"""A link that leads to itself is told in one line, wherever a command is given it."""

from pathlib import Path

import pytest

from tests.cli.program import run
from tests.sites import POLICY, write_site

SITE = ("--site", "{site}")
SETTINGS = {
    "mkdocs.yml": (
        "site_name: Test\ndocs_dir: content/pages\ntheme: material\nplugins: [inforce]\n"
    ),
    "site_config/policy.yaml": POLICY.replace("approval: required", "approval: off"),
}
WAYS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("init", "{link}"), "Not a directory"),
    (("catalogue", *SITE, "-o", "{link}/catalogue.pdf"), "the folder of {link}/catalogue.pdf does"),
    (("export", *SITE, "--format", "csv", "-o", "{link}"), "{link}: Too many levels of symbolic"),
    (("publish", *SITE, "{link}"), "there is no manifest.json"),
    (
        ("build", *SITE, "--no-pdf", "--cluster", "local", "--exchange", "{link}"),
        "{link} cannot be listed: Too many levels",
    ),
)


@pytest.mark.parametrize(("way", "told"), WAYS, ids=lambda one: one[0])
def test_a_link_to_itself_is_told_in_one_line(
    tmp_path: Path, way: tuple[str, ...], told: str
) -> None:
    site, link = write_site(tmp_path / "site", SETTINGS), tmp_path / "link"
    link.symlink_to("link")
    code, _, said = run(*(part.format(site=site, link=link) for part in way))
    assert code == 2
    assert said.startswith("inforce: ")
    assert told.format(link=link) in said
    assert said.count("\n") == 1
