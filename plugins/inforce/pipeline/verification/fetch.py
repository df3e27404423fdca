"""Files of a live site, fetched one after the other: only from its own host, with limits."""

from __future__ import annotations

import time
from http.client import HTTPException, HTTPMessage, IncompleteRead
from importlib.metadata import version
from typing import IO, final
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urljoin, urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from inforce.domain.errors import InforceError

TIMEOUT = 20.0
LARGEST = 512 * 1024 * 1024
_TRIES = 3
# Seconds before the second try, and twice as many before the third.
PAUSE = 0.5
# What may stand in a path as it is; a percent sign begins what is written in another way.
_WRITTEN = "/%:@!$&'()*+,;=~"
_GONE = frozenset({404, 410})
_WORTH_A_SECOND_TRY = 500


@final
class _SameHost(HTTPRedirectHandler):
    """Follows a redirect within one host, and no other."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        """Return the request for ``newurl``; raise InforceError where it leaves the host."""
        before, after = urlsplit(req.full_url), urlsplit(newurl)
        if (before.hostname, before.port) != (after.hostname, after.port):
            raise InforceError(f"{req.full_url} redirects to another host ({after.netloc})")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


@final
class LiveSite:
    """The site at ``address``, an http or https address of its root."""

    def __init__(self, address: str, *, timeout: float = TIMEOUT) -> None:
        try:
            parts = urlsplit(address)
        except ValueError as error:
            raise InforceError(f"{address} is no address: {error}") from error
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise InforceError(f"{address}: only http:// and https:// addresses can be verified")
        path = f"{quote(parts.path.removesuffix('/'), safe=_WRITTEN)}/"
        self.root = f"{parts.scheme}://{parts.netloc}{path}"
        self._opener: OpenerDirector = build_opener(_SameHost)
        self._timeout = timeout

    def file(self, path: str) -> bytes | None:
        """Return the bytes of a file, None where the site says that it has none.

        Raise InforceError where the site does not answer, is in trouble, or sends too much.
        """
        address = urljoin(self.root, quote(path))
        for left in reversed(range(_TRIES)):
            try:
                return self._once(address)
            except HTTPError as error:
                if error.code in _GONE:
                    return None
                if left == 0 or error.code < _WORTH_A_SECOND_TRY:
                    raise InforceError(f"{address}: the site answers {error.code}") from error
            except (URLError, HTTPException, OSError) as error:
                if left == 0:
                    reason = getattr(error, "reason", None) or error
                    raise InforceError(f"{address} cannot be fetched: {reason}") from error
            except ValueError as error:  # no host can be called so
                raise InforceError(f"{address} cannot be fetched: {error}") from error
            time.sleep(PAUSE * (_TRIES - left))
        raise AssertionError("the last try returns or raises")

    def _once(self, address: str) -> bytes:
        agent = f"inforce-verify/{version('inforce')}"
        request = Request(address, headers={"User-Agent": agent})  # noqa: S310 - scheme checked
        with self._opener.open(request, timeout=self._timeout) as answer:
            octets: bytes = answer.read(LARGEST + 1)
            missing = answer.length  # http.client takes an answer that breaks off for a whole one
        if len(octets) > LARGEST:
            raise InforceError(f"{address}: more than {LARGEST // 2**20} MB")
        if missing:
            raise IncompleteRead(octets, missing)
        return octets
