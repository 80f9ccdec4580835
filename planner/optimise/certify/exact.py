"""Exact arithmetic: does a choice keep every row, to the last kopeck?

Floats are the dyadic rationals that they hold: whole mantissas times powers of two. Sums of them
are taken in integers of one common unit, most of it by numpy. Money that flows from funds to
works is feasible exactly when a maximum flow meets every demand (Ford & Fulkerson 1956); where it
does not, the minimum cut names the demands that the funds open to them cannot pay.
"""

import itertools
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import numpy as np

from planner.arrays import Floats, Integers
from planner.problem.linking import Rows
from planner.problem.problem import Problem

Payments = dict[tuple[int, int], Fraction]
"""(demand row, supply row) -> how much of the one is paid from the other."""
UNIT_ROUNDOFF: Final = 2.0**-53
"""The largest relative error of one operation on floats."""
_DIGITS: Final = 53
"""Binary digits of a float's mantissa."""
_LOW_DIGITS: Final = 26
"""Those of its lower half."""
_AT_ONCE: Final = 2**25
"""So many half mantissas, below 2^27 each, sum to less than 2^53: exactly, in floats."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """Rows that a choice breaks together: their sum exceeds what they allow by `excess`."""

    rows: tuple[int, ...]
    """One row; or, where money flows, the demands that cannot be met."""
    suppliers: tuple[int, ...]
    """The supply rows open to those demands, all used up."""
    excess: Fraction
    """In the unit of the rows; positive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scaled:
    """Rational numbers number_k * 2^exponent."""

    numbers: list[int]
    exponent: int

    def fraction(self, number: int) -> Fraction:
        """`number` units as a rational."""
        if self.exponent >= 0:
            return Fraction(number << self.exponent)
        return Fraction(number, 1 << -self.exponent)


def dyadic(values: Floats) -> tuple[Integers, Integers]:
    """(n,) finite floats as whole mantissas and exponents: values = mantissa * 2^exponent."""
    if not np.isfinite(values).all():
        raise ValueError("a number is not finite")
    mantissa, exponent = np.frexp(values)
    return np.ldexp(mantissa, _DIGITS).astype(np.int64), exponent.astype(np.int64) - _DIGITS


