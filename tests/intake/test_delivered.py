"""A plan made again, saved with what was reported: opened again it is the same plan."""

import csv
from datetime import date

import pytest

from planner.domain import Names
from planner.errors import InputError
from planner.insight.done.counted import counted
from planner.insight.done.drift import Reported
from planner.insight.replan.former import Former
from planner.insight.replan.replan import replan
from planner.intake.delivered import keep_made_again
from planner.plan import make_plan, plan_of
from planner.scenario import load_scenario
from tests.small_city import FEW_PROJECTS, FEW_SITES, make_city

TITLE = Names(uk="Після звітів", en="After reports")


@pytest.fixture
def folder(tmp_path):
    return make_city(tmp_path, FEW_SITES, FEW_PROJECTS) / "kharkiv"


@pytest.mark.slow
def test_it_is_the_same_plan_when_it_is_opened_again_and_the_citys_table_is_as_it_was(folder):
    loaded = load_scenario(folder / "balanced.yaml")
    former = Former.of(make_plan(loaded, gap=0.01))
    first, second = [
        subject
        for subject, course in former.courses.items()
        if len(course.steps) == 1 and subject in loaded.inventory.sites.id
    ][:2]
    cost = former.courses[second].cost
    reports = (
        Reported(subject=first, paid=5, finished=date(2026, 11, 20), share=1.0),
        Reported(subject=second, paid=cost, share=0.5),
    )
    went_on = counted(loaded, former, 2026, reports)
    found = replan(went_on, former, seconds=20.0, gap=0.01)
    before = (folder / "sites.csv").read_bytes()
    path = keep_made_again(loaded, went_on, found.plan, TITLE, "reports")
    assert (folder / "sites.csv").read_bytes() == before
    again = load_scenario(path)
    table = folder / again.scenario.inventory.sites
    with table.open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    assert rows[first]["state_today"] == "done" and rows[first]["state_source"]
    unit = again.scenario.money.tender.size
    assert float(rows[second]["cost_known"]) == pytest.approx(1.5 * cost / unit)
    wanted = plan_of(went_on.loaded, found.plan)
    opened = make_plan(again, gap=0.01)
    assert opened.figures == wanted.figures
    assert [e.steps for e in opened.entries] == [e.steps for e in wanted.entries]
    assert keep_made_again(loaded, went_on, found.plan, TITLE, "reports") != path


@pytest.mark.slow
def test_what_cannot_be_saved_leaves_no_table_behind(folder, monkeypatch):
    loaded = load_scenario(folder / "balanced.yaml")
    former = Former.of(make_plan(loaded, gap=0.05))
    first = next(s for s in loaded.inventory.sites.id if former.courses[s].steps)
    reports = (Reported(subject=first, paid=5, finished=date(2026, 11, 20), share=1.0),)
    went_on = counted(loaded, former, 2026, reports)
    found = replan(went_on, former, seconds=10.0, gap=0.05)
    there = {path.name for path in folder.iterdir()}
    changed = (folder / "balanced.yaml").read_text("utf-8") + "\n# changed meanwhile\n"
    (folder / "balanced.yaml").write_text(changed, encoding="utf-8")
    with pytest.raises(InputError):
        keep_made_again(loaded, went_on, found.plan, TITLE, "reports")
    assert {path.name for path in folder.iterdir()} == there
