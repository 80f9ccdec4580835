"""What is computed fast is what the definitions say, for any finite floats."""

import os
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.optimise.certify import certificate, exact
from planner.optimise.certify.certificate import exact_bound
from planner.optimise.certify.exact import exact_sums, exact_value, payments, violations
from planner.optimise.tuning import CERTIFY
from planner.problem import Problem, Rows
from tests.optimise.plain import (
    dense,
    plain_bound,
    plain_broken,
    plain_lawful,
    plain_slacks,
    plain_unpaid,
    plain_value,
)

EXAMPLES = int(os.environ.get("VIDNOVA_EXAMPLES", "150"))
TRIALS = settings(
    max_examples=EXAMPLES, deadline=None, derandomize="VIDNOVA_EXAMPLES" not in os.environ
)
TELLING = (0.0, 1.0, -1.0, 0.1, 0.2, 0.3, -0.3, 2.0**53, 2.0**53 - 1, -(2.0**53), 1e300, -1e300)
TINY = (1e-300, -1e-300, 5e-324, 2.0**-1022, 1e-160, -1e-160, 1e160)
NUMBERS: dict[str, Any] = {
    "small": st.integers(-3, 5).map(float),
    "kopecks": st.integers(-2, 9).map(lambda k: k * 12_345_678_900_000.0),
    "tenths": st.integers(-5, 9).map(lambda k: k / 10),
    "telling": st.sampled_from(TELLING),
    "tiny": st.sampled_from((*TELLING, *TINY)),
    "any": st.floats(-1e300, 1e300),
}
PRICES: dict[str, Any] = {**NUMBERS, "none": st.just(0.0)}


@st.composite
def cases(draw: Any) -> tuple[Problem, np.ndarray, dict[str, float]]:
    """A problem of up to 4 groups and 5 rows, some linked by flows; a choice; lawful prices."""
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=4))
    n, n_rows = sum(sizes), draw(st.integers(0, 5))
    number = NUMBERS[draw(st.sampled_from(sorted(NUMBERS)))]
    several = {k: st.lists(number, min_size=k, max_size=k) for k in (n, n_rows)}
    matrix = [draw(several[n]) for _ in range(n_rows)]
    split = draw(st.integers(0, n_rows))
    pairs = [(s, d) for s in range(split) for d in range(split, n_rows)]
    arcs = draw(st.sets(st.sampled_from(pairs), max_size=6)) if pairs else set()
    flowing = {r for arc in arcs for r in arc}
    free = [draw(st.sampled_from(("<=", "=", ">="))) for _ in range(n_rows)]
    senses: Any = ["<=" if r in flowing else sense for r, sense in enumerate(free)]
    names = [f"r{r}" for r in range(n_rows)]
    problem = Problem(
        value=np.array(draw(several[n])),
        group=np.repeat(np.arange(len(sizes)), sizes),
        linking=Rows.of(names, matrix, senses, draw(several[n_rows]), n=n, arcs=sorted(arcs)),
        group_names=tuple(map(str, range(len(sizes)))),
    )
    ends = np.cumsum([0, *sizes])[:-1]
    chosen = ends + [draw(st.integers(0, size - 1)) for size in sizes]
    priced = PRICES[draw(st.sampled_from(sorted(PRICES)))]
    prices = [draw(priced) for _ in names]
    signed = [{"<=": abs(p), ">=": -abs(p), "=": p}[s] for p, s in zip(prices, senses, strict=True)]
    for source, sink in sorted(arcs):
        signed[source] = max(signed[source], signed[sink])
    return problem, chosen, dict(zip(names, signed, strict=True))


@TRIALS
@given(cases())
def test_rows_are_broken_as_the_definition_says(
    case: tuple[Problem, np.ndarray, dict[str, float]],
) -> None:
    problem, chosen, _ = case
    slacks = plain_slacks(problem, dense(problem.linking), chosen.tolist())
    flowing = set(problem.linking.arcs.ravel().tolist())
    found = violations(problem, chosen)
    single = {v.rows[0]: v.excess for v in found if not flowing.issuperset(v.rows)}
    assert single == plain_broken(problem, slacks)
    unpaid = [v for v in found if flowing.issuperset(v.rows)]
    assert bool(unpaid) == (plain_unpaid(problem, slacks) > 0)
    for violation in unpaid:
        arcs = problem.linking.arcs.tolist()
        open_to = {s for s, d in arcs if d in violation.rows and slacks[s] > 0}
        assert set(violation.suppliers) == open_to
        need = sum(-slacks[d] for d in violation.rows)
        assert violation.excess == need - sum(slacks[s] for s in open_to) > 0


@TRIALS
@given(cases())
def test_payments_meet_every_demand_from_open_money(
    case: tuple[Problem, np.ndarray, dict[str, float]],
) -> None:
    problem, chosen, _ = case
    arcs = {(d, s) for s, d in problem.linking.arcs.tolist()}
    slacks = plain_slacks(problem, dense(problem.linking), chosen.tolist())
    if plain_unpaid(problem, slacks) > 0:
        return
    paid = payments(problem, chosen)
    assert paid.keys() <= arcs and all(amount > 0 for amount in paid.values())
    for r in {r for arc in arcs for r in arc}:
        received = sum(amount for (d, _), amount in paid.items() if d == r)
        spent = sum(amount for (_, s), amount in paid.items() if s == r)
        assert received == max(-slacks[r], 0) and spent <= max(slacks[r], 0)


