"""The full model as an .lp or .mps file, every number exact, for any other solver to check."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

import pulp

from planner.errors import Fault, InputError
from planner.optimise.model import build_model, row_name
from planner.optimise.whole import divided
from planner.problem.model import Problem

_COMMENT: Final = {".lp": "\\", ".mps": "*"}


def write_model(problem: Problem, path: Path) -> None:
    """Writes the plain integer program; raises InputError for an unknown ending or place.

    Rows of large numbers, such as kopecks, are divided by their greatest common divisor; comments
    at the top name it. An .lp file holds every digit. In an .mps file PuLP prints 13 significant
    digits, which holds money exactly and values to a billionth of a point; and since the format
    knows no "maximise", the values stand negated, to be minimised.
    """
    ending = path.suffix.lower()
    if ending not in _COMMENT:
        raise InputError([Fault(key="model_ending", file=str(path), value=path.suffix)])
    rows, factors = divided(problem.linking)
    model = build_model(replace(problem, linking=rows), exact_numbers=True)
    writers = {
        ".lp": model.lp.writeLP,
        ".mps": partial(model.lp.writeMPS, mpsSense=pulp.LpMinimize),
    }
    try:
        writers[ending](str(path))
        written = path.read_text("utf-8")
        path.write_text(_heading(ending, rows.names, factors.tolist()) + written, "utf-8")
    except OSError as error:
        raise InputError(
            [Fault(key="cannot_write", file=str(path), details={"why": error.strerror or ""})]
        ) from error


def _heading(ending: str, names: Sequence[str], factors: Sequence[float]) -> str:
    return "".join(
        f"{_COMMENT[ending]} {row_name(name)} is divided by {factor:.0f}\n"
        for name, factor in zip(names, factors, strict=True)
        if factor != 1
    )
