"""Stable phases held against every plan of drawn towns."""

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from planner.cli.show_nest import nest_dict, show_nest
from planner.insight.forcing import Hand
from planner.insight.trade.nest import nest
from planner.insight.trade.nest_words import conclusion
from planner.plan import plan_of
from planner.text import LANGUAGES
from tests.insight.hands import every_plan, solved
from tests.saying import said

STEPS = tuple(Fraction(n, 100) for n in (50, 75, 100))


def _town(city, site, project, seed):
    draw = np.random.default_rng(seed)
    houses = [
        site(f"house{k}", area=float(draw.uniform(300, 1500)), people=float(draw.uniform(5, 60)))
        for k in range(3)
    ]
    palace = site("palace", area=600.0, people=0.0, status="national")
    return city(
        [*houses, palace],
        [project("hall", cost=float(draw.uniform(0.5, 1.5)), displaces=("house0",))],
        works={"stabilise": {}, "repair": {}, "restore": {}, "build": {}},
        weights={"homes": 45, "heritage": 30, "renewal": 25},
        funds={"main": {"amount": {2027: 3}}},
        money_years=1,
    )


def _contains(table, larger, smaller) -> bool:
    """Whether each site has what a smaller plan ends with."""
    has = [_works(table, a) for a in larger]
    ends = [_works(table, a)[-1:] for a in smaller]
    return all(set(end) <= set(all_) for end, all_ in zip(ends, has, strict=True))


def _works(table, a) -> list[str]:
    return [
        word
        for word in table.label(int(a)).split("_")[1:]
        if not word.isdigit() and word != "nothing"
    ]


@pytest.mark.parametrize("seed", range(2))
def test_plans_contain_one_another_and_nesting_costs_what_enumeration_says(
    city, site, project, seed
):
    town = _town(city, site, project, seed)
    hand = Hand.of(town)
    found = nest(town, solved(hand), STEPS, terms=(0.0, 10.0))
    table = hand.prepared.table
    before = table.starts()[:-1]
    assert [phase.factor for phase in found.phases] == list(STEPS)
    for phase in found.phases:
        plans = every_plan(hand.funded(phase.factor))
        inside = [v for v, plan in plans if _contains(table, plan, before)]
        assert _contains(table, phase.nested.chosen, before)
        assert phase.nested.value == pytest.approx(max(inside), abs=1e-6)
        price = max(v for v, _ in plans) - max(inside)
        assert phase.price.low - 1e-6 <= price <= phase.price.high + 1e-6
        assert phase.price.low >= 0.0 and phase.nested.value <= phase.free.bound + 1e-9
        assert phase.price.high - phase.price.low <= 1e-6
        before = phase.nested.chosen
    if seed == 0:
        plan = plan_of(town, solved(hand))
        for language in LANGUAGES:
            told = said(language, show_nest, plan, found)
            assert said(language, conclusion, plan, found)[:12] in told
        assert [p["share"] for p in nest_dict(found)["phases"]] == [0.5, 0.75, 1.0]


def test_a_search_that_is_stopped_tells_the_phases_it_has(city, site, project):
    town = _town(city, site, project, 1)
    heard: list[Any] = []
    found = nest(town, solved(Hand.of(town)), STEPS, heard.append, lambda: len(heard) >= 1)
    assert found.final and len(found.phases) == len(heard) == 1
