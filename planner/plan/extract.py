"""A plan without some of its sites and projects: what is left is what a city without them would show.

Decisions stay as they were found. Figures, ranks, losses, money and labour are those of the rest, by
the same functions that account for a whole plan, and so is the value; the gap is that of the plan
as it was found, and the bound follows from both. Rules may ask for more than the rest alone holds.
"""

from collections.abc import Collection
from dataclasses import replace
from math import ceil

import numpy as np

from planner.alternatives.table import NOTHING
from planner.arrays import Integers
from planner.inventory.cut import without as rows_without
from planner.optimise import Solution
from planner.optimise.certify.exact import Payments, balance
from planner.plan.make import accounted
from planner.plan.plan import Plan
from planner.plan.prepare import Prepared, prepare_apart
from planner.problem.problem import Problem
from planner.scenario.cut import speaks_of, with_less
from planner.scenario.cut import without as rules_without


def extract(plan: Plan, hidden: Collection[str]) -> Plan:
    """The plan of all but these ids; the very plan where there are none.

    What was looked for among plans as good (swings, spans) is left out: it counts the whole city.
    """
    if not hidden:
        return plan
    gone = _with_plots(plan, hidden)
    inventory = rows_without(plan.inventory, gone)
    whole, frozen = (rules_without(one, gone) for one in (plan.scenario, plan.base))
    less = _gone_money(plan, prepare_apart(whole, frozen, inventory))
    scenario, base = (with_less(one, less) for one in (whole, frozen))
    prepared = prepare_apart(scenario, base, inventory)
    problem = prepared.problem.with_value(prepared.values(scenario))
    solution = _rest(plan, prepared, problem)
    _, paid = balance(problem, problem.positions(solution.chosen))
    return replace(
        plan,
        scenario=scenario,
        base=base,
        inventory=prepared.case.inventory,
        solution=solution,
        origins={rule: files for rule, files in plan.origins.items() if not speaks_of(rule, gone)},
        standing={subject: how for subject, how in plan.standing.items() if subject not in gone},
        swings=(),
        among=(),
        **accounted(scenario, prepared, problem, solution, paid),
    )


def _with_plots(plan: Plan, hidden: Collection[str]) -> frozenset[str]:
    """With the buildings that make way for one of them: nobody could say what becomes of them."""
    listing, projects = plan.listing, plan.inventory.projects
    taken = np.flatnonzero(listing.taker >= 0).tolist()
    away = [listing.ids[k] for k in taken if projects.id[int(listing.taker[k])] in hidden]
    return frozenset([*hidden, *away])


def _gone_money(plan: Plan, prepared: Prepared) -> dict[str, dict[int, int]]:
    """Fund -> year -> minor units that neither pay for the rest nor are left in the whole plan.

    prepared: the rest, with all the money. What a fund has left is of the years in which it came last.
    """
    problem = prepared.problem
    _, paid = balance(problem, problem.positions(_chosen(plan, prepared)))
    pays, money = _by_tranche(prepared, paid), plan.scenario.money
    less: dict[str, dict[int, int]] = {}
    for fund, stated in money.funds.items():
        given = money.minor_of(fund)
        spent = {p.year: p.spent for p in plan.payments if p.fund == fund}
        left = sum(given.values()) - sum(spent.values())
        less[fund] = {}
        for year in sorted(given, reverse=True):
            free = given[year] - pays.get((fund, year), 0)
            here = min(free, left if stated.carry_over else given[year] - spent.get(year, 0))
            left -= here
            less[fund][year] = free - here
    return less


def _by_tranche(prepared: Prepared, paid: Payments) -> dict[tuple[str, int], int]:
    """Minor units of each fund by the year in which they became available."""
    ids, found = prepared.problem.linking.ids, dict[tuple[str, int], int]()
    for (_, supply), amount in paid.items():
        row = ids[supply]
        assert row.year is not None
        found[row.subject, row.year] = found.get((row.subject, row.year), 0) + ceil(amount)
    return found


def _rest(plan: Plan, prepared: Prepared, problem: Problem) -> Solution:
    """The same decisions about all that is left, at the same prices."""
    found = plan.solution
    chosen = _chosen(plan, prepared)
    value = float(problem.value[problem.positions(chosen)].sum())
    bound = value / (1.0 - found.gap) if 0.0 <= found.gap < 1.0 else float("inf")
    return replace(
        found,
        chosen=chosen,
        value=value,
        bound=bound,
        price_bound=bound,
        prices={name: found.prices.get(name, 0.0) for name in problem.linking.names},
        proof=None,
    )


def _chosen(plan: Plan, prepared: Prepared) -> Integers:
    """(n_groups,) the alternatives that are what the plan has for the rest: equal works in equal
    years; doing nothing where there is none."""
    table = prepared.table
    there = np.array([plan.listing.place[subject] for subject in table.subjects], dtype=np.int64)
    wanted = _courses(plan)[there]
    offered = np.column_stack(
        [
            table.first,
            np.where(table.first == NOTHING, 0, table.years[0] + table.first_start),
            table.second,
            np.where(table.second == NOTHING, 0, table.years[0] + table.second_start),
            table.make_way,
        ]
    )
    same = np.flatnonzero((offered == wanted[table.group]).all(axis=1))[::-1]
    chosen = table.starts()[:-1].copy()
    chosen[table.group[same]] = same  # of several the first
    return np.asarray(chosen, dtype=np.int64)


def _courses(plan: Plan) -> Integers:
    """(n, 5) in list order: works and first calendar year of both steps, and whether the plot is
    cleared for a project; nothing for what is not in the plan."""
    listing = plan.listing
    works, starts = listing.steps.astype(np.int64), listing.step_start
    told = np.column_stack([works[:, 0], starts[:, 0], works[:, 1], starts[:, 1]])
    nothing = np.array([NOTHING, 0, NOTHING, 0])
    planned = np.where(listing.is_in_plan[:, None], told, nothing)
    return np.column_stack([planned, listing.is_in_plan & (listing.taker >= 0)])
