"""Two scenarios, and which of their changes makes which difference between their plans.

What differs is of a few kinds: weights, money, crews, rules, data (all else). Every mixture of the two
scenarios is solved, some kinds as in one and the others as in the other; the part of a kind in a figure
is what its change does on average over all orders in which the changes can be made (Shapley 1953). The
parts add up to the whole difference, whatever the order. Where a mixture has no plan, only orders that do
without it count; where none is left nothing is attributed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from itertools import combinations, permutations
from typing import Final, Literal

from planner.insight.forcing import Hand, Told, Unwanted, never, quiet
from planner.insight.near import figures_asked
from planner.optimise import Solution
from planner.optimise.certify.exact import violations
from planner.scenario import Loaded

Kind = Literal["weights", "money", "crews", "rules", "data"]
KINDS: Final[tuple[Kind, ...]] = ("weights", "money", "crews", "rules", "data")
TERMS: Final = (3e-3, 5.0)
"""Gap and seconds of the plan of each mixture."""
_WORDS: Final = ("name", "note", "extends", "format", "synthetic")


@dataclass(frozen=True, slots=True, kw_only=True)
class Causes:
    """What is known of the differences between two plans."""

    kinds: tuple[Kind, ...]
    """What differs between the scenarios."""
    before: Mapping[str, float]
    """Figure -> what the plan of the first scenario has."""
    after: Mapping[str, float]
    """The same of the second."""
    whole: Mapping[str, float]
    """Figure -> all that is possible of it."""
    parts: Mapping[str, Mapping[Kind, float]]
    """Figure -> kind -> its part of the difference; they add up to it. Empty where nothing can be told."""
    orders: int
    """Orders of the changes that the parts are the mean of."""
    of: int
    """All orders there are."""
    gap: float
    """How far any of the plans may be from the best of its mixture, at most, relative."""


def causes(
    one: Loaded,
    other: Loaded,
    told: Told = quiet,
    unwanted: Unwanted = never,
    *,
    ends: tuple[Solution | None, Solution | None] = (None, None),
) -> Causes:
    """Which changes make which differences. told: the part done, in [0, 1]; ends: the plans of both, where
    they are at hand, so that the differences are those between these."""
    kinds = changed(one, other)
    found: dict[frozenset[Kind], Mapping[str, float]] = {}
    whole: dict[str, float] = {}
    subsets = [frozenset(s) for n in range(len(kinds) + 1) for s in combinations(kinds, n)]
    gap = 0.0
    given = {frozenset(kinds): ends[1]} | {frozenset[Kind](): ends[0]}
    known: dict[int, Solution] = {}
    for done, subset in enumerate(subsets):
        if unwanted():
            break
        hand = Hand.of(mixed(one, other, subset))
        start = known.get(len(hand.problem.value))
        solution = _kept(hand, given.get(subset)) or hand.solve(start, TERMS, unwanted)
        if solution is not None and solution.status != "infeasible":
            known[len(hand.problem.value)] = replace(solution, proof=None)
            gap = max(gap, solution.gap)
            aims = figures_asked(hand, solution.chosen)
            found[subset] = {a.name: float(a.amounts[solution.chosen].sum()) for a in aims}
            whole |= {a.name: max(a.whole, whole.get(a.name, 0.0)) for a in aims}
        told((done + 1) / len(subsets))
    before, after = found.get(frozenset(), {}), found.get(frozenset(kinds), {})
    orders = [order for order in permutations(kinds) if _solved(order, found)]
    return Causes(
        kinds=kinds,
        before=before,
        after=after,
        whole=whole,
        parts=_parts(kinds, orders, found) if orders else {},
        orders=len(orders),
        of=len(list(permutations(kinds))),
        gap=gap,
    )


def _kept(hand: Hand, given: Solution | None) -> Solution | None:
    """A plan that is at hand, where it keeps every row of a mixture."""
    problem = hand.problem
    if given is None or len(given.chosen) != problem.n_groups:
        return None
    if set(given.prices) != set(problem.linking.names):
        return None
    return None if violations(problem, problem.positions(given.chosen)) else given


def changed(one: Loaded, other: Loaded) -> tuple[Kind, ...]:
    """The kinds in which two scenarios differ. What cannot be changed by itself, since the data it speaks
    of differ, counts as data: rules about other buildings, crews that others have, money of other years."""
    a, b = one.scenario, other.scenario
    inventory = one.inventory.sha256 != other.inventory.sha256
    rest = {*_WORDS, *_FIELDS}
    data = inventory or a.model_dump(exclude=rest) != b.model_dump(exclude=rest)
    differs: dict[Kind, bool] = {
        "weights": a.exact_shares != b.exact_shares,
        "money": a.money != b.money and a.horizon == b.horizon,
        "crews": a.crews != b.crews and set(a.crews) == set(b.crews),
        "rules": a.rules != b.rules and not inventory,
        "data": data,
    }
    differs["data"] |= (
        (a.money != b.money and not differs["money"])
        or (a.crews != b.crews and not differs["crews"])
        or (a.rules != b.rules and not differs["rules"])
    )
    return tuple(kind for kind in KINDS if differs[kind])


_FIELDS: Final[Mapping[str, Kind]] = {
    "weights": "weights",
    "money": "money",
    "crews": "crews",
    "rules": "rules",
}


def mixed(one: Loaded, other: Loaded, kinds: frozenset[Kind]) -> Loaded:
    """The first scenario with some kinds as in the second."""
    own = changed(one, other)
    data = other if "data" in kinds else one
    taken = {}
    for name, kind in _FIELDS.items():
        of = kind if kind in own else "data"
        taken[name] = getattr((other if of in kinds else one).scenario, name)
    held = {f.name: getattr(data, f.name) for f in fields(data)}
    return Loaded(**{**held, "scenario": data.scenario.model_copy(update=taken)})


def _solved(order: tuple[Kind, ...], found: Mapping[frozenset[Kind], object]) -> bool:
    return all(frozenset(order[:k]) in found for k in range(len(order) + 1))


def _parts(
    kinds: tuple[Kind, ...],
    orders: list[tuple[Kind, ...]],
    found: Mapping[frozenset[Kind], Mapping[str, float]],
) -> dict[str, dict[Kind, float]]:
    """The mean over the orders of what each change adds when it is made."""
    figures = dict.fromkeys(name for figures in found.values() for name in figures)
    parts = {name: dict.fromkeys(kinds, 0.0) for name in figures}
    for order in orders:
        for k, kind in enumerate(order):
            less, more = found[frozenset(order[:k])], found[frozenset(order[: k + 1])]
            for name in figures:
                step = more.get(name, 0.0) - less.get(name, 0.0)
                parts[name][kind] += step / len(orders)
    return parts
