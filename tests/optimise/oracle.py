"""An oracle that tries every choice of a small problem, and shares no code with the optimiser.

It reads rows as plain numbers, adds in whole numbers of any length, and tells by Hall's condition
over every set of demands whether the money suffices.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations, pairwise
from typing import Any

import numpy as np

from planner.optimise import Solution, check
from planner.problem import Problem, Rows
from planner.problem.linking import Sense
from tests.row_names import row_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A drawn row: a use by every alternative, and the demand rows that it may pay, if any."""

    name: str
    use: tuple[float, ...]
    sense: Sense
    limit: float
    pays: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """A drawn problem as plain numbers; alternatives stand by group."""

    value: tuple[float, ...]
    sizes: tuple[int, ...]
    rows: tuple[Row, ...]

    def problem(self) -> Problem:
        """The same as the planner takes it."""
        place = {row.name: r for r, row in enumerate(self.rows)}
        return Problem(
            value=np.array(self.value),
            group=np.repeat(np.arange(len(self.sizes)), self.sizes),
            linking=Rows.of(
                [row_id(row.name) for row in self.rows],
                [row.use for row in self.rows],
                [row.sense for row in self.rows],
                [row.limit for row in self.rows],
                n=len(self.value),
                arcs=[(r, place[d]) for r, row in enumerate(self.rows) for d in row.pays],
            ),
            group_names=tuple(f"g{g}" for g in range(len(self.sizes))),
        )

    def worth(self, chosen: Iterable[int]) -> Fraction:
        """The exact value of a choice."""
        return sum((Fraction(self.value[a]) for a in chosen), Fraction(0))

    def best(self) -> Fraction | None:
        """The value of the best choice that keeps every row, None where none does."""
        kept = np.flatnonzero(self.feasible())
        (scaled,), scale = _whole([self.value])
        values = self._totals(scaled)[kept]
        return Fraction(int(values.max()), scale) if len(kept) else None

    def keeps_all(self, chosen: Sequence[int]) -> bool:
        """Whether one choice keeps every row."""
        one = replace(
            self,
            value=tuple(self.value[a] for a in chosen),
            sizes=(1,) * len(chosen),
            rows=tuple(replace(r, use=tuple(r.use[a] for a in chosen)) for r in self.rows),
        )
        return bool(one.feasible().all())

    def feasible(self) -> Any:
        """(n_choices,) whether each choice keeps every row, in the order of a product."""
        demands = {name for row in self.rows for name in row.pays}
        money = [row for row in self.rows if row.pays or row.name in demands]
        kept = np.ones(math.prod(self.sizes), dtype=bool)
        for row in self.rows:
            if row not in money:
                (use, (limit,)), _ = _whole([row.use, (row.limit,)])
                total = self._totals(use)
                keeps = {"<=": total <= limit, ">=": total >= limit, "=": total == limit}
                kept &= keeps[row.sense].astype(bool)
        if money:
            some = np.flatnonzero(kept)
            kept[some] = self._paid(money, some)
        return kept

    def _paid(self, money: list[Row], some: Any) -> Any:
        """Hall: no set of demands needs more than all that is open to any of them."""
        numbers, _ = _whole([x for row in money for x in (row.use, (row.limit,))])
        room = {
            row.name: limit[0] - self._totals(use)[some]
            for row, use, limit in zip(money, numbers[::2], numbers[1::2], strict=True)
        }
        supplies = [row for row in money if row.pays]
        demands = [row.name for row in money if not row.pays]
        kept = np.ones(len(some), dtype=bool)
        for row in supplies:
            kept &= (room[row.name] >= 0).astype(bool)
        need = {name: np.maximum(0, -room[name]) for name in demands}
        for size in range(1, len(demands) + 1):
            for names in combinations(demands, size):
                have = sum(room[row.name] for row in supplies if set(row.pays) & set(names))
                kept &= np.asarray(sum(need[name] for name in names) <= have, dtype=bool)
        return kept

    def _totals(self, use: Sequence[int]) -> Any:
        """(n_choices,) exact use of every choice."""
        small = sum(map(abs, use)) < 2**61
        ends = np.cumsum([0, *self.sizes])
        total = np.zeros(1, dtype=np.int64 if small else object)
        for begin, end in pairwise(ends):
            part = np.array(use[begin:end], dtype=total.dtype)
            total = np.add.outer(total, part).ravel()
        return total


def mismatches(instance: Instance, solution: Solution) -> list[str]:
    """What the solution of `instance` at gap 0 gets wrong; empty where it is right."""
    best = instance.best()
    if best is None or solution.status == "infeasible":
        agree = best is None and solution.status == "infeasible"
        return [] if agree else [f"{solution.status}, but the best is {best and float(best)}"]
    chosen = solution.chosen.tolist()
    close = abs(best) / 10**9
    wrong = {
        f"{solution.status} at a gap of {solution.gap:.0e}": solution.status != "optimal",
        "a row is broken": not instance.keeps_all(chosen),
        "not the best": abs(instance.worth(chosen) - best) > close,
        "bound below the best": Fraction(solution.bound) < best - close,
        "price bound below the best": solution.price_bound < float(best),
    }
    found = [words for words, is_wrong in wrong.items() if is_wrong]
    found += check(instance.problem(), solution).faults
    return [f"{words}: {solution.value!r}, best {float(best)!r}" for words in found]


def _whole(rows: Sequence[Sequence[float]]) -> tuple[list[list[int]], int]:
    """The same numbers times one whole number that makes all of them whole, and that number."""
    exact = [[Fraction(x) for x in row] for row in rows]
    scale = math.lcm(*(x.denominator for row in exact for x in row))
    return [[int(x * scale) for x in row] for row in exact], scale
