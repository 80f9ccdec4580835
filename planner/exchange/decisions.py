"""Decisions kept for a link: small JSON documents, each named by the SHA-256 of its content.

    <root of the scenarios>/.decisions/<sha256>.json

A document holds what was decided and the prices that prove how good it is, exact to the last bit,
and what it was decided on: the hashes of the tables and of the settings. It names no person and
no place. What is read back is believed only as far as it can be checked: the content must have
the hash it is named by, every field its form, the data and settings must be those of today, and
the decisions must pass the exact check of every rule and of the bound.

A document is kept for a year from the last time that a link to it was made or opened, and beyond
that while it is among the last MOST_KEPT: so no link of less than a year points to nothing. A
saved scenario needs none; it is solved from its file.
"""

import os
import re
import time
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import Field, StringConstraints

from planner.errors import Fault, InputError
from planner.exchange.documents import (
    Document,
    labels_sha256,
    read,
    settings_sha256,
    solution_of,
    written,
)
from planner.optimise import Solution, check
from planner.plan import prepare, problem_of
from planner.reading import read_bytes, write_atomic
from planner.scenario import Loaded

FOLDER: Final = ".decisions"
MOST_KEPT: Final = 200
YEAR_SECONDS: Final = 366 * 86_400.0
SIZE_LIMIT: Final = 16_000_000
"""Bytes of one document; 8,000 sites take some 80,000."""
ROOM: Final = 1_000_000_000
"""Bytes of all documents; beyond it nothing more is kept, and the link says so."""
_DIGEST: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)
_PROSE: Final = frozenset({"reason", "author"})
_TITLES: Final = {"name", "note", "extends"}

Why = Literal["", "missing", "damaged", "data", "settings", "program"]
"""Why decisions cannot be had: not kept here, not what was kept, made on other tables, under
other settings, or by a version of the program that numbers its choices otherwise."""
_Sha = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
_Exact = Annotated[str, StringConstraints(pattern=r"^(-?0x[01]\.[0-9a-f]+p[+-][0-9]+|inf)$")]
_Number = Annotated[int, Field(ge=0, lt=2**40)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled:
    """Decisions that passed every check, or why there are none."""

    solution: Solution | None
    why: Why


def keep(root: Path, loaded: Loaded, solution: Solution) -> str:
    """Keep the decisions made for a scenario; returns the digest that recalls them.

    Raises InputError where the folder cannot be written or is full, and ValueError for a solution
    that decides nothing.
    """
    if solution.status == "infeasible":
        raise ValueError("there are no decisions to keep")
    content = written(loaded, solution)
    digest = sha256(content).hexdigest()
    path = root / FOLDER / f"{digest}.json"
    if _holds(path, content):
        _touch(path)
        return digest
    _require_room(path.parent, len(content))
    write_atomic(path, content, overwrite=True)
    _prune(path.parent)
    return digest


def recall(root: Path, digest: str, loaded: Loaded) -> Recalled:
    """The decisions of this digest, if they are kept and are sound for this scenario as it is now."""
    kept, why = _read(root, digest)
    if kept is None:
        return Recalled(solution=None, why=why)
    if kept.inventory_sha256 != loaded.inventory.sha256:
        return Recalled(solution=None, why="data")
    if kept.settings_sha256 != settings_sha256(loaded):
        return Recalled(solution=None, why="settings")
    solution = solution_of(kept)
    chosen = solution.chosen
    if len(chosen) and chosen.max() >= len(prepare(loaded).table):
        return Recalled(solution=None, why="program")
    if labels_sha256(loaded, solution) != kept.decisions_sha256:
        return Recalled(solution=None, why="program")
    if not check(problem_of(loaded), solution).sound:
        return Recalled(solution=None, why="damaged")
    _touch(root / FOLDER / f"{digest}.json")
    return Recalled(solution=solution, why="")


def _read(root: Path, digest: str) -> tuple[Document | None, Why]:
    if not _DIGEST.fullmatch(digest):
        return None, "missing"
    path = root / FOLDER / f"{digest}.json"
    if not path.is_file():
        return None, "missing"
    try:
        content = read_bytes(path, limit=SIZE_LIMIT, label=path.name)
    except InputError:
        return None, "damaged"
    kept = read(content)
    if kept is None or sha256(content).hexdigest() != digest:
        return None, "damaged"
    return kept, ""


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.read_bytes() == content
    except OSError:
        return False  # it is not there, or writing it will say what is wrong


def _touch(path: Path) -> None:
    """Its year begins anew."""
    try:
        os.utime(path)
    except OSError:
        return  # in a folder that is only read the year is counted from when it was kept


def _require_room(folder: Path, size: int) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        held = sum(file.stat().st_size for file in _documents(folder))
    except OSError:
        raise InputError([Fault(key="not_writable", file=folder.name)]) from None
    if size > SIZE_LIMIT or held + size > ROOM:
        raise InputError([Fault(key="decisions_room", details={"limit": ROOM // 1_000_000})])


def _prune(folder: Path) -> None:
    """Drop what is older than a year, the oldest first, down to MOST_KEPT documents."""
    aged = sorted((file.stat().st_mtime, file) for file in _documents(folder))
    for changed, file in aged[: max(0, len(aged) - MOST_KEPT)]:
        if time.time() - changed > YEAR_SECONDS:
            file.unlink(missing_ok=True)


def _documents(folder: Path) -> list[Path]:
    return [file for file in folder.glob("*.json") if _DIGEST.fullmatch(file.stem)]
