import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inforce.exchange.slug import slugify


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("HX 100", "hx-100"),
        ("RBLHGR&R11e-LTE6", "rblhgr-and-r11e-lte6"),
        ("STP190S-24/Ad+", "stp190s-24-ad-plus"),
        ("WS-C2960+24PC-L", "ws-c2960-plus-24pc-l"),
        ("Version 1.5.", "version-1.5"),
        ("U.S. .5 Robotics", "u.s-5-robotics"),
        ("İTHALAT ŞTİ. Öğe", "ithalat-sti-oge"),
        ("Straße Øre Łódź", "strasse-ore-lodz"),
        ("Насос щёточный", "nasos-shhetochnyj"),
        ("10 µm ½", "10-um-1-2"),
        ("__a__", "a"),
        ("…", ""),
        ("", ""),
        ("漢字", ""),
    ],
)
def test_names_become_ids(text: str, slug: str) -> None:
    assert slugify(text) == slug


@given(st.text(max_size=300))
def test_an_id_has_the_form_of_an_id_and_stays_it(text: str) -> None:
    slug = slugify(text)
    assert re.fullmatch(r"(?:[a-z0-9][a-z0-9.-]{0,119})?", slug)
    assert slugify(slug) == slug


def test_long_names_differ_by_their_digest() -> None:
    one, other = slugify("a" * 130 + "x"), slugify("a" * 130 + "y")
    assert len(one) == len(other) == 120
    assert one != other
