"""Cities at the edge of what a scenario may say: what the plan then holds and how it explains it."""

import dataclasses
from typing import Any

import pytest

from planner.alternatives import CODES, attainable_by_group, build_alternatives
from planner.plan import make_plan

LOCK = {"reason": "agreed", "author": "Council"}
RICH = {"main": {"amount": {2027: 9, 2028: 9}}}
ALL_WORKS = ("stabilise", "restore", "repair", "rebuild", "clear")


def test_a_lifted_status_adds_works_and_takes_none(site: Any, city: Any) -> None:
    def works(**rules: Any) -> set[str]:
        town = city([site("lost", status="local", grade=5)], works=ALL_WORKS, rules=rules)
        table = build_alternatives(town.scenario, town.inventory)
        return {CODES[works] for works in table.last[table.real]}

    lifted = works(status_lifted=[{"site": "lost", **LOCK}])
    assert works() == {"stabilise", "restore"}
    assert lifted == {"stabilise", "restore", "rebuild", "clear"}


def test_a_cleared_plot_endangers_nobody_and_has_no_fabric_to_lose(site: Any, city: Any) -> None:
    plan = make_plan(
        city(
            [
                site("gone", status="unlisted_valuable", grade=5, cleared=True),
                site("ruin", status="unlisted_valuable", grade=5),
            ],
            works=("stabilise", "rebuild"),
            weights={"heritage": 1, "safety": 1},
            funds={"main": {"amount": {2027: 0.05}}},
        )
    )
    assert [loss.id for loss in plan.losses] == ["ruin"]
    assert plan.entry("gone").points == {"heritage": 0.0, "safety": 0.0}


def test_only_what_could_enter_is_next(site: Any, city: Any) -> None:
    plan = make_plan(
        city(
            [
                site("chosen", people=90.0),
                site("near"),
                site("barred", people=50.0),
                site("idle", people=0.0),
            ],
            funds={"main": {"amount": {2027: 1}}},
            rules={"never": [{"site": "barred", **LOCK}]},
        )
    )
    assert [entry.id for entry in plan.group("next")] == ["near"]
    assert {entry.id for entry in plan.group("deferred")} == {"barred", "idle"}
    assert plan.entry("barred").reason == "reason.barred"
    assert plan.entry("idle").reason == "reason.no_benefit"


def test_works_that_wait_for_others_name_them(site: Any, city: Any) -> None:
    plan = make_plan(
        city(
            [site("street"), site("bridge")],
            funds=RICH,
            rules={
                "never": [{"site": "bridge", **LOCK}],
                "requires": [{"start": "street", "after": "bridge"}],
            },
        )
    )
    assert plan.entry("street").reason == "reason.waits"
    assert plan.entry("street").reason_values["site_en"] == "Building bridge"


def test_works_that_outlast_the_money_are_not_called_unlawful(site: Any, city: Any) -> None:
    slow = make_plan(city([site("slow")], money_years=1, duration=[{"years": 3}]))
    assert slow.entry("slow").reason == "reason.works_too_long"
    assert slow.entry("slow").reason_values["n"] == 3


def test_a_plot_that_may_only_be_cleared_for_a_project_has_no_works_of_its_own(
    site: Any, project: Any, city: Any
) -> None:
    plan = make_plan(
        city(
            [site("plot", status="local", grade=5, cleared=True)],
            [project("dear", cost=99.0, displaces=["plot"])],
            works=("repair", "rebuild", "build"),
            weights={"renewal": 1},
        )
    )
    assert plan.entry("plot").reason == "reason.no_lawful_works"


@pytest.mark.parametrize(("status", "kind"), [("local", "protected"), ("none", "standing")])
def test_a_held_plot_says_whether_the_law_holds_it(
    site: Any, project: Any, city: Any, status: str, kind: str
) -> None:
    plan = make_plan(
        city(
            [site("held", status=status, grade=3)],
            [project("over", displaces=["held"])],
            works=("repair", "clear", "build"),
            weights={"renewal": 1, "homes": 1},
        )
    )
    assert plan.entry("over").reason == f"reason.plot_{kind}"


def test_clearing_for_a_project_keeps_the_range_of_its_estimate(
    site: Any, project: Any, city: Any
) -> None:
    plan = make_plan(
        city(
            [site("ruin", grade=5)],
            [project("tower", displaces=["ruin"])],
            works={"clear": {"costs": (0.5, 2)}, "build": {}},
            weights={"renewal": 1},
            funds=RICH,
        )
    )
    ruin = plan.entry("ruin")
    assert ruin.displaced_by == "tower"
    assert (ruin.cost_low, ruin.cost, ruin.cost_high) == (10_000_000, 20_000_000, 40_000_000)


def test_a_redefined_criterion_is_measured_against_what_it_could_gain(site: Any, city: Any) -> None:
    town = city([site("only", people=10.0)], funds=RICH, weights={"damage": 1})
    homes = town.scenario.criteria["damage"].model_copy(update={"attribute": "residents_out"})
    redefined = town.scenario.model_copy(update={"criteria": {"damage": homes}})
    figure = make_plan(dataclasses.replace(town, scenario=redefined)).figures.by_criterion["damage"]
    assert (figure.count, figure.possible) == (10.0, 10.0)


def test_a_project_over_the_plots_of_forty_others_is_weighed_at_once(
    site: Any, project: Any, city: Any
) -> None:
    plots = [f"plot-{k}" for k in range(40)]
    town = city(
        [site(plot, grade=5) for plot in plots],
        [
            project("quarter", capacity=39_500.0, displaces=plots),
            *(project(f"house-{k}", displaces=[plot]) for k, plot in enumerate(plots)),
        ],
        works=("clear", "build"),
        weights={"renewal": 1},
    )
    table = build_alternatives(town.scenario, town.inventory)
    assert attainable_by_group(table, town.inventory)[:, 0].sum() == pytest.approx(40_000 * 0.75)
