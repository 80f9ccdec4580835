"""Draws worked out side by side, and told in their order.

Most of the time of one goes into linear programs and sums over all alternatives, in which Python lets other
threads run: a second one works out the next draw. What comes of a draw depends on its number alone, so that
nothing depends on which ends first.
"""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from itertools import count, islice
from threading import Event
from typing import Final, TypeVar

from planner.insight.forcing import Unwanted

AT_ONCE: Final = 2
"""Draws: as many as the smallest machine that this is for has cores."""
_LOOK_EVERY: Final = 0.05
"""Seconds between two looks whether it is over."""

_Result = TypeVar("_Result")


def side_by_side(
    work: Callable[[int, Unwanted], _Result], draws: int, over: Unwanted
) -> Iterator[_Result]:
    """What comes of draw 0, 1 and so on, until it is over; those that were broken off then are left out.

    work(number, unwanted) may be called from several threads at once; `over` is asked from this one alone.
    """
    ended = Event()
    numbers = islice(count(), draws)
    asked: deque[Future[_Result]] = deque()
    with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
        try:
            asked.extend(pool.submit(work, n, ended.is_set) for n in islice(numbers, AT_ONCE))
            while asked:
                while not over() and not wait([asked[0]], timeout=_LOOK_EVERY).done:
                    pass
                if over():
                    return
                found = asked.popleft().result()
                asked.extend(pool.submit(work, n, ended.is_set) for n in islice(numbers, 1))
                yield found
        finally:
            ended.set()
            for rest in asked:
                rest.cancel()
