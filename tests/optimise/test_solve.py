"""solve against exhaustive search, on cities that use all of C1-C10.

VIDNOVA_EXAMPLES sets how many cities and arrays are tried.
"""

import os
import time
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st

from planner.optimise import Solution, check, solve
from planner.optimise.certify.exact import violations
from planner.optimise.outright import any_plan
from planner.optimise.price.dual import Pricer
from planner.optimise.refuse import LARGEST
from planner.optimise.search import Clock, Search
from planner.optimise.solvers.integer import Effort, run
from planner.optimise.solvers.program import build_model
from planner.plan import prepare, problem_of
from planner.problem import Problem
from planner.scenario import load_scenario, with_settings
from tests.optimise.commitments import lock, promises, targets
from tests.optimise.drawn import drawn
from tests.places import KHARKIV

EXAMPLES = int(os.environ.get("VIDNOVA_EXAMPLES", "60"))
TRIALS = settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink),
    derandomize="VIDNOVA_EXAMPLES" not in os.environ,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
MOST_CHOICES = 12_000
NAN = float("nan")
STATUSES = ("none", "none", "local", "national", "unlisted_valuable")
KOPECK = "0.00000001"
AMOUNTS = ("0", "0.1", "0.5", "1", "1.1", "2.2", "0.33333333", KOPECK)
WORK_SETS = (
    ("repair",),
    ("stabilise", "repair"),
    ("stabilise", "restore"),
    ("repair", "clear"),
    ("rebuild", "clear"),
    ("stabilise", "repair", "clear"),
)
CLASSES = ("conservation", "repair", "new")
SHARES = ("0", "0.1", "0.3333", "0.5", "0.9", "1")


@st.composite
def sites(draw: Any, n: int) -> list[dict[str, Any]]:
    return [
        {
            "name": f"s{k}",
            "status": draw(st.sampled_from(STATUSES)),
            "candidate": draw(st.integers(0, 9)) == 0,
            "cleared": draw(st.integers(0, 9)) == 0,
            "area": draw(st.sampled_from((500.0, 1000.0, 1100.0, 2000.0, 333.3, 0.0, NAN))),
            "people": draw(st.sampled_from((0.0, 7.0, 40.0, 40.0, 1e6, NAN))),
            "people_kind": draw(st.sampled_from(("residents", "residents", "users"))),
            "grade": draw(st.sampled_from((4, 4, 5, 3, 2, 0, -1))),
            "district": draw(st.sampled_from(("north", "south"))),
            "use": draw(st.sampled_from(("residential", "education"))),
        }
        for k in range(n)
    ]


@st.composite
def projects(draw: Any, n: int, names: list[str]) -> list[dict[str, Any]]:
    return [
        {
            "name": f"p{k}",
            "cost": draw(st.sampled_from((0.0, 0.3, 1.0, 2.5))),
            "years": draw(st.integers(1, 2)),
            "people": draw(st.sampled_from((0.0, 60.0, NAN))),
            "people_kind": draw(st.sampled_from(("residents", "none"))),
            "capacity": draw(st.sampled_from((0.0, 1000.0, 1500.0))),
            "displaces": draw(st.lists(st.sampled_from(names), unique=True, max_size=2)),
            "district": draw(st.sampled_from(("north", "south"))),
        }
        for k in range(n)
    ]


ELIGIBLE = st.sampled_from(
    (
        "all",
        "all",
        {"heritage_status": ["national", "local"]},
        {"kind": ["project"]},
        {"kind": ["site"], "district": ["north"]},
        {"use": ["education", "housing"]},
    )
)


@st.composite
def funds(draw: Any, years: int) -> dict[str, Any]:
    last = years + draw(st.integers(0, 1))
    return {
        f"f{k}": {
            "amount": {2027 + t: draw(st.sampled_from(AMOUNTS)) for t in range(last)},
            "carry_over": draw(st.booleans()),
            "eligible": draw(ELIGIBLE),
        }
        for k in range(draw(st.integers(1, 3)))
    }


@st.composite
def rules(
    draw: Any, names: list[str], works: tuple[str, ...], weights: Any, years: int
) -> dict[str, Any]:
    def seldom(often: int = 2) -> bool:
        return bool(draw(st.integers(0, 4)) < often)

    found: dict[str, Any] = {}
    for kind in ("must", "never"):
        if seldom():
            subject = draw(st.sampled_from(names))
            named = draw(st.sampled_from((None, *works))) if subject.startswith("s") else None
            found[kind] = [lock(subject, named)]
    if seldom():
        bound = draw(st.sampled_from(("at_least", "at_most")))
        found["share"] = {draw(st.sampled_from(CLASSES)): {bound: draw(st.sampled_from(SHARES))}}
    if seldom():
        criterion = draw(st.sampled_from([c for c in weights if c != "cost"]))
        least = draw(st.sampled_from(SHARES))
        found["district_floor"] = [{"criterion": criterion, "at_least": least}]
    if seldom() and len(names) > 1:
        pair = draw(st.lists(st.sampled_from(names), min_size=2, max_size=2, unique=True))
        found["requires"] = [{"start": pair[0], "after": pair[1]}]
    if seldom(1):
        found["promises"] = draw(promises(names, works, years))
    if seldom():
        found["targets"] = draw(targets(years))
    if seldom():
        lifted = draw(st.sampled_from([n for n in names if n.startswith("s")]))
        found["status_lifted"] = [{"site": lifted, "reason": "r", "author": "a"}]
    return found


