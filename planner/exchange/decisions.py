"""Decisions kept for a link: small JSON documents, each named by the SHA-256 of its content.

    <root of the scenarios>/.decisions/<sha256>.json

A document holds what was decided and the prices that prove how good it is, exact to the last bit,
and what it was decided on: the hashes of the tables and of the settings. It names no person and
no place. What is read back is believed only as far as it can be checked: the content must have
the hash it is named by, every field its form, the data and settings must be those of today, and
the decisions must pass the exact check of every rule and of the bound.

A document is kept for a year from the last time that a link to it was made or opened, and beyond
that while it is among the last MOST_KEPT, as long as there is room: where the room is full the
oldest go. How long a search took is not kept: equal decisions are one document. A
saved scenario needs none; it is solved from its file.
"""

import os
import re
import time
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import Field, StringConstraints

from planner.errors import Fault, InputError
from planner.exchange.documents import (
    DecisionDocument,
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
"""Bytes of all documents; beyond it the oldest make room."""
_ABANDONED: Final = 3600.0
"""Seconds after which a half-written document is one that its writer left behind."""
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

    Raises InputError where the folder cannot be written or the document is too large, and
    ValueError for a solution that decides nothing.
    """
    if solution.status == "infeasible":
        raise ValueError("there are no decisions to keep")
    content = written(loaded, replace(solution, seconds=0.0))
    digest = sha256(content).hexdigest()
    path = root / FOLDER / f"{digest}.json"
    if _read(root, digest)[0] is not None:
        _touch(path)
        return digest
    _make_room(path.parent, len(content))
    write_atomic(path, content, overwrite=True, label=loaded.path.name)
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


def _read(root: Path, digest: str) -> tuple[DecisionDocument | None, Why]:
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


def _touch(path: Path) -> None:
    """Its year begins anew."""
    try:
        os.utime(path)
    except OSError:
        return  # in a folder that is only read the year is counted from when it was kept


def _make_room(folder: Path, size: int) -> None:
    """Drops the oldest documents until one of this size has room."""
    if size > min(SIZE_LIMIT, ROOM):
        raise InputError([Fault(key="decisions_room", details={"limit": SIZE_LIMIT // 1_000_000})])
    try:
        folder.mkdir(parents=True, exist_ok=True)
        aged = _aged(folder)
        held = sum(length for _, length, _ in aged)
        for _, length, file in aged:
            if held + size <= ROOM:
                break
            file.unlink(missing_ok=True)
            held -= length
    except OSError:
        raise InputError([Fault(key="not_writable", file=folder.name)]) from None


def _prune(folder: Path) -> None:
    """Drop what is older than a year, the oldest first, down to MOST_KEPT documents, and what
    writers left half-written when they were killed."""
    now, aged = time.time(), _aged(folder)
    beyond = aged[: max(0, len(aged) - MOST_KEPT)]
    gone = [file for changed, _, file in beyond if now - changed > YEAR_SECONDS]
    parts = [(file, _changed(file)) for file in folder.glob(".*.part")]
    for file in [*gone, *(file for file, changed in parts if now - changed > _ABANDONED)]:
        try:
            file.unlink(missing_ok=True)
        except OSError:
            return  # only tidying up


def _aged(folder: Path) -> list[tuple[float, int, Path]]:
    """(last time, bytes, document) of all that are there, the oldest first."""
    found = []
    for file in _documents(folder):
        try:
            state = file.stat()
        except FileNotFoundError:
            continue  # another writer dropped it
        found.append((state.st_mtime, state.st_size, file))
    return sorted(found)


def _changed(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except FileNotFoundError:
        return time.time()


def _documents(folder: Path) -> list[Path]:
    return [file for file in folder.glob("*.json") if _DIGEST.fullmatch(file.stem)]
