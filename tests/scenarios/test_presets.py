"""What each preset says of itself in its note holds of its plan, beside the three others."""

import pytest

from planner.domain import MONUMENTS
from planner.exchange.proven import proven
from planner.plan import Plan, plan_of
from planner.scenario import load_scenario
from tests.places import KHARKIV

GAP = 1e-4
NAMES = ("repair-first", "people-first", "balanced", "masterplan")
WEIGHTED = ("heritage", "damage", "homes", "services", "safety", "renewal")
REOPENS = {"repair", "restore", "rebuild", "adapt"}


@pytest.fixture(scope="module")
def plans() -> dict[str, Plan]:
    """The plans as they are kept proven, so that nothing is searched for."""
    found = {}
    for name in NAMES:
        loaded = load_scenario(KHARKIV / f"{name}.yaml")
        solution = proven(loaded, GAP)
        assert solution is not None, name
        found[name] = plan_of(loaded, solution)
    return found


def count(plan: Plan, criterion: str) -> float:
    """Of homes those for people who were out; who moves into new flats is renewal's."""
    figures = plan.figures
    if criterion == "homes":
        return figures.residents_back + figures.residents_certified
    return figures.by_criterion[criterion].count


def best_at(plans: dict[str, Plan], criterion: str) -> str:
    return max(plans, key=lambda name: count(plans[name], criterion))


def worst_at(plans: dict[str, Plan], criterion: str) -> str:
    return min(plans, key=lambda name: count(plans[name], criterion))


def spent_on_new(plan: Plan) -> float:
    return plan.figures.spent_by_class["new"] / plan.figures.spent


def reopened(plan: Plan) -> tuple[int, int]:
    """Schools and hospitals that people cannot use and that can be planned: reopened, and all."""
    places = [
        entry
        for entry in plan.entries
        if entry.kind == "site"
        and entry.use in ("education", "health")
        and entry.damage_grade >= 3
        and entry.group not in ("unplannable", "settled")
    ]
    back = [e for e in places if e.in_plan and e.steps and e.steps[-1].works in REOPENS]
    return len(back), len(places)


def test_repair_first_keeps_most_of_what_still_stands(plans: dict[str, Plan]) -> None:
    assert best_at(plans, "heritage") == "repair-first"
    assert spent_on_new(plans["repair-first"]) < 0.02


def test_repair_first_protects_every_heavily_damaged_monument_by_2028(
    plans: dict[str, Plan],
) -> None:
    heavy = {
        entry.id: [step.start for step in entry.steps] if entry.in_plan else []
        for entry in plans["repair-first"].entries
        if entry.heritage_status in MONUMENTS
        and entry.damage_grade >= 3
        and entry.group not in ("unplannable", "settled")
    }
    assert len(heavy) >= 15
    assert {name for name, starts in heavy.items() if not starts or starts[0] > 2028} == set()


def test_people_first_houses_people_soonest_and_reopens_most_schools_and_hospitals(
    plans: dict[str, Plan],
) -> None:
    figures = plans["people-first"].figures
    assert best_at(plans, "services") == "people-first"
    sooner = {name: plan.figures.by_criterion["homes"].gain for name, plan in plans.items()}
    assert max(sooner, key=lambda name: sooner[name]) == "people-first"
    most = max(count(plan, "homes") for plan in plans.values())
    assert count(plans["people-first"], "homes") >= 0.99 * most
    assert figures.residents_back / figures.residents_out > 0.6
    housed = figures.residents_back + figures.residents_certified
    assert 0.8 < housed / figures.residents_out <= 1
    assert figures.by_criterion["services"].share > 0.9
    back = {name: reopened(plan)[0] for name, plan in plans.items()}
    assert max(back.values()) == back["people-first"] >= 0.85 * reopened(plans["people-first"])[1]


def test_the_masterplan_preset_puts_new_construction_first(plans: dict[str, Plan]) -> None:
    assert best_at(plans, "renewal") == "masterplan"
    shares = {name: spent_on_new(plan) for name, plan in plans.items()}
    assert max(shares, key=lambda name: shares[name]) == "masterplan"


def test_no_aim_prevails_in_the_balanced_preset(plans: dict[str, Plan]) -> None:
    """Each aim that another preset puts first is reached better there; none is reached worst."""
    for criterion in ("heritage", "homes", "services", "renewal"):
        assert best_at(plans, criterion) != "balanced", criterion
    for criterion in WEIGHTED:
        assert worst_at(plans, criterion) != "balanced", criterion
