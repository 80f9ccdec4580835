"""Each published pilot enters under some stated terms, true just inside and false just outside."""

from decimal import Decimal

import pytest

from planner.exchange.proven import proven
from planner.insight.forcing import Hand
from planner.insight.proportions import shares_at
from planner.insight.reaching import any_plan
from planner.insight.room import room_for
from planner.insight.terms import cut_needed, money_change, weight_bands
from planner.optimise import Solution
from planner.scenario import Loaded, load_scenario, with_settings
from tests.places import KHARKIV

PILOTS = ("nff-heritage", "nff-rivers", "nff-industry", "nff-housing", "nff-science")
SEARCH = (1e-9, 300.0)
"""Gap and seconds of a side that is solved anew."""
MOST = 4


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is tried is whether the terms are true, not how soon they are told."""
    monkeypatch.setattr("planner.insight.sweep.SECONDS", 300.0)
    monkeypatch.setattr("planner.insight.sweep.DECIDE", (2.0, 40.0))


@pytest.fixture(scope="module")
def renewed() -> Loaded:
    """The masterplan's money and rules where renewal is all that counts."""
    loaded = load_scenario(KHARKIV / "masterplan.yaml")
    return with_settings(loaded, weights={"renewal": Decimal(1)})


@pytest.fixture(scope="module")
def best(renewed: Loaded) -> Solution:
    found = Hand.of(renewed).solve(None, (1e-4, 60.0))
    assert found is not None
    return found


def parts_of(loaded: Loaded, pilot: str) -> list[str]:
    projects = loaded.inventory.projects
    row = projects.parts.part_of.index(pilot)
    return [projects.id[k] for k in projects.parts.whole_of(row)]


def is_in(hand: Hand, project: str) -> bool:
    """By both sides solved from nothing; neither being ahead for certain is a failure."""
    one, other = (hand.locked(project, way).searched(None, SEARCH) for way in ("must", "never"))
    assert one.value > other.bound or other.value > one.bound, project
    return one.value > other.bound


def by_money(loaded: Loaded, best: Solution, project: str) -> list[Hand]:
    """Where renewal is all that counts: with the least change of money told to turn it, and with the
    most told not to; the side that has it first. None where no change does."""
    hand, change = Hand.of(loaded), money_change(loaded, best, project, most_money=MOST)
    if change.at is None:
        return []
    way = -1 if change.planned else 1
    turned, not_yet = (hand.funded(1 + way * part) for part in (change.at, change.short))
    return [not_yet, turned] if change.planned else [turned, not_yet]


def by_weight(project: str) -> list[Hand]:
    """At the least share of renewal told to be enough, and the last below it told not to be."""
    loaded = load_scenario(KHARKIV / "masterplan.yaml")
    start, hand = proven(loaded, 1e-4), Hand.of(loaded)
    assert start is not None
    bands = weight_bands(loaded, start, project, "renewal")
    inside = bands.bands[-1].low
    outside = max(p.at for p in bands.points if p.state == "out" and p.at < inside)
    return [hand.weighted(shares_at(loaded, "renewal", at)) for at in (inside, outside)]


def by_cost(loaded: Loaded, best: Solution, project: str) -> list[Hand]:
    """At the highest cost told to be low enough, and at the lowest told not to be."""
    hand, change = Hand.of(loaded), cut_needed(loaded, best, project)
    if change.at is None or change.at == change.short:
        return []
    return [hand.cheaper(project, float(part)) for part in (change.at, change.short)]


def by_room(loaded: Loaded, project: str) -> tuple[Hand, Hand]:
    """With the least money told to leave room for it in a plan, and with the most told not to."""
    hand, room = Hand.of(loaded), room_for(Hand.of(loaded), project)
    assert room.at is not None and room.short > 0, project
    return hand.funded(room.at), hand.funded(room.short)


@pytest.mark.slow
@pytest.mark.parametrize("part", (0, 1))
@pytest.mark.parametrize("pilot", PILOTS)
def test_a_published_pilot_enters_on_stated_terms_which_hold_on_both_sides(
    renewed: Loaded, best: Solution, pilot: str, part: int
) -> None:
    """Both parts or phases of it; where no terms put it in a best plan, from how much money on any plan
    holds it."""
    project = parts_of(renewed, pilot)[part]
    sides = by_money(renewed, best, project)
    if not sides:
        planned = Hand.of(renewed).holds(best, project)
        sides = by_weight(project) if planned else by_cost(renewed, best, project)
    if sides:
        assert [is_in(side, project) for side in sides] == [True, False]
        return
    room = by_room(renewed, project)
    found = [any_plan(side.locked(project, "must")) for side in room]
    assert found[0].solution is not None and found[1].bound == float("-inf")
