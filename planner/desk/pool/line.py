"""Line: work that waits, and whose turn it is.

Urgent work first; then the session that was served longest ago; then the order of asking. Of one
lane of background work all workers but one are the most, so that urgent work finds one free.
"""

from collections import Counter, OrderedDict
from collections.abc import Iterable, Iterator
from typing import Final

from planner.desk.pool.task import Work

_REMEMBERED: Final = 1_000
"""Sessions whose last turn is remembered."""


class Line:
    """The queue of a pool; its lock is the pool's."""

    def __init__(self, workers: int) -> None:
        self._most = max(1, workers - 1)
        self._waiting: list[Work] = []
        self._served: OrderedDict[str, int] = OrderedDict()
        self._turns = 0

    def __iter__(self) -> Iterator[Work]:
        return iter(tuple(self._waiting))

    def join(self, work: Work) -> None:
        """Puts work into the line."""
        self._waiting.append(work)

    def leave(self, work: Work) -> None:
        """Takes work out, begun or not wanted any more."""
        self._waiting.remove(work)

    def first(self, running: Iterable[Work], now: float) -> Work | None:
        """The work whose turn it is; None where nothing may begin."""
        busy = Counter(work.lane for work in running if not work.urgent)
        able = [
            work
            for work in self._waiting
            if work.ready <= now and (work.urgent or busy[work.lane] < self._most)
        ]
        return min(able, key=self._place, default=None)

    def urgent(self, now: float) -> int:
        """How many pieces of urgent work wait."""
        return sum(work.urgent and work.ready <= now for work in self._waiting)

    def serve(self, work: Work) -> None:
        """Takes out work that begins: its sessions have had their turn."""
        self.leave(work)
        self._turns += 1
        for claim in work.claims:
            self._served[claim.session] = self._turns
            self._served.move_to_end(claim.session)
        while len(self._served) > _REMEMBERED:
            self._served.popitem(last=False)

    def _place(self, work: Work) -> tuple[bool, int, int]:
        served = min(self._served.get(claim.session, 0) for claim in work.claims)
        return not work.urgent, served, work.order
