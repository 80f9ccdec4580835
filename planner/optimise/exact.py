"""Exact arithmetic: does a choice keep every row, to the last kopeck?

Floats are taken as the rational numbers they are. Money that flows from funds to works is
feasible exactly when a maximum flow meets every demand (Ford & Fulkerson 1956); where it does
not, the minimum cut names the demands that the funds open to them cannot pay.
"""

import itertools
from collections import Counter, deque
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from planner.problem.model import Problem
from planner.problem.rows import Rows

Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """Rows that a choice breaks together: their sum exceeds what they allow by `excess`."""

    rows: tuple[int, ...]
    """One row; or, where money flows, the demands that cannot be met."""
    suppliers: tuple[int, ...]
    """The supply rows open to those demands, all used up."""
    excess: Fraction
    """In the unit of the rows; positive."""


def exact_value(problem: Problem, positions: Integers) -> Fraction:
    """The value of a choice, as an exact sum."""
    return sum((Fraction(v) for v in problem.value[positions].tolist()), Fraction(0))


def activities(rows: Rows, positions: Integers) -> list[Fraction]:
    """Exact left-hand side of every row without its flows, for the chosen alternatives."""
    part = rows.matrix[:, positions].tocsr()
    return [
        sum(map(Fraction, part.data[part.indptr[r] : part.indptr[r + 1]].tolist()), Fraction(0))
        for r in range(len(rows))
    ]


def violations(problem: Problem, positions: Integers) -> list[Violation]:
    """Every row or set of money rows that the choice breaks; empty when it is feasible."""
    rows = problem.linking
    sums = activities(rows, positions)
    flowing = {int(r) for arc in rows.arcs for r in arc}
    found = []
    for r, (total, sense) in enumerate(zip(sums, rows.sense, strict=True)):
        slack = Fraction(float(rows.rhs[r])) - total
        excess = {"<=": -slack, ">=": slack, "=": abs(slack)}[sense]
        if r not in flowing and excess > 0:
            found.append(Violation(rows=(r,), suppliers=(), excess=excess))
    shortfall = _unpaid(rows, sums, flowing)
    return [*found, *([shortfall] if shortfall else [])]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Flow:
    """What each demand row needs, what each supply row has, and which may pay which."""

    demand: dict[int, Fraction]
    supply: dict[int, Fraction]
    open_to: dict[int, list[int]]


def _flow_of(rows: Rows, sums: list[Fraction], flowing: set[int]) -> _Flow:
    """A demand is a row whose left side exceeds its right; a supply is what a row has left.

    Supplies that few demands may use come first, so that earmarked money is spent before free.
    """
    room = {r: Fraction(float(rows.rhs[r])) - sums[r] for r in flowing}
    demand = {r: -left for r, left in room.items() if left < 0}
    supply = {r: left for r, left in room.items() if left > 0}
    open_to: dict[int, list[int]] = {r: [] for r in demand}
    for source, sink in rows.arcs.tolist():
        if sink in demand and source in supply:
            open_to[sink].append(source)
    users = Counter(source for sources in open_to.values() for source in sources)
    for sources in open_to.values():
        sources.sort(key=lambda source: (users[source], source))
    return _Flow(demand=demand, supply=supply, open_to=open_to)


def _unpaid(rows: Rows, sums: list[Fraction], flowing: set[int]) -> Violation | None:
    """The demands that the flow cannot meet, if any."""
    flow = _flow_of(rows, sums, flowing)
    cut = _max_flow(flow)[1]
    if cut is None:
        return None
    sinks, sources = cut
    excess = sum((flow.demand[r] for r in sinks), Fraction(0)) - sum(
        (flow.supply[r] for r in sources), Fraction(0)
    )
    return Violation(rows=tuple(sorted(sinks)), suppliers=tuple(sorted(sources)), excess=excess)


def payments(problem: Problem, positions: Integers) -> dict[tuple[int, int], Fraction]:
    """(demand row, supply row) -> how much of the one is paid from the other, for a feasible
    choice; one of the possible ways, earmarked money first."""
    rows = problem.linking
    flowing = {int(r) for arc in rows.arcs for r in arc}
    paid = _max_flow(_flow_of(rows, activities(rows, positions), flowing))[0]
    return {arc: amount for arc, amount in paid.items() if amount > 0}


_Paid = dict[tuple[int, int], Fraction]
_Node = tuple[str, int]


def _max_flow(problem: _Flow) -> tuple[_Paid, tuple[set[int], set[int]] | None]:
    """The flow, and (demands, supplies) of a minimum cut where some demand stays unmet.

    Shortest augmenting paths (Edmonds & Karp 1972) from each unmet demand to a supply with money
    left; a path may reroute money already placed. The search that fails has visited the cut.
    """
    left = dict(problem.supply)
    paid = {(d, s): Fraction(0) for d, sources in problem.open_to.items() for s in sources}
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
    left: dict[int, Fraction],
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
    need: Fraction,
    left: dict[int, Fraction],
    paid: _Paid,
    came_from: dict[_Node, _Node],
) -> Fraction:
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
