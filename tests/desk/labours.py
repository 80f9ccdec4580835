"""What tests have worker processes do: every function here is called in one."""

import os
import time
from collections.abc import Callable
from pathlib import Path

from planner.errors import Fault, InfeasiblePlanError, SolverError

Told = Callable[[object], None]
Unwanted = Callable[[], bool]
LONG = 20.0
"""Seconds after which a labour gives up, so that a failing test ends."""


def echo(said: object, *, told: Told, unwanted: Unwanted) -> object:
    return said


def process(*, told: Told, unwanted: Unwanted) -> int:
    return os.getpid()


def environment(name: str, *, told: Told, unwanted: Unwanted) -> str | None:
    return os.environ.get(name)


def until(sign: Path, *, told: Told, unwanted: Unwanted) -> str:
    """Waits for a file, or until it is unwanted; leaves files that say so."""
    begun = sign.with_suffix(f".{time.monotonic_ns()}.begun")
    begun.write_text(str(os.getpid()), encoding="ascii")
    over = time.monotonic() + LONG
    while time.monotonic() < over:
        if sign.exists():
            return "found"
        if unwanted():
            begun.with_suffix(".unwanted").touch()
            return "unwanted"
        time.sleep(0.005)
    return "tired"


def slow(seconds: float, *, told: Told, unwanted: Unwanted) -> str:
    """Has nothing to show before it is done."""
    over = time.monotonic() + seconds
    while time.monotonic() < over:
        if unwanted():
            raise SolverError([Fault(key="no_plan_in_time", details={"seconds": seconds})])
        time.sleep(0.005)
    return "done"


def deaf(*, told: Told, unwanted: Unwanted) -> str:
    """Asks once whether it is wanted, and never again."""
    unwanted()
    told("deaf")
    time.sleep(LONG)
    return "tired"


def count(steps: int, *, told: Told, unwanted: Unwanted) -> int:
    for step in range(steps):
        told(step)
        time.sleep(0.0005)
    time.sleep(0.3)
    return steps


def die(*, told: Told, unwanted: Unwanted) -> None:
    os._exit(3)


def loud(*, told: Told, unwanted: Unwanted) -> str:
    print("words", flush=True)
    os.write(1, b"more words\n")
    return "quiet"


class CarryingError(InfeasiblePlanError):
    """One that carries more than its faults."""

    def __init__(self, faults: list[Fault], extra: object = None) -> None:
        super().__init__(faults)
        self.extra = extra


def refuse(*, told: Told, unwanted: Unwanted) -> None:
    faults = [
        Fault(key="budget", file="a.yaml", row=3, field="x", value="ї", details={"n": 1}),
        Fault(key="infeasible_more", note=True),
    ]
    raise CarryingError(faults, extra={"rules": ("a", "b")})


def stumble(*, told: Told, unwanted: Unwanted) -> None:
    raise ZeroDivisionError("1/0")


class StubbornError(Exception):
    """One that cannot be sent to another process."""

    def __reduce__(self) -> str:
        raise TypeError("not to be pickled")


def baulk(*, told: Told, unwanted: Unwanted) -> None:
    raise StubbornError("stubborn")


def hand_back(*, told: Told, unwanted: Unwanted) -> object:
    return lambda: None
