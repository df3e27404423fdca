"""What Material's base template writes where no block or partial of the theme reaches."""

from __future__ import annotations

import re

# Its own way past the navigation, which it gives to hand-written pages alone.
_SKIP = re.compile(r'<div data-md-component="skip">.*?</div>\s*', re.DOTALL)
# Its script wants the switches of drawer and search, which this site has not. A checkbox may say
# nothing of completion.
_SWITCH = re.compile(
    r'<input class="md-toggle"( data-md-toggle="\w+" type="checkbox" id="\w+")[^>]*>'
)
_OVERLAY = re.compile(r'<label class="md-overlay"[^>]*></label>\s*')


def mended(html: str) -> str:
    """Return a page as valid HTML that offers nothing twice and nothing that does not work."""
    html = _OVERLAY.sub("", _SKIP.sub("", html, count=1), count=1)
    return _SWITCH.sub(r'<input class="md-toggle"\1 hidden>', html, count=2)
