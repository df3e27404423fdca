"""A press run: the PDFs of a whole edition, printed into a folder by all cores of the machine."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec import Struct

from inforce.domain import address
from inforce.domain.edition import Edition
from inforce.domain.errors import InforceError
from inforce.pipeline.downloads import PRINTED, Downloads, PrintedFile, Task
from inforce.pipeline.plan import Plan
from inforce.pipeline.print import Printer, PrintProblem, PrintResult
from inforce.pipeline.spread import Turn, cores, lone, spread
from inforce.pipeline.staging import Staging
from inforce.readers.wording import CldrWording
from inforce.renderers.typst.catalogue import Selection

# As many products are named in a remark; the others are counted.
_MOST = 5


class _Share(Struct):
    """What one process has printed; ``stop`` says why nothing at all can be printed."""

    files: list[PrintedFile]
    problems: list[tuple[str, PrintProblem]]
    stop: str = ""


def print_downloads(
    edition: Edition,
    words: Mapping[str, CldrWording],
    plan: Plan,
    todo: tuple[Task, ...],
    staging: Staging,
) -> Downloads:
    """Print ``todo`` beside the folder under construction: hosts empty that before they begin.

    A brochure that cannot be printed is left out and named. Raise InforceError where a catalogue
    cannot be printed.
    """
    if not todo:
        return Downloads()
    folder, notes = staging.beside(PRINTED), staging.beside("notes")
    (folder / address.DOWNLOADS).mkdir(parents=True, exist_ok=True)
    load = partial(Printer, edition, words, plan.root, plan.origin, plan.stock)
    turn = Turn()

    def work(share: int, _: int) -> None:
        mine = (todo[at] for at in turn.taken(len(todo)))
        done = _printed(load, edition, mine, folder)
        (notes / f"{share}").write_bytes(msgspec.msgpack.encode(done))

    count = min(cores() if lone() else 1, len(todo))
    spread(work, count, apart=True)
    shares = [
        msgspec.msgpack.decode((notes / f"{share}").read_bytes(), type=_Share)
        for share in range(count)
    ]
    stop = next((share.stop for share in shares if share.stop), "")
    if stop:
        raise InforceError(stop)
    problems = sorted(
        (told for share in shares for told in share.problems),
        key=lambda told: (told[0], told[1].source, told[1].reason),
    )
    files = sorted(
        (file for share in shares for file in share.files), key=lambda file: file.task.path
    )
    return Downloads(files=tuple(files), remarks=tuple(_remarks(problems)))


def _printed(
    load: Callable[[], Printer], edition: Edition, todo: Iterable[Task], folder: Path
) -> _Share:
    share = _Share(files=[], problems=[])
    try:
        with load() as printer:
            for task in todo:
                _print(task, printer, edition, folder, share)
    except InforceError as error:
        share.stop = str(error)
    return share


def _print(task: Task, printer: Printer, edition: Edition, folder: Path, share: _Share) -> None:
    """Print one PDF; a brochure that cannot be printed is a problem and no more."""
    if task.product is None:
        done = printer.catalogue(task.locale, Selection())
        share.files.append(_put(task, done, edition, folder))
    elif task.path == address.catalogue(task.locale):
        share.problems.append((task.path, _taken(task.product)))
        return
    else:
        try:
            done = printer.brochure(task.locale, task.product)
        except InforceError as error:
            share.problems.append((task.path, _unprinted(task.product, error)))
            return
        share.files.append(_put(task, done, edition, folder))
    share.problems += ((task.path, problem) for problem in done.problems)


def _put(task: Task, done: PrintResult, edition: Edition, folder: Path) -> PrintedFile:
    target = folder / task.path
    target.write_bytes(done.pdf)
    copy, dated = None, edition.as_of
    if task.product is not None:
        product = edition.products[task.product]
        dated = edition.paper_day(product)
        if product.stamp.revision is not None:
            copy = address.brochure(task.product, task.locale, product.stamp.revision)
            _same(target, folder / copy)
    digest = sha256(done.pdf).hexdigest()
    return PrintedFile(task=task, dated=dated, size=len(done.pdf), sha256=digest, copy=copy)


def _same(file: Path, other: Path) -> None:
    """Give a file a second name; where the file system has none of that, it is copied."""
    try:
        os.link(file, other)
    except OSError:
        shutil.copyfile(file, other)


def _taken(product: str) -> PrintProblem:
    reason = "it has no brochure beside the website: the catalogue has the name of that file"
    return PrintProblem(source="", items=(product,), reason=reason)


def _unprinted(product: str, error: InforceError) -> PrintProblem:
    return PrintProblem(source="", items=(product,), reason=f"no brochure: {error}")


def _remarks(problems: Iterable[tuple[str, PrintProblem]]) -> Iterator[str]:
    """Yield each problem once, with the products that it concerns in any document."""
    concerned: dict[tuple[str, str], dict[str, None]] = {}
    for path, problem in problems:
        if not problem.items:
            yield f"{path}: {problem}"
            continue
        items = concerned.setdefault((problem.source, problem.reason), {})
        items |= dict.fromkeys(problem.items)
    for (source, reason), items in concerned.items():
        yield str(PrintProblem(source=source, items=_few(tuple(items)), reason=reason))


def _few(items: tuple[str, ...]) -> tuple[str, ...]:
    rest = len(items) - _MOST
    return items if rest <= 1 else (*items[:_MOST], f"{rest} more")
