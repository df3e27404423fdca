import pytest

from inforce.domain.prose.links import is_outside, resolved


@pytest.mark.parametrize(
    ("link", "page", "target"),
    [
        ("../b/", "a/index.html", ("b/index.html", "")),
        ("../b/#c%20d", "a/index.html", ("b/index.html", "c d")),
        ("#c", "a/index.html", ("a/index.html", "c")),
        ("", "a/index.html", ("a/index.html", "")),
        ("?x=1#c", "a/index.html", ("a/index.html", "c")),
        (".", "a/index.html", ("a/index.html", "")),
        ("./x.png", "a/index.html", ("a/x.png", "")),
        ("..", "a/index.html", ("index.html", "")),
        ("../%D1%8F.pdf", "a/index.html", ("я.pdf", "")),
        ("b", "index.html", ("b", "")),
        ("b/", "index.html", ("b/index.html", "")),
        ("../b/#c-1", "x/a/index.html", ("x/b/index.html", "c-1")),
        ("../", "x/a/index.html", ("x/index.html", "")),
        ("../..", "x/a/index.html", ("index.html", "")),
        ("../#c", "index.html", None),
        ("../%62", "index.html", None),
        ("../../b", "a/index.html", None),
    ],
)
def test_resolved(link: str, page: str, target: tuple[str, str] | None) -> None:
    assert resolved(link, page) == target


@pytest.mark.parametrize(
    ("link", "outside"),
    [
        ("https://maker.example/", True),
        ("mailto:info@maker.example", True),
        ("//maker.example/x", True),
        ("a/b:c", False),
        ("?q=a:b", False),
        ("#a:b", False),
        ("/a", False),
    ],
)
def test_is_outside(link: str, outside: bool) -> None:  # noqa: FBT001 - a case
    assert is_outside(link) is outside
