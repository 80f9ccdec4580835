"""Problem -> PuLP model: the plain integer program, for solving and for writing."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pulp

from planner.problem.linking import Rows
from planner.problem.problem import Problem
from planner.problem.rows.c01_one import one_of_each

_SENSE: Final = {
    "<=": pulp.LpConstraintLE,
    "=": pulp.LpConstraintEQ,
    ">=": pulp.LpConstraintGE,
}
"""Sense of a row -> how PuLP numbers it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A PuLP model and the variables of its alternatives."""

    lp: Any
    x: tuple[Any, ...]
    """One binary (or, relaxed, continuous) variable an alternative, in the problem's order."""
    rows: tuple[Any, ...]
    """The constraints of the linking rows."""
    slack: Mapping[int, tuple[Any, ...]]
    """Linking row -> variables by which an elastic row is broken."""

    def paid(self) -> float:
        """What is minimised, in the answer found."""
        return -float(pulp.value(self.lp.objective))

    def broken(self) -> dict[int, float]:
        """Linking row -> by how much the answer breaks it, of the elastic ones."""
        return {
            r: sum(max(0.0, float(pulp.value(v))) for v in variables)
            for r, variables in self.slack.items()
        }

    def ease_together(self, by: Mapping[int, float], price: float) -> None:
        """One variable in [0, 1], to be paid for alone, that at 1 moves the limit of each row."""
        one = self.lp.add_variable("eased", 0, 1)
        for r, amount in by.items():
            self.rows[r].expr.addterm(one, amount)
        self.lp.setObjective(pulp.LpAffineExpression({one: -price}))


class ExactNumber(float):
    """A float that prints every digit: PuLP writes files with 12, which may not be enough."""

    def __format__(self, specification: str) -> str:
        return (
            repr(float(self)) if specification.endswith("g") else super().__format__(specification)
        )

    def __add__(self, other: float) -> "ExactNumber":
        return ExactNumber(float(self) + other)

    def __neg__(self) -> "ExactNumber":
        return ExactNumber(-float(self))


def short_names(rows: Rows) -> list[str]:
    """How a model spells the rows: what kind a row is of and its number among these, `C8_12`.

    Ids of every length and script may stand in the names of rows; programs that read models differ
    in what they allow, so that no id gets into one (see `written.py` for the legend).
    """
    numbers: Counter[str] = Counter()
    short = []
    for row in rows.ids:
        kind = row.rule.row or "R"
        numbers[kind] += 1
        short.append(f"{kind}_{numbers[kind]}")
    return short


def _add_rows(lp: Any, x: Sequence[Any], rows: Rows, number: type[float]) -> tuple[Any, ...]:
    """Adds the rows, and a variable for every flow of money between two of them."""
    added = []
    flows: list[list[tuple[Any, float]]] = [[] for _ in range(len(rows))]
    for k, (source, sink) in enumerate(rows.arcs.tolist()):
        y = lp.add_variable(f"y{k}", lowBound=0)
        flows[source].append((y, 1.0))
        flows[sink].append((y, -1.0))
    matrix = rows.matrix.tocsr()
    for r, name in enumerate(short_names(rows)):
        inside = slice(matrix.indptr[r], matrix.indptr[r + 1])
        terms = {
            x[a]: number(c)
            for a, c in zip(matrix.indices[inside], matrix.data[inside].tolist(), strict=True)
            if c != 0.0
        }
        terms.update((y, number(c)) for y, c in flows[r])
        expression = pulp.LpAffineExpression(terms)
        row = pulp.LpConstraint(expression, _SENSE[rows.sense[r]], name)
        row.constant = number(-rows.rhs[r])
        lp.addConstraint(row, name)
        added.append(row)
    return tuple(added)


def build_model(
    problem: Problem,
    *,
    relaxed: bool = False,
    exact_numbers: bool = False,
    value_scale: float = 1.0,
    elastic: Mapping[int, float] | None = None,
) -> Model:
    """The model of a problem: one variable an alternative, C1, then the linking rows.

    elastic: linking rows that may be broken, with the price of each unit; that price is then
    minimised instead.
    """
    number = ExactNumber if exact_numbers else float
    lp = pulp.LpProblem("vidnova", pulp.LpMaximize)
    category = pulp.LpContinuous if relaxed else pulp.LpBinary
    x = tuple(lp.add_variable(f"x{a}", 0, 1, category) for a in range(len(problem.value)))
    if elastic is None:
        values = (problem.value * value_scale).tolist()
        lp += pulp.LpAffineExpression({v: number(c) for v, c in zip(x, values, strict=True)})
    _add_rows(lp, x, one_of_each(problem.group, problem.group_names), number)
    linking = _add_rows(lp, x, problem.linking, number)
    slack = _make_elastic(lp, linking, problem.linking, elastic) if elastic is not None else {}
    return Model(lp=lp, x=x, rows=linking, slack=slack)


def _make_elastic(
    lp: Any, constraints: Sequence[Any], rows: Rows, prices: Mapping[int, float]
) -> dict[int, tuple[Any, ...]]:
    """Lets each priced row be broken; returns the variables that say by how much."""
    slack = {}
    for r in prices:
        signs = {"<=": (-1.0,), ">=": (1.0,), "=": (-1.0, 1.0)}[rows.sense[r]]
        slack[r] = tuple(lp.add_variable(f"e{r}_{k}", lowBound=0) for k in range(len(signs)))
        for variable, sign in zip(slack[r], signs, strict=True):
            constraints[r].expr.addterm(variable, sign)
    lp += pulp.LpAffineExpression({v: -prices[r] for r, vs in slack.items() for v in vs})
    return slack
