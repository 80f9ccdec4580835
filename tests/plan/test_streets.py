"""Streets of nearly equal houses: the list that a fire leaves is planned like any other."""

from typing import Any

import pytest

from planner.plan import make_plan, problem_of
from tests.at_each_run import first

BEST = 100.0
"""Points: no plan is worth more."""
CREWS: dict[str, dict[str, Any]] = {
    "none": {},
    "scarce": {"crews": {"builders": {2027: 40, 2028: 30}}},
    "abundant": {"crews": {"builders": {2027: 10**6, 2028: 10**6}}},
}


@pytest.mark.parametrize("houses", first(1, [400, 5_000]))
@pytest.mark.parametrize("varied", [False, True])
@pytest.mark.parametrize("crews", CREWS)
def test_a_street_of_burned_houses_is_planned_to_within_a_house(
    city, site, houses: int, varied: bool, crews: str
) -> None:
    sites = [
        site(
            f"house-{k}",
            people=3.0,
            area=180.0 + (k * 37 % 73 if varied else 0),
            grade=(3, 4, 3, 2)[k % 4],
        )
        for k in range(houses)
    ]
    labour = {} if crews == "none" else {"labour": {"builders": "1"}}
    money = {"main": {"amount": {2027: 20, 2028: 20}}}
    loaded = city(sites, funds=money, **CREWS[crews], **labour)
    house = float(problem_of(loaded).value.max())
    plan = make_plan(loaded, gap=2 * house / BEST, seconds=4.0)
    assert plan.value > 0
    assert plan.bound - plan.value <= 2 * house