WEIGHTS = st.dictionaries(
    st.sampled_from(("heritage", "damage", "homes", "services", "safety", "renewal", "cost")),
    st.sampled_from((0, 1, 3, 10)),
    min_size=1,
).filter(lambda w: sum(w.values()) > 0 and w.keys() != {"cost"})


@st.composite
def cities(draw: Any) -> dict[str, Any]:
    """The parts of a small city, as the fixtures `site`, `project` and `city` take them."""
    of_sites = draw(sites(draw(st.integers(1, 4))))
    names = [s["name"] for s in of_sites]
    of_projects = draw(projects(draw(st.integers(0, 2)), names))
    years = draw(st.integers(1, 3))
    works, weights = draw(st.sampled_from(WORK_SETS)), draw(WEIGHTS)
    crews = {}
    if draw(st.booleans()):
        capacity = st.sampled_from(("0", "0.5", "1", "2.25"))
        crews = {"builders": {2027 + t: draw(capacity) for t in range(years + 1)}}
    return {
        "sites": of_sites,
        "projects": of_projects,
        "money_years": years,
        "appraisal_years": years + 2,
        "funds": draw(funds(years)),
        "works": (*works, "build"),
        "labour": {"builders": "0.7"} if crews else {},
        "crews": crews,
        "duration": [{"up_to": draw(st.sampled_from((1, 2))), "years": 1}, {"years": 2}],
        "round_to": draw(st.sampled_from(("0.01", KOPECK, "0.03"))),
        "strike_probability": draw(st.sampled_from((0.0, 0.1))),
        "weights": weights,
        "rules": draw(rules([*names, *(p["name"] for p in of_projects)], works, weights, years)),
    }


@TRIALS
@given(parts=cities(), scale=st.sampled_from((1.0, 1.0, 1e-9, 1e9)))
def test_solve_equals_exhaustive_search(
    site: Any, project: Any, city: Any, referee: Any, parts: dict[str, Any], scale: float
) -> None:
    parts = dict(parts)
    made = [site(**s) for s in parts.pop("sites")], [project(**p) for p in parts.pop("projects")]
    loaded = city(*made, **parts)
    judge = referee(loaded, prepare(loaded).table)
    if judge.n_choices > MOST_CHOICES:
        event("too many choices")
        return
    problem = problem_of(loaded)
    problem = problem.with_value(problem.value * scale)
    expected = judge.best(problem.value.tolist())
    solution = solve(problem, gap=0.0, seconds=60)
    event(solution.status)
    if expected is None:
        assert solution.status == "infeasible"
        return
    assert judge.keeps_all(tuple(solution.chosen.tolist()))
    assert_best(problem, solution, expected)


def assert_best(problem: Problem, solution: Solution, expected: Fraction) -> None:
    """The value is the expected one, and the bound as close as a solver's tolerance can bring it."""
    positions = problem.positions(solution.chosen)
    exact = sum(map(Fraction, problem.value[positions].tolist()), Fraction(0))
    size = np.maximum.reduceat(np.abs(problem.value), problem.starts()[:-1]).sum()
    assert abs(exact - expected) <= abs(expected) / 10**9
    assert expected - Fraction(solution.bound) <= abs(expected) / 10**9
    assert solution.bound - solution.value <= 1e-6 * size
    assert check(problem, solution).faults == ()


@TRIALS
@given(parts=cities())
def test_values_follow_the_formula(
    site: Any, project: Any, city: Any, referee: Any, parts: dict[str, Any]
) -> None:
    parts = dict(parts)
    made = [site(**s) for s in parts.pop("sites")], [project(**p) for p in parts.pop("projects")]
    loaded = city(*made, **parts)
    table = prepare(loaded).table
    judge = referee(loaded, table)
    total = sum(Fraction(w) for w in parts["weights"].values())
    all_money = sum(
        int(Fraction(amount) * 10**8)
        for fund in parts["funds"].values()
        for amount in fund["amount"].values()
    )
    values = problem_of(loaded).value
    attainable = [sum(judge.attainable(c)) for c in range(len(table.criteria))]
    for a in range(len(table)):
        points = sum(
            100 * parts["weights"][name] / total * judge.gain[a][c] / attainable[c]
            for c, name in enumerate(table.criteria)
            if attainable[c] > 0
        )
        if all_money:
            points -= (
                100 * parts["weights"].get("cost", 0) / total * sum(judge.money[a]) / all_money
            )
        assert values[a] == pytest.approx(float(points), rel=1e-9, abs=1e-9)


