"""Work that Ctrl-C can stop: a solver computes for minutes without listening to Python."""

import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Final, NoReturn, TypeVar

_Result = TypeVar("_Result")
_NAME: Final = "vidnova-work"
_LOOK_EVERY: Final = 0.1


def interruptible(work: Callable[[], _Result]) -> _Result:
    """Do the work in a thread of its own and wait for it, open to KeyboardInterrupt."""
    executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix=_NAME)
    future = executor.submit(work)
    executor.shutdown(wait=False)
    while not wait([future], timeout=_LOOK_EVERY).done:
        pass
    return future.result()


def work_goes_on() -> bool:
    """Whether work that was given up still computes."""
    return any(thread.name.startswith(_NAME) for thread in threading.enumerate())


def leave_at_once(code: int) -> NoReturn:
    """End the process beside a solver that still computes; it could not be unwound in order."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
