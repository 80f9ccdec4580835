"""Fairness held against every plan of a small town, and inequality against numbers done by hand."""

import numpy as np
import pytest

from planner.cli.show_fair import fair_dict, show_fair
from planner.insight.fair.fairness import GIVEN_UP, fairness
from planner.insight.fair.shares import Groups, gini, lorenz
from planner.insight.fair.words import conclusion
from planner.insight.fair.words import said as told_of
from planner.insight.forcing import Hand
from planner.plan import plan_of
from planner.text import LANGUAGES
from tests.insight.hands import every_plan, solved
from tests.saying import said


@pytest.fixture(scope="module")
def town(city, site):
    """Houses in three districts; money for some, and those of the north are worth most."""
    return city(
        [
            site("north1", area=700.0, people=90.0),
            site("north2", area=800.0, people=80.0, use="school"),
            site("south1", area=900.0, people=40.0, district="south"),
            site("south2", area=900.0, people=30.0, district="south", use="school"),
            site("east1", area=500.0, people=15.0, district="east"),
        ],
        [],
        works={"repair": {}},
        weights={"homes": 100},
        funds={"main": {"amount": {2027: 2.2}}},
        money_years=1,
    )


@pytest.fixture(scope="module")
def known(town):
    hand = Hand.of(town)
    best = solved(hand)
    groups = Groups.of(hand, "homes", "district")
    plans = [(value, np.sort(groups.shares(chosen))) for value, chosen in every_plan(hand)]
    return best, fairness(town, best, "homes"), plans


def test_no_plan_serves_the_least_better_than_is_told(known):
    best, found, plans = known
    truth = max(shares[0] for _, shares in plans)
    assert found.fairest.least <= truth + 1e-9 and truth <= found.most + 1e-9
    assert found.fairest.least == pytest.approx(truth, abs=0.01)
    for part in GIVEN_UP:
        most = max(shares[0] for value, shares in plans if value >= best.value * (1 - part) - 1e-9)
        has, proven = found.bought(part)
        assert has <= most + 1e-9 and most <= proven + 1e-9
    least = [served.least for served in (found.now, *found.curve)]
    assert least == sorted(least) and found.final


def test_each_point_costs_what_the_best_plan_so_fair_loses(known):
    best, found, plans = known
    for served in found.curve:
        lost = best.value - max(v for v, shares in plans if shares[0] >= served.least - 1e-9)
        assert lost <= served.points.high + 1e-9
        assert best.value - served.plan.value >= lost - 1e-9


def test_how_much_a_group_could_get_alone_is_that_of_all_plans(town, known):
    _, found, _ = known
    hand = Hand.of(town)
    groups = Groups.of(hand, "homes", "district")
    for alone in found.alone:
        k = groups.names.index(alone.group)
        truth = max(float(groups.shares(chosen)[k]) for _, chosen in every_plan(hand))
        assert alone.found <= truth + 1e-9 and truth <= alone.most + 1e-9


def test_inequality_is_that_of_numbers_done_by_hand():
    could = np.array([1.0, 1.0, 2.0])
    assert gini(np.array([0.5, 0.5, 1.0]), could) == pytest.approx(0.0)
    assert gini(np.array([0.0, 0.0, 2.0]), could) == pytest.approx(0.5)
    assert gini(np.zeros(3), could) == 0.0
    curve = lorenz(np.array([1.0, 0.0, 1.0]), could)
    assert curve.tolist() == [[0, 0], [0.25, 0], [0.75, 0.5], [1, 1]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_told_in_words_and_to_programs(town, known, language):
    best, found, _ = known
    plan = plan_of(town, best)
    assert said(language, conclusion, plan, found)[:20] in said(language, show_fair, plan, found)
    assert said(language, told_of, plan, found)
    assert fair_dict(found)["groups"] == ["east", "north", "south"]
    assert said(language, show_fair, plan, None)


def test_other_groups_can_be_compared_and_one_alone_cannot(town, known):
    best, _, _ = known
    by_use = fairness(town, best, "homes", "use", seconds=5.0)
    assert by_use is not None and set(by_use.groups) == {"residential", "school"}
    assert fairness(town, best, "homes", "owner") is None
    with pytest.raises(KeyError):
        fairness(town, best, "luck")
