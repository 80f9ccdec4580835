"""What each kind of works would cost at each site, how long it takes, and when it is paid."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import numpy as np

from planner.alternatives.attributes import residents_out, touched_of
from planner.alternatives.bringing import led
from planner.arrays import Flags, Floats, Integers
from planner.domain import BUILD, COMPENSATE, GRADES, MONUMENTS, NOT_CHECKED, WORKS
from planner.inventory import Inventory, Quality
from planner.money import MINOR_PER_MAJOR, MINOR_PER_MILLION
from planner.scenario.scenario import Scenario
from planner.works import CostClass, duration_years

ON_CLEARED: Final = ("rebuild", COMPENSATE)
"""What can be done where nothing stands any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """Costs of n groups (sites, then projects) x w kinds of works (CODES, `build` last).

    Money in minor units, rounded up to the scenario's step. Not all of it may be spent: `lawful`
    says which works are done there. To clear a plot that is cleared already costs 0.
    """

    lawful: Flags
    """(n, w) allowed by law and possible at the damage grade, with all figures known."""
    likely: Integers
    low: Integers
    high: Integers
    years: Integers
    """(n, w) how long they take."""
    lead: Integers
    """(n, w) years of survey, design and tender before they may start."""
    may_make_way: Flags
    """(n,) whether the plot may be cleared for a project."""


def step_of(scenario: Scenario) -> int:
    """The rounding step of cost estimates, in minor units."""
    return scenario.money.tender.minor(scenario.money.round_to)


def _rounded(cost: Floats, step: int) -> Integers:
    """Costs rounded up to the step; the small allowance keeps 0.1 + 0.2 from costing a step."""
    return np.asarray(np.ceil(np.nan_to_num(cost) / step - 1e-9) * step, dtype=np.int64)


def _unit_costs(scenario: Scenario, bound: str) -> Floats:
    """(grades 0-5 and unknown, works) currency per m2; NaN where the works are not done."""
    table = np.full((len(GRADES) + 2, len(WORKS)), np.nan)
    for column, works in enumerate(WORKS):
        if works in scenario.works:
            for grade, cost in scenario.works[works].unit_cost.items():
                table[grade, column] = float(getattr(cost, bound))
    return table


def _statuses(scenario: Scenario, inventory: Inventory) -> Flags:
    """(n_sites, works) lawful for the status and sensible for the use of each building.

    A status that was lifted and a re-creation that was allowed add to what is lawful. Nothing is
    lawful where nothing is left to do, no new use is given where the table names new uses and none
    for this building, and nobody rebuilds what nobody has looked up.
    """
    rules = scenario.rules
    sites = inventory.sites
    status = np.asarray(sites.heritage_status)
    lifted = np.isin(sites.id, [entry.site for entry in rules.status_lifted])
    lifted &= np.isin(status, sorted(MONUMENTS))
    recreated = np.isin(sites.id, [entry.site for entry in rules.recreation])
    allowed = np.zeros((len(status), len(WORKS)), dtype=bool)
    for column, works in enumerate(WORKS):
        if works in scenario.works:
            spec = scenario.works[works]
            allowed[:, column] = np.isin(status, spec.lawful_for)
            allowed[:, column] |= lifted & ("none" in spec.lawful_for)
            if spec.monument_up_to is not None:
                monument = np.isin(status, sorted(MONUMENTS)) & ~lifted
                allowed[:, column] &= ~monument | (sites.damage_grade <= spec.monument_up_to)
            if spec.uses:
                allowed[:, column] &= np.isin(np.asarray(sites.use), spec.uses)
    allowed[:, WORKS.index("rebuild")] |= recreated & (status != NOT_CHECKED)
    if "new_use" in sites.today.stated:
        allowed[:, WORKS.index("adapt")] &= np.asarray(sites.today.new_use, dtype=object) != ""
    return np.asarray(allowed & ~sites.today.settled[:, None])


def _site_costs(scenario: Scenario, inventory: Inventory, bound: str) -> Floats:
    """(n_sites, works) minor units: unit costs by the floor that the damage touches or by the
    residents who are out, and what is known of single sites in their place."""
    sites = inventory.sites
    unit = _unit_costs(scenario, bound)[sites.damage_grade]
    amount = np.tile((sites.floor_area_m2 * touched_of(inventory))[:, None], len(WORKS))
    people = residents_out(scenario, inventory)
    for column, works in enumerate(WORKS):
        if works in scenario.works and scenario.works[works].per == "resident":
            amount[:, column] = np.where(
                people > 0, people, np.nan
            )  # nobody there, nobody to house
    return _with_known(scenario, inventory, bound, unit * amount * MINOR_PER_MAJOR)


def _with_known(scenario: Scenario, inventory: Inventory, bound: str, cost: Floats) -> Floats:
    """`cost` (n_sites, works) with the costs that a contract or a tender states in their place.

    A known cost keeps the works possible at the grade. What is reported may move as far as the
    scenario says of known costs, what is only estimated as far as the unit cost it replaces.
    """
    today, sites = inventory.sites.today, inventory.sites
    rows = np.flatnonzero(~np.isnan(today.cost_known))
    if not len(rows):
        return cost
    columns = np.array([WORKS.index(today.cost_known_works[row]) for row in rows])
    likely, moved = (
        _unit_costs(scenario, b)[sites.damage_grade[rows], columns] for b in ("likely", bound)
    )
    stated = scenario.money.known_cost
    known = getattr(stated, bound) if stated is not None and bound != "likely" else 1.0
    reported = sites.quality["cost_known"][rows] == Quality.REPORTED
    share = np.where(reported, known, moved / likely)
    minor = today.cost_known[rows] * scenario.money.tender.size
    cost = cost.copy()
    cost[rows, columns] = np.where(np.isnan(likely), np.nan, minor * share)
    return cost


