"""What the files of an output lead to, one after the other; read on all cores where they are many.

What other processes find comes through files, a line for each: of a large output no process holds
more than one of them at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

import msgspec

from inforce.pipeline.links.file_links import FileLinks, file_links
from inforce.readers.spread import cores, lone, spread

NOTHING_KNOWN: Mapping[str, FileLinks] = MappingProxyType({})
# Fewer files are read sooner than another process starts.
_WORTH_SPREADING = 1000
_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(FileLinks)


def links_of_files(
    folder: Path, paths: Sequence[str], origin: str, known: Mapping[str, FileLinks] = NOTHING_KNOWN
) -> Iterator[tuple[str, FileLinks]]:
    """Yield what each of ``paths`` below ``folder`` leads to, in their order.

    What is ``known`` of a path is not read again. Raise OSError where a file cannot be read, and
    InforceError where that happened to another process.
    """
    unknown = [path for path in paths if path not in known]
    found = _found(folder, unknown, origin)
    for path in paths:
        yield path, known[path] if path in known else next(found)


def _found(folder: Path, paths: Sequence[str], origin: str) -> Iterator[FileLinks]:
    count = cores() if len(paths) >= _WORTH_SPREADING and lone() else 1
    if count == 1:
        for path in paths:
            yield file_links(path, (folder / path).read_bytes(), origin)
        return
    with TemporaryDirectory(prefix="inforce-links-") as aside:
        shares = [Path(aside) / str(share) for share in range(count)]

        def work(share: int, _: int) -> None:
            with shares[share].open("wb") as lines:
                for path in paths[share::count]:
                    leads = file_links(path, (folder / path).read_bytes(), origin)
                    lines.write(_ENCODER.encode(leads) + b"\n")

        spread(work, count)
        with ExitStack() as stack:
            lines = [stack.enter_context(share.open("rb")) for share in shares]
            for number in range(len(paths)):
                yield _DECODER.decode(lines[number % count].readline())
