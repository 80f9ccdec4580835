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

import json
import math
import os
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Final, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from planner.errors import Fault, InputError
from planner.optimise import Solution, check
from planner.plan import prepare, problem_of
from planner.plan.prepare import Prepared
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


class _Kept(BaseModel):
    """A document as it stands in its file; numbers as float.hex writes them."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")
    format: Literal[1]
    inventory_sha256: _Sha
    settings_sha256: _Sha
    decisions_sha256: _Sha
    chosen: list[_Number]
    prices: dict[str, _Exact]
    value: _Exact
    bound: _Exact
    gap: _Exact
    price_bound: _Exact
    seconds: _Exact
    proven: bool
    bound_from: Literal["prices", "tree", "solver"]
    status: Literal["optimal", "stopped"]
    passes: _Number
    solver: Annotated[str, StringConstraints(max_length=200)]
    cross_checked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled:
    """Decisions that passed every check, or why there are none."""

    solution: Solution | None
    why: Why


def settings_sha256(loaded: Loaded) -> str:
    """Hash of all that a plan of this scenario follows from, beside the tables.

    Titles, notes, reasons and authors are left out: they decide nothing, and a link carries none.
    """
    stated = [
        _plain(scenario.model_dump(exclude=_TITLES)) for scenario in (loaded.scenario, loaded.base)
    ]
    return sha256(json.dumps(stated, sort_keys=True).encode()).hexdigest()


def keep(root: Path, loaded: Loaded, solution: Solution) -> str:
    """Keep the decisions made for a scenario; returns the digest that recalls them.

    Raises InputError where the folder cannot be written or is full, and ValueError for a solution
    that decides nothing.
    """
    if solution.status == "infeasible":
        raise ValueError("there are no decisions to keep")
    content = _content(loaded, solution)
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
    solution, prepared = _solution(kept), prepare(loaded)
    chosen = solution.chosen
    if len(chosen) and chosen.max() >= len(prepared.table):
        return Recalled(solution=None, why="program")
    if _labels_sha256(prepared, solution) != kept.decisions_sha256:
        return Recalled(solution=None, why="program")
    if not check(problem_of(loaded), solution).sound:
        return Recalled(solution=None, why="damaged")
    _touch(root / FOLDER / f"{digest}.json")
    return Recalled(solution=solution, why="")


def _content(loaded: Loaded, solution: Solution) -> bytes:
    kept = _Kept(
        format=1,
        inventory_sha256=loaded.inventory.sha256,
        settings_sha256=settings_sha256(loaded),
        decisions_sha256=_labels_sha256(prepare(loaded), solution),
        chosen=solution.chosen.tolist(),
        prices={name: float(price).hex() for name, price in solution.prices.items()},
        value=float(solution.value).hex(),
        bound=float(solution.bound).hex(),
        gap=float(solution.gap).hex(),
        price_bound=float(solution.price_bound).hex(),
        seconds=float(solution.seconds).hex(),
        proven=bool(solution.proven),
        bound_from=solution.bound_from,
        status="optimal" if solution.proven else "stopped",
        passes=int(solution.passes),
        solver=solution.solver,
        cross_checked=bool(solution.cross_checked),
    )
    return _canonical(kept)


def _canonical(kept: _Kept) -> bytes:
    """One way of writing, so that equal decisions have equal digests."""
    return json.dumps(
        kept.model_dump(), sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def _read(root: Path, digest: str) -> tuple[_Kept | None, Why]:
    if not _DIGEST.fullmatch(digest):
        return None, "missing"
    path = root / FOLDER / f"{digest}.json"
    if not path.is_file():
        return None, "missing"
    try:
        content = read_bytes(path, limit=SIZE_LIMIT, label=path.name)
        kept = _Kept.model_validate_json(content)
    except (InputError, ValidationError):
        return None, "damaged"
    if sha256(content).hexdigest() != digest or _canonical(kept) != content or not _exact(kept):
        return None, "damaged"
    return kept, ""


def _exact(kept: _Kept) -> bool:
    """Whether every number is written as float.hex writes it; only a gap may be infinite."""
    figures = (kept.value, kept.bound, kept.price_bound, kept.seconds, *kept.prices.values())
    try:
        return all(
            float.fromhex(figure).hex() == figure and (figure is kept.gap or figure != "inf")
            for figure in (*figures, kept.gap)
        )
    except OverflowError:
        return False


def _solution(kept: _Kept) -> Solution:
    return Solution(
        chosen=np.array(kept.chosen, dtype=np.int64),
        value=float.fromhex(kept.value),
        bound=float.fromhex(kept.bound),
        gap=float.fromhex(kept.gap),
        proven=kept.proven,
        bound_from=kept.bound_from,
        prices={name: float.fromhex(price) for name, price in kept.prices.items()},
        price_bound=float.fromhex(kept.price_bound),
        seconds=float.fromhex(kept.seconds),
        passes=kept.passes,
        status=kept.status,
        solver=kept.solver,
        cross_checked=kept.cross_checked,
    )


def _labels_sha256(prepared: Prepared, solution: Solution) -> str:
    """Hash of the decisions by name, as `Provenance.decisions_sha256` has it."""
    labels = "\n".join(prepared.table.labels(solution.chosen))
    return sha256(labels.encode()).hexdigest()


def _plain(value: object) -> object:
    """A model's tree as JSON types: equal numbers written alike, without the words of people."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items() if key not in _PROSE}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, float):
        return value.hex() if math.isfinite(value) else str(value)
    return value if isinstance(value, (str, int)) or value is None else str(value)


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
