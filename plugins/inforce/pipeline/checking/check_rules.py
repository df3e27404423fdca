"""The rules of a large site, dealt out to the machine's cores; what they find is the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from inforce.domain.checking.inspect import in_turn
from inforce.domain.checking.rule import Breach, Inspection, Rule
from inforce.readers.spread import Turn, cores, lone, spread

# Fewer products are looked at sooner than another process starts.
_WORTH_SPREADING = 5000
_BREACHES = msgspec.msgpack.Decoder(tuple[Breach, ...])


def side_by_side(
    look: Inspection, rules: tuple[Rule, ...], meanwhile: Callable[[], object] | None = None
) -> Iterable[Iterable[Breach]]:
    """Return what breaks each of ``rules``, in their order.

    ``meanwhile`` is what this process does first, where others are at the rules.
    """
    count = cores()
    if len(look.corpus.products) < _WORTH_SPREADING or count == 1 or not lone():
        return in_turn(look, rules)
    turn = Turn()
    with TemporaryDirectory(prefix="inforce-rules-") as folder:

        def work(share: int, _: int) -> None:
            if share == 0 and meanwhile is not None:
                meanwhile()
            for number in turn.taken(len(rules)):
                found = tuple(rules[number].check(look))
                with suppress(UnicodeEncodeError):  # a path that is no text: found again below
                    (Path(folder) / str(number)).write_bytes(msgspec.msgpack.encode(found))

        spread(work, count)
        return [_found(Path(folder) / str(number), rule, look) for number, rule in enumerate(rules)]


def _found(file: Path, rule: Rule, look: Inspection) -> tuple[Breach, ...]:
    return _BREACHES.decode(file.read_bytes()) if file.is_file() else tuple(rule.check(look))
