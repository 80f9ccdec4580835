"""Reading a foreign file in a process of its own, and what is told where that fails."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from planner.errors import Fault, InputError
from planner.intake.foreign.sheet import DATABASE, FILE_LIMIT, SECONDS, Book, Sheet
from planner.reading import read_bytes

_ROOT: Final = str(Path(__file__).parents[3])
_ONE_THREAD: Final = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
"""Each thread of a library would reserve memory that the process may not have."""
_MEGABYTE: Final = 1_000_000


def read_file(path: Path) -> tuple[Book, bytes]:
    """The sheets of a file, and its bytes. Raises InputError."""
    data = read_bytes(path, limit=FILE_LIMIT, label=path.name)
    return read_apart(data, path.name), data


def read_apart(data: bytes, label: str) -> Book:
    """The sheets of a file; `label` names it in faults. Raises InputError."""
    if len(data) > FILE_LIMIT:
        details = {"limit": FILE_LIMIT // _MEGABYTE}
        raise InputError([Fault(key="file_too_large", file=label, details=details)])
    return _read(data, label)


def read_address(address: str, label: str) -> Book:
    """The rows of a table of a database; `label` names it in faults. Raises InputError."""
    return _read(address.encode(), label, DATABASE)


def _read(data: bytes, label: str, *what: str) -> Book:
    """The answer of the reading process."""
    path = os.pathsep.join(filter(None, (_ROOT, os.environ.get("PYTHONPATH"))))
    try:
        run = subprocess.run(
            [sys.executable, "-P", "-m", "planner.intake.foreign", *what],
            check=False,
            input=data,
            capture_output=True,
            timeout=SECONDS,
            env={**os.environ, **_ONE_THREAD, "PYTHONPATH": path},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired:
        details = {"seconds": SECONDS}
        raise InputError([Fault(key="intake_slow", file=label, details=details)]) from None
    if run.returncode != 0:
        raise InputError([Fault(key="intake_broke", file=label)])
    answer: dict[str, Any] = json.loads(run.stdout)
    if "fault" in answer:
        fault = Fault(key=answer["fault"]["key"], details=answer["fault"]["details"])
        raise InputError([replace(fault, file=label)])
    book = answer["book"]
    read = run.stdout if what else data
    hashed = {"sha256": sha256(read).hexdigest()}
    return Book(**{**book, **hashed, "sheets": [Sheet.of(plain) for plain in book["sheets"]]})
