"""Whether figures and money of two plans mean the same, so that one may be taken from the other."""

from math import isclose

from planner.plan.plan import Plan


def same_moneys(a: Plan, b: Plan) -> bool:
    """Whether two plans may spend the same money on the same terms."""
    terms = [
        (
            plan.scenario.money.currency,
            plan.scenario.money.price_year,
            {
                key: (fund.carry_over, fund.eligible, {y: m for y, m in fund.amount.items() if m})
                for key, fund in plan.scenario.money.funds.items()
            },
        )
        for plan in (a, b)
    ]
    return terms[0] == terms[1]


def same_currency(a: Plan, b: Plan) -> bool:
    """Whether sums of both plans may be taken from each other."""
    moneys = [(p.scenario.money.currency, p.scenario.money.price_year) for p in (a, b)]
    return moneys[0] == moneys[1]


def same_measure(a: Plan, b: Plan) -> bool:
    measures = [(s.criteria, s.horizon, s.damage, s.significance) for s in (a.scenario, b.scenario)]
    if measures[0] != measures[1]:
        return False
    return all(
        isclose(figure.attainable, b.figures.by_criterion[c].attainable, rel_tol=1e-9)
        for c, figure in a.figures.by_criterion.items()
    )


def alike(reference: Plan, other: Plan, criterion: str) -> bool:
    """Whether a criterion means the same in both plans: how it is measured, over which years, and
    how much of it there is."""
    scenarios = (reference.scenario, other.scenario)
    one, two = [(s.criteria.get(criterion), s.horizon, s.damage, s.significance) for s in scenarios]
    old, new = [p.figures.by_criterion.get(criterion) for p in (reference, other)]
    if old is None or new is None or one != two:
        return False
    return isclose(old.attainable, new.attainable, rel_tol=1e-9)
