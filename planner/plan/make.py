"""Scenario -> Plan: prepare, solve, check, rank, account."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import numpy as np
from numpy.typing import NDArray

from planner.alternatives import CODES, NOTHING
from planner.criteria import COST
from planner.errors import Fault, SolverError
from planner.optimise import Solution, check, solve
from planner.optimise.prices import priced
from planner.optimise.search import Progress
from planner.plan.accounts import crews_of, displaced_by, figures_of, losses_of, spending_of
from planner.plan.conflict import infeasible
from planner.plan.model import Entry, Plan, Provenance, Step
from planner.plan.prepare import Prepared, prepare
from planner.plan.rank import Ranking, plot_fees, rank
from planner.plan.reasons import charges_of, forced, reason_for
from planner.scenario.files import Loaded

Integers = NDArray[np.int64]


def make_plan(
    loaded: Loaded,
    *,
    gap: float = 1e-6,
    seconds: float = 60.0,
    seed: int = 0,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Plan:
    """The best plan of a scenario, ranked and accounted for.

    `progress` and `cancelled` are those of `solve`: a search that is cancelled ends soon with the
    best plan so far.

    Raises InfeasiblePlanError naming the rules that cannot hold together, and SolverError when
    no plan was found in time or the one found fails the independent check.
    """
    prepared = prepare(loaded)
    problem = prepared.problem.with_value(prepared.values(loaded.scenario))
    solution = solve(
        problem, gap=gap, seconds=seconds, seed=seed, progress=progress, cancelled=cancelled
    )
    if solution.status == "infeasible":
        raise infeasible(loaded, prepared, problem, stop=cancelled)
    report = check(problem, solution)
    if not report.sound:
        raise SolverError([Fault(key="check_failed", value=", ".join(report.faults))])
    return _plan(loaded, prepared, solution, seed)


def _plan(loaded: Loaded, prepared: Prepared, solution: Solution, seed: int) -> Plan:
    scenario, inventory = loaded.scenario, loaded.inventory
    chosen, value = solution.chosen, prepared.values(scenario)
    prices = np.array([solution.prices[name] for name in prepared.problem.linking.names])
    at_prices = priced(prepared.problem.with_value(value), prices)
    fees = plot_fees(prepared.problem.linking, prices)
    ranking = rank(prepared.case, chosen, value, at_prices, fees)
    return Plan(
        scenario=scenario,
        inventory=inventory,
        shares=scenario.shares,
        entries=_entries(loaded, prepared, solution, ranking, prices),
        figures=figures_of(prepared, chosen),
        losses=losses_of(prepared, chosen),
        spending=spending_of(prepared, chosen),
        crews=crews_of(prepared, chosen),
        value=solution.value,
        bound=solution.bound,
        gap=solution.gap,
        proven=solution.proven,
        bound_from=solution.bound_from,
        status=solution.status,
        seconds=solution.seconds,
        provenance=_provenance(loaded, prepared, solution, seed),
    )


def steps_of(prepared: Prepared, alternative: int) -> tuple[Step, ...]:
    """The works of an alternative with their calendar years."""
    table = prepared.table
    pairs = (
        (table.first, table.first_start, table.first_years),
        (table.second, table.second_start, table.second_years),
    )
    return tuple(
        Step(
            works=CODES[works[alternative]],
            start=table.years[0] + int(start[alternative]),
            years=int(years[alternative]),
        )
        for works, start, years in pairs
        if works[alternative] != NOTHING
    )


def _entries(
    loaded: Loaded,
    prepared: Prepared,
    solution: Solution,
    ranking: Ranking,
    prices: NDArray[np.float64],
) -> tuple[Entry, ...]:
    maker = _EntryMaker(loaded, prepared, solution, ranking, prices)
    return tuple(maker.entry(int(g), place + 1) for place, g in enumerate(ranking.order))


class _EntryMaker:
    """Holds what every entry is made from."""

    def __init__(
        self,
        loaded: Loaded,
        prepared: Prepared,
        solution: Solution,
        ranking: Ranking,
        prices: NDArray[np.float64],
    ) -> None:
        self.prepared, self.ranking = prepared, ranking
        self.charges = charges_of(prepared.problem.linking, prices, ranking.shown)
        self.points = prepared.points(loaded.scenario)
        self.taken = displaced_by(prepared, solution.chosen)
        charged = loaded.scenario.shares[COST] > 0
        self.columns = [*prepared.table.criteria, *([COST] if charged else [])]

    def entry(self, group: int, place: int) -> Entry:
        """The entry of one site or project at its place in the list."""
        table = self.prepared.table
        shown = int(self.ranking.shown[group])
        subject = table.subjects[group]
        points = self.points[shown][: len(self.columns)]
        reason = reason_for(
            self.prepared.case,
            self.ranking,
            self.prepared.problem.linking,
            self.charges,
            group,
        )
        paid = zip(table.years, table.money[shown].tolist(), strict=True)
        return Entry(
            id=subject,
            **self._description(group),
            group=self.ranking.group[group],
            rank=place,
            steps=steps_of(self.prepared, shown),
            margin=float(self.ranking.margin[group]),
            importance=float(points.sum()),
            points=dict(zip(self.columns, points.tolist(), strict=True)),
            natural=dict(zip(table.criteria, table.gain[shown].tolist(), strict=True)),
            cost=int(table.money[shown].sum()),
            cost_low=int(table.cost_low[shown]),
            cost_high=int(table.cost_high[shown]),
            money={year: amount for year, amount in paid if amount},
            displaced_by=self.taken.get(subject) if table.make_way[shown] else None,
            reason=reason.key,
            reason_values=reason.values,
            missing=reason.missing,
            forced=forced(self.prepared.case, subject),
        )

    def _description(self, group: int) -> dict[str, Any]:
        """What the tables say of a site or project."""
        n_sites = self.prepared.table.n_sites
        inventory = self.prepared.case.inventory
        if group < n_sites:
            sites = inventory.sites
            return {
                "kind": "site",
                "name": {"uk": sites.name_uk[group], "en": sites.name_en[group]},
                "district": sites.district[group],
                "use": sites.use[group],
                "heritage_status": sites.heritage_status[group],
                "damage_grade": int(sites.damage_grade[group]),
                "lat": float(sites.lat[group]),
                "lon": float(sites.lon[group]),
            }
        projects, k = inventory.projects, group - n_sites
        return {
            "kind": "project",
            "name": {"uk": projects.name_uk[k], "en": projects.name_en[k]},
            "district": projects.district[k],
            "use": projects.kind[k],
            "heritage_status": "none",
            "damage_grade": 0,
            "lat": float(projects.lat[k]),
            "lon": float(projects.lon[k]),
            "displaces": projects.displaces[k],
        }


def _version() -> str:
    try:
        return version("vidnova")
    except PackageNotFoundError:
        return "unreleased"


def _provenance(loaded: Loaded, prepared: Prepared, solution: Solution, seed: int) -> Provenance:
    decisions = "\n".join(prepared.table.label(int(a)) for a in solution.chosen)
    return Provenance(
        scenario_sha256=loaded.sha256,
        inventory_sha256=loaded.inventory.sha256,
        decisions_sha256=hashlib.sha256(decisions.encode()).hexdigest(),
        vidnova=_version(),
        solver=solution.solver,
        seed=seed,
        value=solution.value,
        bound=solution.bound,
        gap=solution.gap,
        proven=solution.proven,
        bound_from=solution.bound_from,
        seconds=solution.seconds,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
    )
