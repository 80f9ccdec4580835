"""On what terms projects enter, once worked out, kept beside their scenario for everybody who asks again.

    <folder of the scenario>/.terms/<sha256 of problem, tables and settings>.json

Terms are statements about a scenario with its tables, proven by solving, that owe nothing to the plan
in hand: another weight, amount or rule, another table or version of the program has another name.
`VIDNOVA_PROVEN` names another folder, as for proven plans. What cannot be read is worked out anew.
"""

import os
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Final

from pydantic import ConfigDict, TypeAdapter, ValidationError

from planner.errors import InputError
from planner.exchange.documents import settings_sha256
from planner.insight.contest import Terms
from planner.insight.forcing import Side
from planner.insight.sides import Sides
from planner.insight.terms import Bands
from planner.plan import problem_of
from planner.reading import read_bytes, write_atomic
from planner.scenario import Loaded

FOLDER: Final = ".terms"
MOST_KEPT: Final = 100
"""Documents in a folder: the oldest go first."""
SIZE_LIMIT: Final = 4_000_000
FORM: Final = TypeAdapter(
    dict[str, Terms],
    config=ConfigDict(ser_json_inf_nan="constants", arbitrary_types_allowed=True),
)
"""Ends that nothing bounds are infinite; plans are no part of it."""


def known_terms(loaded: Loaded) -> dict[str, Terms]:
    """By project: the terms that are kept of this very scenario."""
    path = _path(loaded)
    if not path.is_file():
        return {}
    try:
        found = FORM.validate_json(read_bytes(path, limit=SIZE_LIMIT, label=path.name))
    except (InputError, ValidationError):
        return {}
    ids = frozenset(loaded.inventory.projects.id)
    return {name: terms for name, terms in found.items() if name in ids and terms.final}


def keep_terms(loaded: Loaded, found: Terms) -> bool:
    """Keeps them beside what is kept already; whether they are kept now.

    A folder that cannot be written keeps nothing: terms are only worked out again next time.
    """
    path = _path(loaded)
    kept = {**known_terms(loaded), found.project: told_alone(found)}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(path, FORM.dump_json(kept), overwrite=True)
        aged = sorted((file.stat().st_mtime, file) for file in path.parent.glob("*.json"))
        for _, file in aged[: max(0, len(aged) - MOST_KEPT)]:
            file.unlink(missing_ok=True)
    except (OSError, InputError):
        return False
    return True


def told_alone(found: Terms) -> Terms:
    """What is told, without the plans that it was found by."""
    return replace(found, bands=_alone(found.bands), phase=_alone(found.phase))


def _alone(bands: Bands | None) -> Bands | None:
    if bands is None:
        return None
    points = tuple(
        replace(
            point, sides=Sides(with_it=_side(point.sides, True), without=_side(point.sides, False))
        )
        for point in bands.points
    )
    return replace(bands, points=points)


def _side(sides: Sides, has: bool) -> Side:
    return replace(sides.of(has), solution=None)


def _path(loaded: Loaded) -> Path:
    said = f"{problem_of(loaded).sha256()}\n{loaded.inventory.sha256}\n{settings_sha256(loaded)}"
    other = os.environ.get("VIDNOVA_PROVEN", "")
    folder = Path(other) if other else loaded.directory
    return folder / FOLDER / f"{sha256(said.encode()).hexdigest()}.json"
