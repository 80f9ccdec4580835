"""The schedule of the works and the use of the crews."""

import re
from html import unescape

import pytest

from planner.text import LANGUAGES, name_of, text
from planner.ui.panels import crews
from planner.ui.panels.schedule import PAGE, chart, planned, totals, works_table
from tests.saying import said


def lines(html):
    """The lines of a chart without its head and its totals."""
    return re.findall(r'<tr><th scope="row".*?</tr>', html.split('<tbody class="sums">')[0])


def width(line):
    """Years that the cells of a line span together."""
    spans = re.findall(r'<td(?: colspan="(\d+)")?', line)
    return sum(int(span or 1) for span in spans)


def test_every_line_spans_all_years_and_holds_every_step(plan):
    places = planned(plan)
    drawn = lines(said("uk", chart, plan, places, first=len(places)).html)
    assert len(drawn) == len(places)
    for line, entry in zip(drawn, plan.in_plan, strict=True):
        assert width(line) == len(plan.listing.years)
        assert line.count("vid-span") == len(entry.steps)


def test_a_step_stands_under_its_years(plan):
    entry = next(e for e in plan.in_plan if e.steps[0].start > plan.listing.years[0])
    line = lines(said("uk", chart, plan, planned(plan), first=1000).html)[entry.rank - 1]
    before = line.index("vid-span")
    assert line[:before].count("<td></td>") == entry.steps[0].start - plan.listing.years[0]


def test_only_the_first_are_drawn_and_the_caption_says_so(plan):
    html = said("uk", chart, plan, planned(plan), first=3).html
    assert len(lines(html)) == 3
    words = {"n_text": "3", "total": str(len(plan.in_plan))}
    assert said("uk", text, "list.schedule.caption", **words) in unescape(html)


def test_the_most_important_come_first_when_asked(plan):
    points = plan.listing.importance[planned(plan, "importance")]
    assert (points[:-1] >= points[1:]).all()
    assert sorted(planned(plan, "importance")) == sorted(planned(plan))


def test_totals_are_those_of_the_entries(plan):
    entries = plan.in_plan
    for year in totals(plan, planned(plan)):
        at_work = [
            e for e in entries if any(s.start <= year.year < s.start + s.years for s in e.steps)
        ]
        assert year.at_work == len(at_work)
        assert year.begun == sum(e.steps[0].start == year.year for e in entries)
        assert year.money == sum(e.money.get(year.year, 0) for e in entries)
    spent = sum(year.money for year in totals(plan, planned(plan)))
    assert spent == plan.figures.spent


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_holds_everyone_page_by_page(plan, language):
    places = planned(plan)
    pages = range((len(places) - 1) // PAGE + 1)
    html = "".join(said(language, works_table, plan, places, page=page).html for page in pages)
    for entry in plan.in_plan:
        assert said(language, name_of, entry.name) in unescape(html)
    assert html.count('<th scope="row">') == len(places)


def test_what_is_not_found_is_not_scheduled(plan):
    found = plan.listing.kind
    assert all(plan.entries[place].kind == "project" for place in planned(plan, "rank", found))


def test_crews_are_drawn_as_the_plan_uses_them(plan):
    html = said("uk", crews.chart, plan).html
    heights = [float(h) for h in re.findall(r"height:([\d.]+)%", html)]
    expected = [
        100 * crews.share(used, capacity)
        for crew in plan.scenario.crews
        for used, capacity in plan.crews.loc[
            plan.crews["crew"] == crew, ["used", "capacity"]
        ].values
    ]
    assert heights == pytest.approx(expected, abs=0.06)
    assert html.count(said("uk", text, "list.crews.full")) == sum(
        h >= 100 * crews.FULL for h in expected
    )
    assert said("uk", crews.crews_table, plan).html.count("<tr>") == 1 + len(plan.crews)


def test_a_trade_without_capacity_is_free_only_when_unused():
    assert crews.share(0, 0) == 0 and crews.share(1, 0) == 1
