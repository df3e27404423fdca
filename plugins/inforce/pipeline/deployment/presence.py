"""What a publication writes down at a place while it goes on, and its look-out for others.

There is no lock: a store of objects has none, and one that was left behind would have to be broken.
Each publication leaves a mark instead. Who finds one at first takes it for that of an interrupted
publication and finishes it; a mark that comes or goes later is somebody else's doing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import final
from uuid import uuid4

import msgspec

from inforce.domain.errors import InforceError
from inforce.pipeline.deployment.plan import Deployment
from inforce.pipeline.deployment.state import RUNS, Begun
from inforce.pipeline.deployment.target import Target
from inforce.pipeline.output.manifest import NAME as MANIFEST


@final
class Presence:
    """The mark of one publication.

    Every method but ``leave`` raises InforceError where somebody else publishes at the same time.
    """

    def __init__(self, target: Target, plan: Deployment) -> None:
        self._target = target
        self._plan = plan
        self._mark = _mark()
        self._found = frozenset(plan.state.begun)
        self._unreadable = frozenset(path for path in plan.state.spoilt if path.startswith(RUNS))
        self._touched = False
        self._live = False

    def announce(self) -> None:
        """Tell others that there is somebody, before anything else is written."""
        self._write(self._mark, ())
        if self._disturbed() or self._overtaken():
            self.leave()
            raise self._conflict()

    def begin(self) -> None:
        """Write down what will be touched."""
        self._write(self._mark, self._touches())
        self.look_out()
        self._touched = True

    def look_out(self) -> None:
        """Look whether somebody else is there; if so, leave word of what was touched.

        Under a new name: the other may clear the old mark away with what it finished.
        """
        if self._disturbed():
            self._stop()

    def look_twice(self) -> None:
        """Look as well whether the manifest is still the one that was found."""
        if self._disturbed() or self._overtaken():
            self._stop()

    def live(self) -> None:
        """Write down that only deletions are left, and clear away what was found unfinished."""
        self._live = True
        # Whoever has finished since the last look took our mark away with what it found.
        self.look_out()
        self._write(self._mark, self._plan.gone)
        for path in self._found:
            self._target.delete(path)
        self._found = frozenset()
        self.look_out()

    def leave(self) -> None:
        """Take the mark away."""
        self._target.delete(self._mark)

    def _touches(self) -> tuple[str, ...]:
        return (*self._plan.deletes, *self._plan.uploads)

    def _write(self, mark: str, paths: Iterable[str], *, crossed: bool = False) -> None:
        edition = self._plan.edition
        begun = Begun(
            audience=edition.manifest.audience,
            preview=edition.manifest.preview,
            edition=edition.name,
            paths=tuple(paths),
            crossed=crossed,
        )
        self._target.write(msgspec.json.encode(begun), mark)

    def _disturbed(self) -> bool:
        there = self._target.files(RUNS).keys() - self._unreadable
        return there != {self._mark, *self._found}

    def _overtaken(self) -> bool:
        return self._target.read(MANIFEST) != self._plan.state.octets

    def _stop(self) -> None:
        if self._touched:
            self._write(_mark(), self._touches(), crossed=self._live)
        raise self._conflict()

    def _conflict(self) -> InforceError:
        return InforceError(f"{self._target.shown}: somebody else publishes there at the same time")


def _mark() -> str:
    return f"{RUNS}{uuid4().hex}.json"
