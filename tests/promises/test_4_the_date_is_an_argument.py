"""Promise 4: ``--as-of`` rebuilds byte for byte what customers saw on that day."""

from collections.abc import Callable

from tests.promises.example_site import Site, api, contents

HX = "content/products/pumps/hx-120.yaml"


def test_what_is_decided_later_does_not_change_the_past(new_site: Callable[[], Site]) -> None:
    site = new_site()
    before = contents(site.build("--locale", "en", "--as-of", "2026-11-20"))
    site.edit(HX, "head_max: {value: 36.0,", "head_max: {value: 37.0,")
    site.run(
        "approve", "hx-120", "--by", "johanna.reiter", "--effective", "2026-11-10",
        "--as-of", "2026-12-01",
    )  # fmt: skip
    site.run(
        "review", "pt-40", "--by", "ilya.morozov", "--outcome", "no_change",
        "--as-of", "2026-12-02",
    )  # fmt: skip
    after = contents(site.build("--locale", "en", "--as-of", "2026-11-20"))
    assert after == before
    later = contents(site.build("--locale", "en", "--as-of", "2026-12-02"))
    assert later["products/hx-120/index.html"] != before["products/hx-120/index.html"]


def test_two_builds_of_one_day_are_the_same_wherever_they_are_made(
    new_site: Callable[[], Site],
) -> None:
    first = contents(new_site().build())
    second = contents(new_site().build())
    assert first.keys() == second.keys()
    assert [path for path in first if first[path] != second[path]] == []


def test_a_day_in_the_past_shows_what_was_known_then(new_site: Callable[[], Site]) -> None:
    site = new_site()
    public = site.build("--no-pdf", "--locale", "en", "--as-of", "2024-05-31")
    assert api(public, "products/hx-100")["specs"]["head_max"]["value"] == "30.0"
    assert api(public, "products/hx-100")["lifecycle"]["state"] == "active"
    assert api(public, "edition")["as_of"] == "2024-05-31"
    public = site.build("--no-pdf", "--locale", "en", "--as-of", "2024-06-01")
    assert api(public, "products/hx-100")["specs"]["head_max"]["value"] == "32.0"
