"""Work that a test holds up, and waiting for what worker processes do."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import Popen

import pytest

from planner.desk.pool import Task

SECONDS = 15.0
"""Until which something has to have happened."""
POSIX = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no signal that kills outright"
)


class Held:
    """Work that goes on until it is released, or unwanted."""

    def __init__(self, folder: Path, name: str) -> None:
        self.sign = folder / name

    def release(self) -> None:
        self.sign.touch()

    @property
    def begun(self) -> int:
        """How often it has begun."""
        return len(list(self.sign.parent.glob(f"{self.sign.name}.*.begun")))


def soon(happened: Callable[[], object]) -> bool:
    """Whether it happens while a test waits for it."""
    until = time.monotonic() + SECONDS
    while not happened():
        if time.monotonic() > until:
            return False
        time.sleep(0.005)
    return True


def ended(task: Task) -> bool:
    return soon(lambda: task.wait(0.05))


@contextmanager
def ending(process: Popen[str]) -> Iterator[None]:
    """A process that ends with what is done inside, even where that fails."""
    try:
        yield
    finally:
        process.kill()


def gone(pid: int) -> bool:
    """Whether a process has ended; one that only waits to be buried has."""
    stat = Path(f"/proc/{pid}/stat")
    if Path("/proc").exists():
        return not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] == "Z"
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False
