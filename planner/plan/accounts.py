"""What a plan achieves, spends and loses, in natural units."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final, NamedTuple

import numpy as np

from planner.alternatives.attributes import PEOPLE
from planner.alternatives.gains import counts_of, effects_by_code, kept_shares
from planner.alternatives.table import CODES, CREW_UNITS, NOTHING
from planner.arrays import Floats, Integers
from planner.domain import BUILD, COMPENSATE, WORKS
from planner.optimise.certify.exact import Payments
from planner.plan.figures import Done, Figure, Figures, Labour, Loss, Payment
from planner.plan.fixed import CLASSES
from planner.plan.listing import takers
from planner.plan.prepare import Prepared
from planner.plan.stake import HeritageKept, heritage_criterion
from planner.scenario.scenario import Scenario

SMALLEST_LOSS = 0.05
"""Points of significance below which a loss would read as 0.0."""


_DONE: Final[Mapping[Done, tuple[str, ...]]] = {
    "mended": ("conserve", "restore", "repair"),
    "rebuilt": ("rebuild",),
    "adapted": ("adapt",),
    "propped": ("stabilise",),
    "housed": (COMPENSATE,),
    "cleared": ("clear",),
    "built": (BUILD,),
}
"""What the last works make of a building."""


def figures_of(prepared: Prepared, chosen: Integers) -> Figures:
    """Key figures of the chosen alternatives. chosen (n_groups,)."""
    table, fixed, scenario = prepared.table, prepared.fixed, prepared.case.scenario
    cost, spending = fixed.cost[chosen], fixed.spending[chosen]
    counts = counts_of(scenario, prepared.attributes, table, chosen)
    gains = table.gain[chosen].sum(axis=0)
    by_criterion = {
        name: Figure(
            criterion=name,
            count=_whole_people(scenario, name, counts[:, column].sum()),
            possible=_whole_people(scenario, name, _possible(prepared, column)),
            gain=float(gains[column]),
            attainable=float(prepared.attainable[column]),
        )
        for column, name in enumerate(table.criteria)
    }
    planned = table.real[chosen]
    residents = _residents(prepared, chosen, counts)
    return Figures(
        by_criterion=by_criterion,
        spent=int(cost.sum()),
        spent_low=int(table.cost_low[chosen].sum()),
        spent_high=int(table.cost_high[chosen].sum()),
        money_total=scenario.money.minor,
        spent_by_class={
            name: int(cost[spending == code].sum())
            for code, name in enumerate(CLASSES)
            if name != "certificates" or COMPENSATE in scenario.works
        },
        sites_planned=int(planned[: table.n_sites].sum()),
        sites_total=table.n_sites,
        sites_settled=int(np.count_nonzero(fixed.settled)),
        projects_planned=int(planned[table.n_sites :].sum()),
        projects_total=len(table.subjects) - table.n_sites,
        by_district=_by_district(prepared, chosen),
        done=_done(prepared, chosen),
        residents_back=residents.back,
        residents_in_new=residents.in_new,
        residents_certified=residents.certified,
        residents_out=residents.out,
        heritage=_heritage(prepared, by_criterion),
    )


def _whole_people(scenario: Scenario, criterion: str, amount: float) -> float:
    """A count as every surface has it: there are no parts of people."""
    people = scenario.criteria[criterion].attribute in PEOPLE
    return float(round(amount)) if people else float(amount)


def _possible(prepared: Prepared, column: int) -> float:
    """What could be reached, and of heritage what is at stake besides."""
    name = heritage_criterion(prepared.case.scenario.criteria)
    beyond = prepared.fixed.beyond.points if prepared.table.criteria[column] == name else 0.0
    return float(prepared.possible[column]) + beyond


def _by_district(prepared: Prepared, chosen: Integers) -> dict[str, dict[str, float]]:
    """What each district gets of what it could; none in a city that knows no districts."""
    fixed, table = prepared.fixed, prepared.table
    found: dict[str, dict[str, float]] = {}
    for column, criterion in enumerate(table.criteria):
        most, got = fixed.could_gain[:, column], table.gain[chosen, column]
        reached = np.bincount(fixed.district, weights=got, minlength=len(most))
        found[criterion] = {
            name: float(reached[k] / most[k])
            for k, name in enumerate(fixed.districts)
            if name and most[k] > 0
        }
    return found


def _done(prepared: Prepared, chosen: Integers) -> dict[Done, int]:
    """How many buildings and projects by what is done to them."""
    table = prepared.table
    codes = table.last[chosen[table.real[chosen]]]
    number = np.bincount(codes, minlength=len(CODES)).tolist()
    by_works: dict[Done, int] = {
        done: sum(number[CODES.index(works)] for works in group) for done, group in _DONE.items()
    }
    return by_works | {"made_way": int(np.count_nonzero(table.make_way[chosen]))}


def _heritage(prepared: Prepared, figures: Mapping[str, Figure]) -> HeritageKept | None:
    """What is kept of all that is at stake, whether or not this plan could reach it."""
    name = heritage_criterion(prepared.case.scenario.criteria)
    if name is None or figures[name].possible <= 0:
        return None
    figure, unjudged = figures[name], prepared.fixed.beyond.unjudged
    return HeritageKept(kept=figure.count, at_stake=figure.possible, unjudged=unjudged)


class _Residents(NamedTuple):
    """Who gets which home, and who is out today."""

    back: int = 0
    in_new: int = 0
    certified: int = 0
    out: int = 0


def _residents(prepared: Prepared, chosen: Integers, counts: Floats) -> _Residents:
    """Each counted once; the rounding of all of them is that of the criterion's figure."""
    criteria, n_sites = prepared.case.scenario.criteria, prepared.table.n_sites
    certified = prepared.table.certified[chosen]
    for column, name in enumerate(prepared.table.criteria):
        if criteria[name].attribute == "residents_out":
            out = np.nansum(prepared.attributes.value[:n_sites, column])
            housed = round(counts[certified, column].sum())
            back = round(counts[:n_sites, column][~certified[:n_sites]].sum())
            in_new = round(counts[:, column].sum()) - back - housed
            return _Residents(back, in_new, housed, round(out))
    return _Residents()


