"""Checks of years: funds and crews against the horizon, cost classes against each other."""

from decimal import Decimal
from itertools import pairwise

from planner.errors import Fault
from planner.scenario.tree import Tree, as_number, as_year


def horizon_years(tree: Tree) -> tuple[range, range] | None:
    """Money years and appraisal years, or None where the horizon itself is at fault."""
    start, money, appraisal = (
        tree.number("horizon", key) for key in ("start", "money_years", "appraisal_years")
    )
    if start is None or money is None or appraisal is None:
        return None
    if not 2000 <= start <= 2200 or not 1 <= money <= 15 or not money <= appraisal <= 50:
        return None
    return range(int(start), int(start + money)), range(int(start), int(start + appraisal))


def fund_year_faults(tree: Tree) -> list[Fault]:
    """Money comes in the appraisal years: after the money years it is a later tranche."""
    years = horizon_years(tree)
    if years is None:
        return []
    return [
        fault
        for fund in tree.mapping("money", "funds")
        for fault in _outside(tree, ("money", "funds", fund, "amount"), years[1])
    ]


def crew_faults(tree: Tree) -> list[Fault]:
    """Each crew has a capacity for every year in which money may be spent."""
    years = horizon_years(tree)
    if years is None:
        return []
    spending = spending_years(tree, years)
    faults = []
    for crew in tree.mapping("crews"):
        place = ("crews", crew, "capacity")
        if "capacity" not in tree.mapping("crews", crew):
            continue
        stated = {as_year(year) for year in tree.mapping(*place)}
        faults += _outside(tree, place, years[1])
        for year in spending:
            if year not in stated:
                faults.append(tree.fault("crew_year_missing", place, year=year))
    return faults


def spending_years(tree: Tree, years: tuple[range, range]) -> range:
    """The money years, extended to the last tranche within the appraisal years."""
    last = years[0][-1]
    for fund in tree.mapping("money", "funds"):
        for key, amount in tree.mapping("money", "funds", fund, "amount").items():
            year, number = as_year(key), as_number(amount)
            if year in years[1] and number is not None and number > 0:
                last = max(last, year or last)
    return range(years[0][0], last + 1)


def _outside(tree: Tree, place: tuple[str | int, ...], years: range) -> list[Fault]:
    return [
        tree.fault("year_outside", (*place, key), key, first=years[0], last=years[-1])
        for key in tree.mapping(*place)
        if as_year(key) is not None and as_year(key) not in years
    ]


def duration_faults(tree: Tree) -> list[Fault]:
    """Cost classes rise, and the last one is open: every cost has its years."""
    places: list[tuple[str | int, ...]] = [("duration",)]
    places += [("works", name, "years") for name in tree.mapping("works")]
    faults = []
    for place in places:
        classes = tree.items(*place)
        limits = [_limit(tree, (*place, i)) for i in range(len(classes))]
        for i, limit in enumerate(limits[:-1]):
            if limit is None:
                faults.append(tree.fault("duration_open", (*place, i)))
        if limits and limits[-1] is not None:
            faults.append(tree.fault("duration_closed", (*place, len(limits) - 1)))
        known = [limit for limit in limits if limit is not None]
        if any(after <= before for before, after in pairwise(known)):
            faults.append(tree.fault("duration_order", place))
    return faults


def _limit(tree: Tree, place: tuple[str | int, ...]) -> Decimal | None:
    return tree.number(*place, "up_to")
