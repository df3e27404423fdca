"""Verification of a PDF: what it carries is held against the registers, then it is set again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path

import msgspec
from msgspec import Struct

from inforce.domain.editions.decide import decide
from inforce.domain.editions.edition import Edition
from inforce.domain.editions.imprint import NAME, Imprint
from inforce.domain.editions.quotation import Offer
from inforce.domain.editions.verification import Claim, Judgement, Verdict, editions, judge
from inforce.domain.errors import InforceError
from inforce.domain.site.corpus import Corpus
from inforce.pipeline.press.print import Printer, PrintResult
from inforce.pipeline.verification.verify import Report, nothing_of_ours, proved
from inforce.readers.json_reader import read_json
from inforce.readers.pdf import LARGEST, attachments
from inforce.readers.wording import wording
from inforce.renderers.typst.catalogue import Form, Selection

# The kinds of documents that are printed here.
_KINDS = frozenset({"catalogue", "brochure", "bulletin", "quotation"})


class _Pages(Struct, frozen=True, kw_only=True):
    """What is proved of the pages, what keeps them from being proved, and what is wrong."""

    proof: str = ""
    doubt: str = ""
    fault: str = ""


class Here(Struct, frozen=True, kw_only=True):
    """What a PDF is held against: a site on a day, and how its address is found out."""

    corpus: Corpus
    root: Path
    origin: Callable[[], str]
    today: date


def verify_pdf(file: Path, here: Here) -> Report:
    """Return what is to be said of one PDF; raise InforceError where it cannot be read."""
    if file.stat().st_size > LARGEST:
        raise InforceError(f"{file} has more than {LARGEST // 2**20} MB")
    octets = file.read_bytes()
    carried = attachments(octets, str(file)).get(NAME)
    if carried is None:
        return nothing_of_ours(str(file), "pdf", f"it carries no {NAME}")
    try:
        imprint = read_json(carried, Imprint)
    except msgspec.DecodeError as error:
        fault = f"its {NAME} is not as inforce writes it: {error}"
        return Report(subject=str(file), kind="pdf", verdict=Verdict.ALTERED, faults=(fault,))
    return _judged(file, octets, imprint, here)


def _judged(file: Path, octets: bytes, imprint: Imprint, here: Here) -> Report:
    claim = Claim(
        as_of=imprint.as_of,
        audience=imprint.audience,
        edition=imprint.edition,
        items=imprint.items,
        preview=imprint.preview,
    )
    judgement = judge(claim, here.corpus, here.today)
    pages = _pages(octets, imprint, _sources(claim, judgement, here), here)
    verdicts = [judgement.worst]
    if pages.fault:
        verdicts.append(Verdict.ALTERED)
    elif pages.doubt:
        verdicts.append(Verdict.UNPROVED)
    expired = _expired(imprint, here.today)
    if expired:
        verdicts.append(Verdict.EXPIRED)
    return Report(
        subject=str(file),
        kind="pdf",
        verdict=max(verdicts, key=lambda verdict: verdict.rank),
        as_of=imprint.as_of,
        audience=imprint.audience,
        judgement=judgement,
        faults=(*judgement.faults, *filter(None, [pages.fault, expired])),
        proved=(*proved(judgement), *filter(None, [pages.proof])),
        unproved=tuple(filter(None, [pages.doubt, _outdated(claim, judgement, here)])),
    )


def _expired(imprint: Imprint, today: date) -> str:
    """Return what is to be said of a quotation that is no longer good."""
    if imprint.order is None or imprint.order.valid_until >= today:
        return ""
    return f"it was valid until {imprint.order.valid_until}"


def _outdated(claim: Claim, judgement: Judgement, here: Here) -> str:
    """Return what is to be said of a paper that has been dated anew since, within its revision."""
    if claim.edition is not None or judgement.worst is not Verdict.CURRENT:
        return ""
    edition = decide(here.corpus, here.today, claim.audience)
    shown = (edition.products.get(key) for key in claim.items)
    latest = max((edition.paper_day(one) for one in shown if one is not None), default=claim.as_of)
    if latest <= claim.as_of:
        return ""
    return f"that all of it still holds: what it says of this revision has changed on {latest}"


def _sources(claim: Claim, judgement: Judgement, here: Here) -> Iterator[Edition]:
    """Yield what the document may have been set from: where it names none, from either of two."""
    if judgement.edition is None:
        return
    if claim.edition in {None, judgement.edition.digest}:
        yield judgement.edition
    if claim.edition is None:
        yield from islice(editions(claim, here.corpus), 1, None)


def _pages(octets: bytes, imprint: Imprint, sources: Iterator[Edition], here: Here) -> _Pages:
    """Set the document again from the registers, and compare the bytes."""
    found = _Pages(doubt="its pages: the registers do not give the edition that it names")
    for number, edition in enumerate(sources):
        if imprint.kind not in _KINDS or imprint.locale not in edition.locales:
            return _Pages(doubt=f"its pages: no {imprint.kind} in {imprint.locale} is made here")
        try:
            again = _again(imprint, edition, here).pdf
        except InforceError as error:
            return _Pages(doubt=f"its pages: it cannot be set again here: {error}")
        if again == octets:
            return _Pages(proof="set again from the registers it is the same, byte for byte")
        if not number:
            found = _difference(imprint, again)
    return found


def _again(imprint: Imprint, edition: Edition, here: Here) -> PrintResult:
    """Set the document anew; raise InforceError where that cannot be done."""
    words = {imprint.locale: wording(imprint.locale, here.corpus.interface)}
    stock = {imprint.locale: imprint.stock}
    origin = here.origin() if edition.public else ""
    with Printer(edition, words, here.root, origin, stock) as printer:
        if imprint.kind == "catalogue":
            selection = Selection(
                imprint.families,
                imprint.brands,
                imprint.products,
                imprint.since,
                _form(imprint),
            )
            return printer.catalogue(imprint.locale, selection)
        if imprint.kind == "bulletin":
            return printer.bulletin(imprint.locale, imprint.notice)
        if imprint.order is not None:
            quotation = Offer(edition).quotation(imprint.order)
            return printer.quotation(imprint.locale, quotation)
        if len(imprint.items) != 1:
            raise InforceError("a brochure shows one product")
        (product,) = imprint.items
        if product not in edition.products:
            raise InforceError(f"no product {product} was in force on {edition.as_of}")
        return printer.brochure(imprint.locale, product)


def _form(imprint: Imprint) -> Form:
    try:
        return Form(imprint.form)
    except ValueError as error:
        raise InforceError(f"no catalogue has the form {imprint.form!r}") from error


def _difference(imprint: Imprint, again: bytes) -> _Pages:
    """Tell a PDF that was altered from one that was made from something else."""
    carried = attachments(again, "the PDF set again")[NAME]
    mine = msgspec.json.decode(carried, type=Imprint)
    if mine.items != imprint.items:
        return _Pages(fault="it does not show the items that it lists")
    if mine.program != imprint.program:
        return _Pages(doubt=f"its pages: {imprint.program} set it, and here is {mine.program}")
    if mine.as_of != imprint.as_of:
        return _Pages(doubt=f"its day: what it says last changed on {mine.as_of}, by the registers")
    if mine.source != imprint.source:
        return _Pages(
            doubt="its pages: templates, fonts, pictures, brand, texts of families or the site's "
            "address have changed since, or what it says of them was changed"
        )
    return _Pages(fault="the same program sets other bytes from the same sources")
