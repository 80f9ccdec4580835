r"""The plan made again: begun works stay, and of all plans that are good enough the one that changes least.

    T = v - e |v|,  v the value of the best plan found under the new scenario
    1. the most decisions that stay as they were:      max { sum kept_a x_a : v(x) >= T }
    2. of these the most that also keep their years:   max { sum same_a x_a : v(x) >= T, kept as many }
    3. of these the best one:                          max { v(x) : kept and same as many }

each proven as far as the time allows (`optimise.reach.most`). A decision is what becomes of a site or project;
those that nothing can keep, or that the former plan did not know, are not counted.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from planner.arrays import Flags, Integers
from planner.insight.forcing import Hand, Interval, Told, Unwanted, never, price, quiet
from planner.insight.near import plan_with
from planner.insight.replan.begun import Begun, Why
from planner.insight.replan.former import Former, Standing
from planner.insight.replan.why import Change, Circumstances, changes_of, circumstances_of
from planner.optimise import Solution
from planner.optimise.certify.exact import exact_value, violations
from planner.optimise.certify.near import least_of
from planner.optimise.reach.most import Most, most_worth
from planner.plan import solve_scenario
from planner.problem.problem import Problem

WITHIN: Final = 0.005
"""Part of its value that a plan may give up so that less changes."""
GAP: Final = 1e-4
PARTS: Final = (0.4, 0.35, 0.15, 0.1)
"""Of the seconds: for the best plan, for each of both counts, and for the best of those that change least."""
_KEPT, _SAME = "replan_kept", "replan_same"


@dataclass(frozen=True, slots=True, kw_only=True)
class Replanned:
    """What is known of the plan made again."""

    plan: Solution
    """Of the scenario with the promises of what was begun."""
    best: Solution
    within: float
    points: Interval
    """What the plan gives up of the best one."""
    decided: int
    """Decisions of the former plan that can be kept at all."""
    changed: int
    """Of these, how many change."""
    at_least: int
    """Fewer cannot change in any plan that is good enough: proven."""
    moved: int
    """Of what stays, how many change their years."""
    moved_at_least: int
    """The same, as far as proven, of plans that change no more decisions."""
    best_changed: int
    """How many the best plan changes."""
    begun: tuple[str, ...]
    """Ids of begun works that go on."""
    ended: Mapping[str, Why]
    """Ids of begun works that do not."""
    changes: tuple[Change, ...]
    circumstances: Circumstances


def replan(
    went_on: Begun,
    former: Former,
    within: float = WITHIN,
    told: Told = quiet,
    unwanted: Unwanted = never,
    *,
    start: Solution | None = None,
    seconds: float = 60.0,
    gap: float = GAP,
) -> Replanned:
    """The plan of a scenario that changes least of a former one. went_on: the scenario with what was begun;
    start: a plan of the scenario without that, to search from.

    Raises InfeasiblePlanError where what is begun cannot go on under the rules, SolverError where no plan
    is found in time.
    """
    hand = Hand.of(went_on.loaded)
    standing = Standing.of(former, hand.prepared.table)
    told(0.0)
    best = start
    if best is None or best.gap > gap or went_on.promised:
        best = solve_scenario(
            went_on.loaded, gap=gap, seconds=PARTS[0] * seconds, start=start, cancelled=unwanted
        )
    told(PARTS[0])
    search = _Search(hand, standing, replace(best, proof=None), within, seconds, unwanted)
    kept = search.most_kept()
    told(PARTS[0] + PARTS[1])
    same = search.most_same(kept)
    told(1.0 - PARTS[3])
    plan = search.best_of(kept, same)
    changed, moved = search.changes(plan.chosen)
    group = hand.problem.group
    decided = int(standing.keepable(group).sum())
    return Replanned(
        plan=plan,
        best=best,
        within=within,
        points=price(best, replace(plan, bound=plan.value)),
        decided=decided,
        changed=int(changed.sum()),
        at_least=decided - kept.most,
        moved=int(moved.sum()),
        moved_at_least=max(0, kept.found - same.most) if kept.proven else 0,
        best_changed=int(search.changes(best.chosen)[0].sum()),
        begun=went_on.kept,
        ended=went_on.ended,
        changes=changes_of(hand, former, standing, plan, went_on.kept),
        circumstances=circumstances_of(hand, former),
    )


class _Search:
    """Over the plans that are good enough."""

    def __init__(
        self,
        hand: Hand,
        standing: Standing,
        best: Solution,
        within: float,
        seconds: float,
        unwanted: Unwanted,
    ) -> None:
        self.hand, self.standing, self.best = hand, standing, best
        self.seconds, self.unwanted = seconds, unwanted
        self.least = least_of(exact_value(hand.problem, best.chosen), within)

    def changes(self, chosen: Integers) -> tuple[Flags, Flags]:
        """(n_groups,) whose decision changes although it could be kept, and which keep it in other years."""
        kept, same = self.standing.kept[chosen], self.standing.same[chosen]
        could = self.standing.keepable(self.hand.problem.group)
        return np.asarray(could & ~kept), np.asarray(kept & ~same)

    def most_kept(self) -> Most:
        """The most decisions that stay."""
        former = self.standing.chosen(self.hand.problem.group)
        start = self.best
        if self._good(former):
            start = plan_with(self.hand, self.best, former)
        return self._most(self.hand.problem, self.standing.kept, start, PARTS[1])

    def _good(self, chosen: Integers) -> bool:
        problem = self.hand.problem
        return not violations(problem, chosen) and exact_value(problem, chosen) >= self.least

    def most_same(self, kept: Most) -> Most:
        """The most that keep their years, too."""
        start = plan_with(self.hand, self.best, kept.chosen)
        return self._most(self._keeping(kept), self.standing.same, start, PARTS[2])

    def _keeping(self, kept: Most) -> Problem:
        counted = self.standing.kept.astype(np.float64)
        return self.hand.problem.with_row(_KEPT, counted, ">=", float(kept.found))

    def _most(self, problem: Problem, counted: Flags, start: Solution, part: float) -> Most:
        prices = {name: start.prices.get(name, 0.0) for name in problem.linking.names}
        return most_worth(
            problem,
            counted.astype(np.int64),
            self.least,
            replace(start, prices=prices),
            part * self.seconds,
            self.unwanted,
        )

    def best_of(self, kept: Most, same: Most) -> Solution:
        """The best plan that keeps as much; at worst the one that was found to."""
        counted = self.standing.same.astype(np.float64)
        problem = self._keeping(kept).with_row(_SAME, counted, ">=", float(same.found))
        known = plan_with(self.hand, self.best, same.chosen)
        terms = GAP, PARTS[3] * self.seconds
        found = replace(self.hand, problem=problem).solve(known, terms, self.unwanted)
        if found is None or found.status == "infeasible" or found.value <= known.value:
            return known
        return plan_with(self.hand, self.best, found.chosen)
