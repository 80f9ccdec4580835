"""A measurement in a process of its own, so that none inherits the memory or caches of another."""

import os
import signal
import sys
import threading
from collections.abc import Callable
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import TypeVar

_Result = TypeVar("_Result")
_Work = Callable[..., _Result]


def peak_megabytes() -> float:
    """The most memory that this process and each program it ran have held so far."""
    if sys.platform == "win32":
        return float("nan")
    import resource  # not at the top: Windows has none

    unit = 1 if sys.platform == "darwin" else 1024
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(resource.getrusage(w).ru_maxrss for w in who) * unit / 1e6


def _work(pipe: Connection, work: _Work[_Result], arguments: tuple[object, ...]) -> None:
    if hasattr(os, "setsid"):
        os.setsid()  # so that a solver it starts ends with it
    threading.Thread(target=_end_with_parent, daemon=True).start()
    pipe.send(work(*arguments))


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        if hasattr(os, "killpg"):
            os.killpg(os.getpgid(0), signal.SIGKILL)
        os._exit(1)


def apart(work: _Work[_Result], *arguments: object, seconds: float) -> _Result | None:
    """What the work returns; None where it takes more than `seconds` or ends without an answer."""
    ours, theirs = get_context("spawn").Pipe(duplex=False)
    process = get_context("spawn").Process(target=_work, args=(theirs, work, arguments))
    process.start()
    theirs.close()
    try:
        answer: _Result | None = ours.recv() if ours.poll(seconds) else None
    except EOFError:
        answer = None
    finally:
        _end(process)
    return answer


def _end(process: BaseProcess) -> None:
    """Ends the process and what it started, after a moment to leave by itself."""
    process.join(1.0)
    if process.is_alive() and process.pid is not None:
        if hasattr(os, "killpg") and os.getpgid(process.pid) == process.pid:
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        process.join()
