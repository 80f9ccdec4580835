"""The order of the list: by what the plan loses without each, as plans made without it say."""

from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from planner.plan import Plan, make_plan
from planner.scenario.files.loading import Loaded
from planner.scenario.scenario import Scenario

WHY = {"reason": "a reason", "author": "an author"}
AMPLE = {"main": {"amount": {2027: 90, 2028: 90}}}


def ruled(loaded: Loaded, **rules: Any) -> Plan:
    """The plan under other rules; what is attainable stays frozen."""
    told = loaded.scenario.model_dump(by_alias=True)
    told["rules"] |= rules
    return make_plan(replace(loaded, scenario=Scenario.model_validate(told)))


def without(loaded: Loaded, kind: str, subject: str) -> float:
    """Points of the best plan with it barred."""
    return ruled(loaded, never=[{kind: subject, **WHY}]).value


def test_losses_are_what_plans_lose_where_money_abounds(site: Any, project: Any, city: Any) -> None:
    """Two projects want one plot, whose building could be rebuilt instead; a third wants another.

    Nothing is scarce, so that losses are no estimates: of what is in, what is lost by barring it,
    and of what is out, by forcing it in.
    """
    loaded = city(
        [site("flat", people=20.0), site("ruin", grade=5, people=30.0), site("hut", grade=5)],
        [
            project("tower", people=90.0, people_kind="residents", displaces=["ruin"]),
            project("block", people=70.0, people_kind="residents", displaces=["ruin"]),
            project("shed", people=10.0, people_kind="residents", displaces=["hut"]),
        ],
        works=("repair", "rebuild", "clear", "build"),
        funds=AMPLE,
    )
    plan = make_plan(loaded)
    told = {entry.id: entry.loss for entry in plan.entries}
    assert plan.entry("tower").in_plan and plan.entry("hut").steps[0].works == "rebuild"
    for kind, subject in (("site", "flat"), ("site", "hut"), ("project", "tower")):
        assert told[subject] == pytest.approx(plan.value - without(loaded, kind, subject))
    for subject in ("block", "shed"):
        forced = ruled(loaded, must=[{"project": subject, **WHY}])
        assert told[subject] == pytest.approx(forced.value - plan.value)
        assert told[subject] < 0
    assert plan.entry("block").reason == "reason.plot_rival"
    assert plan.entry("block").reason_values["site_en"] == plan.entry("tower").name["en"]
    assert plan.entry("shed").reason == "reason.plot_taken"


def test_what_falls_with_a_building_or_a_phase_is_counted(
    site: Any, project: Any, city: Any
) -> None:
    """A project restores a building and has a second phase; another one is too dear for what it brings,
    in both phases. Money abounds, so that losses are no estimates."""
    homes = {"people": 50.0, "people_kind": "residents"}
    loaded = city(
        [site("flat", people=5.0), site("hut", people=8.0)],
        [
            project("wing-1", part_of="wing", phase=1, restores=["flat"], **homes),
            project("wing-2", part_of="wing", phase=2, **homes),
            project("dear-1", part_of="dear", phase=1, cost=60.0, **homes),
            project("dear-2", part_of="dear", phase=2, cost=60.0, **homes),
        ],
        works=("repair", "build"),
        weights={"homes": 30, "cost": 70},
        funds=AMPLE,
    )
    plan = make_plan(loaded)
    assert plan.entry("flat").carries == ("wing-1", "wing-2")
    assert plan.entry("wing-1").carries == ("wing-2",) and not plan.entry("hut").carries
    for kind, subject in (
        ("site", "flat"),
        ("site", "hut"),
        ("project", "wing-1"),
        ("project", "wing-2"),
    ):
        lost = plan.value - without(loaded, kind, subject)
        assert plan.entry(subject).loss == pytest.approx(lost)
    for subject in ("dear-1", "dear-2"):
        forced = ruled(loaded, must=[{"project": subject, **WHY}])
        assert plan.entry(subject).loss == pytest.approx(forced.value - plan.value)


