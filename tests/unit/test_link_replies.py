"""The words of LinkChecker, read as replies."""

from xml.etree.ElementTree import Element, SubElement

import pytest

from inforce.domain.site.answers import Kind, Reply
from inforce.pipeline.other_hosts.link_replies import reply_of

REDIRECTED = "http-redirected"


def told(result: str, *warnings: tuple[str, str], valid: bool = True) -> Element:
    element = Element("urldata")
    SubElement(element, "url").text = "https://a.example/"
    if warnings:
        inner = SubElement(element, "warnings")
        for tag, text in warnings:
            SubElement(inner, "warning", {"tag": tag}).text = text
    SubElement(element, "valid", {"result": result}).text = "1" if valid else "0"
    return element


def step(to: str, status: str) -> tuple[str, str]:
    return REDIRECTED, f"Redirected to `https://{to}.example/' status: {status} Something."


@pytest.mark.parametrize(
    ("steps", "moved"),
    [
        ((), ""),
        ((step("b", "301"),), "https://b.example/"),
        ((step("b", "301"), step("c", "308")), "https://c.example/"),
        ((step("b", "301"), step("c", "302"), step("d", "301")), "https://b.example/"),
        ((step("b", "302"), step("c", "301")), ""),
        ((("url-too-long", "Long."), step("b", "308")), "https://b.example/"),
    ],
)
def test_good_answers_and_new_addresses(steps: tuple[tuple[str, str], ...], moved: str) -> None:
    expected = ("https://a.example/", Reply(kind=Kind.GOOD, moved=moved))
    assert reply_of(told("200 OK", *steps)) == expected


@pytest.mark.parametrize(
    ("result", "kind", "fault"),
    [
        ("404 Not Found", Kind.BAD, "404 Not Found"),
        ("410 Gone", Kind.BAD, "410 Gone"),
        ("403 " + 90 * "x", Kind.BAD, "403 " + 75 * "x" + "…"),
        ("500 Internal\n Error", Kind.PASSING, "500 Internal Error"),
        ("408 Request Timeout", Kind.PASSING, "408 Request Timeout"),
        ("TooManyRedirects: Exceeded 10 redirects.", Kind.BAD, "endless redirects"),
        ("ConnectionError: … NameResolutionError(…", Kind.SILENT, "unknown host"),
        ("SSLError: … [SSL: CERTIFICATE_VERIFY_FAILED]", Kind.SILENT, "invalid certificate"),
        ("SSLError: … certificate is not valid for", Kind.SILENT, "invalid certificate"),
        ("SSLError: … [SSL: WRONG_VERSION_NUMBER]", Kind.SILENT, "no secure connection"),
        ("ReadTimeout: … Read timed out.", Kind.SILENT, "no answer in time"),
        ("ConnectionError: … Connection refused", Kind.SILENT, "connection refused"),
        ("ConnectionError: … aborted", Kind.SILENT, "connection broken off"),
        ("ProxyError: … 403", Kind.SILENT, "refused by the proxy"),
        ("URL has unparsable domain name", Kind.BAD, "URL has unparsable domain name"),
        ("", Kind.BAD, "no result"),
    ],
)
def test_failures(result: str, kind: Kind, fault: str) -> None:
    _, reply = reply_of(told(result, valid=False))
    assert (reply.kind, reply.fault, reply.moved) == (kind, fault, "")


@pytest.mark.parametrize(("said", "wait"), [("120", 120), ("None", 0), ("Wed, 21 Oct", 0)])
def test_a_host_that_wants_to_be_left_alone(said: str, wait: int) -> None:
    limited = ("http-rate-limited", f"Rate limited (Retry-After: {said})")
    _, reply = reply_of(told("429 Too Many Requests", limited))
    assert reply == Reply(kind=Kind.UNSAID, wait=wait)


def test_a_host_that_wants_no_programs() -> None:
    assert reply_of(told("syntax OK"))[1] == Reply(kind=Kind.UNSAID)
    assert reply_of(Element("urldata")) == ("", Reply(kind=Kind.BAD, fault="no result"))
