"""Work in other processes, shared by all sessions of the server.

    task = submit(session, lane, function, *args, urgent=True)
    task.wait(seconds) -> bool   task.told   task.result()   task.stop()

`function` is an importable function of ours, called in a worker as
`function(*args, told=..., unwanted=...)`: `told(anything)` says how far it is, `unwanted()` asks
whether to end soon. A newer task of the same session and lane replaces the older one; urgent tasks
go first, and background work makes way for them and begins anew; sessions take turns. The tasks of
a session end when its tab closes; the workers end with the server, however it ends.

`warm(alive)` starts the workers, so that they have imported everything when the first task comes,
and says how to ask whether a session is still there.
"""

import atexit
import os
import threading
from collections.abc import Callable, Hashable
from typing import Final

from planner.desk.pool.pool import Function, Pool
from planner.desk.pool.task import EndedError, Outcome, Task
from planner.errors import Fault, InputError

__all__ = ["EndedError", "Outcome", "Pool", "Task", "drop", "shared", "submit", "warm"]

MODULES: Final = ("planner.desk.engine",)
"""What a worker imports when it starts."""
_making = threading.Lock()
_pools: list[Pool] = []


def workers() -> int:
    """How many workers: VIDNOVA_WORKERS, else one a core. Raises InputError."""
    stated = os.environ.get("VIDNOVA_WORKERS", "")
    if stated:
        if not stated.isdecimal() or not 0 < int(stated) <= 64:
            raise InputError([Fault(key="workers_count", field="VIDNOVA_WORKERS", value=stated)])
        return int(stated)
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def always(session: str) -> bool:
    """Where nobody can be asked, every session is there."""
    return True


def shared(alive: Callable[[str], bool] = always) -> Pool:
    """The pool of this server, made when it is first asked for; see `Pool` for `alive`."""
    with _making:
        if not _pools:
            made = Pool(workers(), modules=MODULES, alive=alive)
            atexit.register(made.close)
            _pools.append(made)
        return _pools[0]


def submit(
    session: str,
    lane: str,
    function: Function,
    *args: object,
    urgent: bool = False,
    key: Hashable | None = None,
    about: Hashable | None = None,
    after: float = 0.0,
    patience: float | None = None,
    anytime: bool = False,
) -> Task:
    """Has a function run by the shared pool; see `Pool.submit`."""
    return shared().submit(
        session,
        lane,
        function,
        *args,
        urgent=urgent,
        key=key,
        about=about,
        after=after,
        patience=patience,
        anytime=anytime,
    )


def drop(session: str, lane: str | None = None) -> None:
    """Ends the tasks of a session, or those of one of its lanes."""
    shared().drop(session, lane)


def warm(alive: Callable[[str], bool] = always) -> None:
    """Starts the workers of the shared pool; `alive` as `Pool` asks it of a session."""
    shared(alive).warm()
