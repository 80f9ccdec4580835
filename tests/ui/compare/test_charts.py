"""The chart of money by year: what stands in it, and what it concludes."""

from dataclasses import replace

import pytest

from planner.insight import compare
from planner.text import LANGUAGES, money
from planner.ui.compare import charts
from tests.saying import said

LETTERS = {"one": 0, "two": 1}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_bars_of_a_plan_add_up_to_what_it_spends(plans, language):
    pair = compare([("one", plans[0]), ("two", plans[1])])
    drawn = charts.alike(pair)
    figure = charts.by_year(pair, LETTERS, drawn, "light")
    for plan, bars in zip(plans, figure.data, strict=True):
        tender = plan.scenario.money.tender
        assert sum(bars.y) == pytest.approx(float(tender.amount(plan.figures.spent)))
        assert bars.x == tuple(plan.scenario.years)
    assert [set(bars.text) for bars in figure.data] == [{"A"}, {"B"}]


def test_the_conclusion_tells_what_is_spent_by_half_time(plans):
    pair = compare([("one", plans[0]), ("two", plans[1])])
    drawn = charts.alike(pair)
    tender = plans[0].scenario.money.tender
    words = said("en", charts.conclusion, LETTERS, drawn, tender)
    years = plans[0].scenario.years
    half = years[(len(years) - 1) // 2]
    for plan in plans[:2]:
        spent = sum(paid.spent for paid in plan.payments if paid.year <= half)
        assert said("en", money, spent, tender) in words


def test_money_of_another_currency_has_no_bar(plans):
    scenario = plans[1].scenario
    other = scenario.money.model_copy(update={"currency": "EUR"})
    foreign = replace(plans[1], scenario=scenario.model_copy(update={"money": other}))
    pair = compare([("one", plans[0]), ("two", foreign)])
    assert list(charts.alike(pair)) == ["one"]
