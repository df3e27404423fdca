"""robots.txt (RFC 9309): what search engines may read, and where the sitemap is."""

from __future__ import annotations


def robots(origin: str, *, public: bool) -> bytes:
    """Return the file: a site for everyone is open, any other is closed as a whole.

    It asks politely and protects nothing; what must stay inside belongs behind a login.
    """
    if not public:
        return b"User-agent: *\nDisallow: /\n"
    lines = ["User-agent: *", "Allow: /"]
    if origin:
        lines += ["", f"Sitemap: {origin}sitemap.xml"]
    return "\n".join([*lines, ""]).encode()
