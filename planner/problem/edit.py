"""A problem with one thing otherwise: a lock set or released, more or less money, a lower cost.

Each says what building the problem anew from the changed scenario would say, and spares a large
city its preparation.
"""

import math
from dataclasses import replace
from fractions import Fraction

import numpy as np

from planner.arrays import Flags, Floats
from planner.problem.case import Case
from planner.problem.linking import RowId, Rows, Rule
from planner.problem.problem import Problem
from planner.problem.rows.c06_locks import MUST, NEVER, spoken_of
from planner.problem.rows.c08_floor import floor_rows
from planner.problem.rows.c11_protect import DUTY, protecting
from planner.scenario.forced import Way
from planner.scenario.scenario import DistrictFloor, Protect


def locked(
    problem: Problem, case: Case, subject: str, way: Way, works: str | None = None
) -> Problem:
    """With a site or project forced in (`must`) or barred (`never`), or free of its locks.

    works: those alone that are forced in, or barred; none for any.

    What the scenario says of it as a whole gives way, and so does the opposite of what is asked; a
    bar on single kinds of works stays: only releasing (`free`) removes it.
    """
    if way == "free":
        return released(problem, subject)
    rows = problem.linking
    kept = [r for r, row in enumerate(rows.ids) if not _gives_way(case, row, subject, way)]
    row = Rows.of(
        [RowId(f"C6_{way}_asked_{subject}", Rule("C6", way, "asked"), subject)],
        [spoken_of(case, subject, works, barred=way == NEVER)],
        "=",
        [float(way == MUST)],
        n=len(problem.value),
    )
    linking = Rows.stack([rows.only(kept), row], n=len(problem.value))
    return replace(problem, linking=linking)


def barred(problem: Problem, subject: str, alternatives: Flags) -> Problem:
    """Without some alternatives, (n,), of a site or project; all else that is said of it stays."""
    row = Rows.of(
        [RowId(f"C6_{NEVER}_some_{subject}", Rule("C6", NEVER, "some"), subject)],
        [alternatives],
        "=",
        [0.0],
        n=len(problem.value),
    )
    return replace(problem, linking=Rows.stack([problem.linking, row], n=len(problem.value)))


def _is_lock(row: RowId, subject: str) -> bool:
    return row.rule.row == "C6" and row.subject == subject


def _gives_way(case: Case, row: RowId, subject: str, way: Way) -> bool:
    """Whether a lock asked about takes the place of a row."""
    if not _is_lock(row, subject):
        return False
    stated = case.scenario.rules.must if row.rule.kind == MUST else case.scenario.rules.never
    return stated[int(row.rule.key or 0)].works is None or (row.rule.kind, way) == (MUST, NEVER)


def released(problem: Problem, subject: str) -> Problem:
    """Without the locks of a site or project."""
    rows = problem.linking
    kept = [r for r, row in enumerate(rows.ids) if not _is_lock(row, subject)]
    return problem if len(kept) == len(rows) else replace(problem, linking=rows.only(kept))


def protected(problem: Problem, case: Case, rule: Protect, *, holds: bool) -> Problem:
    """With the rule that monuments are protected in time, or without it."""
    rows = problem.linking
    rest = rows.only([r for r, row in enumerate(rows.ids) if row.rule != DUTY])
    asked = [protecting(case, rule)] if holds else []
    return replace(problem, linking=Rows.stack([rest, *asked], n=len(problem.value)))


def floored(problem: Problem, case: Case, floor: DistrictFloor) -> Problem:
    """With one more floor for every district."""
    rows = floor_rows(case, [floor])
    return replace(problem, linking=Rows.stack([problem.linking, rows], n=len(problem.value)))


def funded(problem: Problem, factor: Fraction) -> Problem:
    """With all money in proportion; every amount is rounded down to whole minor units."""
    rows = problem.linking
    rhs = rows.rhs.copy()
    for r, row in enumerate(rows.ids):
        if row.money == "given":
            rhs[r] = math.floor(Fraction(rhs[r]) * factor)
    return replace(problem, linking=replace(rows, rhs=rhs))


def cheaper(problem: Problem, subject: str, part: float, charged: Floats) -> Problem:
    """With a subject cheaper by a part of its cost, in [0, 1]: money and labour in proportion.

    charged: (n,) points that the cost of each alternative takes from its value; not positive.
    """
    rows, group = problem.linking, problem.group_names.index(subject)
    starts = problem.starts()
    mine = slice(starts[group], starts[group + 1])
    matrix = rows.matrix.copy()
    entries = slice(matrix.indptr[mine.start], matrix.indptr[mine.stop])
    paid = np.array([row.money == "spent" or row.rule.row == "C3" for row in rows.ids])
    data = matrix.data[entries]
    left = (1.0 - part) * data
    left -= 1e-14 * np.abs(left)  # binary dust is no kopeck
    matrix.data[entries] = np.where(paid[matrix.indices[entries]], np.ceil(left), data)
    value = problem.value.copy()
    value[mine] -= part * charged[mine]
    return replace(problem, value=value, linking=replace(rows, matrix=matrix))
