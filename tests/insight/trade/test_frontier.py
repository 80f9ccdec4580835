"""Frontiers held against every plan of a small town: no point is beaten, every bound holds."""

from fractions import Fraction
from typing import Any

import pytest

from planner.cli.show_frontier import frontier_dict, show_frontier
from planner.insight.forcing import Hand
from planner.insight.near import BACK, figures_asked
from planner.insight.trade import frontier
from planner.insight.trade.frontier import figure_frontier, money_frontier
from planner.insight.trade.words import conclusion, pairs, told_alone
from planner.insight.trade.words import said as told_of
from planner.plan import plan_of
from planner.text import LANGUAGES
from tests.insight.hands import every_plan, solved
from tests.saying import said


@pytest.fixture(scope="module")
def town(city, site, project):
    """Houses and a monument compete for money."""
    return city(
        [
            *(site(f"house{k}", area=300.0 + 80 * k, people=12.0 + 11 * k) for k in range(4)),
            site("palace", area=700.0, people=0.0, status="national"),
        ],
        [project("hall", cost=1.5, people=0.0, capacity=2000.0)],
        works={"repair": {}, "restore": {}, "build": {}},
        weights={"homes": 40, "heritage": 30, "renewal": 30},
        funds={"main": {"amount": {2027: 3}}},
        money_years=1,
    )


@pytest.fixture(scope="module")
def hand(town):
    return Hand.of(town)


@pytest.fixture(scope="module")
def best(hand):
    return solved(hand)


def test_more_money_never_brings_less_and_every_sum_is_bounded(town, hand, best, monkeypatch):
    factors = tuple(Fraction(n, 100) for n in (50, 100, 200))
    monkeypatch.setattr(frontier, "FACTORS", factors)
    heard: list[Any] = []
    found = money_frontier(town, best, heard.append)
    assert [p.factor for p in found.points] == list(factors) and found.final
    assert [len(one.points) for one in heard] == [1, 2, 3]
    for point in found.points:
        truth = max(value for value, _ in every_plan(hand.funded(point.factor)))
        assert point.found - 1e-9 <= truth <= point.most + 1e-9
        assert point.worth >= 0.0
    assert [p.found for p in found.points] == sorted(p.found for p in found.points)
    assert [p.most for p in found.points] == sorted(p.most for p in found.points)


def test_no_plan_beats_a_point_beyond_its_bound(town, hand, best):
    found = figure_frontier(town, best, "heritage", BACK)
    aims = {aim.name: aim for aim in figures_asked(hand, best.chosen)}
    plans = [
        (float(aims["heritage"].amounts[c].sum()), float(aims[BACK].amounts[c].sum()))
        for _, c in every_plan(hand)
    ]
    assert found.points[0].found == pytest.approx(max(people for _, people in plans), rel=0.01)
    assert found.points[-1].at == pytest.approx(max(kept for kept, _ in plans), rel=0.01)
    for point in found.points:
        most = max(people for kept, people in plans if kept >= point.at - 1e-9)
        assert point.found <= most + 1e-9 <= point.most + 2e-9
    at = [p.at for p in found.points]
    assert at == sorted(at)
    assert all(a.found > b.found for a, b in zip(found.points, found.points[1:], strict=False))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_curve_is_told_as_a_conclusion_a_sentence_and_numbers(town, best, language, monkeypatch):
    monkeypatch.setattr(frontier, "FACTORS", (Fraction(1), Fraction(3, 2)))
    plan = plan_of(town, best)
    assert ("heritage", BACK) in pairs(plan)
    for found in (money_frontier(town, best), figure_frontier(town, best, "heritage", BACK)):
        title = said(language, conclusion, plan, found)
        assert title[:12] in said(language, show_frontier, plan, found)
        assert said(language, told_of, plan, found)
        for figure, amount in ((found.first, 2790.0), (found.second, 2791.0)):
            assert said(language, told_alone, plan, figure, amount)[-1].isalpha()
        assert len(frontier_dict(found)["points"]) == len(found.points)
