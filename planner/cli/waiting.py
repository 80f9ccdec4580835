"""Work that Ctrl-C can stop: a solver computes for minutes without listening to Python."""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from typing import Final, NoReturn, TypeVar

from planner.errors import SolverError
from planner.text import carried

_Result = TypeVar("_Result")
_NAME: Final = "vidnova-work"
_LOOK_EVERY: Final = 0.1


def interruptible(
    work: Callable[[Callable[[], bool]], _Result], stopping: Callable[[], None]
) -> _Result:
    """Do the work in a thread of its own and wait for it.

    It is given a question to ask: whether to end soon with what it has. The first Ctrl-C makes
    the answer yes and calls `stopping`; the next one, or one that leaves it without a result,
    raises KeyboardInterrupt.
    """
    asked = threading.Event()
    executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix=_NAME)
    future = executor.submit(carried(work), asked.is_set)
    executor.shutdown(wait=False)
    try:
        _wait_for(future)
    except KeyboardInterrupt:
        asked.set()
        stopping()
        _wait_for(future)
    try:
        return future.result()
    except SolverError as error:
        if asked.is_set() and error.faults[0].key == "no_plan_in_time":
            raise KeyboardInterrupt from None
        raise


def _wait_for(future: Future[_Result]) -> None:
    """Until it is done, looking up now and then: a wait without end hears no Ctrl-C on Windows."""
    while not wait([future], timeout=_LOOK_EVERY).done:
        pass


def work_goes_on() -> bool:
    """Whether work that was given up still computes."""
    return any(thread.name.startswith(_NAME) for thread in threading.enumerate())


def leave_at_once(code: int) -> NoReturn:
    """End the process beside a solver that still computes; it could not be unwound in order."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


@contextmanager
def interrupted_afterwards() -> Iterator[None]:
    """Ctrl-C is heard at the end of this, not within it.

    For reading in libraries: some of them catch whatever is raised while they are read, and a
    Ctrl-C that falls there would be lost.
    """
    usual = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(usual):
        yield
        return
    heard = threading.Event()
    signal.signal(signal.SIGINT, lambda *_: heard.set())
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, usual)
    if heard.is_set():
        raise KeyboardInterrupt