def exact_sums(terms: Floats, place: Integers, size: int) -> Scaled:
    """Exact sums, (size,), of the terms that share a place, both (n,); 0 where a place has none.

    Terms of one place and one exponent are added as halves of their mantissas, which no float
    rounds while there are fewer than 2^26; what is left, a few cells a place, Python adds.
    """
    if not len(terms):
        return Scaled(numbers=[0] * size, exponent=0)
    mantissa, exponent = dyadic(terms)
    unit = int(exponent.min())
    exponent -= unit
    shifts = np.flatnonzero(np.bincount(exponent))
    rank = np.zeros(int(shifts[-1]) + 1, dtype=np.int64)
    rank[shifts] = np.arange(len(shifts))
    cell = place * len(shifts) + rank[exponent]
    numbers = [0] * size
    for begin in range(0, len(terms), _AT_ONCE):
        some = slice(begin, begin + _AT_ONCE)
        high = np.bincount(cell[some], weights=mantissa[some] >> _LOW_DIGITS)
        low = np.bincount(cell[some], weights=mantissa[some] & (2**_LOW_DIGITS - 1))
        filled = np.flatnonzero((high != 0) | (low != 0))
        halves = high[filled].astype(np.int64).tolist(), low[filled].astype(np.int64).tolist()
        where = (filled // len(shifts)).tolist(), shifts[filled % len(shifts)].tolist()
        for k, shift, h, rest in zip(*where, *halves, strict=True):
            numbers[k] += ((h << _LOW_DIGITS) + rest) << shift
    return Scaled(numbers=numbers, exponent=unit)


def exact_value(problem: Problem, positions: Integers) -> Fraction:
    """The value of a choice, as an exact sum."""
    nowhere = np.zeros(len(positions), dtype=np.int64)
    total = exact_sums(problem.value[positions], nowhere, 1)
    return total.fraction(total.numbers[0])


def slacks(rows: Rows, positions: Integers) -> Scaled:
    """Exact right less left-hand side of every row, (n_rows,), without its flows."""
    uses = rows.matrix.T[positions]
    return exact_sums(
        np.concatenate([rows.rhs, -uses.data]),
        np.concatenate([np.arange(len(rows)), uses.indices]),
        len(rows),
    )


def violations(problem: Problem, positions: Integers) -> list[Violation]:
    """Every row or set of money rows that the choice breaks; empty when it is feasible."""
    return balance(problem, positions)[0]


def payments(problem: Problem, positions: Integers) -> Payments:
    """How much of each demand row is paid from each supply row, for a feasible choice; one of the
    possible ways, earmarked money first."""
    return balance(problem, positions)[1]


def balance(problem: Problem, positions: Integers) -> tuple[list[Violation], Payments]:
    """What the choice breaks, and who pays for what in it: `violations` and `payments` at once."""
    rows = problem.linking
    slack = slacks(rows, positions)
    flowing = set(rows.arcs.ravel().tolist())
    found = []
    for r, (left, sense) in enumerate(zip(slack.numbers, rows.sense, strict=True)):
        over = -left if sense == "<=" else left if sense == ">=" else abs(left)
        if over > 0 and r not in flowing:
            found.append(Violation(rows=(r,), suppliers=(), excess=slack.fraction(over)))
    flow = _flow_of(rows, slack.numbers, flowing)
    paid, cut = _max_flow(flow)
    if cut is not None:
        found.append(_unpaid(flow, cut, slack))
    return found, {arc: slack.fraction(amount) for arc, amount in paid.items() if amount > 0}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Flow:
    """What each demand row needs, what each supply row has, and which may pay which.

    All amounts are whole numbers of one unit.
    """

    demand: dict[int, int]
    supply: dict[int, int]
    open_to: dict[int, list[int]]


def _flow_of(rows: Rows, slack: Sequence[int], flowing: set[int]) -> _Flow:
    """A demand is a row whose left side exceeds its right; a supply is what a row has left.

    Supplies that few demands may use come first, so that earmarked money is spent before free.
    """
    demand = {r: -slack[r] for r in flowing if slack[r] < 0}
    supply = {r: slack[r] for r in flowing if slack[r] > 0}
    open_to: dict[int, list[int]] = {r: [] for r in demand}
    for source, sink in rows.arcs.tolist():
        if sink in demand and source in supply:
            open_to[sink].append(source)
    users = Counter(source for sources in open_to.values() for source in sources)
    for sources in open_to.values():
        sources.sort(key=lambda source: (users[source], source))
    return _Flow(demand=demand, supply=supply, open_to=open_to)


def _unpaid(flow: _Flow, cut: tuple[set[int], set[int]], slack: Scaled) -> Violation:
    """The demands that the flow cannot meet, and the supplies open to them."""
    sinks, sources = cut
    excess = sum(flow.demand[r] for r in sinks) - sum(flow.supply[r] for r in sources)
    return Violation(
        rows=tuple(sorted(sinks)),
        suppliers=tuple(sorted(sources)),
        excess=slack.fraction(excess),
    )


_Paid = dict[tuple[int, int], int]
_Node = tuple[str, int]


def _max_flow(problem: _Flow) -> tuple[_Paid, tuple[set[int], set[int]] | None]:
    """The flow, and (demands, supplies) of a minimum cut where some demand stays unmet.

    Shortest augmenting paths (Edmonds & Karp 1972) from each unmet demand to a supply with money
    left; a path may reroute money already placed. The search that fails has visited the cut.
    """
    left = dict(problem.supply)
    paid = {(d, s): 0 for d, sources in problem.open_to.items() for s in sources}
    for start, need in problem.demand.items():
        while need > 0:
            came_from: dict[_Node, _Node] = {}
            end = _search(start, problem.open_to, left, paid, came_from)
            if end is None:
                visited = set(came_from) | {("demand", start)}
                sinks = {r for side, r in visited if side == "demand"}
                return paid, (sinks, {r for side, r in visited if side == "supply"})
            need -= _augment(end, start, need, left, paid, came_from)
    return paid, None


def _search(
    start: int,
    open_to: dict[int, list[int]],
    left: dict[int, int],
    paid: _Paid,
    came_from: dict[_Node, _Node],
) -> int | None:
    """Breadth-first: the nearest supply with money left that the demand can reach, if any."""
    queue = deque([("demand", start)])
    payers: dict[int, list[int]] = {}
    for (sink, source), amount in paid.items():
        if amount > 0:
            payers.setdefault(source, []).append(sink)
    while queue:
        node = queue.popleft()
        side, r = node
        if side == "supply" and left[r] > 0:
            return r
        nearby = (
            [("supply", s) for s in open_to[r]]
            if side == "demand"
            else [("demand", d) for d in payers.get(r, [])]
        )
        for other in nearby:
            if other not in came_from and other != ("demand", start):
                came_from[other] = node
                queue.append(other)
    return None


def _augment(
    end: int,
    start: int,
    need: int,
    left: dict[int, int],
    paid: _Paid,
    came_from: dict[_Node, _Node],
) -> int:
    """Moves as much as the path from `start` to `end` allows, in place; returns the amount."""
    path = [("supply", end)]
    while path[-1] != ("demand", start):
        path.append(came_from[path[-1]])
    path.reverse()
    hops = list(itertools.pairwise(path))
    backward = [(b[1], a[1]) for a, b in hops if a[0] == "supply"]
    amount = min([need, left[end], *(paid[arc] for arc in backward)])
    for a, b in hops:
        if a[0] == "demand":
            paid[a[1], b[1]] += amount
        else:
            paid[b[1], a[1]] -= amount
    left[end] -= amount
    return amount
