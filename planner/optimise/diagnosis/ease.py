"""How far one rule has to give so that others can hold: in steps that a planner can type.

Each answer is a plan: what it needs is computed exactly, rounded outward to the rule's step, and
the plan is checked against the eased rows. An integer program that pays only for easing says how
much less could do at best.
"""

import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np

from planner.arrays import Integers
from planner.optimise.certify.exact import slacks, violations
from planner.optimise.diagnosis.hold import Oracle, lean, part_of
from planner.optimise.diagnosis.least import Found, least_of
from planner.optimise.diagnosis.lever import outward, set_to, within
from planner.optimise.market.market import market_of
from planner.optimise.prove.core import integer_program
from planner.optimise.tuning import DIAGNOSE
from planner.problem.easing import Lever, Relief
from planner.problem.linking import RowId, Rows
from planner.problem.problem import Problem


def ease(oracle: Oracle, rows: Sequence[int], lever: Lever, seconds: float) -> Relief | None:
    """How far the lever's rows, among `rows`, have to give; None where nothing was found."""
    deadline = time.monotonic() + min(seconds, oracle.clock.left())
    own = set(lever.rows)
    if lever.kind == "written":
        return _written(oracle, [r for r in rows if r not in own], lever, deadline)
    part = part_of(oracle.problem, rows)
    place = {r: k for k, r in enumerate(rows) if r in own}
    if lever.kind == "share":
        return _share(oracle, part, lever, place, deadline)
    found = least_of(oracle, part, lever, place, deadline)
    if found is None:
        return None
    oracle.remember(found.plan)
    if lever.kind == "together":
        return _together(oracle, part, lever, place, found)
    return _each(part, lever, found)


def _written(oracle: Oracle, rows: Sequence[int], lever: Lever, deadline: float) -> Relief | None:
    """The mildest option of each figure with which the other rows hold, as a plan shows."""
    rest, settings, least = part_of(oracle.problem, rows), dict[str, int](), True
    for k, option in enumerate(lever.options):
        if option.figure in settings:
            continue
        linking = Rows.stack([rest.linking, option.rows], n=len(rest.value))
        seconds = (deadline - time.monotonic()) / (len(lever.options) - k)
        verdict = oracle.holds(replace(rest, linking=linking), max(DIAGNOSE.least_seconds, seconds))
        if verdict.plan is not None:
            settings[option.figure] = option.setting
        least &= verdict.plan is not None or verdict.clash is not None
    return Relief(settings=settings, least=least) if settings else None


def _together(
    oracle: Oracle, part: Problem, lever: Lever, place: Mapping[int, int], found: Found
) -> Relief | None:
    """The setting that the plan keeps, on the lever's steps."""
    factor = dict(zip(lever.rows, lever.factor.tolist(), strict=True))
    sense = part.linking.sense[next(iter(place.values()))]
    left = slacks(part.linking, found.plan)
    needs = []
    for r, k in place.items():
        if factor[r]:
            used = Fraction(float(part.linking.rhs[k])) - left.fraction(left.numbers[k])
            needs.append(used / Fraction(factor[r]))
    if not needs:
        return None
    need = min(needs) if sense == ">=" else max(needs)
    setting = outward(need, lever, sense)
    away = -lever.step if sense == ">=" else lever.step
    for _ in range(DIAGNOSE.most_settings):
        if not violations(set_to(part, lever, place, setting), found.plan):
            break
        setting += away
    else:
        return None
    if not within(setting, lever):
        return None
    moved = abs(float(setting - lever.now))
    least = moved - float(lever.step) < found.bound or found.bound >= (1.0 - DIAGNOSE.close) * moved
    if not least:
        least = not _could(oracle, set_to(part, lever, place, setting - away))
    return Relief(setting=float(setting), amounts=_binding(part, place), least=least)


def _binding(part: Problem, place: Mapping[int, int]) -> dict[RowId, float]:
    return {part.linking.ids[k]: 0.0 for k in place.values()}


def _could(oracle: Oracle, part: Problem) -> bool:
    """Whether the rows might hold, for all that is proven in a short time."""
    verdict = oracle.holds(part, max(1.0, DIAGNOSE.for_least * oracle.clock.left()))
    return verdict.clash is None


