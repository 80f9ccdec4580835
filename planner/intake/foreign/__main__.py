"""The process that reads one foreign file: bytes come in, sheets or a fault go out as JSON.

It imports no more than it needs, opens no file, and its memory and time are limited, so that a
file made to break a reader breaks nothing but this. With the word `database` what comes in is the
address of a table.
"""

import json
import sys

from planner.errors import InputError
from planner.intake.foreign.read import read_book
from planner.intake.foreign.sheet import DATABASE, MEMORY_LIMIT, SECONDS, Book


def _limit() -> None:
    """Where the system knows such limits; elsewhere the caller's patience is the only one."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _asked(data: bytes) -> Book:
    if sys.argv[1:] == [DATABASE]:
        from planner.intake.foreign.database import read_database  # PROJ, for layers alone

        return read_database(data.decode())
    return read_book(data)


def main() -> None:
    """Read stdin, answer on stdout."""
    _limit()
    data = sys.stdin.buffer.read()
    try:
        answer = {"book": _asked(data).plain()}
    except InputError as error:
        (fault,) = error.faults
        answer = {"fault": {"key": fault.key, "details": dict(fault.details)}}
    except MemoryError:
        answer = {"fault": {"key": "intake_memory", "details": {}}}
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace"))


if __name__ == "__main__":
    main()
