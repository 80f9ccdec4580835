"""A plan that was chosen in place of the best one: written into a scenario, and found again from it.

The scenario is solved as ever, which tells what none can be worth more than; then the works that it
keeps to take the place of the best ones, so that the same plan comes back with the same figures and how
far it is from the best is told of it as of any other.
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from planner.alternatives import CODES, Alternatives
from planner.alternatives.table import NOTHING
from planner.arrays import Integers
from planner.errors import Fault, InputError
from planner.optimise import Solution
from planner.optimise.certify.exact import exact_value, violations
from planner.optimise.certify.solution import relative_gap
from planner.plan.prepare import prepare
from planner.problem.problem import Problem
from planner.scenario import Loaded
from planner.scenario.checks.chosen import MAKE_WAY
from planner.scenario.chosen import ChosenPlan
from planner.scenario.settings import with_chosen

Steps = Mapping[int, str]


def keeping_to(loaded: Loaded, solution: Solution, reason: str) -> Loaded:
    """The scenario with a plan of it that is kept to from now on."""
    table = prepare(loaded).table
    works = {
        table.subjects[group]: _steps(table, alternative)
        for group, alternative in enumerate(solution.chosen.tolist())
        if table.first[alternative] != NOTHING
    }
    return with_chosen(loaded, ChosenPlan(reason=reason, works=works))


def _steps(table: Alternatives, alternative: int) -> dict[int, str]:
    """Year -> the works of an alternative that begin then."""
    if table.make_way[alternative]:
        return {table.years[table.first_start[alternative]]: MAKE_WAY}
    steps = (
        (table.first[alternative], table.first_start[alternative]),
        (table.second[alternative], table.second_start[alternative]),
    )
    return {table.years[start]: CODES[works] for works, start in steps if works != NOTHING}


def as_chosen(loaded: Loaded, solution: Solution) -> Solution:
    """The plan that the scenario keeps to, if it does, beside what the best can be worth.

    Raises InputError with every choice that the tables no longer allow, or where rules forbid it.
    """
    plan = loaded.scenario.chosen_plan
    if plan is None:
        return solution
    prepared = prepare(loaded)
    chosen = _found(loaded, prepared.table, plan)
    problem = prepared.problem.with_value(prepared.values(loaded.scenario))
    broken = violations(problem, problem.positions(chosen))
    if broken:
        rows = problem.linking.names
        file, names = loaded.path.name, ", ".join(rows[row] for v in broken for row in v.rows)
        raise InputError([Fault(key="chosen_broken", file=file, field="chosen_plan", value=names)])
    return in_place(problem, solution, chosen)


def in_place(problem: Problem, solution: Solution, chosen: Integers) -> Solution:
    """Other decisions of a problem, (n_groups,), with what a solution of it tells of all there are."""
    if np.array_equal(chosen, solution.chosen):
        return solution
    value = float(exact_value(problem, problem.positions(chosen)))
    bound = max(solution.bound, value)
    return replace(
        solution,
        chosen=chosen,
        value=value,
        bound=bound,
        gap=relative_gap(value, bound),
        proven=False,
        status="stopped",
        cross_checked=False,
        proof=None,
    )


def _found(loaded: Loaded, table: Alternatives, plan: ChosenPlan) -> Integers:
    """(n_groups,) the alternatives that a chosen plan names."""
    starts = table.starts()
    chosen, faults = starts[:-1].copy(), list[Fault]()
    groups = {subject: group for group, subject in enumerate(table.subjects)}
    for subject, steps in plan.works.items():
        group = groups[subject]
        members = range(starts[group], starts[group + 1])
        same = next((a for a in members if _steps(table, a) == steps), None)
        if same is None:
            said = ", ".join(f"{year} {works}" for year, works in sorted(steps.items()))
            field = f"chosen_plan.works.{subject}"
            faults.append(
                Fault(key="chosen_unlawful", file=loaded.path.name, field=field, value=said)
            )
        else:
            chosen[group] = same
    if faults:
        raise InputError(faults)
    return chosen
