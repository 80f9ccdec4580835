"""Near-best: the plans that are as good as one within a tolerance, and what is proven of all of them.

    found = near_best(problem, plan, 0.003, aims, traits)
    for end in found.ranges: ...        # least <= low <= high <= most: proven, found, found, proven
    found.standing                      # of each group: always, sometimes, never, open
    found.handful                       # six to eight plans, as numbers of rows of `found.plans`

A small city is searched by cores and proven by trees (extreme.py, decide.py), a large one by values
blended with a figure and proven by prices (blend.py). What is claimed is certified by `certify/near.py`.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from planner.arrays import Flags, Floats, Integers
from planner.optimise.certify.exact import exact_value
from planner.optimise.certify.near import Ceiling, Verdict, Window, least_of, near_faults
from planner.optimise.certify.proof import Node, Proof
from planner.optimise.certify.solution import Solution
from planner.optimise.near.archive import Archive
from planner.optimise.near.blend import Blender
from planner.optimise.near.decide import Decider, Standing, sides_of
from planner.optimise.near.differ import Apart, handful_of
from planner.optimise.near.extreme import Extreme, priced, searching
from planner.optimise.prove.tree import PriceTree
from planner.optimise.search import Clock
from planner.optimise.tuning import NEAR
from planner.problem.problem import Problem

Part = Callable[[float], None]
"""Told how much of the search is done, in [0, 1]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """A figure whose range is asked for."""

    name: str
    amounts: Floats
    """(n,) what each alternative brings."""
    whole: float
    """All that is possible: ends of ranges are brought within a hundredth of it, where they can."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What tells sites and plans apart."""

    inside: Flags
    """(n,) whether an alternative counts as being in the plan."""
    kind: Integers
    """(n,) what it makes of its site."""
    weight: Floats
    """(n_groups,) how much it matters that a site is otherwise."""
    sides: tuple[str, ...] = ()
    """Aims of which the plan that has most is always among the handful."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """How far a figure goes among near-best plans."""

    name: str
    least: float
    """No plan has less: proven."""
    low: float
    high: float
    """The least and the most of the plans found."""
    most: float
    """No plan has more: proven."""
    words: tuple[bool, bool] = (False, False)
    """Of least and most whether that is a solver's word alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NearBest:
    """What is known of the plans that are worth at least T, and why."""

    window: Window
    aims: tuple[Aim, ...]
    ceilings: tuple[Ceiling, ...]
    """Two for each aim: of the most, and of the least with its sign turned."""
    verdicts: tuple[Verdict, ...]
    inside: Flags
    plans: Integers
    """(m, n_groups) all that were found, as positions; the first is the one asked about."""
    handful: tuple[int, ...]
    """Rows of `plans`: the one asked about, those of the sides, and others unlike them."""
    complete: bool
    """Whether the search came to its end rather than to that of its time."""

    @property
    def ranges(self) -> tuple[Range, ...]:
        """Of every aim, in their order."""
        return tuple(
            _range(self.window, aim, self.plans, self.ceilings[2 * k : 2 * k + 2])
            for k, aim in enumerate(self.aims)
        )

    @property
    def standing(self) -> tuple[Standing, ...]:
        """Of each group."""
        return sides_of(self.window, self.inside, self.plans, list(self.verdicts)).standing

    @property
    def count(self) -> Integers:
        """(n_groups,) in how many of the plans found each is."""
        return np.asarray(self.inside[self.plans].sum(axis=0), dtype=np.int64)

    def faults(self) -> tuple[str, ...]:
        """Every claim that does not hold when it is added up anew."""
        figures = [sign * aim.amounts for aim in self.aims for sign in (1.0, -1.0)]
        return near_faults(self.window, figures, self.ceilings, self.verdicts, list(self.plans))


Seen = Callable[[NearBest], None]
"""Shown what is known while the search goes on."""


def _range(window: Window, aim: Aim, plans: Integers, ends: Sequence[Ceiling]) -> Range:
    found = aim.amounts[plans].sum(axis=1)
    low, high = float(found.min()), float(found.max())
    problems = [window.figure(sign * aim.amounts) for sign in (1, -1)]
    up, down = (end.most(problem) for end, problem in zip(ends, problems, strict=True))
    more, less = (end.by_word(problem) for end, problem in zip(ends, problems, strict=True))
    return Range(
        name=aim.name,
        least=min(-down, low),
        low=low,
        high=high,
        most=max(up, high),
        words=(less, more),
    )


