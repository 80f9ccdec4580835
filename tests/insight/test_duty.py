"""The price of protecting monuments in time: what the rule asks, and what both plans say of it."""

import itertools
from collections.abc import Callable
from typing import Any

import pytest

from planner.cli.show_duty import duty_dict, show_duty
from planner.errors import InfeasiblePlanError, InputError
from planner.insight.duty import Duty, duty, duty_words
from planner.optimise import solve
from planner.plan import Plan, make_plan, prepare, problem_of
from planner.scenario.files.loading import Loaded
from planner.scenario.settings import Settings, applied
from planner.text import LANGUAGES, Language
from tests.saying import said

MILLION = 100_000_000
RULE = {"status": ["local"], "least_grade": 3, "by": 2028, "reason": "r", "author": "a"}
WORKS = ("stabilise", "restore", "repair", "rebuild", "clear")


@pytest.fixture
def town(site: Any, city: Callable[..., Loaded]) -> Callable[..., Loaded]:
    """Two monuments and a house for which there is hardly money."""

    def build(rule: dict[str, Any] | None = RULE, money: float = 1.0, **more: Any) -> Loaded:
        sites = [
            site("old", status="local", people=1.0, people_kind="visitors"),
            site("older", status="local", grade=3, people=1.0, people_kind="visitors"),
            site("light", status="local", grade=2, people=1.0, people_kind="visitors"),
            site("home"),
        ]
        usual = {
            "works": WORKS,
            "weights": {"heritage": 1, "homes": 30},
            "funds": {"main": {"amount": {2027: money, 2028: 0}}},
            "rules": {} if rule is None else {"protect": rule},
        }
        return city(sites, **{**usual, **more})

    return build


def covered(plan: Plan) -> set[str]:
    return {e.id for e in plan.in_plan if e.steps and e.steps[0].start <= 2028}


def test_every_monument_of_the_status_and_damage_is_protected_in_time(town: Any) -> None:
    assert covered(make_plan(town(None))) == {"home"}
    assert covered(make_plan(town(money=1.3))) >= {"old", "older", "home"}
    assert covered(make_plan(town({**RULE, "least_grade": 4}, money=1.15))) == {"old", "home"}
    assert covered(make_plan(town({**RULE, "holds": False}))) == {"home"}


def test_the_optimum_is_the_best_of_all_choices_that_protect(town: Any) -> None:
    loaded = town(money=1.2)
    prepared, problem = prepare(loaded), problem_of(loaded)
    table, value = prepared.table, problem.value
    starts = table.starts()
    groups = [range(starts[g], starts[g + 1]) for g in range(len(table.subjects))]
    best = max(
        sum(value[a] for a in choice)
        for choice in itertools.product(*groups)
        if sum(int(table.cost[a]) for a in choice) <= 1.2 * MILLION
        and table.money[list(choice), 1].sum() <= 1.2 * MILLION
        and all(table.first[choice[g]] >= 0 for g in (0, 1))
    )
    assert solve(problem, gap=0.0).value == pytest.approx(best)


def test_the_price_is_that_of_two_solved_plans(town: Any) -> None:
    loaded = town({**RULE, "holds": False})
    start = solve(problem_of(loaded), gap=0.0)
    found = duty(loaded, start)
    assert isinstance(found, Duty) and found.points is not None and found.final
    with_it = solve(problem_of(applied(loaded, Settings(protect=True))), gap=0.0)
    assert found.points.low <= start.value - with_it.value <= found.points.high + 1e-9
    assert found.points.exact and found.monuments == ("old", "older")
    assert found.spent[0] < found.spent[1]
    assert found.without is not None and found.with_it is not None
    assert (found.without.residents_back, found.with_it.residents_back) == (40, 0)