@TRIALS
@given(cases())
def test_value_and_bound_are_what_the_definitions_say(
    case: tuple[Problem, np.ndarray, dict[str, float]],
) -> None:
    problem, chosen, prices = case
    assert exact_value(problem, chosen) == plain_value(problem, chosen.tolist())
    expected = plain_bound(problem, dense(problem.linking), prices)
    assert exact_bound(problem, prices) == expected
    few = replace(CERTIFY, alternatives_at_once=3)
    with patch.object(certificate, "CERTIFY", few), patch.object(exact, "_AT_ONCE", 2):
        assert exact_bound(problem, prices) == expected


@TRIALS
@given(cases(), st.data())
def test_prices_under_which_nothing_is_proven_are_refused(
    case: tuple[Problem, np.ndarray, dict[str, float]], data: Any
) -> None:
    problem, _, prices = case
    if not prices:
        return
    other = {**prices, data.draw(st.sampled_from(sorted(prices))): data.draw(NUMBERS["tiny"])}
    if plain_lawful(problem.linking, other):
        assert exact_bound(problem, other) == plain_bound(problem, dense(problem.linking), other)
        return
    with pytest.raises(ValueError, match="prices"):
        exact_bound(problem, other)


def _city(rng: np.random.Generator, draw: Callable[..., Any], n_groups: int) -> Problem:
    """Groups of 8 with an idle alternative first, and five rows."""
    n = 8 * n_groups
    works = np.arange(n) % 8 > 0
    matrix = [draw(n) * works * (rng.random(n) < 0.6) for _ in range(5)]
    rhs = [float(row.sum()) / 10 for row in matrix]
    return Problem(
        value=rng.integers(0, 50, n) / 10 * works,
        group=np.repeat(np.arange(n_groups), 8),
        linking=Rows.of([f"r{r}" for r in range(5)], matrix, "<=", rhs, n=n),
        group_names=tuple(map(str, range(n_groups))),
    )


@pytest.mark.parametrize("unit", [1.0, 1e7, 0.1, 1e-310, 1e290])
@pytest.mark.parametrize("price", [0.0, 0.1, 1e-7, 1e300])
def test_two_hundred_groups_with_many_ties_agree(unit: float, price: float) -> None:
    rng = np.random.default_rng(7)
    problem = _city(rng, lambda n: rng.integers(0, 5, n) * unit, 200)
    uses = dense(problem.linking)
    prices = {name: price * k for k, name in enumerate(problem.linking.names)}
    assert exact_bound(problem, prices) == plain_bound(problem, uses, prices)
    chosen = np.arange(200) * 8 + rng.integers(0, 8, 200)
    found = {v.rows[0]: v.excess for v in violations(problem, chosen)}
    assert found == plain_broken(problem, plain_slacks(problem, uses, chosen.tolist()))


@pytest.mark.parametrize("size", [1.0, 1e-160, 1e150, 1e-8])
def test_alternatives_that_differ_by_less_than_rounding_are_told_apart(size: float) -> None:
    """Every value is, but for a few last digits, what its uses cost in floats."""
    rng = np.random.default_rng(3)
    matrix, prices = rng.random((4, 600)) * size, rng.random(4) * size
    cost = matrix.T @ prices
    problem = Problem(
        value=cost + rng.integers(-2, 3, 600) * np.spacing(cost),
        group=np.repeat(np.arange(100), 6),
        linking=Rows.of(list("abcd"), list(matrix), "<=", np.zeros(4), n=600),
        group_names=tuple(map(str, range(100))),
    )
    named = dict(zip("abcd", prices.tolist(), strict=True))
    assert exact_bound(problem, named) == plain_bound(problem, dense(problem.linking), named)


def test_half_mantissas_are_summed_without_rounding() -> None:
    sums = exact_sums(np.array([1 + 2.0**-50, -1.0]), np.array([0, 0]), 1)
    assert sums.fraction(sums.numbers[0]) == Fraction(2.0**-50)
    digits = max(exact._LOW_DIGITS, exact._DIGITS - exact._LOW_DIGITS)
    assert exact._AT_ONCE << digits <= 2**53


def test_sums_that_floats_cannot_hold_are_exact() -> None:
    terms = np.array([1e308, 1e308, 1.0, -1e308, 5e-324, -1e308, 2.0**53, 1.0])
    sums = exact_sums(terms, np.array([0, 0, 0, 0, 0, 0, 1, 1]), 3)
    exactly = [Fraction(1) + Fraction(5e-324), Fraction(2**53 + 1), Fraction(0)]
    assert [sums.fraction(number) for number in sums.numbers] == exactly
    assert exact_sums(np.array([]), np.array([], dtype=np.int64), 2).numbers == [0, 0]


@pytest.mark.parametrize("number", [np.nan, np.inf, -np.inf])
def test_what_is_no_number_has_no_sum(number: float) -> None:
    with pytest.raises(ValueError, match="not finite"):
        exact_sums(np.array([1.0, number]), np.array([0, 0]), 1)


def test_no_groups_and_no_rows_are_bounded_too() -> None:
    none = np.array([], dtype=np.int64)
    rows = Rows.of(["r"], [[]], "<=", [2.5], n=0)
    empty = Problem(value=np.array([]), group=none, linking=rows, group_names=())
    assert exact_bound(empty, {"r": 2.0}) == 5
    assert exact_value(empty, none) == 0 and violations(empty, none) == []
    free = Problem(
        value=np.array([1.0, 3.0]),
        group=np.array([0, 0]),
        linking=Rows.none(2),
        group_names=("g",),
    )
    assert exact_bound(free, {}) == 3 and violations(free, np.array([1])) == []


def test_a_group_without_alternatives_has_no_bound() -> None:
    problem = Problem(
        value=np.array([1.0]),
        group=np.array([0]),
        linking=Rows.none(1),
        group_names=("g", "empty"),
    )
    with pytest.raises(ValueError, match="no alternative"):
        exact_bound(problem, {})
