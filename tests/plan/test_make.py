"""A plan keeps its own books: points, money, crews, losses, ranks and reasons agree."""

from decimal import Decimal
from typing import Any

import pytest

from planner.alternatives.attributes import PEOPLE
from planner.insight.words import reason
from planner.plan import GROUPS, Plan, make_plan
from planner.scenario import load_scenario, with_settings
from planner.text import LANGUAGES
from tests.places import KHARKIV
from tests.saying import said

LOCK = {"reason": "a reason", "author": "an author"}
ALL_WORKS = ("stabilise", "restore", "repair", "rebuild", "clear", "build")
MILLION = 100_000_000


@pytest.fixture(scope="module")
def kharkiv() -> Plan:
    return make_plan(load_scenario(KHARKIV / "masterplan.yaml"), gap=0.01, seconds=30)


@pytest.fixture(scope="module")
def town(site: Any, project: Any, city: Any) -> Plan:
    """A town with everything: displacement, missing figures, locks, two funds, crews, a cost weight."""
    return make_plan(
        city(
            [
                site("flat"),
                site("tower", status="national", grade=3, area=700.0, people=0.0),
                site("annex", status="unlisted_valuable", grade=5, people=5.0),
                site("ruin", grade=5, people=20.0),
                site("whole", grade=0),
                site("unseen", grade=-1),
                site("unmeasured", area=float("nan")),
                site("barred", people=90.0),
                site("far", people=10.0, district="south"),
            ],
            [
                project(
                    "quarter", cost=1.5, people=400.0, people_kind="residents", displaces=["ruin"]
                ),
                project("slow", years=9),
                project("over", displaces=["tower"]),
                project("dear", cost=90.0, people=100.0, people_kind="residents"),
            ],
            works=ALL_WORKS,
            weights={"heritage": 4, "homes": 5, "safety": 1, "renewal": 2, "cost": 1},
            funds={
                "main": {"amount": {2027: "1.9", 2028: "1.1"}},
                "heritage": {
                    "amount": {2027: "0.7", 2028: "0.8"},
                    "carry_over": False,
                    "eligible": {"heritage_status": ["national", "local"]},
                },
            },
            labour={"builders": "0.7"},
            crews={"builders": {2027: 2, 2028: 2}},
            rules={"never": [{"site": "barred", **LOCK}]},
        )
    )


@pytest.fixture(scope="module", params=["town", "kharkiv"])
def plan(request: Any) -> Plan:
    found: Plan = request.getfixturevalue(request.param)
    return found


def test_points_sum_to_importance(plan: Plan) -> None:
    for entry in plan.entries:
        assert sum(entry.points.values()) == pytest.approx(entry.importance, abs=1e-9)


def test_planned_importances_sum_to_the_value(plan: Plan) -> None:
    assert sum(e.importance for e in plan.in_plan) == pytest.approx(plan.value, abs=1e-6)


def test_points_follow_the_weights_in_hand_and_not_those_it_was_prepared_with(site, city) -> None:
    """What is prepared is kept for all weights."""
    loaded = city([site("flat"), site("yard", people=5.0)], weights={"homes": 60, "damage": 40})
    for share in (60, 90):
        weights = {"homes": Decimal(share), "damage": Decimal(100 - share)}
        plan = make_plan(with_settings(loaded, weights=weights))
        assert sum(entry.importance for entry in plan.in_plan) == pytest.approx(plan.value)


def test_shares_weighted_make_the_value(plan: Plan) -> None:
    points = sum(map(plan.points, plan.figures.by_criterion))
    points -= 100 * plan.shares["cost"] * plan.figures.spent / plan.figures.money_total
    assert points == pytest.approx(plan.value, abs=1e-6)


def test_funds_never_pay_more_than_they_have_received(plan: Plan) -> None:
    for fund, rows in plan.spending.groupby("fund"):
        spec = plan.scenario.money.funds[str(fund)]
        rows = rows.sort_values("year")
        if spec.carry_over:
            assert (rows["spent"].cumsum() <= rows["available"].cumsum()).all()
        else:
            assert (rows["spent"] <= rows["available"]).all()
    assert (plan.spending["spent"] >= 0).all()


def test_funds_pay_exactly_what_falls_due(plan: Plan) -> None:
    planned = plan.in_plan
    assert plan.spending["spent"].sum() == plan.figures.spent == sum(e.cost for e in planned)
    paid = plan.spending.groupby("year")["spent"].sum()
    for year in map(int, paid.index):
        assert paid[year] == sum(entry.money.get(year, 0) for entry in planned)
    assert sum(plan.figures.spent_by_class.values()) == plan.figures.spent


def test_costs_lie_in_their_range_and_sum_over_the_years(plan: Plan) -> None:
    for entry in plan.entries:
        assert entry.cost_low <= entry.cost <= entry.cost_high
        assert sum(entry.money.values()) == entry.cost


def test_crews_work_within_their_capacity(plan: Plan) -> None:
    assert len(plan.crews)
    assert (plan.crews["used"] <= plan.crews["capacity"]).all()


def test_every_site_and_project_stands_in_the_list_once_and_in_order(plan: Plan) -> None:
    inventory = plan.inventory
    assert sorted(e.id for e in plan.entries) == sorted(
        (*inventory.sites.id, *inventory.projects.id)
    )
    standing = [entry for entry in plan.entries if entry.displaced_by is None]
    assert [entry.rank for entry in standing] == list(range(1, len(standing) + 1))
    places = [GROUPS.index(entry.group) for entry in plan.entries]
    assert places == sorted(places)
    for name in GROUPS:
        losses = [-e.loss for e in plan.group(name)]
        assert losses == sorted(losses)


def test_margins_lie_between_minus_one_and_one(plan: Plan) -> None:
    assert all(-1 <= entry.margin <= 1 for entry in plan.entries)


