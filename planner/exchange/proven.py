"""Plans once proven, kept beside their scenario for everybody who opens it.

    <folder of the scenario>/.proven/<sha256 of the problem>.json

`VIDNOVA_PROVEN` names another folder to keep them in, where that one is not to be written.
The name is the hash of the problem itself, of every value and every row to the last bit, so that a
document can only ever answer for the question that it was the answer to: another weight, another
table, another version of the program have other names. What is read is believed as far as it can be
checked: decisions must keep every row and be worth what they say, exactly. That no plan is better
was proven when it was written; prices prove it again at once, a tree or a solver would have to
search anew (`vidnova plan --anew`).
"""

import os
from pathlib import Path
from typing import Final

from planner.errors import InputError
from planner.exchange.documents import read, solution_of, written
from planner.optimise import Solution, check
from planner.plan import as_chosen, problem_of
from planner.reading import read_bytes, write_atomic
from planner.scenario import Loaded

FOLDER: Final = ".proven"
MOST_KEPT: Final = 300
"""Documents in a folder: the oldest go first."""
SIZE_LIMIT: Final = 16_000_000


def proven(loaded: Loaded, gap: float) -> Solution | None:
    """The plan of a scenario that is proven best to within a relative `gap`, where one is kept and
    passes every check; with the decisions that the scenario keeps to, where it keeps to some."""
    problem = problem_of(loaded)
    name = f"{problem.sha256()}.json"
    for folder in (_folder(loaded), loaded.directory / FOLDER):
        known = _read(folder / name)
        if known is not None and known.gap <= gap and check(problem, known).sound:
            return as_chosen(loaded, known)
    return None


def keep_proven(loaded: Loaded, solution: Solution) -> bool:
    """Keeps a proven plan, found from nothing, unless a closer proof is kept; whether it is kept now.

    A folder that cannot be written keeps nothing: the plan is only searched for again next time.
    """
    if not solution.proven:
        return False
    folder = _folder(loaded)
    path = folder / f"{problem_of(loaded).sha256()}.json"
    known = _read(path)
    if known is not None and known.gap <= solution.gap:
        return True
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_atomic(path, written(loaded, solution), overwrite=True)
        _prune(folder)
    except (OSError, InputError):
        return False
    return True


def _folder(loaded: Loaded) -> Path:
    """Where proofs are written."""
    other = os.environ.get("VIDNOVA_PROVEN", "")
    return Path(other) if other else loaded.directory / FOLDER


def _read(path: Path) -> Solution | None:
    if not path.is_file():
        return None
    try:
        document = read(read_bytes(path, limit=SIZE_LIMIT, label=path.name))
    except InputError:
        return None
    return None if document is None else solution_of(document)


def _prune(folder: Path) -> None:
    aged = sorted((file.stat().st_mtime, file) for file in folder.glob("*.json"))
    for _, file in aged[: max(0, len(aged) - MOST_KEPT)]:
        file.unlink(missing_ok=True)
