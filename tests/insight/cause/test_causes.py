"""Causes: their parts add up, hang on no order, and are those of the mixtures solved one by one."""

from dataclasses import fields, replace
from itertools import permutations

import pytest

from planner.cli.show_causes import causes_dict, show_causes
from planner.insight.cause.causes import causes, changed, mixed
from planner.insight.forcing import Hand
from planner.insight.near import BACK, figures_asked
from planner.plan import make_plan
from planner.text import LANGUAGES
from tests.insight.hands import solved
from tests.saying import said


@pytest.fixture(scope="module")
def towns(city, site, project):
    """The same town with other weights and more money."""

    def build(weights, money):
        return city(
            [
                *(site(f"house{k}", area=500.0 + 90 * k, people=30.0 + 7 * k) for k in range(4)),
                site("palace", area=700.0, people=0.0, status="national"),
            ],
            [project("hall", cost=1.5, people=0.0, capacity=2000.0)],
            works={"repair": {}, "restore": {}, "build": {}},
            weights=weights,
            funds={"main": {"amount": {2027: money}}},
            money_years=1,
        )

    one = build({"homes": 60, "heritage": 20, "renewal": 20}, 2)
    other = build({"homes": 10, "heritage": 20, "renewal": 70}, 3)
    # of one inventory, as two files of one city are
    held = {f.name: getattr(other, f.name) for f in fields(other)}
    return one, type(other)(**{**held, "inventory": one.inventory, "base": one.base})


def test_parts_are_the_mean_over_all_orders_and_add_up(towns):
    one, other = towns
    assert changed(one, other) == ("weights", "money")
    found = causes(one, other)
    assert (found.orders, found.of) == (2, 2)

    def amounts(kinds):
        hand = Hand.of(mixed(one, other, frozenset(kinds)))
        plan = solved(hand)
        return {
            a.name: float(a.amounts[plan.chosen].sum()) for a in figures_asked(hand, plan.chosen)
        }

    for figure in (BACK, "heritage", "renewal"):
        expected = dict.fromkeys(found.kinds, 0.0)
        for order in permutations(found.kinds):
            for k, kind in enumerate(order):
                step = amounts(order[: k + 1]).get(figure, 0) - amounts(order[:k]).get(figure, 0)
                expected[kind] += step / 2
        assert found.parts[figure] == pytest.approx(expected)
        whole = found.after[figure] - found.before[figure]
        assert sum(found.parts[figure].values()) == pytest.approx(whole)


def test_the_differences_are_those_of_the_plans_at_hand(towns):
    one, other = towns
    hands = Hand.of(one), Hand.of(other)
    nothing = [hand.problem.starts()[:-1] for hand in hands]
    ends = [replace(solved(h), chosen=none) for h, none in zip(hands, nothing, strict=True)]
    found = causes(one, other, ends=(ends[0], ends[1]))
    assert set(found.before.values()) == set(found.after.values()) == {0.0}
    assert all(sum(part.values()) == pytest.approx(0.0) for part in found.parts.values())
    assert found.parts[BACK]["weights"] != 0.0
    of_another = replace(ends[0], chosen=ends[0].chosen[:1])
    assert causes(one, other, ends=(of_another, None)).before == causes(one, other).before


def test_a_scenario_beside_itself_has_no_causes(towns):
    one, _ = towns
    assert changed(one, replace(one)) == ()
    assert causes(one, one).kinds == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_causes_are_told_in_words_and_to_programs(towns, language):
    one, other = towns
    plan = make_plan(one, gap=0.0)
    found = causes(one, other)
    assert said(language, show_causes, plan, found).count("\n") > 5
    assert said(language, show_causes, plan, causes(one, one))
    assert causes_dict(found)["kinds"] == ["weights", "money"]
