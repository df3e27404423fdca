"""The PDFs that stand beside the website, as its pages link to them."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from inforce.domain.views.reading import Reading


class Download(Struct, frozen=True, kw_only=True):
    """A file for download: ``path`` from the site's root; of one product, notice, or of all.

    A notice is named by its address. ``size`` is in words; ``note`` says which revision it shows,
    and when what it says last changed.
    """

    path: str
    label: str
    locale: str
    size: str = ""
    note: str = ""
    product: str | None = None
    notice: str | None = None


def offer(reading: Reading, path: str, size: int, product: str | None) -> Download:
    """Return the PDF at ``path`` as readers are offered it: a brochure, or the catalogue."""
    label = reading.say("site.catalogue")
    note = ""
    if product is not None:
        shown = reading.edition.products[product]
        gone = shown.state.gone
        label = reading.say("brochure.download_notice" if gone else "brochure.download")
        number = shown.stamp.revision
        note = reading.wording.day(reading.edition.paper_day(shown))
        if number is not None:
            note = reading.say("brochure.file_revision", revision=str(number), day=note)
    return Download(
        path=path,
        label=label,
        locale=reading.locale,
        size=reading.wording.size(size),
        note=note,
        product=product,
    )


def offer_bulletin(reading: Reading, path: str, size: int, at: str, dated: date) -> Download:
    """Return the bulletin at ``path`` as readers of the notice at ``at`` are offered it."""
    return Download(
        path=path,
        label=reading.say("bulletin.title"),
        locale=reading.locale,
        size=reading.wording.size(size),
        note=reading.wording.day(dated),
        notice=at,
    )
