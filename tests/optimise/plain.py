"""The definitions that exact.py and certificate.py compute fast, written out in Fractions."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from planner.problem import Problem, Rows

Dense = list[list[Fraction]]


def dense(rows: Rows) -> Dense:
    """(n, n_rows) what each alternative uses of each row."""
    return [[Fraction(use) for use in uses] for uses in rows.matrix.toarray().T.tolist()]


def plain_value(problem: Problem, chosen: Sequence[int]) -> Fraction:
    """The sum of the chosen values."""
    return sum((Fraction(float(problem.value[a])) for a in chosen), Fraction(0))


def plain_slacks(problem: Problem, uses: Dense, chosen: Sequence[int]) -> list[Fraction]:
    """Right less left-hand side of every row."""
    rhs = [Fraction(limit) for limit in problem.linking.rhs.tolist()]
    return [limit - sum(uses[a][r] for a in chosen) for r, limit in enumerate(rhs)]


def plain_broken(problem: Problem, slacks: Sequence[Fraction]) -> dict[int, Fraction]:
    """Row without flows -> by how much it is broken."""
    over = {"<=": lambda s: -s, ">=": lambda s: s, "=": abs}
    flowing = set(problem.linking.arcs.ravel().tolist())
    excess = {r: over[problem.linking.sense[r]](slack) for r, slack in enumerate(slacks)}
    return {r: amount for r, amount in excess.items() if amount > 0 and r not in flowing}


def plain_unpaid(problem: Problem, slacks: Sequence[Fraction]) -> Fraction:
    """The most by which any set of demands exceeds the money open to it (Hall's condition)."""
    arcs = problem.linking.arcs.tolist()
    needy = sorted({r for arc in arcs for r in arc if slacks[r] < 0})
    most = Fraction(0)
    for size in range(1, len(needy) + 1):
        for some in combinations(needy, size):
            open_to = {s for s, d in arcs if d in some and slacks[s] > 0}
            need = sum((-slacks[d] for d in some), Fraction(0))
            most = max(most, need - sum((slacks[s] for s in open_to), Fraction(0)))
    return most


def plain_keeps(problem: Problem, uses: Dense, chosen: Sequence[int]) -> bool:
    """Whether the choice keeps every row."""
    slacks = plain_slacks(problem, uses, chosen)
    return not plain_broken(problem, slacks) and plain_unpaid(problem, slacks) == 0


def plain_lawful(rows: Rows, prices: Mapping[str, float]) -> bool:
    """Whether L(prices) is a bound."""
    p = [prices[name] for name in rows.names]
    signed = all(
        price == 0 or sense == "=" or (price > 0) == (sense == "<=")
        for price, sense in zip(p, rows.sense, strict=True)
    )
    return signed and all(p[s] >= p[d] and p[s] >= 0 for s, d in rows.arcs.tolist())


def plain_bound(problem: Problem, uses: Dense, prices: Mapping[str, float]) -> Fraction:
    """L(p) = sum_g max_{a in g} (value_a - sum_r p_r use_ra) + sum_r p_r rhs_r."""
    rows = problem.linking
    p = [Fraction(prices[name]) for name in rows.names]
    best: dict[int, Fraction] = {}
    for a, g in enumerate(problem.group.tolist()):
        priced = sum((price * use for price, use in zip(p, uses[a], strict=True)), Fraction(0))
        reduced = Fraction(float(problem.value[a])) - priced
        best[g] = max(best.get(g, reduced), reduced)
    at_limits = (price * Fraction(b) for price, b in zip(p, rows.rhs.tolist(), strict=True))
    return sum(best.values(), Fraction(0)) + sum(at_limits, Fraction(0))
