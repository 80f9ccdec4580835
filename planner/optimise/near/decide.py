"""Which sites all near-best plans work on, which none does, and which it is a choice about.

What the fixing leaves open is looked for on both sides: first of many sites at once, by plans that show
as many sides not seen yet as can be; then one by one, until there is such a plan or a tree proves that
there is none.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from planner.arrays import Flags, Floats, Integers
from planner.optimise.certify.near import Verdict, Window, held_to
from planner.optimise.certify.proof import Proof
from planner.optimise.close import improve
from planner.optimise.near.archive import Archive
from planner.optimise.near.extreme import Extreme, priced, searching
from planner.optimise.price.prices import Prices
from planner.optimise.prove.core import integer_program
from planner.optimise.prove.reduce import survivors, undominated
from planner.optimise.prove.tree import PriceTree
from planner.optimise.search import Clock, Search
from planner.optimise.tuning import NEAR
from planner.optimise.tuning.close import Cores

Standing = Literal["always", "sometimes", "never", "open"]
"""Of a site among near-best plans; open: neither seen both ways nor proven."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """Of each group whether near-best plans can be, and were seen to be, on either side."""

    can: tuple[Flags, Flags]
    """(n_groups,) each: not inside, and inside."""
    seen: tuple[Flags, Flags]

    @property
    def missing(self) -> tuple[Flags, Flags]:
        """(n_groups,) each: neither seen nor ruled out."""
        (out, into), (no, yes) = self.can, self.seen
        return out & ~no, into & ~yes

    @property
    def standing(self) -> tuple[Standing, ...]:
        """Of each group."""
        (out, into), (no, yes) = self.can, self.seen
        always, never, both = yes & ~out, no & ~into, yes & no
        return tuple(
            "always" if a else "never" if n else "sometimes" if b else "open"
            for a, n, b in zip(always.tolist(), never.tolist(), both.tolist(), strict=True)
        )


def sides_of(window: Window, inside: Flags, plans: Integers, verdicts: list[Verdict]) -> Sides:
    """What is known; inside: (n,) of the alternatives, plans: (m, n_groups)."""
    group, n = window.problem.group, window.problem.n_groups
    keep = window.keep.copy()
    for verdict in verdicts:
        keep[verdict.rest] = False
    count = inside[plans].sum(axis=0)
    return Sides(
        can=(
            np.bincount(group[keep & ~inside], minlength=n) > 0,
            np.bincount(group[keep & inside], minlength=n) > 0,
        ),
        seen=(count < len(plans), count > 0),
    )


class Decider:
    """The search for both sides of every site."""

    def __init__(
        self, window: Window, inside: Flags, archive: Archive, clock: Clock, seed: int
    ) -> None:
        """inside: (n,) whether an alternative counts as being in the plan."""
        self.window, self.inside, self.archive = window, inside, archive
        self.clock, self.seed = clock, seed
        self.verdicts: list[Verdict] = []

    @property
    def sides(self) -> Sides:
        """What is known so far."""
        return sides_of(self.window, self.inside, self.archive.plans, self.verdicts)

    def cover(self) -> None:
        """Plans that show as many sides at once as can be, until that shows nothing new."""
        idle = 0
        while idle < NEAR.idle and self.clock.left() > 0:
            before = self.sides.missing
            wanted = self._wanted(before)
            if not wanted.any():
                return
            Extreme(self.window, wanted, self.archive, self.clock, self.seed).find(NEAR.cover)
            left = sum(int(side.sum()) for side in self.sides.missing)
            idle = idle + 1 if left == sum(int(side.sum()) for side in before) else 0

    def _wanted(self, missing: tuple[Flags, Flags]) -> Floats:
        """(n,) 1 for what would show a side not seen yet."""
        out, into = (side[self.window.problem.group] for side in missing)
        return np.where(self.inside, into, out).astype(np.float64)

    def ask(self, groups: Integers | None = None, cores: Cores = NEAR.probe) -> None:
        """What is left, one side of one site after the other; of some groups alone, or of all."""
        wanted = np.arange(self.window.problem.n_groups) if groups is None else groups
        for side in (0, 1):
            for group in wanted.tolist():
                if self.clock.left() <= 0:
                    return
                if self.sides.missing[side][group]:  # else known, or met meanwhile
                    self._probe(group, cores, into=bool(side))

    def _probe(self, group: int, cores: Cores, *, into: bool) -> None:
        """The best plan that has a group on one side: one as good, or a proof that there is none."""
        problem = self.window.problem
        mine = problem.group == group
        rest = np.flatnonzero(mine & (self.inside == into))
        barred = held_to(problem, rest)
        part = self.window.without(barred)
        if part is None:
            self.verdicts.append(Verdict(rest=rest, proof=None))
            return
        columns = np.flatnonzero(self.window.keep & ~barred)
        search = searching(part, columns, self.archive, self.clock, self.seed)
        prices, target = priced(search), float(np.nextafter(self.window.least, -np.inf))
        if search.bounds.prices > target:
            improve(search, prices, cores)
        if search.value >= self.window.least:
            return
        tree = PriceTree(search, prices, -np.inf, target)
        tree.grow(NEAR.probe_parts)
        if tree.done and tree.stuck <= target and search.value < self.window.least:
            proof = Proof(nodes=tuple(tree.nodes), target=target)
            self.verdicts.append(Verdict(rest=rest, proof=proof))
        elif tuple(cores) == NEAR.probe and self._none_by_word(search, prices):
            self.verdicts.append(Verdict(rest=rest, proof=None, by_word=True))

    def _none_by_word(self, search: Search, prices: Prices) -> bool:
        """Whether a solver says that no plan of a search is as good; else the archive may know one."""
        least, market, value = self.window.least, search.market, search.problem.value
        room = search.bounds.prices - least
        keep = undominated(market, value, survivors(market, prices.view, value, room))
        if search.best is not None:
            keep[search.best] = True
        if len(np.unique(search.problem.group[keep])) < search.problem.n_groups:
            return True
        told = integer_program(search, keep, self.clock.left(), nodes=NEAR.probe_nodes, floor=least)
        return (told.infeasible or told.bound < least) and search.value < least
