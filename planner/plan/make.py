"""Scenario -> Solution -> Plan: prepare, solve, check, rank, account."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import numpy as np

from planner.errors import Fault, SolverError
from planner.optimise import Solution, check, solve
from planner.optimise.certify.exact import Payments
from planner.optimise.search import Progress
from planner.plan.accounts import crews_of, figures_of, losses_of, spending_of
from planner.plan.chosen import as_chosen
from planner.plan.clash.conflict import infeasible
from planner.plan.clash.idle import only_idle
from planner.plan.entries import Entries, Maker
from planner.plan.fixed import BARRED
from planner.plan.listing import listing_of
from planner.plan.plan import Plan, Provenance
from planner.plan.prepare import Prepared, prepare
from planner.plan.rank import Ranking, rank
from planner.plan.reasons import Grounds
from planner.problem.problem import Problem
from planner.scenario.files.loading import Loaded
from planner.scenario.scenario import Scenario


def make_plan(
    loaded: Loaded,
    *,
    gap: float = 1e-6,
    seconds: float = 60.0,
    seed: int = 0,
    start: Solution | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Plan:
    """The best plan of a scenario, ranked and accounted for: `solve_scenario`, then `plan_of`."""
    solution = solve_scenario(
        loaded,
        gap=gap,
        seconds=seconds,
        seed=seed,
        start=start,
        progress=progress,
        cancelled=cancelled,
    )
    return plan_of(loaded, solution, seed=seed)


def solve_scenario(
    loaded: Loaded,
    *,
    gap: float = 1e-6,
    seconds: float = 60.0,
    seed: int = 0,
    start: Solution | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    work: int | None = None,
) -> Solution:
    """The best decisions for a scenario that can be found and proved within `seconds` and `work`, or those
    that it keeps to.

    `start` is an earlier solution, of this scenario with other settings say: where its decisions
    or prices do not fit they are not used. `progress`, `cancelled` and `work` are those of `solve`: a
    search that is cancelled ends soon with the best plan so far.

    Raises InfeasiblePlanError naming the rules that cannot hold together, or only where nothing is
    spent, and SolverError when no plan was found in time.
    """
    prepared = prepare(loaded)
    problem = prepared.problem.with_value(prepared.values(loaded.scenario))
    solution = solve(
        problem,
        gap=gap,
        seconds=seconds,
        seed=seed,
        start=_fitting(problem, start),
        progress=progress,
        cancelled=cancelled,
        work=work,
    )
    if solution.status == "infeasible":
        if progress is not None:  # the diagnosis takes its time, too
            progress("diagnose", solution.bound, solution.value, solution.gap)
        raise infeasible(loaded, prepared, problem, stop=cancelled)
    idle = only_idle(loaded, prepared, problem, solution, stop=cancelled)
    if idle is not None:
        raise idle
    return as_chosen(loaded, solution)


def _fitting(problem: Problem, start: Solution | None) -> Solution | None:
    """What a search for this problem may start from: prices by the names of their rows, a row that
    is new at 0; decisions where they are one alternative of each group."""
    if start is None or start.status == "infeasible":
        return None
    chosen = start.chosen
    fits = len(chosen) == problem.n_groups and bool((chosen < len(problem.value)).all())
    if not (fits and np.array_equal(problem.group[chosen], np.arange(problem.n_groups))):
        chosen = chosen[:0]
    prices = {name: start.prices.get(name, 0.0) for name in problem.linking.names}
    return replace(start, chosen=chosen, prices=prices)


def plan_of(loaded: Loaded, solution: Solution, *, seed: int = 0) -> Plan:
    """The plan that a solution of the scenario amounts to, ranked and accounted for.

    `seed` is what the search was seeded with. Quick enough to be made anew at each move of a
    weight. Raises SolverError where the solution fails the independent check.
    """
    scenario, inventory, prepared = loaded.scenario, loaded.inventory, prepare(loaded)
    problem = prepared.problem.with_value(prepared.values(scenario))
    report = check(problem, solution)
    if not report.sound:
        raise SolverError([Fault(key="check_failed", value=", ".join(report.faults))])
    return Plan(
        scenario=scenario,
        base=loaded.base,
        inventory=inventory,
        about=loaded.about,
        shares=scenario.shares,
        solution=solution,
        provenance=_provenance(loaded, prepared, solution, seed),
        origins=loaded.origins,
        **accounted(scenario, prepared, problem, solution, report.payments),
    )


def accounted(
    scenario: Scenario, prepared: Prepared, problem: Problem, solution: Solution, paid: Payments
) -> dict[str, Any]:
    """The fields of a plan that follow from decisions: entries, listing, figures, losses, payments
    and labour. scenario: the one in hand, whose weights the problem's values are of; what is prepared
    may have been so for other weights."""
    chosen = solution.chosen
    prices = np.array([solution.prices[name] for name in problem.linking.names])
    ranking = rank(prepared.table, problem.linking, prepared.fixed, chosen, problem.value, prices)
    listing = listing_of(prepared, scenario, ranking, chosen)
    maker = Maker(
        listing=listing,
        inventory=prepared.case.inventory,
        criteria=prepared.table.criteria,
        grounds=_grounds(prepared, ranking),
    )
    return {
        "entries": Entries(maker),
        "listing": listing,
        "figures": figures_of(prepared, chosen),
        "losses": losses_of(prepared, chosen),
        "payments": spending_of(prepared, paid),
        "labour": crews_of(prepared, chosen),
    }


def _grounds(prepared: Prepared, ranking: Ranking) -> Grounds:
    table, scenario = prepared.table, prepared.case.scenario
    return Grounds(
        inventory=prepared.case.inventory,
        rules=scenario.rules,
        ranking=ranking,
        works={kind: spec.name.model_dump() for kind, spec in scenario.works.items()},
        index=prepared.fixed.index,
        subjects=table.subjects,
        barred=prepared.fixed.chance == BARRED,
        quickest=prepared.case.quickest,
        lawful=prepared.fixed.lawful,
        clearable=prepared.fixed.clearable,
        lacks=prepared.fixed.lacks,
        carried=prepared.fixed.carried,
        restorable=prepared.fixed.restorable,
        years=len(table.years),
        rows=prepared.problem.linking.ids,
    )


@cache
def _version() -> str:
    try:
        return version("vidnova")
    except PackageNotFoundError:
        return "unreleased"


def _provenance(loaded: Loaded, prepared: Prepared, solution: Solution, seed: int) -> Provenance:
    decisions = prepared.table.written(solution.chosen)
    return Provenance(
        scenario_sha256=loaded.sha256,
        inventory_sha256=loaded.inventory.sha256,
        decisions_sha256=hashlib.sha256(decisions.encode()).hexdigest(),
        vidnova=_version(),
        solver=solution.solver,
        seed=seed,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
    )
