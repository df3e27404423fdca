"""PDFs of a catalogue set by inforce or by WeasyPrint: one run, alone in its process.

    python -m tests.benchmarks.print_run catalogue --site DIR --as-of DAY --locale en

sets full product pages on A4, from the same views and with the same fonts by both: name, picture,
figures, grouped tables, part numbers, record. inforce sets a whole catalogue, with cover, contents,
comparisons and index; WeasyPrint the product pages alone. ``brochures`` sets a document for each
product, or takes it from ``--store``. Reading the site and importing modules are not counted.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Callable
from datetime import date
from importlib import import_module
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pypdfium2
from msgspec import Struct

from inforce.domain.editions.decide import decide
from inforce.domain.editions.edition import Edition
from inforce.domain.views.reading import Reading
from inforce.pipeline.press.downloads import Task
from inforce.pipeline.press.press_run import PressRun
from inforce.pipeline.press.print import Printer
from inforce.pipeline.press.sheet_store import SheetStore
from inforce.readers.corpus_reader import read_corpus
from inforce.readers.wording import CldrWording, wording
from inforce.renderers.typst.catalogue import Selection
from tests.benchmarks.beside import pages
from tests.benchmarks.process import Printed

ORIGIN = "https://www.example.com/"


class Job(Struct, frozen=True, kw_only=True):
    """What is to be set, from what was read before the clock starts."""

    root: Path
    edition: Edition
    words: CldrWording
    keys: tuple[str, ...]


def catalogue(job: Job) -> list[bytes]:
    """Set a catalogue of the products with inforce, cover, contents and index among it."""
    with Printer(job.edition, {job.words.locale: job.words}, job.root, ORIGIN) as printer:
        return [printer.catalogue(job.words.locale, Selection(products=job.keys)).pdf]


def weasyprint(job: Job) -> list[bytes]:
    """Set the product pages alone with WeasyPrint, tagged as PDF/UA-1."""
    from weasyprint import HTML

    text = pages(Reading(job.edition, job.words), job.keys, job.root)
    octets: bytes = HTML(string=text, base_url=job.root.as_uri()).write_pdf(pdf_variant="pdf/ua-1")
    return [octets]


def brochures(job: Job, store: SheetStore) -> list[bytes]:
    """Set the brochures of the products, or take those that ``store`` has."""
    words = {job.words.locale: job.words}
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "downloads").mkdir()
        run = PressRun(job.edition, folder, store)
        tasks = (Task(job.words.locale, key) for key in job.keys)
        done = run.printed(lambda: Printer(job.edition, words, job.root, ORIGIN), tasks)
        return [(folder / file.task.path).read_bytes() for file in done.files]


def measured(work: Callable[[], list[bytes]]) -> Printed:
    """Return what ``work`` takes; its modules are there before the clock starts."""
    began, busy = time.perf_counter(), time.process_time()
    made = work()
    seconds, processor = time.perf_counter() - began, time.process_time() - busy
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Printed(
        seconds=seconds,
        processor=processor,
        memory=memory,
        documents=len(made),
        pages=sum(len(pypdfium2.PdfDocument(BytesIO(octets))) for octets in made),
        size=sum(map(len, made)),
    )


def main() -> None:
    """Do the run that is asked for and print it as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["catalogue", "weasyprint", "brochures"])
    parser.add_argument("--site", type=Path, required=True)
    parser.add_argument("--as-of", type=date.fromisoformat, required=True)
    parser.add_argument("--locale", required=True)
    parser.add_argument("--store", type=Path, help="the folder in which brochures are kept")
    asked = parser.parse_args()
    corpus = read_corpus(asked.site)
    edition = decide(corpus, asked.as_of)
    keys = tuple(product.id for product in edition.current())
    words = wording(asked.locale, corpus.interface)
    job = Job(root=asked.site.resolve(), edition=edition, words=words, keys=keys)
    if asked.what == "weasyprint":
        import_module("weasyprint")
    works: dict[str, Callable[[], list[bytes]]] = {
        "catalogue": lambda: catalogue(job),
        "weasyprint": lambda: weasyprint(job),
        "brochures": lambda: brochures(job, SheetStore(asked.store)),
    }
    sys.stdout.buffer.write(msgspec.json.encode(measured(works[asked.what])))


if __name__ == "__main__":
    main()
