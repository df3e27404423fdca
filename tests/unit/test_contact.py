from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from msgspec import structs

from inforce.domain.editions.edition import Edition
from inforce.domain.site.policy import Brand, Contact
from inforce.domain.views.reading import Reading
from inforce.readers.wording import wording
from inforce.renderers.website.contact import Correspondence, Subject
from tests.factories import TODAY

SUBJECT = Subject(
    item="hx-100",
    name="HX 100 <pump> & more?",
    part="HX100-230",
    revision="2",
    digest="abcd1234",
    page="https://maker.example/products/hx-100/",
)


def reading(locale: str = "en", **contact: Any) -> Reading:  # noqa: ANN401 - fields of a contact
    brand = Brand(contact=Contact(**contact))
    edition = Edition(as_of=TODAY, audience="public", locales=("en", "ru"), brand=brand)
    return Reading(edition, wording(locale))


def enquiry(subject: Subject, shown: Reading) -> str:
    return Correspondence(shown).enquiry(subject)


def correction(subject: Subject, shown: Reading) -> str:
    return Correspondence(shown).correction(subject)


def letter(address: str) -> dict[str, str]:
    parts = urlsplit(address)
    fields = parse_qs(parts.query, strict_parsing=True)
    return {"to": unquote(parts.path), **{key: value[0] for key, value in fields.items()}}


def test_a_letter_says_what_it_is_about() -> None:
    told = letter(enquiry(SUBJECT, reading(email="info+web@maker.example")))
    assert told["to"] == "info+web@maker.example"
    assert told["subject"] == "Enquiry: HX 100 <pump> & more?, HX100-230, revision 2"
    assert told["body"].split("\r\n")[:5] == [
        "Product: HX 100 <pump> & more?",
        "Order code: HX100-230",
        "Revision: 2",
        "Digest: abcd1234",
        "Page: https://maker.example/products/hx-100/",
    ]


@pytest.mark.parametrize(
    "contact",
    [
        {"email": "info@maker.example"},
        {"enquiry_form": "https://maker.example/ask?part={part}&of={item}&again={part}"},
        {"enquiry_form": "https://maker.example/ask"},
        {},
    ],
)
def test_questions_about_the_parts_of_a_product_differ_in_the_part(contact: dict[str, str]) -> None:
    shown = Correspondence(reading(**contact))
    assert shown.enquiries(SUBJECT, ["A&1", "B 2"]) == {
        part: shown.enquiry(structs.replace(SUBJECT, part=part)) for part in ("A&1", "B 2")
    }


def test_a_name_cannot_add_a_line_to_the_head_of_a_letter() -> None:
    evil = structs.replace(SUBJECT, name="x\r\nBcc: all@maker.example")
    address = enquiry(evil, reading(email="info@maker.example"))
    assert "\n" not in address
    assert "\r" not in address
    assert parse_qs(urlsplit(address).query).keys() == {"subject", "body"}


def test_letters_one_after_the_other_are_about_what_each_is_about() -> None:
    ways = Correspondence(reading("ru", email="info@maker.example"))
    others = [
        structs.replace(SUBJECT, **parts)
        for parts in ({}, {"part": "%00name%00"}, {"revision": ""}, {"name": "page"}, {"page": ""})
    ]
    for subject in (*others, *others):
        told = letter(ways.enquiry(subject))
        assert subject.part in told["subject"]
        for value in (subject.name, subject.part, subject.revision, subject.digest, subject.page):
            assert told["body"].count(f": {value}\r\n") == bool(value)


def test_letters_are_in_the_language_of_the_reader() -> None:
    told = letter(correction(SUBJECT, reading("ru", email="info@maker.example")))
    assert told["subject"].startswith("Неточность: ")
    assert "Код заказа: HX100-230" in told["body"]


def test_a_light_site_names_no_revision() -> None:
    told = letter(
        enquiry(structs.replace(SUBJECT, revision=""), reading(email="info@maker.example"))
    )
    assert told["subject"].endswith("HX100-230")
    assert "Revision" not in told["body"]


def test_a_form_takes_the_place_of_the_letter() -> None:
    form = "https://forms.example/ask?i={item}&p={part}&r={revision}&at={page}&l={locale}"
    contact = {"email": "info@maker.example", "enquiry_form": form}
    asked = parse_qs(urlsplit(enquiry(SUBJECT, reading("ru", **contact))).query)
    assert asked == {
        "i": ["hx-100"],
        "p": ["HX100-230"],
        "r": ["2"],
        "at": ["https://maker.example/products/hx-100/"],
        "l": ["ru"],
    }
    assert correction(SUBJECT, reading(**contact)).startswith("mailto:")


def test_what_is_filled_in_is_not_filled_in_again() -> None:
    odd = structs.replace(SUBJECT, item="{page}")
    filled = enquiry(odd, reading(enquiry_form="https://forms.example/{item}"))
    assert filled == "https://forms.example/%7Bpage%7D"


def test_without_address_and_form_there_is_no_way() -> None:
    assert enquiry(SUBJECT, reading(phone="+43 1")) == ""
    assert correction(SUBJECT, reading(phone="+43 1")) == ""