@st.composite
def arrays(draw: Any) -> tuple[list[float], list[int], list[list[float]], list[float]]:
    """A knapsack whose capacities are often just what some choice uses, or a cent less."""
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=5))
    group = [g for g, size in enumerate(sizes) for _ in range(size)]
    group = draw(st.permutations(group))
    n, rows = len(group), draw(st.integers(1, 3))
    value_scale = draw(st.sampled_from((1.0, 1e-9, 1e9)))
    value = [draw(st.integers(-20, 100)) * value_scale for _ in range(n)]
    kind = draw(st.sampled_from(("cents", "float", "wide")))
    amounts = {
        "cents": st.integers(0, 30_000_000_000).map(lambda c: c / 100),
        "float": st.one_of(st.just(0.0), st.floats(1 / LARGEST, 1)),
        "wide": st.sampled_from((1e12, 3e11, 1e-3, 0.25, 7.0, 0.0)),
    }[kind]
    usage = [[draw(amounts) for _ in range(rows)] for _ in range(n)]
    some = [draw(st.sampled_from([a for a in range(n) if group[a] == g])) for g in set(group)]
    capacity = []
    for r in range(rows):
        exact = sum((Fraction(usage[a][r]) for a in some), Fraction(0))
        capacity.append(float(exact) + draw(st.sampled_from((0.0, 0.0, -0.01, 0.01, 1e9))))
    return value, list(group), usage, capacity


@TRIALS
@given(parts=arrays())
def test_arrays_are_solved_as_by_exhaustive_search(best_of_arrays: Any, parts: Any) -> None:
    value, group, usage, capacity = parts
    expected = best_of_arrays(value, group, usage, capacity)
    problem = Problem.from_arrays(value, group, usage, capacity)
    solution = solve(problem, gap=0.0, seconds=60)
    event(solution.status)
    if expected is None:
        assert solution.status == "infeasible"
        return
    assert sorted(group[a] for a in solution.chosen) == sorted(set(group))
    assert_best(problem, solution, expected)


def test_every_plan_that_is_met_is_told_and_keeps_the_rows() -> None:
    problem = drawn(12).problem()
    met: list[bytes] = []

    def told(plan: np.ndarray) -> None:
        assert violations(problem, plan) == []
        met.append(plan.tobytes())

    solution = solve(problem, gap=0.0, on_plan=told)
    assert problem.positions(solution.chosen).tobytes() in met


def test_a_search_ends_when_enough_is_known_and_within_an_absolute_gap() -> None:
    problem = drawn(12).problem()
    best = solve(problem, gap=0.0)
    seen: list[tuple[float, float]] = []

    def stop(value: float, bound: float) -> bool:
        seen.append((value, bound))
        return False

    assert solve(problem, gap=0.0, stop=stop).value == best.value
    assert all(value <= best.value <= bound + 1e-9 for value, bound in seen)
    near = solve(problem, gap=0.0, tolerance=abs(best.value) + 1.0)
    assert near.proven and near.bound - near.value <= abs(best.value) + 1.0


@pytest.mark.parametrize("criterion", ["renewal", "livelihoods"])
def test_where_large_works_that_hang_together_are_all_that_counts_the_best_plan_comes_first(
    criterion: str,
) -> None:
    """Projects with phases and plots and little else of value: no exchange mends what prices choose,
    and a tree would look for long. The optimum is that of one program over everything."""
    loaded = load_scenario(KHARKIV / "masterplan.yaml")
    problem = problem_of(with_settings(loaded, weights={criterion: Decimal(1)}))
    model = build_model(problem.with_value(problem.value * 1e3))
    known = run(model, Effort(gap=1e-9, seconds=60.0))
    assert known.finished and known.x is not None
    solution = solve(problem, gap=1e-4, seconds=60.0, work=0)
    assert solution.proven
    assert solution.value == pytest.approx(problem.value @ known.x, rel=1e-4)


def test_without_any_plan_a_program_about_doing_little_finds_a_good_one() -> None:
    """As where rounding found none; no tree is needed."""
    problem = problem_of(load_scenario(KHARKIV / "masterplan.yaml"))
    clock = Clock(deadline=time.monotonic() + 60)
    search = Search(problem=problem, gap=1e-4, seed=0, clock=clock)
    prices = Pricer(search).find(None, 1e-5)
    any_plan(search, prices)
    assert search.value > 0.9 * prices.view.bound
