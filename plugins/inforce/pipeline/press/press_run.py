"""A press run: the PDFs of a whole edition, printed into a folder by all cores of the machine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import final

import msgspec
from msgspec import Struct

from inforce.domain import address
from inforce.domain.editions.edition import Edition
from inforce.domain.errors import InforceError
from inforce.pipeline.output.put import put
from inforce.pipeline.output.second_name import same
from inforce.pipeline.output.staging import Staging
from inforce.pipeline.plan import Plan
from inforce.pipeline.press.downloads import PRINTED, Downloads, PrintedFile, Task
from inforce.pipeline.press.print import Printer, PrintProblem, PrintResult, Sheet
from inforce.pipeline.press.sheet_store import SheetStore
from inforce.readers.spread import Turn, cores, lone, spread
from inforce.readers.wording import CldrWording
from inforce.renderers.typst.bulletin import bulletin_day, notices_of
from inforce.renderers.typst.catalogue import Selection

# As many products are named in a remark; the others are counted.
_MOST = 5


class _Share(Struct):
    """What one process has printed.

    ``unkept`` says why what it printed cannot be kept for other builds, ``stop`` why nothing at all
    can be printed.
    """

    files: list[PrintedFile]
    problems: list[tuple[str, PrintProblem]]
    unkept: str = ""
    stop: str = ""


def print_downloads(
    edition: Edition,
    words: Mapping[str, CldrWording],
    plan: Plan,
    todo: tuple[Task, ...],
    staging: Staging,
    store: SheetStore | None = None,
) -> Downloads:
    """Print ``todo`` beside the folder under construction: hosts empty that before they begin.

    A sheet that is in ``store`` is taken from there, and one that is not is put there. One that
    cannot be printed is left out and named. Raise InforceError where a catalogue cannot be printed.
    """
    if not todo:
        return Downloads()
    folder, notes = staging.beside(PRINTED), staging.beside("notes")
    (folder / address.DOWNLOADS).mkdir(parents=True, exist_ok=True)
    load = partial(Printer, edition, words, plan.root, plan.origin, plan.stock)
    run = PressRun(edition, folder, store)
    turn = Turn()

    def work(share: int, _: int) -> None:
        mine = (todo[at] for at in turn.taken(len(todo)))
        done = run.printed(load, mine)
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
    remarks = [*_remarks(problems), *_unkept(shares, store)]
    return Downloads(files=tuple(files), remarks=tuple(remarks))


@final
class PressRun:
    """Prints the PDFs of ``edition`` into ``folder``, one after the other, in one process."""

    def __init__(self, edition: Edition, folder: Path, store: SheetStore | None) -> None:
        self._edition = edition
        self._folder = folder
        self._store = store
        self._share = _Share(files=[], problems=[])

    def printed(self, load: Callable[[], Printer], todo: Iterable[Task]) -> _Share:
        """Print ``todo`` with the printer that ``load`` gives; return what has become of it."""
        try:
            with load() as printer:
                for task in todo:
                    self._print(task, printer)
        except InforceError as error:
            self._share.stop = str(error)
        return self._share

    def _print(self, task: Task, printer: Printer) -> None:
        if task.notice is not None:
            self._bulletin(task, task.notice, printer)
        elif task.product is None:
            self._put(task, printer.catalogue(task.locale, Selection()))
        elif task.path == address.catalogue(task.locale):
            self._share.problems.append((task.path, _taken(task.product)))
        else:
            self._sheet(task, printer.brochure_sheet(task.locale, task.product), printer)

    def _bulletin(self, task: Task, number: str, printer: Printer) -> None:
        name = task.path.removeprefix(address.DOWNLOADS).removesuffix(f"-{task.locale}.pdf")
        if name in self._edition.products:
            self._share.problems.append((task.path, _shadowed(name, number)))
        else:
            self._sheet(task, printer.bulletin_sheet(task.locale, number), printer)

    def _sheet(self, task: Task, sheet: Sheet, printer: Printer) -> None:
        """Take a sheet from the store or print it; if it cannot be, it is a problem, no more."""
        target, key = self._folder / task.path, sheet.forme.key
        digest = self._store.take(key, target) if self._store is not None else ""
        if digest:
            size = target.stat().st_size
            self._note(task, size, digest, key=key, reused=True)
            return
        try:
            done = printer.printed(sheet)
        except InforceError as error:
            self._share.problems.append((task.path, _unprinted(task, sheet.items, error)))
            return
        whole = not done.problems
        digest = self._put(task, done, key if whole else "")
        if whole and self._store is not None and not self._share.unkept:
            self._share.unkept = self._store.keep(key, target, digest)

    def _put(self, task: Task, done: PrintResult, key: str = "") -> str:
        put(self._folder / task.path, done.pdf)
        digest = sha256(done.pdf).hexdigest()
        self._note(task, len(done.pdf), digest, key=key)
        self._share.problems += ((task.path, problem) for problem in done.problems)
        return digest

    def _note(
        self, task: Task, size: int, digest: str, *, key: str = "", reused: bool = False
    ) -> None:
        """Note what stands at the path of ``task``, and give it the name of its revision too."""
        copy, dated = None, self._edition.as_of
        if task.notice is not None:
            dated = bulletin_day(self._edition, notices_of(self._edition, task.notice))
        if task.product is not None:
            product = self._edition.products[task.product]
            dated = self._edition.paper_day(product)
            if product.stamp.revision is not None:
                copy = address.brochure(task.product, task.locale, product.stamp.revision)
                same(self._folder / task.path, self._folder / copy)
        self._share.files.append(
            PrintedFile(
                task=task, dated=dated, size=size, sha256=digest, copy=copy, key=key, reused=reused
            )
        )


def _unkept(shares: Iterable[_Share], store: SheetStore | None) -> Iterator[str]:
    """Yield one remark where what was printed cannot be kept."""
    reason = next((share.unkept for share in shares if share.unkept), "")
    if reason and store is not None:
        yield f"brochures are set anew next time: {store.folder} cannot keep them: {reason}"


def _taken(product: str) -> PrintProblem:
    reason = "it has no brochure beside the website: the catalogue has the name of that file"
    return PrintProblem(source="", items=(product,), reason=reason)


def _shadowed(product: str, number: str) -> PrintProblem:
    reason = f"its brochure has the name of the bulletin of the notice {number}, which is left out"
    return PrintProblem(source="", items=(product,), reason=reason)


def _unprinted(task: Task, items: tuple[str, ...], error: InforceError) -> PrintProblem:
    kind = "brochure" if task.notice is None else f"bulletin of the notice {task.notice}"
    return PrintProblem(source="", items=items, reason=f"no {kind}: {error}")


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