def _each(part: Problem, lever: Lever, found: Found) -> Relief | None:
    """Amounts by row that pay for the plan, in whole steps; in one row where that costs no more."""
    step = float(lever.step)
    least = {k: math.ceil(g / step - 1e-6) for k, g in found.given.items() if g > step * 1e-6}
    steps = _enough(part, found.plan, least, step)
    if steps is None:
        return None
    total = sum(steps.values())
    supplies = np.unique(part.linking.arcs[:, 0]).tolist()
    if len(steps) > 1 and set(steps) <= set(supplies):
        most = math.floor(total * (1.0 + DIAGNOSE.close)) + 1
        alone = [(k, _alone(part, found.plan, k, step, most)) for k in supplies]
        able = [(n, -k) for k, n in alone if n is not None]
        if able:
            total, negative = min(able)
            steps = {-negative: total}
    amounts = {part.linking.ids[k]: n * step for k, n in sorted(steps.items())}
    enough = (
        found.bound >= (1.0 - DIAGNOSE.close) * total * step or total * step - step < found.bound
    )
    return Relief(amounts=amounts, least=enough)


def _eased(part: Problem, steps: Mapping[int, int], step: float) -> Problem:
    rhs = part.linking.rhs.copy()
    for k, n in steps.items():
        rhs[k] += n * step if part.linking.sense[k] == "<=" else -n * step
    return replace(part, linking=replace(part.linking, rhs=rhs))


def _enough(
    part: Problem, plan: Integers, least: Mapping[int, int], step: float
) -> dict[int, int] | None:
    """Steps of each row with which the plan keeps them all, from what the solver says is needed."""
    steps = dict(least)
    for _ in range(DIAGNOSE.most_repairs):
        broken = violations(_eased(part, steps, step), plan)
        if not broken:
            return {k: n for k, n in steps.items() if n}
        for violation in broken:
            open_to = violation.suppliers or violation.rows
            k = max(open_to, key=lambda r: (steps.get(r, 0), -r))
            steps[k] = steps.get(k, 0) + max(1, math.ceil(violation.excess / Fraction(step)))
    return None


def _alone(part: Problem, plan: Integers, k: int, step: float, most: int) -> int | None:
    """Steps of one supply that pay for the plan alone; None where more than `most` are needed."""
    steps = 1
    while steps <= most:
        broken = violations(_eased(part, {k: steps}, step), plan)
        if not broken:
            return steps
        if any(k not in violation.suppliers for violation in broken):
            return None
        steps += max(1, *(math.ceil(v.excess / Fraction(step)) for v in broken))
    return None


def _share(
    oracle: Oracle, part: Problem, lever: Lever, place: Mapping[int, int], deadline: float
) -> Relief | None:
    """The share within reach: a better plan each time, until none is left (Dinkelbach 1967)."""
    (k,) = place.values()
    sense = part.linking.sense[k]
    sign = 1.0 if sense == ">=" else -1.0
    rest = part_of(part, [r for r in range(len(part.linking)) if r != k])
    plan = oracle.holds(rest, deadline - time.monotonic()).plan
    share = None if plan is None else _ratio(lever, plan)
    if plan is None or share is None:
        return None
    for _ in range(DIAGNOSE.most_ratios):
        better = _better(oracle, rest, lever, float(share), sign, plan, deadline)
        found = None if better is None else _ratio(lever, better)
        if better is None or found is None or sign * (found - share) <= 0:
            break
        close = abs(found - share) < lever.step / 10
        plan, share = better, found
        if close:
            break
    setting = outward(share, lever, sense)
    if not within(setting, lever) or violations(set_to(part, lever, place, setting), plan):
        return None
    oracle.remember(plan)
    nearer = setting + (lever.step if sense == ">=" else -lever.step)
    least = not within(nearer, lever) or not _could(oracle, set_to(part, lever, place, nearer))
    return Relief(setting=float(setting), amounts=_binding(part, place), least=least)


def _better(
    oracle: Oracle,
    rest: Problem,
    lever: Lever,
    share: float,
    sign: float,
    plan: Integers,
    deadline: float,
) -> Integers | None:
    """A plan whose class gets more (or less) than `share` of what it spends."""
    value = sign * (lever.part - share * lever.whole)
    valued = rest.with_value(np.asarray(value / max(1.0, float(np.abs(value).max()))))
    search = oracle.search(valued, deadline)
    search.offer(plan)
    if search.clock.left() <= 0:
        return None
    market = market_of(rest)
    kept = lean(valued, valued.value) & ~market.local.banned
    kept[plan] = True
    integer_program(search, kept, search.clock.left(), tolerance=DIAGNOSE.ratio_gap)
    return search.best


def _ratio(lever: Lever, plan: Integers) -> Fraction | None:
    """The share that a plan has; None where nothing is spent."""
    part, whole = (sum(map(Fraction, use[plan].tolist())) for use in (lever.part, lever.whole))
    return Fraction(part) / Fraction(whole) if whole else None