def near_best(
    problem: Problem,
    plan: Solution,
    within: float,
    aims: Sequence[Aim],
    traits: Traits,
    *,
    seconds: float = 120.0,
    seed: int = 0,
    most: int = 8,
    part: Part = lambda _: None,
    seen: Seen = lambda _: None,
    cancelled: Callable[[], bool] | None = None,
) -> NearBest:
    """The plans as good as `plan`, which keeps every row, within a part of its value.

    Effort is counted in parts priced and nodes branched; `seconds` only end what would take too
    long. most: of the handful. What is there when the time is up, or `cancelled` is true, is sound.
    """
    clock = Clock(deadline=time.monotonic() + seconds, cancelled=cancelled)
    chosen = problem.positions(plan.chosen)
    least = least_of(exact_value(problem, chosen), within)
    small = len(problem.value) <= NEAR.small
    window = _window(problem, plan, chosen, least, clock, seed, small=small)
    archive = Archive(window=window)
    if not archive.offer(chosen):
        raise ValueError("the plan does not keep every row")
    part(0.05)
    apart = Apart(traits.kind, traits.weight, problem.group)
    decider = Decider(window, traits.inside, archive, clock, seed)
    if small:
        # Without them, or with them, plans are of another kind: all that follows begins from both.
        decider.ask(
            np.argsort(-traits.weight, kind="stable")[: NEAR.weighty], NEAR.cores_of_weighty
        )
    part(0.15)

    def known(ends: Sequence[Ceiling], handful: list[Integers], *, complete: bool) -> NearBest:
        place = {plan.tobytes(): k for k, plan in enumerate(archive.plans)}
        return NearBest(
            window=window,
            aims=tuple(aims[: len(ends) // 2]),
            ceilings=tuple(ends),
            verdicts=tuple(decider.verdicts),
            inside=traits.inside,
            plans=archive.plans,
            handful=tuple(place[one.tobytes()] for one in handful),
            complete=complete,
        )

    def show(ends: Sequence[Ceiling]) -> None:
        first = _both_sides(aims, traits, archive, chosen)
        few = handful_of(window, apart, archive, first, most, clock, seed, small=False)
        seen(known(ends, few, complete=False))

    ceilings = (
        _by_trees(window, aims, archive, clock, seed, part, show)
        if small
        else _by_blends(window, plan, aims, archive, clock, seed, part)
    )
    if small:
        show(ceilings)
        decider.cover()
        show(ceilings)
        part(0.8)
        decider.ask()
        part(0.9)
    handful = _both_sides(aims, traits, archive, chosen)
    handful = handful_of(window, apart, archive, handful, most, clock, seed, small=small)
    handful = _renewed(handful, _both_sides(aims, traits, archive, chosen))
    part(1.0)
    return known(ceilings, handful, complete=clock.left() > 0)


def _both_sides(
    aims: Sequence[Aim], traits: Traits, archive: Archive, chosen: Integers
) -> list[Integers]:
    """The plan asked about, and of each side the one that has most."""
    first = [chosen]
    for name in traits.sides:
        side = archive.most(next(aim.amounts for aim in aims if aim.name == name))
        if not any(np.array_equal(side, one) for one in first):
            first.append(side)
    return first


def _renewed(handful: list[Integers], sides: list[Integers]) -> list[Integers]:
    """The handful with the plans of both sides as they are known in the end, once each."""
    others = [one for one in handful if not any(np.array_equal(one, side) for side in sides)]
    return [*sides, *others[: max(0, len(handful) - len(sides))]]


def _window(
    problem: Problem,
    plan: Solution,
    chosen: Integers,
    least: float,
    clock: Clock,
    seed: int,
    *,
    small: bool,
) -> Window:
    """What plans as good can be made of: by a tree over the value, or by the plan's own prices."""
    target = float(np.nextafter(least, -np.inf))
    if not small:
        prices = np.array([plan.prices[name] for name in problem.linking.names])
        return Window.of(problem, least, Proof(nodes=(Node(prices=prices),), target=target))
    search = searching(problem, np.arange(len(problem.value)), None, clock, seed)
    search.offer(chosen)
    tree = PriceTree(search, priced(search), -np.inf, target)
    tree.grow(NEAR.fixing)
    return Window.of(problem, least, Proof(nodes=tuple(tree.nodes), target=target))


def _by_trees(
    window: Window,
    aims: Sequence[Aim],
    archive: Archive,
    clock: Clock,
    seed: int,
    part: Part,
    show: Callable[[Sequence[Ceiling]], None],
) -> list[Ceiling]:
    """Both ends of every range: roughly first, so that every later search goes on from the best plans of
    all; then by one integer program each, those still open by a longer one. Shown range by range."""
    near = [aim.whole * NEAR.point for aim in aims for _ in (1, -1)]
    ends = []
    for aim in aims:
        for sign in (1.0, -1.0):
            ends.append(Extreme(window, sign * aim.amounts, archive, clock, seed))
            ends[-1].find(NEAR.cores)
            ends[-1].prove(NEAR.parts, near[len(ends) - 1])
            part(0.15 + 0.15 * len(ends) / len(near))
        show([end.ceiling for end in ends])
    for turn, nodes in enumerate(NEAR.nodes):
        for k, (end, enough) in enumerate(zip(ends, near, strict=True)):
            end.ask(nodes, enough)
            part(0.3 + (0.45 * (turn + (k + 1) / len(near))) / len(NEAR.nodes))
            if k % 2:
                show([end.ceiling for end in ends])
    return [end.ceiling for end in ends]


def _by_blends(
    window: Window,
    plan: Solution,
    aims: Sequence[Aim],
    archive: Archive,
    clock: Clock,
    seed: int,
    part: Part,
) -> list[Ceiling]:
    """Both ends of every range of a large city."""
    blender = Blender(window, plan, archive, clock, seed)
    ceilings = []
    for aim in aims:
        for sign in (1.0, -1.0):
            ceilings.append(blender.most(sign * aim.amounts, aim.whole))
            part(0.15 + 0.8 * len(ceilings) / (2 * len(aims)))
    return ceilings
