"""The terms of a project in words: by weight, money, cost and phase, or that it cannot be."""

from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import pytest

from planner.insight.contest import Alone, Terms
from planner.insight.forcing import Side
from planner.insight.room import Room
from planner.insight.sides import Sides
from planner.insight.sweep import Point
from planner.insight.terms import Bands, Change
from planner.plan import make_plan
from planner.text import LANGUAGES, name_of, text
from planner.ui.panels.terms import terms_shown
from tests.made_city import city_of
from tests.made_inventory import project_of, site_of
from tests.saying import said

TENTH = Fraction(1, 10)
BEHIND, AHEAD = Side(value=3.0, bound=3.5), Side(value=4.5, bound=5.0)
OUT = Sides(with_it=BEHIND, without=AHEAD)
IN = Sides(with_it=AHEAD, without=BEHIND)


def change(at: Fraction | None, **given: Any) -> Change:
    usual: dict[str, Any] = {
        "subject": "late",
        "planned": False,
        "now": OUT.membership,
        "at": at,
        "open": False,
    }
    usual |= {"short": 4 * TENTH, "tried": Fraction(7), "complete": True, **given}
    return Change(**usual)


def bands(subject: str) -> Bands:
    points = (Point(at=4 * TENTH, sides=OUT), Point(at=5 * TENTH, sides=IN))
    now = Fraction(1, 2)
    return Bands(subject=subject, criterion="renewal", now=now, points=points, complete=True)


@pytest.fixture(scope="module")
def good():
    parts = [
        project_of("early", part_of="art", phase=1),
        project_of("late", part_of="art", phase=2, cost=4.0),
    ]
    loaded = city_of(
        [site_of("house")],
        parts,
        works={"repair": {}, "build": {}},
        weights={"homes": 1, "renewal": 1},
    )
    return SimpleNamespace(plan=make_plan(loaded))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_no_weights_bring_in_says_so_and_from_how_much_money_they_can(good, language):
    room = Room(subject="late", at=Fraction(2), short=Fraction(19, 10), tried=Fraction(2))
    found = Terms(
        project="late",
        room=room,
        money=change(None),
        alone=Alone(criterion="renewal", change=change(Fraction(3, 2))),
        cut=change(Fraction(1, 2)),
        phase=bands("early"),
        final=True,
    )
    shown = str(said(language, terms_shown, good, found))
    for key in ("room", "money", "alone", "cost", "phase"):
        assert text(f"contest.term.{key}") in shown
    assert text("contest.term.weights") not in shown  # no weights can: there is no band to show
    assert name_of(good.plan.names("early")) in shown
    assert "4" in shown and "3" in shown  # twice the two millions, and 1.9 times


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_there_is_room_for_is_told_by_its_weight(good, language):
    room = Room(subject="early", at=Fraction(1), short=Fraction(0), tried=Fraction(1))
    found = Terms(project="early", room=room, bands=bands("early"), released=True, final=True)
    shown = str(said(language, terms_shown, good, found))
    assert text("contest.term.weights") in shown and text("contest.released") in shown


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "alone",
    [
        change(None),
        change(None, open=True),
        change(Fraction(0), planned=True),
        change(Fraction(1), open=True),
    ],
)
def test_what_more_money_does_where_one_criterion_is_all_is_told(good, language, alone):
    far = Room(subject="late", at=None, short=Fraction(8), tried=Fraction(8))
    found = Terms(project="late", room=far, alone=Alone(criterion="renewal", change=alone))
    assert text("contest.term.alone") in str(said(language, terms_shown, good, found))
