"""What must not change, or must not fall, when a problem is changed in a known way."""

import os
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.optimise import Solution, solve
from planner.plan import prepare, problem_of
from planner.problem import Problem
from planner.scenario import load_scenario, with_settings
from planner.scenario.files.loading import Loaded
from planner.synthetic import generate
from tests.places import KHARKIV

EXAMPLES = int(os.environ.get("VIDNOVA_EXAMPLES", "60"))
TRIALS = settings(
    max_examples=max(1, EXAMPLES // 5),
    deadline=None,
    derandomize="VIDNOVA_EXAMPLES" not in os.environ,
)
WORKS = ("stabilise", "restore", "repair", "clear", "build")
CRITERIA = ("heritage", "homes", "safety", "renewal")

BUILDINGS = st.lists(
    st.fixed_dictionaries(
        {
            "status": st.sampled_from(("none", "local", "national")),
            "area": st.integers(200, 3000).map(float),
            "people": st.integers(0, 200).map(float),
            "grade": st.integers(2, 5),
        }
    ),
    min_size=2,
    max_size=6,
)
CITIES = st.fixed_dictionaries(
    {
        "buildings": BUILDINGS,
        "cost": st.integers(1, 40).map(lambda c: c / 10),
        "displaces": st.booleans(),
        "budget": st.lists(st.integers(0, 300), min_size=2, max_size=2).filter(any),
        "earmarked": st.integers(0, 200),
        "weights": st.fixed_dictionaries({c: st.integers(1, 10) for c in CRITERIA}),
    }
)


@pytest.fixture(scope="session")
def build(site: Any, project: Any, city: Any) -> Any:
    """build(parts, times=1, order=..., base=..., rules=...) -> Loaded; `times` scales all money."""

    def make(parts: Any, *, times: int = 1, backwards: bool = False, **given: Any) -> Loaded:
        sites = [site(f"s{k}", **b) for k, b in enumerate(parts["buildings"])]
        taken = ["s0"] if parts["displaces"] else []
        projects = [project("p", cost=parts["cost"] * times, years=2, displaces=taken)]
        units = {"stabilise": 100, "restore": 2000, "repair": 1000, "clear": 200, "build": 0}
        main = {2027 + k: f"{b * times / 100:.2f}" for k, b in enumerate(parts["budget"])}
        earmarked = {
            "amount": {2027: f"{parts['earmarked'] * times / 100:.2f}"},
            "carry_over": False,
            "eligible": {"heritage_status": ["local", "national"]},
        }
        loaded: Loaded = city(
            sites[::-1] if backwards else sites,
            projects,
            works={name: {"unit": units[name] * times} for name in WORKS},
            funds={"main": {"amount": main}, "earmarked": earmarked},
            weights=parts["weights"],
            duration=[{"up_to": times, "years": 1}, {"years": 2}],
            round_to=f"{0.01 * times:.2f}",
            **given,
        )
        return loaded

    return make


def best(loaded: Loaded) -> Solution:
    solution = solve(problem_of(loaded), gap=0.0, seconds=60)
    assert solution.status != "infeasible"
    return solution


@TRIALS
@given(parts=CITIES, more=st.lists(st.integers(0, 200), min_size=3, max_size=3))
def test_more_money_never_lowers_the_value(build: Any, parts: Any, more: list[int]) -> None:
    base = build(parts)
    budget = [b + extra for b, extra in zip(parts["budget"], more, strict=False)]
    richer = {**parts, "budget": budget, "earmarked": parts["earmarked"] + more[2]}
    assert best(build(richer, base=base)).value >= best(base).value - 1e-7


@TRIALS
@given(parts=CITIES, criterion=st.sampled_from(CRITERIA), extra=st.integers(1, 50))
def test_raising_a_weight_never_lowers_its_own_share(
    build: Any, parts: Any, criterion: str, extra: int
) -> None:
    def share(weights: dict[str, int]) -> float:
        loaded = build({**parts, "weights": weights})
        prepared = prepare(loaded)
        column = prepared.table.criteria.index(criterion)
        achieved = float(prepared.table.gain[best(loaded).chosen, column].sum())
        most = float(prepared.attainable[column])
        return achieved / most if most > 0 else 0.0

    weights = parts["weights"]
    raised = {**weights, criterion: weights[criterion] + extra}
    assert share(raised) >= share(weights) - 1e-6


@TRIALS
@given(parts=CITIES)
def test_the_order_of_the_sites_never_changes_the_value(build: Any, parts: Any) -> None:
    backwards = best(build(parts, backwards=True)).value
    assert backwards == pytest.approx(best(build(parts)).value, rel=1e-9, abs=1e-7)


@TRIALS
@given(parts=CITIES)
def test_ten_times_the_prices_and_the_money_change_nothing(build: Any, parts: Any) -> None:
    dearer = best(build(parts, times=10))
    assert dearer.value == pytest.approx(best(build(parts)).value, rel=1e-9, abs=1e-7)


@TRIALS
@given(parts=CITIES)
def test_locking_the_chosen_plan_keeps_its_value(build: Any, parts: Any) -> None:
    free = build(parts)
    solution, table = best(free), prepare(free).table
    must, never = [], []
    for subject, a in zip(table.subjects, solution.chosen.tolist(), strict=True):
        kind = "project" if subject == "p" else "site"
        lock = {kind: subject, "reason": "r", "author": "a"}
        if table.real[a]:
            must.append(lock)
        elif not table.make_way[a]:
            never.append(lock)
    locked = best(build(parts, base=free, rules={"must": must, "never": never}))
    assert locked.value == pytest.approx(solution.value, rel=1e-9, abs=1e-7)


@TRIALS
@given(
    values=st.lists(st.integers(0, 100), min_size=6, max_size=6),
    uses=st.lists(st.integers(0, 1000), min_size=6, max_size=6),
    capacity=st.integers(0, 2000),
    twin=st.integers(0, 5),
    worse=st.tuples(st.integers(0, 5), st.integers(0, 5)),
)
def test_a_dominated_alternative_never_helps(
    values: list[int], uses: list[int], capacity: int, twin: int, worse: tuple[int, int]
) -> None:
    group = [0, 0, 1, 1, 2, 2]
    limit = capacity + sum(min(uses[k], uses[k + 1]) for k in (0, 2, 4))  # always feasible
    plain = Problem.from_arrays(values, group, [[u] for u in uses], [limit])
    more = Problem.from_arrays(
        [*values, values[twin] - worse[0]],
        [*group, group[twin]],
        [[u] for u in (*uses, uses[twin] + worse[1])],
        [limit],
    )
    assert solve(more, gap=0.0).value == solve(plain, gap=0.0).value


@TRIALS
@given(parts=CITIES)
def test_an_earlier_solution_as_a_start_changes_no_value(build: Any, parts: Any) -> None:
    problem = problem_of(build(parts))
    cold = solve(problem, gap=0.0, seconds=60)
    warm = solve(problem, gap=0.0, seconds=60, start=cold)
    assert warm.value == pytest.approx(cold.value, rel=1e-9, abs=1e-12)


def test_prices_that_lead_to_no_plan_after_a_move_cost_no_more_than_to_begin_anew(tmp_path):
    """In this city, at these weights, rounding from the earlier prices comes to nothing."""
    generate(tmp_path, sites=8_000, seed=1, like=KHARKIV / "base.yaml")
    loaded = load_scenario(tmp_path / "balanced.yaml")
    before = solve(problem_of(loaded), gap=1e-3, seconds=20.0)
    weights = dict(loaded.scenario.weights)
    weights |= {"heritage": weights["heritage"] + 2, "damage": weights["damage"] - 2}
    moved = problem_of(with_settings(loaded, weights=weights))
    prices_alone = replace(before, chosen=before.chosen[:0])
    assert solve(moved, gap=1e-3, seconds=20.0, start=prices_alone).gap <= 1e-3
