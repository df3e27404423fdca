"""A catalogue set in parts: each in a process of its own, and then bound into one PDF.

A part of several is set twice. The first time tells on which pages its products stand, so that
contents, index and references of every part can name the pages of all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
from msgspec import Struct, structs

from inforce.domain.errors import InforceError
from inforce.readers.spread import apiece
from inforce.renderers.typst.binding import Part, bound
from inforce.renderers.typst.catalogue import picture_keys
from inforce.renderers.typst.document import Document
from inforce.renderers.typst.engine import Standards, TypesettingError
from inforce.renderers.typst.parts import Found, parts, placed
from inforce.renderers.typst.pictures import Flaw
from inforce.renderers.typst.typesetting import Forme, Press, Typeset


class _Note(Struct, frozen=True, kw_only=True):
    """What a process tells of its part; ``stop`` says why it cannot be set."""

    stop: str = ""
    found: Found | None = None
    flaws: Mapping[str, Flaw] = {}
    remarks: tuple[str, ...] = ()
    missed: str = ""


def set_catalogue(whole: Forme, press: Press, load: Callable[[], Press]) -> Typeset:
    """Return the catalogue ``whole`` as one PDF, however many parts it takes.

    One alone is set on ``press``; ``load`` gives each of several a press like it. Raise
    InforceError where a template is wrong.
    """
    document = whole.document
    if not isinstance(document, Document):
        raise TypeError("only a catalogue is set in parts")
    documents = parts(document)
    if len(documents) == 1:
        return press.typeset(whole)
    with TemporaryDirectory(prefix="inforce-parts-") as folder:
        run = _Run(whole, load, Path(folder))
        found = run.found(documents)
        ready = placed(documents, found)
        done = run.typeset(ready, found)
        if not done.missed:
            return done
        again = run.typeset(ready, found, plain=True)
        return structs.replace(again, remarks=(*done.remarks, *again.remarks))


def _forme(document: Document, whole: Forme, press: Press) -> Forme:
    """Return a part ready to be set, with the imprint of the whole."""
    pictures = {key: whole.pictures[key] for key in picture_keys(document)}
    return press.prepared(document, whole.signature, pictures).part(whole)


class _Run:
    """The parts of one catalogue, with their notes and PDFs in a folder."""

    def __init__(self, whole: Forme, load: Callable[[], Press], folder: Path) -> None:
        self._whole = whole
        self._load = load
        self._folder = folder

    def found(self, documents: Sequence[Document]) -> list[Found]:
        """Return where each part has its places."""

        def work(press: Press, number: int) -> _Note:
            return _Note(found=press.found(_forme(documents[number], self._whole, press)))

        return [note.found for note in self._notes(work, len(documents)) if note.found is not None]

    def typeset(
        self, documents: Sequence[Document], found: Sequence[Found], *, plain: bool = False
    ) -> Typeset:
        """Return all parts as one PDF, or which standards they missed."""

        def work(press: Press, number: int) -> _Note:
            forme = _forme(documents[number], self._whole, press)
            done = press.typeset(forme, plain=plain)
            self._pdf(number).write_bytes(done.pdf)
            return _Note(flaws=done.flaws, remarks=done.remarks, missed=done.missed)

        notes = self._notes(work, len(documents))
        missed = next((note.missed for note in notes if note.missed), "")
        pdf = b""
        if plain or not missed:
            pdf = bound(
                [
                    Part(file=self._pdf(number), continued=part.continued, places=there.places)
                    for number, (part, there) in enumerate(zip(documents, found, strict=True))
                ]
            )
        return Typeset(
            pdf=pdf,
            flaws={key: flaw for note in notes for key, flaw in note.flaws.items()},
            remarks=tuple(dict.fromkeys(remark for note in notes for remark in note.remarks)),
            standards=Standards.NONE if missed else self._whole.standards,
            missed=missed,
        )

    def _notes(self, work: Callable[[Press, int], _Note], count: int) -> list[_Note]:
        """Do the work for each part; raise InforceError with the first reason why one stopped."""

        def noted(number: int) -> None:
            try:
                with self._load() as press:
                    note = work(press, number)
            except TypesettingError as error:
                note = _Note(stop=str(error))
            self._note(number).write_bytes(msgspec.msgpack.encode(note))

        apiece(noted, count)
        notes = [
            msgspec.msgpack.decode(self._note(number).read_bytes(), type=_Note)
            for number in range(count)
        ]
        for note in notes:
            if note.stop:
                raise InforceError(note.stop)
        return notes

    def _note(self, number: int) -> Path:
        return self._folder / f"{number}.note"

    def _pdf(self, number: int) -> Path:
        return self._folder / f"{number}.pdf"
