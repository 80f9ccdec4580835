"""What was begun and what is reported, together in the scenario that comes after."""

from datetime import date

from planner.insight.done.counted import counted
from planner.insight.done.drift import Reported
from planner.insight.replan.former import Former
from planner.plan import make_plan


def test_works_begun_by_a_year_or_reported_go_on_and_the_finished_are_done(city, site):
    town = city(
        [site("a"), site("b", people=30.0), site("c", people=20.0)],
        funds={"main": {"amount": {2027: 2, 2028: 2}}},
    )
    former = Former.of(make_plan(town))
    reports = (
        Reported(subject="a", paid=100_000_000, finished=date(2026, 11, 20), share=1.0),
        Reported(subject="b", paid=40_000_000, share=0.25),
    )
    begun = counted(town, former, 2026, reports)
    assert begun.loaded.inventory.sites.today.state_today == ("done", "", "")
    assert begun.kept == ("b",) and begun.ended == {"a": "settled"}
    assert [promise.subject for promise in begun.loaded.scenario.rules.promises] == ["b"]
    assert counted(town, former, 2026, ()).loaded.inventory is town.inventory
    assert set(counted(town, former, 2028, ()).kept) == {"a", "b", "c"}
