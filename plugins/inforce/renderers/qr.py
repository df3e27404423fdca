"""QR codes (ISO/IEC 18004): they lead from paper, or another screen, to an address.

The library draws them, but for this: by the standard a code takes, of eight masks over its data,
the one with which it is read best. A site has thousands of codes, and the library draws one five
times as fast if it need not look for the mask itself. Here a code is a number with a bit for each
module, row by row, that is set where it is dark: few steps tell a lot of modules at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from itertools import groupby
from math import isqrt
from operator import add, itemgetter

# The light border that readers need: four modules by the standard, which the library draws, two
# suffice on light paper.
_ZONE = 4
_BORDER = 2
_MASKS = range(8)
_FIRST = _MASKS[0]
_ANY_VERSION = 0  # the smallest that holds the text
# Those of the octets of a picture, in which 0 is dark.
_DIGITS = b"1".ljust(256, b"0")
_DARK = "1"
# Codes have most pieces of so many modules in common.
_PIECE = 12


def qr_svg(address: str) -> str:
    """Return a QR code of ``address``, error correction M, as an SVG element without a size.

    It takes the colour of what stands around it. To those who cannot see it it says nothing: the
    address stands beside it.
    """
    masked, width = _drawn(address, _FIRST)
    code = min((masked ^ mask for mask in _masks(width)), key=lambda one: _penalty(one, width))
    side = width - 2 * (_ZONE - _BORDER)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" aria-hidden="true">'
        f'<path stroke="currentColor" d="{_strokes(code, width)}"/></svg>'
    )


def _drawn(text: str, mask: int, version: int = _ANY_VERSION) -> tuple[int, int]:
    """Return a code in its quiet zone, and how many modules wide it is with that."""
    import zxingcpp

    form = zxingcpp.BarcodeFormat.QRCode
    code = zxingcpp.create_barcode(text, form, ec_level="M", data_mask=mask, version=version)
    octets = bytes(code.to_image(scale=1, add_quiet_zones=True))  # type: ignore[call-overload]  # it is a buffer
    return int(octets.translate(_DIGITS), 2), isqrt(len(octets))


@cache
def _masks(width: int) -> tuple[int, ...]:
    """Return in what codes with each of the masks differ from those with the first one.

    That rests on the size alone: a mask says which modules to turn, and is named in the code.
    """
    version = (width - 2 * _ZONE - 17) // 4
    codes = [_drawn("0", mask, version)[0] for mask in _MASKS]
    return tuple(codes[_FIRST] ^ code for code in codes)


def _penalty(code: int, width: int) -> int:
    """Return what speaks against a code: the features of the standard's table, in its points.

    Bits are compared with those one step on, to the right or below; what lies outside is light.
    """
    light = ~code
    points = 0
    alike = {}
    for step in (1, width):
        turns = code ^ (code >> step)
        pairs = _pairs(width, step) & ~turns
        threes = pairs & (pairs >> step)
        fives = threes & (threes >> 2 * step)
        # Five modules or more of one colour: 3, and 1 for each beyond.
        points += fives.bit_count() + 2 * (fives & ~(fives << step)).bit_count()
        # What looks like the mark in three of the corners, dark and light as 1:1:3:1:1.
        edges = turns & (turns >> step)
        marks = code & edges & (threes >> 2 * step) & (edges >> 4 * step)
        two = light & (light >> step)
        four = two & (two >> 2 * step)
        points += 40 * (marks & ((four << 4 * step) | (four >> 7 * step))).bit_count()
        alike[step] = pairs
    # Four of one colour in a square.
    squares = alike[1] & (alike[1] >> width) & alike[width]
    points += 3 * squares.bit_count()
    # Each whole twentieth by which more, or less, than half of it is dark.
    area = (width - 2 * _ZONE) ** 2
    return points + 10 * (abs(20 * code.bit_count() - 10 * area) // area)


@cache
def _pairs(width: int, step: int) -> int:
    """Return the modules of a code whose neighbour at ``step`` is one of it, too."""
    side = width - 2 * _ZONE
    row = ((1 << side) - 1) << _ZONE
    all_of_them = sum(row << width * (_ZONE + number) for number in range(side))
    return all_of_them & (all_of_them >> step)


def _strokes(code: int, width: int) -> str:
    """Return the way of a pen along the rows, which touches the paper where they are dark."""
    modules = f"{code:0{width * width}b}"
    starts, pieces = _pieces(width)
    return "".join(map(add, starts, map(_steps, pieces(modules))))


@cache
def _pieces(width: int) -> tuple[tuple[str, ...], Callable[[str], Sequence[str]]]:
    """Return where the pen is put down for each piece of a row, if it is the first, and the pieces.

    These are cut out of the modules, of which those around the code are left out.
    """
    side = width - 2 * _ZONE
    starts, pieces = [], []
    for row in range(side):
        start = (row + _ZONE) * width + _ZONE
        for at in range(start, start + side, _PIECE):
            starts.append(f"M{_BORDER} {row + _BORDER}.5" if at == start else "")
            pieces.append(slice(at, min(at + _PIECE, start + side)))
    return tuple(starts), itemgetter(*pieces)


@cache  # there are but a few thousand pieces
def _steps(modules: str) -> str:
    """Return the pen's way along some modules from where it stands."""
    runs = ((module == _DARK, len([*run])) for module, run in groupby(modules))
    return "".join(f"h{length}" if dark else f"m{length} 0" for dark, length in runs)