def test_from_the_plan_that_keeps_the_rule_the_price_is_the_same(town: Any) -> None:
    loaded = town({**RULE, "holds": False})
    off = duty(loaded, solve(problem_of(loaded), gap=0.0))
    held = applied(loaded, Settings(protect=True))
    on = duty(held, solve(problem_of(held), gap=0.0))
    assert off is not None and on is not None and off.points is not None and on.points is not None
    assert on.points.low == pytest.approx(off.points.low, abs=1e-9)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_terminal_tells_the_rule_its_monuments_and_its_price(
    town: Any, language: Language
) -> None:
    loaded = town({**RULE, "holds": False})
    plan = make_plan(loaded, gap=0.0)
    found = duty(loaded, plan.solution)
    words = " ".join(said(language, show_duty, plan, found).split())
    for subject in ("old", "older"):
        assert plan.names(subject)[language] in words
    assert found is not None
    for sentence in said(language, duty_words, plan, found):
        assert " ".join(sentence.split()) in words
    report = duty_dict(found)
    assert report is not None and report["points"][0] > 0
    assert report["residents_back"] == {"without": 40, "with": 0}
    assert not report["kept_without_the_rule"]
    assert duty(town(None), solve(problem_of(town(None)), gap=0.0)) is None


def test_without_the_money_the_diagnosis_names_the_rule(town: Any) -> None:
    with pytest.raises(InfeasiblePlanError) as caught:
        make_plan(town(money=0.15))
    faults = {fault.key: fault for fault in caught.value.faults}
    assert faults["infeasible_protect_several"].value == "old, older"
    assert any(key.startswith("infeasible_money") for key in faults)


def test_the_diagnosis_tells_the_first_year_and_the_least_grade_with_which_the_rest_holds(
    town: Any,
) -> None:
    money = {"money_years": 3, "funds": {"main": {"amount": {2027: 0.15, 2028: 0, 2029: 5}}}}

    def told(**rule: Any) -> str:
        try:
            make_plan(town({**RULE, **rule}, **money))
        except InfeasiblePlanError as caught:
            (fault,) = (f for f in caught.faults if f.key.startswith("infeasible_protect"))
            return str(fault.details["ways_en"])
        return ""

    words = told()
    holds = {key: not told(**rule) for key, rule in OTHERWISE.items()}
    assert [key for key in holds if key in words] == [key for key in holds if holds[key]][:2]
    assert holds["end of 2029"] and not told(by=2029)


OTHERWISE = {
    "end of 2029": {"by": 2029},
    "grade 4": {"least_grade": 4},
    "grade 5": {"least_grade": 5},
}


def test_a_monument_that_nothing_can_protect_is_told_and_asked_of_nobody(
    site: Any, city: Any
) -> None:
    lost = site("lost", status="local", area=float("nan"))
    rules = {"protect": {**RULE, "holds": False}}
    loaded = city([lost, site("old", status="local")], works=WORKS, rules=rules)
    found = duty(loaded, solve(problem_of(loaded), gap=0.0))
    assert found is not None and (found.monuments, found.beyond) == (("old",), ("lost",))


def test_certificates_and_clearing_protect_nothing(site: Any, city: Any) -> None:
    rules = {
        "protect": {**RULE, "by": 2028},
        "status_lifted": [],
    }
    loaded = city([site("a", status="local")], works=("compensate", "stabilise"), rules=rules)
    (works,) = {entry.steps[0].works for entry in make_plan(loaded).in_plan}
    assert works == "stabilise"


def test_a_year_beyond_the_money_is_refused(town: Any) -> None:
    loaded = town({**RULE, "holds": False, "by": 2040})
    with pytest.raises(InputError) as caught:
        applied(loaded, Settings(protect=True))
    assert [fault.key for fault in caught.value.faults] == ["protect_year"]


def test_a_plan_that_protects_them_anyway_says_so(site: Any, city: Any) -> None:
    rules = {"protect": {**RULE, "holds": False}}
    sites = [site("old", status="local")]
    loaded = city(sites, works=("restore",), weights={"heritage": 1}, rules=rules)
    plan = make_plan(loaded, gap=0.0)
    found = duty(loaded, plan.solution)
    assert found is not None and found.kept and found.points is not None and found.points.nothing
    assert "Even without the rule" in " ".join(said("en", duty_words, plan, found))
