"""PDFs in: the files that one carries, and its text. Nothing else imports the engine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2
from pypdfium2 import PdfDocument, PdfiumError

from inforce.domain.errors import InforceError

# Beyond this a file is not read: a catalogue of 10,000 products has a tenth of it.
LARGEST = 512 * 1024 * 1024


def attachments(octets: bytes, what: str) -> dict[str, bytes]:
    """Return the files that a PDF carries, by name; ``what`` names it in errors.

    Raise InforceError, in one line, where it is damaged, encrypted, or no PDF.
    """
    with _opened(octets, what) as document:
        found = {}
        for index in range(document.count_attachments()):
            attachment = document.get_attachment(index)
            found[attachment.get_name()] = bytes(attachment.get_data())
        return found


def texts(octets: bytes, what: str) -> Iterator[str]:
    """Yield the text of each page of a PDF; raise InforceError as ``attachments`` does."""
    with _opened(octets, what) as document:
        for index in range(len(document)):
            page = document[index]
            yield page.get_textpage().get_text_bounded()
            page.close()


@contextmanager
def _opened(octets: bytes, what: str) -> Iterator[PdfDocument]:
    try:
        document = pypdfium2.PdfDocument(octets)
        try:
            yield document
        finally:
            document.close()
    except PdfiumError as error:
        locked = "assword" in str(error)
        fault = "is encrypted: remove its password first" if locked else "is damaged, or no PDF"
        raise InforceError(f"{what} {fault}") from error
