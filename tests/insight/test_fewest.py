"""Of plans as good as the best, the one nearest to the plan in hand; and what all of them share."""

import numpy as np
import pytest

from planner.insight.displace import displacement
from planner.insight.fewest import AS_GOOD, changed, kinds_of
from planner.insight.forcing import Hand
from planner.scenario import Way
from tests.insight.hands import every_plan, solved


@pytest.fixture
def alike(city, site):
    """Money for some of five buildings, of which three are alike and two nearly so."""
    sizes = {"a": 40, "b": 40, "c": 40, "d": 39, "e": 80}
    sites = [site(name, area=float(1000 + 5 * n), people=float(n)) for name, n in sizes.items()]
    return city(sites, funds={"main": {"amount": {2027: 2}}}, money_years=1)


@pytest.mark.parametrize("subject", ["a", "c", "e"])
def test_no_plan_as_good_changes_fewer_and_certain_is_what_all_best_plans_share(
    alike, subject, monkeypatch
):
    for name in ("SECONDS", "EACH"):
        monkeypatch.setattr(f"planner.insight.shared.{name}", 60.0)  # on whatever machine
    hand, ways = Hand.of(alike), {True: "never", False: "must"}
    start = solved(hand)
    way: Way = ways[hand.holds(start, subject)]  # type: ignore[assignment]
    found = displacement(alike, start, subject, way)
    plans = every_plan(hand.locked(subject, way))
    best = max(value for value, _ in plans)
    kinds, names = kinds_of(hand.prepared.table), hand.prepared.table.subjects

    def changes(chosen):
        return {names[g] for g in np.flatnonzero(kinds[start.chosen] != kinds[chosen])} - {subject}

    good = [changes(chosen) for value, chosen in plans if value >= best * (1 - AS_GOOD)]
    told = set(found.changes)
    assert told in good and len(told) == min(map(len, good))
    shared = set.intersection(*(changes(c) for value, c in plans if value >= best - 1e-9))
    assert told - set(found.unsure) == told & shared
    assert found.apart >= 0 and bool(found.unsure) == bool(told - shared)


def test_a_plan_changes_nothing_against_itself(alike):
    hand = Hand.of(alike)
    start = solved(hand)
    assert not len(changed(hand, start, start))


def test_what_is_required_and_barred_at_once_leaves_no_plan_and_nothing_allowed(alike):
    hand = Hand.of(alike)
    members, real = hand.members("a"), hand.prepared.table.real
    required = hand.locked("a", "must")
    assert (required.allowed[members] == real[members]).all()
    clash = required.barring("a", members & real)
    assert not clash.allowed[members].any() and clash.allowed[~members].all()
    assert clash.searched(solved(hand), (1e-7, 5.0)).bound == -np.inf