def _recovery(prepared: Prepared) -> Floats:
    """Share of the impaired fabric that each works recovers, by code."""
    for criterion in prepared.case.scenario.criteria.values():
        if criterion.attribute == "significance" and criterion.timing == "condition":
            return effects_by_code(criterion)
    return np.zeros(len(WORKS) + 2)


def losses_of(prepared: Prepared, chosen: Integers) -> tuple[Loss, ...]:
    """Every heritage loss of the plan, by clearing first, the largest first.

    A loss is what survives today and is gone by the end of the appraisal.
    """
    case, table = prepared.case, prepared.table
    groups = np.flatnonzero(case.significance > 0)
    picked = chosen[groups]
    kept, _ = kept_shares(
        case.scenario,
        prepared.attributes,
        groups,
        (table.first[picked], table.second[picked]),
        (table.first_start[picked], table.second_start[picked]),
        _recovery(prepared),
    )
    significance = case.significance[groups]
    lost = significance * (1.0 - prepared.attributes.impaired[groups] - kept)
    lost = lost * prepared.attributes.touched[groups]
    by_project = takers(prepared, chosen)
    sites, projects = case.inventory.sites, case.inventory.projects
    losses = [
        Loss(
            id=sites.id[g],
            name=sites.names(int(g)),
            kind="clearing" if kept[k] == 0.0 and table.first[picked[k]] >= 0 else "decay",
            significance=float(significance[k]),
            lost=float(lost[k]),
            by_project=projects.id[by_project[g]] if table.make_way[picked[k]] else None,
        )
        for k, g in ((k, int(groups[k])) for k in np.flatnonzero(lost >= SMALLEST_LOSS))
    ]
    return tuple(sorted(losses, key=lambda loss: (loss.kind, -loss.lost, loss.id)))


def spending_of(prepared: Prepared, paid: Payments) -> tuple[Payment, ...]:
    """What each fund pays each year, and what it receives."""
    money = prepared.case.scenario.money
    given = {fund: money.minor_of(fund) for fund in money.funds}
    rows = prepared.problem.linking
    years = prepared.table.years
    spent = {(year, fund): Fraction(0) for year in years for fund in given}
    for (demand, supply), amount in paid.items():
        year = rows.ids[demand].year
        assert year is not None
        spent[year, rows.ids[supply].subject] += amount
    return tuple(
        Payment(year, fund, int(amount), given[fund].get(year, 0))
        for (year, fund), amount in spent.items()
    )


def crews_of(prepared: Prepared, chosen: Integers) -> tuple[Labour, ...]:
    """What each crew does each year, and could."""
    table, crews = prepared.table, prepared.case.scenario.crews
    at_work = chosen[table.first[chosen] != NOTHING]
    used = table.labour[at_work].sum(axis=0) / CREW_UNITS
    return tuple(
        Labour(year, crew, float(used[k, column]), float(crews[crew].capacity.get(year, 0)))
        for column, year in enumerate(table.years)
        for k, crew in enumerate(crews)
    )