def test_whatever_is_not_planned_has_a_reason_in_both_languages(plan: Plan) -> None:
    for entry in plan.entries:
        assert (entry.reason == "") == (entry.in_plan)
        for language in LANGUAGES if entry.reason else ():
            sentence = said(language, reason, entry)
            assert sentence and "{" not in sentence


def test_key_figures_count_what_is_planned(plan: Plan) -> None:
    planned = plan.in_plan
    works = [e for e in planned if e.displaced_by is None]
    assert plan.figures.sites_planned == sum(e.kind == "site" for e in works)
    assert plan.figures.projects_planned == sum(e.kind == "project" for e in works)
    for name, figure in plan.figures.by_criterion.items():
        count = sum(entry.counts[name] for entry in planned)
        people = plan.scenario.criteria[name].attribute in PEOPLE
        assert figure.count == pytest.approx(round(count) if people else count, abs=1e-6)


def test_every_valued_building_that_is_removed_is_named(site: Any, city: Any) -> None:
    must = [
        {"site": "annex", "works": "rebuild", **LOCK},
        {"site": "lost", "works": "clear", **LOCK},
    ]
    plan = make_plan(
        city(
            [
                site("annex", status="unlisted_valuable", grade=4),
                site("lost", status="local", grade=5),
                site("plain", grade=5),
            ],
            works=ALL_WORKS,
            weights={"heritage": 1, "homes": 1},
            funds={"main": {"amount": {2027: 9}}},
            rules={"must": must, "status_lifted": [{"site": "lost", **LOCK}]},
        )
    )
    by_clearing = {loss.id: loss for loss in plan.losses if loss.kind == "clearing"}
    assert by_clearing.keys() == {"annex", "lost"}
    assert by_clearing["annex"].lost == pytest.approx(25 * 0.4)
    assert by_clearing["lost"].lost == pytest.approx(50 * 0.1)
    assert by_clearing["lost"].name == {"uk": "Будівля lost", "en": "Building lost"}


def test_a_valued_building_cleared_for_a_project_is_named_with_it(
    site: Any, project: Any, city: Any
) -> None:
    plan = make_plan(
        city(
            [site("lost", status="local", grade=5)],
            [project("tower", people=900.0, people_kind="residents", displaces=["lost"])],
            works=("restore", "clear", "build"),
            weights={"heritage": 1, "homes": 9},
            funds={"main": {"amount": {2027: 9}}},
            rules={"status_lifted": [{"site": "lost", **LOCK}]},
        )
    )
    (loss,) = plan.losses
    assert (loss.id, loss.kind, loss.by_project) == ("lost", "clearing", "tower")
    assert plan.entry("lost").displaced_by == "tower"
    assert plan.entry("lost").group == "planned"


def test_heritage_left_to_decay_is_named(site: Any, city: Any) -> None:
    plan = make_plan(
        city(
            [
                site("left", status="local", grade=4),
                site("saved", status="local", grade=4, area=10.0),
            ],
            works=("stabilise",),
            weights={"heritage": 1},
            funds={"main": {"amount": {2027: "0.01"}}},
        )
    )
    assert [(loss.id, loss.kind) for loss in plan.losses] == [("left", "decay")]
    assert plan.losses[0].lost == pytest.approx(50 * 0.4 * (1 - 0.92**4))


def test_unplannable_sites_say_what_to_survey(town: Plan) -> None:
    assert town.entry("unseen").missing == ("damage_grade",)
    assert town.entry("unmeasured").missing == ("floor_area_m2",)
    assert town.entry("whole").reason == "reason.undamaged"
    assert town.entry("slow").reason == "reason.too_long"
    assert town.entry("over").reason == "reason.plot_protected"
    assert town.entry("barred").reason == "reason.barred"
    assert town.entry("barred").forced == "never"
    for name in ("unseen", "unmeasured", "whole", "slow", "over"):
        assert town.entry(name).group == "unplannable"
        assert town.entry(name).steps == ()


def test_a_promise_decides_and_a_target_does_not(site: Any, city: Any) -> None:
    """The money repairs one of three: the promised one, though the others bring more."""
    rules = {
        "promises": [
            {"site": "begun", "works": "repair", "start": 2028, "reason": "r", "author": "a"}
        ],
        "targets": {"people_back": [{"who": "residents", "at_least": 1, "by": 2028}]},
    }
    plan = make_plan(
        city(
            [site("begun", people=1.0), site("homes"), site("more", people=80.0)],
            funds={"main": {"amount": {2027: 0, 2028: 1}}},
            rules=rules,
        )
    )
    assert {entry.id: entry.forced for entry in plan.entries} == {
        "begun": "promise",
        "homes": "",
        "more": "",
    }
    (promised,) = plan.in_plan
    assert [(step.works, step.start) for step in promised.steps] == [("repair", 2028)]


def test_a_project_clears_its_plot_in_its_first_year(town: Plan) -> None:
    quarter, ruin = town.entry("quarter"), town.entry("ruin")
    assert quarter.group == "planned"
    assert ruin.displaced_by == "quarter"
    assert [(step.works, step.start) for step in ruin.steps] == [("clear", quarter.steps[0].start)]


def test_the_same_input_and_seed_give_the_same_decisions(
    site: Any, project: Any, city: Any
) -> None:
    sites = [site(f"s{k}", people=40.0, area=1000.0) for k in range(6)]
    loaded = city(sites, [project("p", people=40.0, people_kind="residents")])
    plans = [make_plan(loaded, seed=3) for _ in range(3)]
    assert len({plan.provenance.decisions_sha256 for plan in plans}) == 1
    assert len({tuple(entry.id for entry in plan.entries) for plan in plans}) == 1
