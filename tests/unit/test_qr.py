import segno

from inforce.renderers.website.qr import qr

ADDRESS = "https://maker.example/shop/products/hx-100/r/2/?a=1&b=<2>"


def test_the_code_is_that_of_the_address_and_of_no_other() -> None:
    assert _path(str(qr(ADDRESS))) == _path(segno.make(ADDRESS, error="m").svg_inline(border=2))
    assert qr(ADDRESS) != qr(ADDRESS + "3")


def test_nothing_of_the_address_is_markup_in_the_page() -> None:
    assert "<2>" not in qr(ADDRESS)
    assert qr(ADDRESS).count("<") == qr("https://maker.example/").count("<")


def test_the_same_address_gives_the_same_drawing() -> None:
    assert qr(ADDRESS) == qr(ADDRESS)


def _path(svg: str) -> str:
    return svg.partition(' d="')[2].partition('"')[0]
