"""Text in XML is written as the standard library writes it."""

from xml.sax import saxutils

from hypothesis import given
from hypothesis import strategies as st

from inforce.renderers.website.machines import xml_text

TEXTS = st.text(st.sampled_from("ab <>&\"'\n\r\t;é"))


@given(TEXTS)
def test_as_the_standard_library(text: str) -> None:
    assert xml_text.escape(text) == saxutils.escape(text)
    assert xml_text.quoteattr(text) == saxutils.quoteattr(text)