def test_the_order_is_that_of_replacement_costs_by_enumeration(site: Any, city: Any) -> None:
    """Of all subsets that one year's money pays the best, with and without each one of them.

    Value for money would put the small ones first, which the plan would miss least.
    """
    sizes = {"a": (900, 80), "b": (100, 12), "c": (700, 50), "d": (50, 7), "e": (600, 22)}
    loaded = city(
        [site(name, area=float(area), people=float(n)) for name, (area, n) in sizes.items()],
        funds={"main": {"amount": {2027: "1.8", 2028: 0}}},
    )

    def best(barred: str = "") -> int:
        plans = product((0, 1), repeat=len(sizes))
        chosen = (
            [sizes[n] for n, taken in zip(sizes, plan, strict=True) if taken and n != barred]
            for plan in plans
        )
        return max(sum(n for _, n in plan) for plan in chosen if sum(a for a, _ in plan) <= 1800)

    plan = make_plan(loaded)
    costs = {entry.id: best() - best(entry.id) for entry in plan.group("planned")}
    assert len(set(costs.values())) == len(costs) == 4
    assert list(costs) == sorted(costs, key=lambda name: -costs[name])
    assert max(plan.in_plan, key=lambda entry: entry.margin).id != plan.entries[0].id


def test_clearing_stands_after_the_works_and_plots_beside_their_project(
    site: Any, project: Any, city: Any
) -> None:
    plan = make_plan(
        city(
            [
                site("flat", people=4.0, grade=3),
                site("ruin", grade=5, people=0.0, use="trade"),
                site("plot", grade=5, people=0.0),
            ],
            [project("tower", people=90.0, people_kind="residents", displaces=["plot"])],
            works=("repair", "clear", "build"),
            weights={"homes": 1, "safety": 3},
            funds=AMPLE,
        )
    )
    order = [(entry.id, entry.group, entry.rank) for entry in plan.in_plan]
    assert order == [
        ("tower", "planned", 1),
        ("plot", "planned", 1),
        ("flat", "planned", 2),
        ("ruin", "clearing", 3),
    ]
    tower, plot, flat, ruin = plan.in_plan
    assert (plot.loss, plot.margin) == (tower.loss, tower.margin)
    assert ruin.loss > flat.loss > 0


def test_what_is_forced_in_keeps_its_price(site: Any, city: Any) -> None:
    """The money repairs one of two: what is forced in costs what the other would bring more."""
    loaded = city(
        [site("weak", people=10.0), site("strong", people=60.0)],
        funds={"main": {"amount": {2027: 1, 2028: 0}}},
        rules={"must": [{"site": "weak", **WHY}]},
    )
    plan, free = make_plan(loaded), ruled(loaded, must=[])
    weak = plan.entry("weak")
    assert weak.in_plan and weak.forced == "must"
    assert weak.loss <= plan.value - free.value + 1e-9 < 0


def test_works_that_bring_something_are_judged_and_not_the_cheapest(site: Any, city: Any) -> None:
    """Stabilising brings no homes and costs next to nothing; repair is outbid, not useless."""
    plan = make_plan(
        city(
            [
                site("ward", people=5.0),
                site("flat"),
                site("more", people=60.0),
                site("half", people=30.0),
            ],
            works=("stabilise", "repair"),
            funds={"main": {"amount": {2027: "2.5", 2028: 0}}},
        )
    )
    ward = plan.entry("ward")
    assert ward.group == "next" and [step.works for step in ward.steps] == ["repair"]
    assert ward.reason == "reason.outbid_money"
    amounts = ward.reason_values
    assert amounts["points"] == pytest.approx(ward.importance) and ward.importance > 0
    assert amounts["elsewhere"] == pytest.approx(ward.importance - ward.loss)


def test_of_equals_the_id_decides(site: Any, city: Any) -> None:
    plan = make_plan(city([site(name) for name in ("c", "a", "b", "d")], funds=AMPLE))
    assert [entry.id for entry in plan.entries] == ["a", "b", "c", "d"]
