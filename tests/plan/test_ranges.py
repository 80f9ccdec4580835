"""The range of a plan's cost: a sum of ends, and said to be no interval of confidence."""

from typing import Any

import pytest

from planner.cli.show_plan import show_plan
from planner.exchange.json_file import to_dict
from planner.exchange.plan_tables import tables
from planner.insight import works_done
from planner.plan import make_plan
from planner.text import LANGUAGES, Language, money, text
from planner.ui.look.tiles import tiles
from tests.releasing import ours
from tests.saying import said

MILLION = 100_000_000


@pytest.fixture
def plan(site: Any, city: Any) -> Any:
    works = {"repair": {"costs": (0.5, 2)}, "stabilise": {}}
    sites = [site("a"), site("b"), site("c", people=1.0)]
    funds = {"main": {"amount": {2027: 2, 2028: 0}}}
    return make_plan(city(sites, works=works, weights={"homes": 1}, funds=funds))


def test_the_ends_are_sums_of_the_ends_of_what_is_planned(plan: Any) -> None:
    figures = plan.figures
    ends = [figures.spent_low, figures.spent, figures.spent_high]
    assert [end / MILLION for end in ends] == [1, 2, 4]
    planned = plan.in_plan
    assert sum(entry.cost_low for entry in planned) == figures.spent_low
    assert sum(entry.cost_high for entry in planned) == figures.spent_high


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_surface_tells_both_ends_and_what_they_are_not(plan: Any, language: Language) -> None:
    figures, tender = plan.figures, plan.scenario.money.tender
    low, high = (
        said(language, money, end, tender) for end in (figures.spent_low, figures.spent_high)
    )
    headline = said(language, works_done, plan)
    assert low in headline and high in headline
    note = said(language, text, "plan.figure.range.help")
    assert note in said(language, tiles, plan).html.replace("&#x27;", "'")
    assert " ".join(note.split()) in " ".join(said(language, show_plan, plan).split())
    report = to_dict(ours(plan))["figures"]
    assert (report["spent_low"], report["spent_high"]) == (figures.spent_low, figures.spent_high)
    sheet = next(t for t in said(language, tables, ours(plan)) if t.key == "figures")
    rows = {row[0]: row[1] for row in sheet.rows}
    assert rows[said(language, text, "export.figure.spent_high")] == tender.amount(
        figures.spent_high
    )


def test_costs_without_a_range_have_none(site: Any, city: Any) -> None:
    plan = make_plan(city([site("a")], works=("repair",), weights={"homes": 1}))
    assert said("en", works_done, plan).count("estimates") == 0
