"""What a plan does for as much money as a project costs."""

from dataclasses import replace

import pytest

from planner.insight.instead import instead
from planner.insight.words import reason
from planner.plan import make_plan
from tests.saying import said


@pytest.fixture
def plan(city, site, project):
    """Money for three houses, of which the last brings least, or for one of them and a tower."""
    return make_plan(
        city(
            [site("best", people=60.0), site("good", people=40.0), site("worst", people=30.0)],
            [project("tower", cost=1.5)],
            funds={"main": {"amount": {2027: 3, 2028: 0}}},
            works={"repair": {}, "build": {}},
            weights={"homes": 90, "renewal": 10},
        )
    )


def test_works_that_lose_least_for_their_money_come_first_and_cost_as_much(plan):
    found = instead(plan, "tower")
    assert found is not None and found.enough
    assert found.subjects[0] == "worst" and "best" not in found.subjects
    costs = [plan.entry(subject).cost for subject in found.subjects]
    assert found.cost == sum(costs) >= plan.entry("tower").cost > sum(costs[:-1])
    homes = sum(plan.entry(subject).counts["homes"] for subject in found.subjects)
    assert found.counts["homes"] == pytest.approx(homes)


def test_what_is_in_the_plan_takes_nobodys_money(plan):
    assert instead(plan, "best") is None


@pytest.mark.parametrize(("points", "told"), [(1.1, "55"), (1.999, "99.9")])
def test_what_is_outbid_is_told_as_a_part_of_what_its_means_bring_elsewhere(plan, points, told):
    values = {"points": points, "elsewhere": 2.0}
    entry = replace(plan.entry("tower"), reason="reason.outbid_money", reason_values=values)
    assert f"{told}\u00a0%" in said("en", reason, entry)
