"""Districts that get nothing of what they could, and what a floor for every district costs."""

from collections.abc import Callable
from typing import Any

import pytest

from planner.cli.show_districts import floor_dict, show_districts, show_floors
from planner.exchange.json_file import to_dict
from planner.exchange.plan_tables import tables
from planner.insight.districts import bare, bare_words, floor, floor_words
from planner.optimise import solve
from planner.plan import Plan, make_plan, problem_of
from planner.scenario.files.loading import Loaded
from planner.scenario.scenario import DistrictFloor
from planner.text import LANGUAGES, Language
from tests.releasing import ours
from tests.saying import said


@pytest.fixture
def town(site: Any, city: Callable[..., Loaded]) -> Callable[..., Loaded]:
    """Money for one of two houses; the fewer people live in the south."""

    def build(money: float = 1.0, **more: Any) -> Loaded:
        sites = [
            site("north-home", people=90.0),
            site("south-home", people=40.0, district="south"),
            site("east-office", people=5.0, people_kind="visitors", district="east"),
        ]
        usual = {"works": ("repair",), "weights": {"homes": 1}}
        funds = {"main": {"amount": {2027: money, 2028: 0}}}
        return city(sites, **{**usual, "funds": funds, **more})

    return build


def test_a_district_that_could_gain_and_gets_nothing_is_named(town: Any) -> None:
    plan: Plan = make_plan(town())
    (entry,) = bare(plan)
    assert (entry.criterion, entry.districts, entry.total) == ("homes", ("south",), 2)
    assert plan.figures.by_district["homes"] == {"north": 1.0, "south": 0.0}
    assert bare(make_plan(town(money=2.0))) == ()


def test_a_criterion_without_weight_leaves_nobody_bare(town: Any) -> None:
    plan = make_plan(town(weights={"homes": 0, "safety": 1}))
    assert all(entry.criterion != "homes" for entry in bare(plan))


def test_the_price_of_a_floor_is_that_of_two_solved_plans(town: Any) -> None:
    loaded = town()
    start = solve(problem_of(loaded), gap=0.0)
    found = floor(loaded, start, "homes")
    rule = DistrictFloor(criterion="homes", at_least=found.at_least)
    rules = loaded.scenario.rules.model_copy(update={"district_floor": (rule,)})
    fields = {name: getattr(loaded, name) for name in loaded.__slots__}
    stated = Loaded(**{**fields, "scenario": loaded.scenario.model_copy(update={"rules": rules})})
    assert found.outcome == "impossible"
    assert solve(problem_of(stated), gap=0.0).status == "infeasible"


def test_a_floor_that_can_be_kept_has_a_price_in_points_and_people(site: Any, city: Any) -> None:
    sites = [
        site("large", people=90.0, area=2000.0),
        site("small", people=40.0),
        site("south-home", people=40.0, district="south"),
    ]
    funds = {"main": {"amount": {2027: 2, 2028: 0}}}
    loaded = city(sites, works=("repair",), weights={"homes": 1}, funds=funds)
    start = solve(problem_of(loaded), gap=0.0)
    found = floor(loaded, start, "homes")
    assert found.outcome == "found" and found.points is not None and found.points.exact
    assert found.points.low == pytest.approx(100 * 10 / 170)
    assert found.without is not None and found.with_it is not None
    assert (found.without.residents_back, found.with_it.residents_back) == (90, 80)
    words = " ".join(said("en", floor_words, make_plan(loaded), found))
    assert "80 instead of 90" in words
    assert floor_dict(found)["outcome"] == "found"


def test_an_unknown_criterion_is_refused(town: Any) -> None:
    loaded = town()
    with pytest.raises(KeyError):
        floor(loaded, solve(problem_of(loaded), gap=0.0), "parks")


@pytest.mark.parametrize("language", LANGUAGES)
def test_terminal_and_files_name_them_as_the_page_does(town: Any, language: Language) -> None:
    loaded = town()
    plan = make_plan(loaded, gap=0.0)
    (entry,) = bare(plan)
    told = said(language, bare_words, plan, entry)
    shown = " ".join(said(language, show_districts, plan).split())
    assert " ".join(told.split()) in shown and "south" in told
    asked = said(language, show_floors, plan, [floor(loaded, plan.solution, "homes")])
    assert asked.strip()
    assert to_dict(ours(plan))["figures"]["by_district"]["homes"]["south"] == 0.0
    sheet = next(t for t in said(language, tables, ours(plan)) if t.key == "districts")
    assert [row[1:] for row in sheet.rows] == [("north", 1.0), ("south", 0.0)]
