"""Plans made again, held against every plan of drawn towns: none that is good enough changes less."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from planner.cli.show_replan import show_replanned
from planner.errors import InfeasiblePlanError
from planner.insight.forcing import Hand
from planner.insight.replan.begun import Begun, begun_by, going_on, usual
from planner.insight.replan.former import Course, Former, Standing
from planner.insight.replan.replan import Replanned, replan
from planner.insight.replan.words import conclusion, subject_name
from planner.optimise.certify.exact import exact_value
from planner.optimise.certify.near import least_of
from planner.plan import plan_of
from planner.scenario import Loaded
from planner.text import LANGUAGES
from tests.insight.hands import every_plan, solved
from tests.saying import said


def _town(city, site, project, seed: int = 0, *, later: bool) -> Any:
    """A drawn town; later the first house is struck again and there is a third less money."""
    draw = np.random.default_rng(seed)
    areas, people = draw.uniform(300, 1200, 4), draw.uniform(5, 60, 4)
    houses = [
        site(f"house{k}", area=float(a), people=float(p), grade=5 if later and k == 0 else 3)
        for k, (a, p) in enumerate(zip(areas, people, strict=True))
    ]
    palace = site("palace", area=600.0, people=0.0, status="national", grade=3)
    hall = project("hall", cost=0.8, capacity=float(draw.uniform(500, 3000)))
    money = 0.9 if later else 1.35
    return city(
        [*houses, palace],
        [hall],
        works={"repair": {}, "restore": {}, "build": {}},
        weights={"homes": 45, "heritage": 30, "renewal": 25},
        funds={"main": {"amount": {2027: money, 2028: money}}},
    )


def _former(loaded: Loaded) -> Former:
    return Former.of(plan_of(loaded, solved(Hand.of(loaded))))


def _again(
    now: Loaded, former: Former, within: float, begun: Mapping[str, tuple[str, ...]] | None = None
) -> tuple[Begun, Replanned]:
    """The plan made again; what was begun by the year before the first unless told otherwise."""
    went_on = going_on(now, former, begun_by(former, usual(now)) if begun is None else begun)
    return went_on, replan(went_on, former, within)


def _told_in_both(now: Loaded, found: Replanned) -> None:
    plan = plan_of(now, found.plan)
    for language in LANGUAGES:
        shown = said(language, show_replanned, plan, found)
        assert said(language, conclusion, found)[:12] in shown
        assert said(language, subject_name, plan, found.changes[0].subject)[:8] in shown


def _fewest(now: Loaded, found: Replanned, former: Former, within: float) -> tuple[int, int]:
    """Changes and moves of the best of all plans that are good enough, tried one by one."""
    hand = Hand.of(now)
    standing = Standing.of(former, hand.prepared.table)
    could = standing.keepable(hand.problem.group)
    least = least_of(exact_value(hand.problem, found.best.chosen), within)
    return min(
        (
            int((could & ~standing.kept[plan]).sum()),
            int((standing.kept[plan] & ~standing.same[plan]).sum()),
        )
        for value, plan in every_plan(hand)
        if value >= least
    )


@pytest.mark.parametrize(("seed", "within"), [(0, 0.002), (1, 0.05), (2, 0.01)])
def test_no_plan_that_is_good_enough_changes_less(city, site, project, seed, within):
    former = _former(_town(city, site, project, seed, later=False))
    went_on, found = _again(_town(city, site, project, seed, later=True), former, within)
    assert (found.changed, found.moved) == _fewest(went_on.loaded, found, former, within)
    assert found.at_least == found.changed and found.moved_at_least == found.moved
    assert found.plan.value >= (1.0 - within) * found.best.value - 1e-9
    assert (
        found.points.low <= (found.best.value - found.plan.value) + 1e-9 <= found.points.high + 2e-9
    )
    assert found.changed <= found.best_changed
    assert "house0" in found.circumstances.struck
    assert all(change.why for change in found.changes)
    _told_in_both(went_on.loaded, found)


def test_where_nothing_happened_nothing_changes(city, site, project):
    town = _town(city, site, project, later=False)
    _, found = _again(town, _former(town), 0.0001)
    assert (found.changed, found.moved, found.changes) == (0, 0, ())


def test_what_was_begun_goes_on_though_the_best_plan_would_drop_it(city, site, project):
    before, now = (_town(city, site, project, 1, later=later) for later in (False, True))
    former = _former(before)
    dropped = [c.subject for c in _again(now, former, 0.0)[1].changes if c.what == "left"]
    begun = {i: works for i, works in begun_by(former, 2028).items() if i == dropped[0]}
    went_on, found = _again(now, former, 0.0, begun)
    table = Hand.of(went_on.loaded).prepared.table
    a = found.plan.chosen[table.subjects.index(dropped[0])]
    assert found.begun == (dropped[0],)
    assert table.label(int(a)) == f"{dropped[0]}_%s_%d" % former.courses[dropped[0]].steps[0]


def test_begun_works_that_cannot_go_on_say_why(city, site):
    former = Former(
        name={"uk": "Торік", "en": "Last year"},
        courses={
            "done": Course(steps=(("repair", 2026),), grade=3, cost=1),
            "lost": Course(steps=(("repair", 2026),), grade=3, cost=1),
            "away": Course(steps=(("repair", 2026),), grade=3, cost=1),
            "open": Course(steps=(("repair", 2026),), grade=3, cost=1),
        },
        shares={"homes": 1.0},
        currency="UAH",
        money=0,
    )
    town = city([site("done", state_today="done"), site("lost", area=float("nan")), site("open")])
    found = going_on(town, former, begun_by(former, 2026))
    assert found.kept == ("open",)
    assert found.ended == {"done": "settled", "lost": "impossible", "away": "gone"}
    (promise,) = found.loaded.scenario.rules.promises
    assert (promise.subject, promise.works, promise.start) == ("open", "repair", 2027)


def test_begun_works_that_money_does_not_reach_for_are_named_as_clashing(city, site):
    rich, poor = (
        city([site("house", grade=3)], funds={"main": {"amount": {2027: money}}}, money_years=1)
        for money in (2, 0.1)
    )
    former = _former(rich)
    with pytest.raises(InfeasiblePlanError):
        _again(poor, former, 0.005, begun_by(former, 2027))


def test_causes_name_what_happened_to_the_building_and_else_to_the_city(city, site):
    def town(money: float, grade: int) -> Any:
        return city(
            [
                site("a", people=90.0, grade=grade),
                site("b", people=50.0, grade=3),
                site("c", grade=3),
            ],
            funds={"main": {"amount": {2027: money}}},
            money_years=1,
        )

    former = _former(town(3, 3))
    assert sum(bool(course.steps) for course in former.courses.values()) == 3
    _, found = _again(town(2, 4), former, 0.0)
    why = {change.subject: [cause.kind for cause in change.why] for change in found.changes}
    assert why == {"c": ["money_less", "others"]}
    doubled = replace(
        former, courses={**former.courses, "c": Course(steps=(("repair", 2027),), cost=1)}
    )
    _, found = _again(town(2, 4), doubled, 0.0)
    assert [cause.kind for cause in found.changes[0].why] == ["dearer"]
