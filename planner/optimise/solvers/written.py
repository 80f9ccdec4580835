"""The full model as an .lp or .mps file, every number exact, for any other solver to check.

Programs that read models agree neither on the letters of a name nor on its length. So rows and
variables have short names, and comments at the top say what each of them is, in the ids of the
scenario and of its tables.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

import pulp

from planner.errors import Fault, InputError
from planner.optimise.solvers.program import build_model, short_names
from planner.optimise.solvers.whole import divided
from planner.problem.linking import Rows
from planner.problem.problem import Problem
from planner.problem.rows.c01_one import one_of_each

_COMMENT: Final = {".lp": "\\", ".mps": "*"}
"""Ending of a file -> what begins a comment in it."""


def write_model(problem: Problem, path: Path) -> None:
    """Writes the plain integer program; raises InputError for an unknown ending or place.

    Rows of large numbers, such as kopecks, are divided by their greatest common divisor; the legend
    names it. An .lp file holds every digit. In an .mps file PuLP prints 13 significant digits,
    which holds money exactly and values to a billionth of a point; and since the format knows no
    "maximise", the values stand negated, to be minimised.
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
    legend = [*_legend(problem, rows, factors.tolist())]
    try:
        writers[ending](str(path))
        written = path.read_text("utf-8")
        head = "".join(f"{_COMMENT[ending]} {line}\n" for line in legend)
        path.write_text(head + written, "utf-8")
    except OSError as error:
        raise InputError(
            [Fault(key="cannot_write", file=str(path), details={"why": error.strerror or ""})]
        ) from error


def _legend(problem: Problem, rows: Rows, factors: Sequence[float]) -> Iterator[str]:
    """A line for each name: `x17: flat repair 2027`, `C2_3: fund main 2027, divided by 1000000`."""
    ones = one_of_each(problem.group, problem.group_names)
    for short, group in zip(short_names(ones), problem.group_names, strict=True):
        yield f"{short}: one of {_plain(group)}"
    words = [_plain(name) for name in rows.names]
    for short, word, factor in zip(short_names(rows), words, factors, strict=True):
        yield f"{short}: {word}" + (f", divided by {factor:.0f}" if factor != 1 else "")
    for a, label in enumerate(problem.labels):
        yield f"x{a}: {_plain(label)}"
    for k, (source, sink) in enumerate(rows.arcs.tolist()):
        yield f"y{k}: {words[source]} to {words[sink]}"


def _plain(name: str) -> str:
    """On one line, whatever stands in an id."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in name)
