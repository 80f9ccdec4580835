"""One writer at a time in a folder, whichever process it is in."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from planner.errors import ConflictError, Fault, InputError
from planner.reading.atomic import FULL

PATIENCE: Final = 10.0
"""Seconds to wait for another writer."""
_PAUSE: Final = 0.01

if os.name == "nt":
    import msvcrt

    def _take(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]

    def _give(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)  # type: ignore[attr-defined,unused-ignore]

else:
    import fcntl

    def _take(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _give(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)


@contextmanager
def locked(path: Path, *, patience: float = PATIENCE, label: str = "") -> Iterator[None]:
    """Hold the lock of the file at `path`, which is made where it is missing and stays.

    The system gives the lock back when its holder dies, so that none is ever left behind. Raises
    ConflictError where another writer keeps it longer than `patience` seconds, and InputError,
    which speaks of `label` or of the folder, where the folder cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("ab")
    except (OSError, ValueError) as error:
        full = isinstance(error, OSError) and error.errno in FULL
        key = "disk_full" if full else "not_writable"
        raise InputError([Fault(key=key, file=label or path.parent.name)]) from None
    with file:
        _wait(file, path, time.monotonic() + patience)
        try:
            yield
        finally:
            _give(file)


def _wait(file: IO[bytes], path: Path, until: float) -> None:
    while True:
        try:
            return _take(file)
        except (BlockingIOError, PermissionError):
            if time.monotonic() > until:
                raise ConflictError([Fault(key="store_busy", file=path.parent.name)]) from None
            time.sleep(_PAUSE)
        except OSError:
            raise InputError([Fault(key="not_writable", file=path.parent.name)]) from None
