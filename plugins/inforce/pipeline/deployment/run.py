"""Carries a deployment out, so that it can be broken off anywhere and begun again.

Before anything that readers see is touched, the paths that will be are written down at the place.
Whoever publishes next, whatever it is, takes none of them for what the manifest says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import TypeVar, final

from inforce.domain.errors import InforceError
from inforce.pipeline.deployment.headers import headers
from inforce.pipeline.deployment.plan import Deployment
from inforce.pipeline.deployment.presence import Presence
from inforce.pipeline.deployment.source import Source
from inforce.pipeline.deployment.state import OBJECTS
from inforce.pipeline.deployment.target import Target
from inforce.pipeline.output.manifest import NAME as MANIFEST

_T = TypeVar("_T")
JOBS = 8


@final
class Run:
    """One publication; ``steps`` is how many ``carry_out`` goes through."""

    def __init__(
        self, target: Target, deployment: Deployment, source: Source, jobs: int = JOBS
    ) -> None:
        self._target = target
        self._plan = deployment
        self._source = source
        self._jobs = 1 if target.single else jobs
        self._unproved = source.unproved(deployment.uploads)
        self._presence = Presence(target, deployment)
        counted = (self._unproved, deployment.keeping.copies, deployment.uploads)
        self.steps = sum(map(len, (*counted, deployment.deletes, deployment.spent)))

    def carry_out(self) -> Iterator[None]:
        """Do it, and yield after each step.

        Raise InforceError where the place refuses or somebody else publishes at the same time: what
        is live then is usable, and doing all of it again finishes it.
        """
        plan = self._plan
        yield from self._each(self._source.prove, self._unproved)
        self._presence.announce()
        yield from self._each(self._set_aside, plan.keeping.copies.items())
        self._record()
        if plan.touches or plan.state.begun:
            try:
                yield from self._publish()
            except InforceError as error:
                told = f"{error}; publication was begun: repeat it to finish"
                raise InforceError(told) from error
        yield from self._each(self._target.delete, plan.spent)
        self._presence.leave()

    def _publish(self) -> Iterator[None]:
        plan = self._plan
        self._presence.begin()
        yield from self._each(self._target.delete, plan.displaced)
        for wave in plan.waves:
            self._presence.look_out()
            yield from self._each(self._supply, wave)
        self._presence.look_twice()
        octets = plan.edition.octets
        if octets != plan.state.octets:
            told = headers(MANIFEST, plan.edition.manifest.audience)
            self._target.write(octets, MANIFEST, told)
        self._presence.live()
        yield from self._each(self._target.delete, plan.gone)
        self._presence.look_out()

    def _set_aside(self, copy: tuple[str, str]) -> None:
        digest, path = copy
        self._target.copy(path, f"{OBJECTS}{digest}")

    def _supply(self, path: str) -> None:
        self._source.supply(self._target, path)

    def _record(self) -> None:
        """Note the live edition as an earlier one, and forget those that will not be whole."""
        keeping = self._plan.keeping
        for path in keeping.dropped:
            self._target.delete(path)
        if keeping.added is not None:
            self._target.write(keeping.added.edition.octets, keeping.added.path)

    def _each(self, do: Callable[[_T], object], things: Iterable[_T]) -> Iterator[None]:
        """Do it for all, some side by side; the first failure stops what has not begun."""
        if self._jobs == 1:
            for one in things:
                do(one)
                yield
            return
        with ThreadPoolExecutor(self._jobs) as pool:
            try:
                for done in as_completed([pool.submit(do, one) for one in things]):
                    done.result()
                    yield
            except BaseException:
                pool.shutdown(wait=True, cancel_futures=True)
                raise
