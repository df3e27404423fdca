"""Text in XML is written as the standard library writes it, but for what XML cannot have."""

from xml.etree import ElementTree as ET
from xml.sax import saxutils

from hypothesis import given
from hypothesis import strategies as st

from inforce.renderers import xml_text

TEXTS = st.text(st.sampled_from("ab <>&\"'\n\r\t;é"))


@given(TEXTS)
def test_as_the_standard_library(text: str) -> None:
    assert xml_text.escape(text) == saxutils.escape(text)
    assert xml_text.quoteattr(text) == saxutils.quoteattr(text)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_whatever_is_written_can_be_read(text: str) -> None:
    written = xml_text.writable(xml_text.escape(text))
    assert ET.fromstring(f"<a>{written}</a>").tag == "a"  # noqa: S314 - made here
