"""One plan judged by another plan's weights."""

from math import fsum

from planner.criteria import COST
from planner.plan.plan import Plan


def benefit(plan: Plan, judge: Plan) -> float | None:
    r"""Points that `plan` scores by the weights, attainables and money of `judge`.

    .. math:: V = 100 \sum_c w_c \frac{\sum_a g_{ca}}{G_c} - 100\, w_{cost} \frac{spent}{all\ money}

    w_c  judge.shares    g_ca  gain of the planned entry a [unit of c]    G_c  attainable of judge
    spent  of plan    all money  of the judge's base scenario
    None where the judge weights a criterion that `plan` was not measured by.
    """
    listing = plan.listing
    planned = listing.in_plan
    column = {name: k for k, name in enumerate(plan.figures.by_criterion)}
    points: list[float] = []
    for criterion, figure in judge.figures.by_criterion.items():
        weight = judge.shares.get(criterion, 0.0)
        if weight == 0.0 or figure.attainable <= 0.0:
            continue
        if criterion not in column:
            return None
        gain = fsum(listing.gain[planned, column[criterion]].tolist())
        points.append(100.0 * weight * gain / figure.attainable)
    points.append(_points_of_money(judge) * plan.figures.spent)
    return fsum(points)


def _points_of_money(judge: Plan) -> float:
    """Points (never above 0) that the judge's weights take for a minor unit spent.

    Read off its list, since all the money of its base scenario stands behind them.
    """
    listing = judge.listing
    if COST not in listing.columns:
        return 0.0
    charged = listing.cost > 0
    points = listing.points[charged, listing.columns.index(COST)]
    cost = int(listing.cost[charged].sum())
    return fsum(points.tolist()) / cost if cost else 0.0


def judged_share(plan: Plan, judge: Plan) -> float | None:
    """Benefit of `plan` as a share of the judge's own, both judged by the judge's weights.

    None where it cannot be told: a criterion is missing, or the judge's own benefit is not
    above 0.
    """
    own, other = benefit(judge, judge), benefit(plan, judge)
    if own is None or other is None or own <= 0.0:
        return None
    return other / own
