"""Lies about a solution: every way in which its claims can be made untrue."""

import math
from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np

from planner.optimise import Solution
from planner.optimise.certify.solution import relative_gap
from planner.problem import Problem
from tests.optimise.plain import dense, plain_bound, plain_keeps, plain_lawful, plain_value

Change = dict[str, Any]


def _figures(s: Solution) -> Iterator[Change]:
    """Figures that are no numbers, or other than they are."""
    for field in ("value", "bound", "price_bound", "gap", "seconds"):
        for lie in (math.nan, -math.inf, None, "1", True, 1j):
            yield {field: lie}
        if field != "gap" or math.isfinite(s.gap):
            yield {field: math.inf}
    step = 1e-6 * max(1.0, abs(s.value))
    for value in (s.value + step, s.value - step):
        bound = max(s.bound, value)
        yield {"value": value}
        yield {"value": value, "bound": bound, "gap": relative_gap(value, bound)}
        yield {"value": value, "bound": bound, "price_bound": math.inf}
        yield {"value": value, "bound": bound, "price_bound": bound + 1, "gap": 0.0}
    for bound in (s.value - step, s.price_bound + step):
        yield {"bound": bound}
        yield {"bound": bound, "gap": relative_gap(s.value, bound)}
    yield from ({"gap": gap} for gap in (s.gap + 1e-6, s.gap * (1 + 1e-9) + 1e-30, -1.0, -1e-9))
    yield {"gap": math.nan, "proven": False, "status": "stopped"}
    yield {"seconds": -1.0}


def _words(s: Solution) -> Iterator[Change]:
    """What it says of itself."""
    yield {"proven": not s.proven}
    yield from ({"proven": lie} for lie in (None, math.nan, "yes"))
    yield from ({"status": w} for w in ("optimal", "stopped") if w != s.status)
    yield from ({"status": w} for w in ("infeasible", "Optimal", "proven", "", None))
    yield from ({"status": "infeasible", "proven": proven} for proven in (True, False))
    yield from ({"bound_from": word} for word in ("solve", "", None, "price"))
    yield from ({"cross_checked": lie} for lie in (None, math.nan, "yes"))
    yield from ({"passes": lie} for lie in (-1, math.nan, math.inf, 1.5, None, "1", True))


def _decisions(problem: Problem, s: Solution) -> Iterator[Change]:
    """Decisions of the wrong kind, number or order, and plans worth another value."""
    n, chosen = len(problem.value), s.chosen
    for lie in (
        *(chosen[:-1], chosen[:0], np.append(chosen, chosen[-1]), chosen[::-1], chosen[None]),
        *(chosen.astype(float), chosen.astype(complex), chosen.astype(str), chosen.astype(object)),
        *(
            chosen + n,
            chosen - n,
            chosen > 0,
            np.full(len(chosen), np.nan),
            None,
            np.roll(chosen, 1),
        ),
    ):
        yield {"chosen": lie}
    group = problem.group[problem.positions(np.arange(n))]
    for g, other in product(range(len(chosen)), range(n)):
        swapped = np.where(np.arange(len(chosen)) == g, other, chosen)
        value = plain_value(problem, problem.positions(swapped).tolist())
        if group[other] != g or abs(value - Fraction(s.value)) > 1e-9:
            yield {"chosen": swapped}


def honest_swaps(problem: Problem, s: Solution) -> Iterator[tuple[Change, bool]]:
    """Other plans with the value, bound and gap that they have, and whether they keep the rows."""
    uses = dense(problem.linking)
    group = problem.group[problem.positions(np.arange(len(problem.value)))]
    for g in range(len(s.chosen)):
        for other in np.flatnonzero(group == g):
            chosen = np.where(np.arange(len(s.chosen)) == g, other, s.chosen)
            positions = problem.positions(chosen).tolist()
            value = float(plain_value(problem, positions))
            bound = max(s.price_bound, value)
            change = {"chosen": chosen, "value": value, "bound": bound, "price_bound": bound}
            keeps = plain_keeps(problem, uses, positions)
            yield {**change, "gap": relative_gap(value, bound)}, keeps


def _prices(problem: Problem, s: Solution) -> Iterator[Change]:
    """Prices that are missing, no numbers, unlawful, or prove less than is claimed."""
    uses, rows = dense(problem.linking), problem.linking
    others = [{n: -p for n, p in s.prices.items()}, dict.fromkeys(s.prices, 0.0)]
    for name, price in s.prices.items():
        yield {"prices": {n: p for n, p in s.prices.items() if n != name}}
        for lie in (math.nan, math.inf, -math.inf, None, "dear", 1j):
            yield {"prices": {**s.prices, name: lie}}
        others += [{**s.prices, name: p} for p in (-price, price / 2, price * 2, 0.0, 1e-9, -1e-9)]
    for source, sink in rows.arcs.tolist():
        cheaper = math.nextafter(s.prices[rows.names[sink]], -math.inf)
        others.append({**s.prices, rows.names[source]: cheaper})
    for prices in others:
        if not plain_lawful(rows, prices):
            yield {"prices": prices}
            yield {"prices": prices, "price_bound": 1e9}
        elif plain_bound(problem, uses, prices) > Fraction(s.price_bound):
            yield {"prices": prices}
    yield {"prices": {**s.prices, "no_such_row": 0.0}}
    yield {"prices": {}}
    exactly = plain_bound(problem, uses, s.prices)
    low = math.nextafter(float(exactly), -math.inf)
    low = low if Fraction(low) < exactly else math.nextafter(low, -math.inf)
    yield {"price_bound": low}
    if low >= s.value:
        gap = relative_gap(s.value, low)
        yield {"bound": low, "bound_from": "prices", "gap": gap}
        yield {"bound": low, "price_bound": low, "bound_from": "solver", "gap": gap}
        yield {"bound": s.value, "bound_from": "prices", "gap": 0.0}


def lies(problem: Problem, s: Solution) -> list[Change]:
    """Every change here makes some claim of a sound solution untrue."""
    broken = [change for change, keeps in honest_swaps(problem, s) if not keeps]
    return [
        *(*_figures(s), *_words(s), *_decisions(problem, s), *_prices(problem, s), *broken),
    ]
