"""The charts by year: what stands in them, and what they conclude."""

from dataclasses import replace

import pytest

from planner.insight import compare
from planner.text import LANGUAGES, money, whole
from planner.ui.compare import charts
from tests.saying import said

LETTERS = {"one": 0, "two": 1}


def drawn(plans, language="en"):
    pair = compare([("one", plans[0]), ("two", plans[1])])
    return pair, {c.key: c for c in said(language, charts.charts, pair, LETTERS)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_bars_end_at_the_figures_of_the_plans(plans, language):
    pair, found = drawn(plans, language)
    figures = {
        key: said(language, charts.figure, chart, pair, LETTERS, "light").data
        for key, chart in found.items()
    }
    for plan, homes, spent in zip(plans, figures["homes"], figures["money"], strict=True):
        tender = plan.scenario.money.tender
        assert homes.y[-1] == plan.figures.by_criterion["homes"].count
        assert list(homes.y) == sorted(homes.y)
        assert sum(spent.y) == pytest.approx(float(tender.amount(plan.figures.spent)))
        assert spent.x == homes.x == tuple(plan.scenario.years)
    assert [set(bars.text) for bars in figures["homes"]] == [{"A"}, {"B"}]


def test_the_sentence_tells_where_each_plan_is_at_half_time(plans):
    _, found = drawn(plans)
    years = plans[0].scenario.years
    half = (len(years) - 1) // 2
    for key, plan in zip(LETTERS, plans, strict=True):
        spent = sum(paid.spent for paid in plan.payments if paid.year <= years[half])
        assert said("en", money, spent, plan.scenario.money.tender) in found["money"].said
        assert said("en", whole, found["homes"].heights[key][half]) in found["homes"].said


def test_money_of_another_currency_has_no_bar(plans):
    scenario = plans[1].scenario
    other = scenario.money.model_copy(update={"currency": "EUR"})
    foreign = replace(plans[1], scenario=scenario.model_copy(update={"money": other}))
    _, found = drawn([plans[0], foreign])
    assert list(found["money"].heights) == ["one"]
    assert found["money"].said.endswith("Plans in another currency are in the table only.")