def _project_costs(scenario: Scenario, inventory: Inventory, bound: str) -> Floats:
    column = getattr(inventory.projects, f"cost_musd_{bound}")
    return np.asarray(column, dtype=float) * float(scenario.money.exchange.USD) * MINOR_PER_MILLION


def _years(scenario: Scenario, likely: Integers) -> Integers:
    years = np.ones_like(likely)
    for column, works in enumerate(WORKS):
        if works in scenario.works:
            classes: tuple[CostClass, ...] = scenario.works[works].years or scenario.duration
            in_units = likely[:, column] / scenario.money.tender.size
            years[:, column] = duration_years(in_units, classes)
    return years


def _leads(scenario: Scenario, inventory: Inventory) -> Integers:
    """(n_groups, w) years before works may start; projects and works under way wait for nothing,
    nor does a city whose table says nothing of how far works are prepared."""
    sites, n_projects = inventory.sites, len(inventory.projects.id)
    leads = np.zeros((len(sites.id) + n_projects, len(WORKS) + 1), dtype=np.int64)
    if "readiness" not in sites.today.stated:
        return leads
    monument = np.isin(np.asarray(sites.heritage_status), sorted(MONUMENTS))
    waits = ~sites.begun
    for column, works in enumerate(WORKS):
        lead = scenario.works[works].lead if works in scenario.works else None
        if lead is None:
            continue
        ready = sites.today.ready_for(works)
        prepared = np.array([word or "unknown" for word in ready], dtype=object)
        for readiness in np.unique(prepared[waits]).tolist() if waits.any() else ():
            here = waits & (prepared == readiness)
            years = lead.years.get(readiness, 0)
            leads[: len(here), column][here] = years
            leads[: len(here), column][here & monument] = lead.monument.get(readiness, years)
    return leads


def costs_of(scenario: Scenario, inventory: Inventory) -> Costs:
    """Costs, durations and lawfulness of every kind of works at every site and project."""
    step = step_of(scenario)
    n_sites, n_projects = len(inventory.sites.id), len(inventory.projects.id)
    shape = (n_sites + n_projects, len(WORKS) + 1)
    cleared = inventory.sites.plot_cleared | inventory.sites.today.has_state("demolished")
    clear = WORKS.index("clear")
    amounts = {}
    for bound in ("low", "likely", "high"):
        amounts[bound] = np.zeros(shape, dtype=np.int64)
        site = _site_costs(scenario, inventory, bound)
        amounts[bound][:n_sites, :-1] = _rounded(site, step)
        amounts[bound][:n_sites, clear][cleared] = 0
        amounts[bound][n_sites:, -1] = _rounded(_project_costs(scenario, inventory, bound), step)
    known = ~np.isnan(_site_costs(scenario, inventory, "likely"))
    lawful = np.zeros(shape, dtype=bool)
    lawful[:n_sites, :-1] = _statuses(scenario, inventory) & known
    whole = inventory.sites.today.part == 1.0  # what stands beside the damage is no ruin
    free = (lawful[:n_sites, clear] & whole) | cleared
    may_make_way = np.concatenate([free, np.zeros(n_projects, bool)])
    lawful[:n_sites, :-1] &= ~cleared[:, None] | np.isin(WORKS, ON_CLEARED)
    lawful[n_sites:, -1] = True
    years = np.ones(shape, dtype=np.int64)
    years[:n_sites, :-1] = _years(scenario, amounts["likely"][:n_sites, :-1])
    years[n_sites:, -1] = inventory.projects.years_to_build
    return Costs(
        lawful=lawful,
        **amounts,
        years=years,
        lead=led(inventory, _leads(scenario, inventory), years, lawful),
        may_make_way=may_make_way,
    )


def quickest_years(scenario: Scenario, inventory: Inventory) -> Integers:
    """(n,) years until the quickest lawful works end at each site and project, with those of
    preparing them; 0 for none."""
    costs = costs_of(scenario, inventory)
    never = np.iinfo(np.int64).max
    quickest = np.where(costs.lawful, costs.lead + costs.years, never).min(axis=1)
    return np.where(quickest == never, 0, quickest)


def spread(cost: Integers, start: Integers, years: Integers, n_years: int, step: int) -> Integers:
    """Cost by year: equal whole steps over the years of the works, the rest in the first.

    cost, start, years (n,) -> (n, n_years); what would fall due after the last year is left out,
    so callers drop such alternatives first.
    """
    each = cost // (years * step) * step
    column = np.arange(n_years)
    during = (column >= start[:, None]) & (column < (start + years)[:, None])
    first = column == start[:, None]
    rest = cost - each * years
    return np.asarray(during * each[:, None] + first * rest[:, None], dtype=np.int64)


def labour_rates(scenario: Scenario) -> Floats:
    """(works incl. build, crews) crew units per money unit spent."""
    rates = np.zeros((len(WORKS) + 1, len(scenario.crews)))
    for row, works in enumerate((*WORKS, BUILD)):
        if works in scenario.works:
            labour = scenario.works[works].labour
            rates[row] = [float(labour.get(crew, Decimal(0))) for crew in scenario.crews]
    return rates
