"""The website of each locale of an edition, with the PDFs that stand beside it."""

from __future__ import annotations

from inforce.domain import address
from inforce.domain.views.reading import Reading
from inforce.pipeline.press.downloads import Downloads, PrintedFile
from inforce.renderers.website.downloads import Download, offer, offer_bulletin
from inforce.renderers.website.site import LocaleSite


def locale_site(reading: Reading, printed: Downloads, *, origin: str, search: bool) -> LocaleSite:
    """Return the renderer of the site that ``reading`` is for."""
    downloads = tuple(
        _offer(file, reading) for file in printed.files if file.task.locale == reading.locale
    )
    return LocaleSite(reading, origin=origin, downloads=downloads, search=search)


def _offer(file: PrintedFile, reading: Reading) -> Download:
    task = file.task
    if task.notice is None:
        return offer(reading, task.path, file.size, task.product)
    return offer_bulletin(reading, task.path, file.size, address.notice(task.notice), file.dated)
