"""What a plan achieves, spends and loses, in natural units."""

from collections.abc import Mapping
from fractions import Fraction

import numpy as np

from planner.alternatives.gains import effects_by_code, kept_shares
from planner.alternatives.table import CREW_UNITS, NOTHING, last_works
from planner.arrays import Floats, Integers
from planner.domain import WORKS
from planner.optimise.certify.exact import Payments
from planner.plan.figures import Figure, Figures, Labour, Loss, Payment
from planner.plan.fixed import CLASSES
from planner.plan.listing import takers
from planner.plan.prepare import Prepared
from planner.plan.stake import HeritageKept, heritage_criterion
from planner.scenario.scenario import SpendingClass

SMALLEST_LOSS = 0.05
"""Points of significance below which a loss would read as 0.0."""


def _reached(prepared: Prepared, chosen: Integers) -> list[float]:
    """For each criterion the attribute x effect of the last works, without timing, summed."""
    table, known = prepared.table, prepared.fixed.known
    last = last_works(table.first[chosen], table.second[chosen])
    effects = map(effects_by_code, prepared.case.scenario.criteria.values())
    return [float((at * of[last]).sum()) for at, of in zip(known, effects, strict=True)]


def figures_of(prepared: Prepared, chosen: Integers) -> Figures:
    """Key figures of the chosen alternatives."""
    table, fixed = prepared.table, prepared.fixed
    cost, spending = fixed.cost[chosen], fixed.spending[chosen]
    by_class: dict[SpendingClass, int] = {
        name: int(cost[spending == code].sum()) for code, name in enumerate(CLASSES)
    }
    reached = _reached(prepared, chosen)
    heritage = heritage_criterion(prepared.case.scenario.criteria)
    by_criterion = {
        name: Figure(
            criterion=name,
            achieved=float(table.gain[chosen, column].sum()),
            attainable=float(prepared.attainable[column]),
            reached=reached[column],
            reachable=float(fixed.reachable[column]),
            beyond=fixed.beyond.points if name == heritage else 0.0,
        )
        for column, name in enumerate(table.criteria)
    }
    planned = table.real[chosen]
    homes = _residents(prepared, reached)
    return Figures(
        by_criterion=by_criterion,
        spent=int(cost.sum()),
        money_total=prepared.case.scenario.money.minor,
        spent_by_class=by_class,
        sites_planned=int(planned[: table.n_sites].sum()),
        sites_total=table.n_sites,
        projects_planned=int(planned[table.n_sites :].sum()),
        projects_total=len(table.subjects) - table.n_sites,
        residents_back=homes[0],
        residents_out=homes[1],
        heritage=_heritage(prepared, by_criterion),
    )


def _heritage(prepared: Prepared, figures: Mapping[str, Figure]) -> HeritageKept | None:
    """What is kept of all that is at stake, whether or not this plan could reach it."""
    name, beyond = heritage_criterion(prepared.case.scenario.criteria), prepared.fixed.beyond
    if name is None:
        return None
    at_stake = figures[name].at_stake
    if at_stake <= 0:
        return None
    return HeritageKept(kept=figures[name].achieved, at_stake=at_stake, unjudged=beyond.unjudged)


def _residents(prepared: Prepared, reached: list[float]) -> tuple[float, float]:
    """(residents whose homes are usable again or new, residents who are out today)."""
    criteria = prepared.case.scenario.criteria
    for column, name in enumerate(prepared.table.criteria):
        if criteria[name].attribute == "residents_out":
            out = prepared.attributes.value[: prepared.table.n_sites, column]
            return reached[column], float(np.nansum(out))
    return 0.0, 0.0


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
